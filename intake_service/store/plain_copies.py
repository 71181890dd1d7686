"""Plain copies of the database beside it: from before a migration where no backup key is set, and
from before it was moved to a server.

They hold what the database held, so they go when backups go: after `backup_days`.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from centre.reading.durable import flush
from intake_service.store import own_files, snapshot
from intake_service.store.snapshot import CopyFailed

PATTERN: Final = "before-*"
MOVED: Final = "postgresql"
_NAME = re.compile(r"before-\w+-(\d{4}-\d\d-\d\d)\.database\.(?:sqlite3|pgdump)")
_UNFINISHED = ".part"


def make(url: str, folder: Path, *, revision: str, today: date) -> Path:
    """Copy the database at `url` into `folder`, for its owner only, and try the copy.

    Raises snapshot.CopyFailed.
    """
    target = folder / f"before-{revision}-{today}.{snapshot.name_for(url)}"
    unfinished = target.with_name(target.name + _UNFINISHED)
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=own_files.FILE_MODE)
        snapshot.copy(url, unfinished)
        snapshot.check(unfinished, kind=snapshot.name_for(url))
        flush(unfinished)
        unfinished.replace(target)
        flush(folder)
    except OSError as error:
        raise CopyFailed(f"{folder}: {error.strerror}") from error
    return target


def put_aside(database: Path, *, today: date) -> Path:
    """Rename the file of a database that nobody uses any more. Raises OSError."""
    target = database.with_name(f"before-{MOVED}-{today}.{snapshot.SQLITE}")
    database.replace(target)
    flush(database.parent)
    return target


def forget_old(folder: Path, *, days: int, today: date) -> None:
    """Delete the copies that are older than the days of backups, and what was left half made."""
    oldest = (today - timedelta(days=days)).isoformat()
    for path, made in _copies(folder):
        if made < oldest:
            path.unlink(missing_ok=True)


def _copies(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in folder.glob(PATTERN):
        found = _NAME.fullmatch(path.name.removesuffix(_UNFINISHED))
        if found:
            yield path, found[1]
