"""What has to outlast a power cut, and be read by others."""

import os
from contextlib import suppress
from pathlib import Path


def flush(path: Path) -> None:
    """Return once the disk holds the content of a file, or the names in a directory.

    Raises OSError.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put(path: Path, content: bytes) -> None:
    """Let ``path`` hold ``content``, whole and for good, or leave it as it was.

    One that is there keeps its mode; a new one is readable for others, whatever the umask. Two at
    the same time would disturb each other. Raises OSError.
    """
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(content)
        fresh.chmod(path.stat().st_mode if path.exists() else 0o644)
        flush(fresh)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
    flush(path.parent)


def make_shared_folder(folder: Path) -> None:
    """A folder and what is missing above it. Whatever the umask, others may read it: another user
    builds the site. Raises OSError."""
    if folder.is_dir():
        return
    make_shared_folder(folder.parent)
    try:
        folder.mkdir()
    except FileExistsError as error:
        if folder.is_dir():
            return  # somebody else has just made it
        raise NotADirectoryError(*error.args) from None
    folder.chmod(0o755)
