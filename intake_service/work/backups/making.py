"""Makes a backup: copies, checks, encrypts, reads back, lets the old ones go, sends it away."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from centre.reading.durable import flush
from intake_service import clock
from intake_service.settings import PREFIX, Settings
from intake_service.store import own_files, snapshot
from intake_service.store.db import Store, Unavailable
from intake_service.store.snapshot import CopyFailed
from intake_service.store.vault import Refused, Vault, age_files
from intake_service.work.audit import chain
from intake_service.work.backups import drafts_of_pages, parcel
from intake_service.work.backups.parcel import ENDING, Damaged, Manifest
from intake_service.work.service import VAULT_FILE, WrongSecret, check_secret, secret_file

SETTINGS: Final = "settings.env"
CONTENT: Final = "content/"

_NAME = re.compile(rf"kacko-(\d{{4}}-\d\d-\d\d)T\d{{6}}Z{re.escape(ENDING)}")
_UNFINISHED = ".part"


class BackupFailed(Exception):
    """No backup was made; those that were there are still there."""


@dataclass(frozen=True)
class Made:
    """A backup that is whole on this disk."""

    file: Path
    gone: tuple[Path, ...]
    """Backups that were older than `backup_days`."""


def make(
    settings: Settings,
    folder: Path,
    *,
    backup_days: int,
    environment: Mapping[str, str] = os.environ,
) -> Made:
    """Make a backup in `folder` and let go of those that are older than `backup_days`.

    The service may run meanwhile. Raises BackupFailed.
    """
    recipients = _recipients(settings)
    now = clock.now().astimezone(UTC)
    target = folder / f"kacko-{now:%Y-%m-%dT%H%M%SZ}{ENDING}"
    unfinished = target.with_name(target.name + _UNFINISHED)
    try:
        own_files.make_directory(folder)
        _tidy(folder)
        with TemporaryDirectory(dir=folder, suffix=_UNFINISHED) as room:
            _forget_old_lines(settings)
            copied = Path(room, snapshot.name_for(settings.database))
            snapshot.copy(settings.database, copied)
            manifest = Manifest(
                made=f"{now:%Y-%m-%dT%H:%M:%SZ}",
                version=version("kacko"),
                # of newer tables, too, which this program goes on working on
                revision=snapshot.check(copied, known_only=False),
            )
            files = _files(settings, copied, environment)
            parcel.pack(manifest, files, unfinished, recipients)
        unfinished.replace(target)
        flush(folder)
    except (OSError, CopyFailed, Damaged, WrongSecret, Refused, Unavailable) as error:
        unfinished.unlink(missing_ok=True)
        raise BackupFailed(str(error) or type(error).__name__) from error
    return Made(target, tuple(_let_go(folder, now, backup_days, keep=target)))


def send(command: str, file: Path) -> None:
    """Send a backup away by a command of the operator's, in which `{file}` stands for it.

    Raises BackupFailed with the last line of what the command said.
    """
    words = [word.replace("{file}", str(file)) for word in shlex.split(command)]
    try:
        done = subprocess.run(  # noqa: S603 - the operator's
            words, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
    except OSError as error:
        raise BackupFailed(f"{words[0]}: {error.strerror}") from None
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        raise BackupFailed(f"{words[0]}: {said[-1]}")


def _recipients(settings: Settings) -> Sequence[age_files.Recipient]:
    try:
        recipients = age_files.read_recipients(settings.backup_key)
    except age_files.BadKey as error:
        raise BackupFailed(f"INTAKE_BACKUP_KEY: {error}") from None
    if not recipients:
        raise BackupFailed(
            "INTAKE_BACKUP_KEY is empty. Make a key pair on a machine elsewhere (age-keygen), keep "
            "the private half there, and put the public one (age1…) here"
        )
    return recipients


def _files(
    settings: Settings, copied: Path, environment: Mapping[str, str]
) -> dict[str, bytes | Path]:
    """What goes into the parcel, by its names there."""
    content = {f"{CONTENT}{name}": path for name, path in _content(settings.content)}
    return {
        copied.name: copied,
        VAULT_FILE: _fitting_secret(settings),
        SETTINGS: _written(environment),
        **content,
        **drafts_of_pages.files(settings.data),
    }


def _fitting_secret(settings: Settings) -> bytes:
    """The server secret, which has to be the one that the database was filled under."""
    file = secret_file(settings)
    if not file.exists():
        raise BackupFailed(f"{file} is missing: a backup without it opens nothing")
    secret = file.read_bytes()
    vault = Vault(secret)
    if not vault.is_whole:
        raise BackupFailed(f"{file} is the sender's part only; a backup needs the whole secret")
    store = Store(settings.database, lock_seconds=settings.lock_seconds)
    try:
        check_secret(vault, store, file)
    finally:
        store.close()
    return secret


def _forget_old_lines(settings: Settings) -> None:
    """Cut the record of work, so that no copy holds older lines than it may: the chores cannot do
    it where they hold the sender's part of the secret."""
    store = Store(settings.database, lock_seconds=settings.lock_seconds)
    try:
        if store.is_made() and store.schema().is_usable:
            chain.forget_old(store, Vault.in_file(secret_file(settings)))
    except (OSError, Refused, Unavailable):
        return  # a backup of what there is comes first, and says what is wrong
    finally:
        store.close()


def _written(environment: Mapping[str, str]) -> bytes:
    """The settings that were given, as the file of a systemd unit."""
    given = sorted(item for item in environment.items() if item[0].startswith((PREFIX, "KACKO_")))
    return "".join(f"{name}={value}\n" for name, value in given).encode()


def _content(root: Path) -> Iterator[tuple[str, Path]]:
    """The files of the centre's content with their history, by their names below it."""
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(root).as_posix(), path


def _tidy(folder: Path) -> None:
    """Take away what a backup left that was killed."""
    for path in folder.glob(f"*{_UNFINISHED}"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _let_go(folder: Path, now: datetime, backup_days: int, *, keep: Path) -> Iterator[Path]:
    """Delete backups of days that the centre has promised to forget."""
    oldest = (now - timedelta(days=backup_days)).date().isoformat()
    for path in sorted(folder.iterdir()):
        made = _NAME.fullmatch(path.name)
        if made and made[1] < oldest and path != keep:
            path.unlink()
            yield path
