"""Opens a backup: tries it anywhere, or puts it back on a machine without a database."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import func, select

from centre.reading.durable import flush
from intake_service.settings import Settings
from intake_service.store import own_files, snapshot
from intake_service.store.db import Store, Unavailable
from intake_service.store.models import Counsellor, Enquiry
from intake_service.store.vault import Refused, Vault, age_files
from intake_service.work.backups import drafts_of_pages, parcel
from intake_service.work.backups.drafts_of_pages import InTheWay
from intake_service.work.backups.making import CONTENT, SETTINGS
from intake_service.work.service import VAULT_FILE, WrongSecret, check_secret, secret_file

SETTINGS_OF_BACKUP: Final = "settings-of-backup.env"
"""In the data directory after a restore: what was set on the machine of then."""

_HALF = ".restoring"


class NotRestored(Exception):
    """The backup cannot be used, or may not take the place of what is here."""


@dataclass(frozen=True)
class Opened:
    """A backup in a folder, and what was found in it."""

    folder: Path
    made: str
    """UTC, as `2026-11-29T06:15:00Z`."""
    version: str
    revision: str
    conversations: int | None
    """None for a dump of PostgreSQL's: its rows are counted once they are back."""
    people: int | None

    @property
    def database(self) -> Path:
        """The copy of the database."""
        found = (self.folder / name for name in (snapshot.SQLITE, snapshot.POSTGRESQL))
        return next(path for path in found if path.exists())

    @property
    def secret(self) -> bytes:
        """The server secret."""
        return (self.folder / VAULT_FILE).read_bytes()

    @property
    def settings(self) -> Path:
        """The settings of then."""
        return self.folder / SETTINGS

    @property
    def content(self) -> Path:
        """The centre's content of then."""
        return self.folder / CONTENT


@contextmanager
def opened(
    file: Path, identities: Sequence[age_files.Identity], *, beside: Path | None = None
) -> Iterator[Opened]:
    """The backup in `file`, unpacked for the length of the block and tried as a whole: every file,
    the database's own check, its schema, and whether the secret in it is the database's.

    It needs no settings and no service. Raises NotRestored.
    """
    with TemporaryDirectory(prefix="kacko-", dir=beside) as name:
        folder = Path(name)
        try:
            manifest = parcel.unpack(file, folder, identities)
            found = _tried(folder, manifest)
        except (age_files.CannotOpen, parcel.Damaged, snapshot.CopyFailed) as error:
            raise NotRestored(f"{file.name}: {error}") from error
        except (Unavailable, WrongSecret, Refused) as error:
            raise NotRestored(f"{file.name}: secret and database do not fit: {error}") from error
        except OSError as error:
            raise NotRestored(f"{file.name}: {error.strerror}") from error
        yield found


def _tried(folder: Path, manifest: parcel.Manifest) -> Opened:
    names = manifest.prints
    missing = {VAULT_FILE, SETTINGS} - names.keys()
    if missing or not {snapshot.SQLITE, snapshot.POSTGRESQL} & names.keys():
        raise parcel.Damaged(f"it lacks {', '.join(sorted(missing)) or 'a database'}")
    found = Opened(folder, manifest.made, manifest.version, manifest.revision, None, None)
    vault = Vault((folder / VAULT_FILE).read_bytes())
    if snapshot.check(found.database) != manifest.revision:
        raise parcel.Damaged("the database is of another schema than the list says")
    if found.database.name == snapshot.POSTGRESQL:
        return found
    tried = folder / "tried.sqlite3"  # opening it may write to it
    shutil.copyfile(found.database, tried)
    store = Store(f"sqlite:///{tried}")
    try:
        check_secret(vault, store, folder / VAULT_FILE)
        with store.read() as session:
            conversations = session.scalar(select(func.count()).select_from(Enquiry))
            people = session.scalar(select(func.count()).select_from(Counsellor))
    finally:
        store.close()
        tried.unlink()
    return Opened(folder, manifest.made, manifest.version, manifest.revision, conversations, people)


def put_back(settings: Settings, backup: Opened, *, content: Path | None = None) -> None:
    """Put database, secret and drafts of pages of a backup in place, and its content into the
    folder `content`.

    Only where there is no database, no other secret and no content: nothing is ever written over.
    A restore that was killed goes on where it was. Raises NotRestored.
    """
    try:
        _refuse_to_overwrite(settings, backup, content)
        own_files.make_directory(settings.data, shared=settings.shared)
        drafts_of_pages.put_back(backup.folder, settings.data)
        if content is not None:
            _put_content(backup.content, content)
        own_files.write(settings.data / SETTINGS_OF_BACKUP, backup.settings.read_bytes())
        own_files.write(secret_file(settings), backup.secret)
        _put_database(settings, backup.database)
    except InTheWay as error:
        raise NotRestored(f"{error} is there and says something else; move it away") from None
    except (OSError, snapshot.CopyFailed, Unavailable) as error:
        raise NotRestored(str(error)) from error


def _refuse_to_overwrite(settings: Settings, backup: Opened, content: Path | None) -> None:
    if snapshot.name_for(settings.database) != backup.database.name:
        raise NotRestored("the backup is of another kind of database than INTAKE_DATABASE_URL")
    store = Store(settings.database, lock_seconds=settings.lock_seconds)
    try:
        is_there = store.is_made()
    finally:
        store.close()
    if is_there:
        raise NotRestored(
            f"{store.place} is there already. Stop the services and move it away, with -wal and "
            "-shm beside it; a restore writes over nothing"
        )
    secret = secret_file(settings)
    if secret.exists() and secret.read_bytes() != backup.secret:
        raise NotRestored(f"{secret} is another secret than that of the backup; move it away")
    if content is not None and content.exists() and any(content.iterdir()):
        raise NotRestored(f"{content} is not empty; choose another folder for the content")


def _put_content(source: Path, target: Path) -> None:
    half = target.with_name(target.name + _HALF)
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(source, half)
    if target.exists():
        target.rmdir()
    half.rename(target)


def _put_database(settings: Settings, copied: Path) -> None:
    if copied.name == snapshot.POSTGRESQL:
        snapshot.put_back(copied, settings.database)
        return
    database = snapshot.file_of(settings.database)
    half = database.with_name(database.name + _HALF)
    half.unlink(missing_ok=True)
    snapshot.put_back(copied, f"sqlite:///{half}")
    half.chmod(own_files.mode_in(settings.data))
    flush(half)
    half.replace(database)
    flush(database.parent)
