"""Files of a site that is served while it is written: no page is ever gone or half.

A file whose bytes stay is left alone, another one takes its place in one step, and what no build
has written any more goes last.
"""

import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Final

_FRESH: Final = ".part"


def put(path: Path, content: bytes) -> None:
    """Let ``path`` hold ``content``, whatever lies there."""
    if path.is_dir():
        shutil.rmtree(path)
    elif path.is_file() and path.read_bytes() == content:
        return
    _make_room(path.parent)
    fresh = path.with_name(f".{path.name}{_FRESH}")
    fresh.write_bytes(content)
    fresh.replace(path)


def keep_only(folder: Path, written: Collection[Path]) -> None:
    """Take away every file below ``folder`` that is not among those ``written``, and every folder
    that is left empty."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in written:
            path.unlink()


def _make_room(folder: Path) -> None:
    for each in (folder, *folder.parents):
        if each.is_file():  # a page took the place of a file
            each.unlink()
    folder.mkdir(parents=True, exist_ok=True)
