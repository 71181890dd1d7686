"""What watch mode adds to Pelican's: no change is missed while content is moved or built."""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pelican.utils import FileChangeFilter

from centre.reading.files import Stamp, file_stamp, is_left_over

POLL_SECONDS = 0.5


def stamps(*folders: Path) -> Mapping[Path, Stamp]:
    """Every file below ``folders`` with what changes whenever it does; none without a folder."""
    return {path: file_stamp(path) for folder in folders for path in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(folder, followlinks=True):
        folders[:] = [each for each in folders if not is_left_over(each)]
        yield Path(name)
        yield from (Path(name, each) for each in files if not is_left_over(each))


def wait_for(folder: Path) -> None:
    """Return once ``folder`` is there."""
    while not folder.is_dir():
        time.sleep(POLL_SECONDS)


def is_noticed(folder: Path, ignored: Sequence[str]) -> bool:
    """Whether Pelican would notice a change of a page in ``folder``; ``ignored`` are its patterns.

    It passes over whatever lies below folders such as ``.git`` or ``node_modules``, wherever on the
    path these are.
    """
    return bool(FileChangeFilter(set(ignored))(None, str(folder.absolute() / "page.md")))
