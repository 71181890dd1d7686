"""What staff write for the website and readers do not see yet, for a backup and out of one again:
drafts, who was asked to read them, the history of changes and what translations were made from."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from intake_service.store import own_files
from intake_service.work.editing import uncommitted
from intake_service.work.editing.writing import drafts, outside_readers

FOLDERS: Final = (drafts.FOLDER, outside_readers.FOLDER, uncommitted.FOLDER)
"""Of the data directory."""
IN_BACKUP: Final = "data/"
"""Before the names of these files in a parcel."""


class InTheWay(Exception):
    """A file of that name is there, and says something else."""


def files(data: Path) -> Mapping[str, bytes]:
    """Each file with what it says now, by its name in a parcel.

    They are read at once: a draft that is thrown away meanwhile must not end a backup.
    """
    found = {}
    for folder in FOLDERS:
        for path in sorted(filter(_is_kept, (data / folder).rglob("*"))):
            with suppress(FileNotFoundError):
                found[f"{IN_BACKUP}{path.relative_to(data).as_posix()}"] = path.read_bytes()
    return found


def put_back(unpacked: Path, data: Path) -> None:
    """Lay them where they were. What is there already and says the same stays.

    Raises InTheWay before anything is written, OSError.
    """
    wanted = dict(_wanted(unpacked / IN_BACKUP, data))
    for path, content in wanted.items():
        if path.exists() and path.read_bytes() != content:
            raise InTheWay(str(path))
    for path, content in wanted.items():
        for folder in reversed(path.relative_to(data).parents[:-1]):
            (data / folder).mkdir(mode=0o700, exist_ok=True)
        own_files.write(path, content)


def _wanted(source: Path, data: Path) -> Iterator[tuple[Path, bytes]]:
    for folder in FOLDERS:
        for path in filter(_is_kept, (source / folder).rglob("*")):
            yield data / path.relative_to(source), path.read_bytes()


def _is_kept(path: Path) -> bool:
    """Locks, and what is just being written, are nothing of anybody's."""
    return path.is_file() and not path.name.startswith(".") and path.suffix != ".new"
