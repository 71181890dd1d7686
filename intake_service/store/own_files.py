"""Files for the service's own user and nobody else: the database, the secrets, their directory.

Where the faces run as users of their own, the directory is shared by their group, and so is what
each of them writes: database, tombstones, the roster's generation. Secrets are never shared.

What an earlier version, another umask or a copy by hand left open is closed at every start.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE, S_ISGID, S_ISVTX, S_IWGRP

from centre.reading.durable import flush

DIRECTORY_MODE = 0o700
FILE_MODE = 0o600
SHARED_DIRECTORY_MODE = 0o2770
SHARED_FILE_MODE = 0o660
SHARED = (
    *("*.sqlite3", "*.sqlite3-*", "tombstones*", "roster-generation*"),
    *("chores-done*", "backups.json*", "mail-trouble.json", "told-operator.json"),
    "not-in-git.json*",
)
"""What every face and the chores read and write."""
OWN = (
    *("server-secret*", "tick-key*", "sample-desk.json", "last-good-*"),
    *("settings-of-backup.env", "before-*"),
)
"""What else may lie in a data directory; it is never shared."""


class OpenToOthers(OSError):
    """A file or directory that others can read and that this user cannot close."""


def make_directory(path: Path, *, shared: bool = False) -> None:
    """Make the data directory, or close it and the secrets in it to others.

    A shared one stays open to its group. Raises OSError: it cannot be made, or closed; a directory
    that everybody shares stays as it is.
    """
    mode = SHARED_DIRECTORY_MODE if shared else DIRECTORY_MODE
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    if path.stat().st_mode & S_ISVTX:
        raise OpenToOthers(0, "everybody shares this directory; choose one of its own")
    if shared and not _is_shared(path):
        path.chmod(mode)  # mkdir does not set the bit by which files get the directory's group
    _close(path, mode)
    for pattern in SHARED:
        for file in path.glob(pattern):
            _close(file, mode_in(path))
    for pattern in OWN:
        for file in path.glob(pattern):
            _close(file, FILE_MODE)


def too_open(path: Path, *, shared: bool) -> Iterator[tuple[Path, int]]:
    """The data directory and what lies in it, as far as others can do more there than they may,
    each with the mode that it should have."""
    mode = SHARED_DIRECTORY_MODE if shared else DIRECTORY_MODE
    expected = {path: mode}
    expected |= dict.fromkeys(written_by_all(path), mode_in(path) if shared else FILE_MODE)
    expected |= {file: FILE_MODE for pattern in OWN for file in path.glob(pattern)}
    for each, mode in expected.items():
        if S_IMODE(each.stat().st_mode) & ~mode:
            yield each, mode


def written_by_all(path: Path) -> set[Path]:
    """What every face and the chores write in the data directory."""
    return {file for pattern in SHARED for file in path.glob(pattern)}


def mode_in(folder: Path) -> int:
    """The mode of a file that every face writes, in this folder."""
    return SHARED_FILE_MODE if _is_shared(folder) else FILE_MODE


def make_file(path: Path) -> None:
    """Make an empty file that every face writes, or close one that is there to others.

    Raises OSError.
    """
    mode = mode_in(path.parent)
    try:
        path.touch(mode=mode, exist_ok=False)
    except FileExistsError:
        _close(path, mode)
    else:
        path.chmod(mode)  # whatever the umask


def write(path: Path, content: bytes) -> None:
    """Put a file that only this user reads into its place, whole and for good, or leave what was
    there. Raises OSError."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=FILE_MODE)
        fresh.write_bytes(content)
        flush(fresh)
        fresh.replace(path)
        flush(path.parent)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def _is_shared(folder: Path) -> bool:
    mode = folder.stat().st_mode
    return bool(mode & S_ISGID and mode & S_IWGRP)


def _close(path: Path, mode: int) -> None:
    try:
        if S_IMODE(path.stat().st_mode) & ~mode:
            path.chmod(mode)
    except FileNotFoundError:
        pass  # another process has tidied it away
    except PermissionError as error:
        raise OpenToOthers(error.errno, f"others can read {path.name}; close it to them") from error
