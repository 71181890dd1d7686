"""Files for the service's own user and nobody else: the database, the secrets, their directory.

What an earlier version, another umask or a copy by hand left open is closed at every start.
"""

from pathlib import Path
from stat import S_IMODE, S_ISVTX

DIRECTORY_MODE = 0o700
FILE_MODE = 0o600
SECRETS = (
    "*.sqlite3",
    "*.sqlite3-*",
    "server-secret*",
    "tick-key*",
    "tombstones*",
    "roster-generation*",
    "sample-desk.json",
    "last-good-*",
)
"""What may lie in a data directory and is nobody else's business."""


class OpenToOthers(OSError):
    """A file or directory that others can read and that this user cannot close."""


def make_directory(path: Path) -> None:
    """Make the data directory, or close it and the secrets in it to others.

    Raises OSError: it cannot be made, or closed; a directory that everybody shares stays as it is.
    """
    path.mkdir(mode=DIRECTORY_MODE, parents=True, exist_ok=True)
    if path.stat().st_mode & S_ISVTX:
        raise OpenToOthers(0, "everybody shares this directory; choose one of its own")
    _close(path, DIRECTORY_MODE)
    for pattern in SECRETS:
        for file in path.glob(pattern):
            _close(file, FILE_MODE)


def make_file(path: Path) -> None:
    """Make an empty file, or close one that is there to others; raises OSError."""
    try:
        path.touch(mode=FILE_MODE, exist_ok=False)
    except FileExistsError:
        _close(path, FILE_MODE)


def _close(path: Path, mode: int) -> None:
    try:
        if S_IMODE(path.stat().st_mode) & ~mode:
            path.chmod(mode)
    except FileNotFoundError:
        pass  # another process has tidied it away
    except PermissionError as error:
        raise OpenToOthers(error.errno, f"others can read {path.name}; close it to them") from error
