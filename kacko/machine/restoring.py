"""What a restore on an installed machine needs around it: root writes, and the services read."""

import grp
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intake_service.store import own_files

DATA = "INTAKE_DATA"
CONTENT = "KACKO_CONTENT"


@contextmanager
def settled(secret: Path) -> Iterator[None]:
    """Make room for the secret of the backup, and hand what was restored to its users.

    A secret that no database was filled under is of no use to anybody, so it steps aside; it comes
    back where none was restored.
    """
    unused = secret.with_name(f"{secret.name}.unused")
    data = Path(os.environ[DATA])
    if secret.exists() and not (data / "intake.sqlite3").exists():
        secret.replace(unused)
    try:
        yield
    finally:
        if not secret.exists() and unused.exists():
            unused.replace(secret)
        _hand(data, group="kacko-data")
        _let_all_write(data)
        content = Path(os.environ[CONTENT])
        _hand(content, group="kacko")
        _let_read(content)


def _hand(folder: Path, *, group: str) -> None:
    owner = pwd.getpwnam("kacko-desk").pw_uid
    shared = grp.getgrnam(group).gr_gid
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner, shared, follow_symlinks=False)


def _let_all_write(data: Path) -> None:
    """Tombstones that somebody put back by hand may be closed to all but root."""
    for file in own_files.written_by_all(data):
        if not file.is_symlink():
            file.chmod(own_files.SHARED_FILE_MODE)


def _let_read(folder: Path) -> None:
    """Who builds the site is another user; a backup keeps no modes."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o2755 if path.is_dir() else path.stat().st_mode | 0o044)
