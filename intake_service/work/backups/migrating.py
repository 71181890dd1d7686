"""Brings a database up to date, a backup first: `kacko migrate`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from intake_service import clock
from intake_service.settings import Settings
from intake_service.store import own_files, plain_copies
from intake_service.store.db import Store, Unavailable
from intake_service.store.schema import NotMigrated, Schema, Standing, require_usable
from intake_service.store.snapshot import CopyFailed
from intake_service.work.backups import making, record
from intake_service.work.backups.making import BackupFailed

FOLDER = "backups"
"""In the data directory: where backups go unless somebody says otherwise."""


class NoTables(Exception):
    """There is no database to bring up to date."""


class MigrationFailed(Exception):
    """A step failed; the database is as it was before."""


@dataclass(frozen=True)
class Kept:
    """What lies beside the database from before the migration."""

    file: Path
    is_encrypted: bool


@dataclass(frozen=True)
class Migrated:
    """From which revision to which; the same twice where nothing had to be done."""

    before: Schema
    after: Schema


def migrate(
    settings: Settings,
    *,
    backup_days: Callable[[], int],
    kept: Callable[[Kept], None],
) -> Migrated:
    """Bring the database up to date in one transaction; `kept` hears of the backup before.

    An up-to-date database, or one of the next revision, is left alone. Raises NoTables,
    schema.NotMigrated for a database of another version, making.BackupFailed, MigrationFailed,
    db.Unavailable.
    """
    store = Store(settings.database, lock_seconds=settings.lock_seconds)
    try:
        if not store.is_made():
            raise NoTables(store.place)
        before = store.schema()
        if before.standing is not Standing.OLDER:
            require_usable(before, store.place)
            return Migrated(before, before)
        kept(_keep(settings, before, backup_days))
        _climb(store)
        return Migrated(before, store.schema())
    finally:
        store.close()


def _keep(settings: Settings, before: Schema, backup_days: Callable[[], int]) -> Kept:
    if settings.backup_key:
        made = making.make(settings, settings.data / FOLDER, backup_days=backup_days())
        record.note(settings.data, made=clock.today())
        return Kept(made.file, is_encrypted=True)
    try:
        own_files.make_directory(settings.data, shared=settings.shared)
        copied = plain_copies.make(
            settings.database, settings.data, revision=before.revision, today=clock.today()
        )
    except OSError as error:
        raise BackupFailed(f"{settings.data.resolve()}: {error.strerror}") from error
    except CopyFailed as error:
        raise BackupFailed(str(error)) from error
    return Kept(copied, is_encrypted=False)


def _climb(store: Store) -> None:
    try:
        store.migrate()
    except (NotMigrated, Unavailable):
        raise
    except Exception as error:  # a step is code: it raises whatever it stumbles over
        raise MigrationFailed(f"{type(error).__name__}: {error}") from error
