"""A copy of a folder that tests may spoil: put right after each of them, where it was changed.

To copy the sample's four hundred files takes as long as a small test, and what has been read of
files in one place need not be read again.
"""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Mark: TypeAlias = tuple[int, ...]
"""What differs for a file that was written, replaced or given other rights."""


@dataclass
class KeptCopy:
    """A copy of `source` at `folder`, which must not be there yet."""

    source: Path
    folder: Path
    _marks: dict[str, Mark] = field(init=False)

    def __post_init__(self) -> None:
        shutil.copytree(self.source, self.folder)
        self._marks = _marks_in(self.folder)

    def restore(self) -> None:
        """Make the copy as it was at first; what was not touched is not written."""
        found = _marks_in(self.folder)
        changed = {name for name, _mark in found.items() ^ self._marks.items()}
        for name in sorted(changed):
            _remove(self.folder / name)
        for name in sorted(changed & self._marks.keys()):
            _copy(self.source / name, self.folder / name)
        if changed:
            self._marks = _marks_in(self.folder)


def _marks_in(folder: Path) -> dict[str, Mark]:
    """Every file, link and folder within, by its path from there."""
    marks = {}
    for path, _folders, _files in os.walk(folder):
        with os.scandir(path) as entries:
            for entry in entries:
                is_folder = entry.is_dir(follow_symlinks=False)
                found = entry.stat(follow_symlinks=False)
                same = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
                name = os.path.relpath(entry.path, folder)
                marks[name] = (found.st_mode, *(() if is_folder else same))
    return marks


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _copy(source: Path, path: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, path, dirs_exist_ok=True)
    else:
        shutil.copy2(source, path, follow_symlinks=False)
