"""What watch mode adds to Pelican's: no change is missed while content is moved or built."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from pelican.utils import FileChangeFilter

from centre.reading.files import Stamp, file_stamp, is_left_over

POLL_SECONDS = 0.5


def stamps(*folders: Path) -> Mapping[Path, Stamp]:
    """Every file below ``folders`` with what changes whenever it does; none without a folder."""
    files = (path for folder in folders for path in folder.rglob("*"))
    return {path: file_stamp(path) for path in files if not is_left_over(path.name)}


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
