"""What watch mode adds to Pelican's: no change is missed while content is moved or built, and only
what can have changed is written."""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pelican.utils import FileChangeFilter

from centre.reading.files import Stamp, file_stamp, is_left_over, is_settled
from centre.reading.front_matter import FrontMatter, Text
from centre.texts.content import Content
from centre.texts.pages import SECTIONS, Page
from site_plugins.run.build import Build

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


class Unchanged:
    """Which pages come out as they did in the run before; goes from one run to the next.

    A page is made of its own words and approvals, of the heads of all pages, and of whatever lies
    in the content and in the theme that is no page. While all of that stays, so does its file.
    """

    def __init__(self) -> None:
        self._texts: Mapping[str, Text] = {}
        self._others = _Others({}, is_settled=False)
        self._running: _Basis | None = None
        self._shown: _Basis | None = None
        """Of the run before, whose files readers are given; None where that is not sure."""

    def begin(self, stamps: Mapping[Path, Stamp]) -> None:
        """A run begins; ``stamps`` are those of all files, from before any is read."""
        self._others = _Others.of(stamps)
        self._shown = self._running
        self._running = None

    def to_write(self, every: Sequence[Any], build: Build) -> Sequence[Any]:
        """Those of Pelican's pages whose files may change, what was just edited first."""
        before = self._texts
        self._texts = {page.text.file: page.text for page in build.content.pages}
        self._running = running = _Basis.of(build, self._others)
        shown = self._shown
        if shown is not None and not build.faults and running.goes_on_from(shown):
            every = [each for each in every if not running.keeps(each.doc, shown, build)]
        return sorted(every, key=lambda each: before.get(each.doc.text.file) is each.doc.text)

    def spoil(self) -> None:
        """The run has not written everything, or shows on pages what is wrong."""
        self._running = None


@dataclass(frozen=True, slots=True)
class _Others:
    """Every file that is no page."""

    stamps: Mapping[Path, Stamp]
    is_settled: bool
    """Whether each would look different if it had changed once more."""

    @classmethod
    def of(cls, stamps: Mapping[Path, Stamp]) -> "_Others":
        folders = {path.parent for path in stamps}
        found = {
            path: stamp
            for path, stamp in stamps.items()
            if path not in folders and not _is_page(path)
        }
        return cls(found, all(map(is_settled, found.values())))


@dataclass(frozen=True, slots=True)
class _Basis:
    """What the pages of one run are made of."""

    day: date
    others: _Others
    heads: Mapping[str, FrontMatter]
    own: Mapping[str, object]
    """What one page alone is made of. Both are by the files of the pages."""

    @classmethod
    def of(cls, build: Build, others: _Others) -> "_Basis":
        pages = build.content.pages
        return cls(
            day=build.day,
            others=others,
            heads={page.text.file: page.front for page in pages},
            own={page.text.file: _made_of(page, build.content) for page in pages},
        )

    def goes_on_from(self, other: "_Basis") -> bool:
        """Whether a page can only differ by what it alone is made of."""
        return (
            self.day == other.day
            and self.others == other.others
            and other.others.is_settled
            and self.heads.keys() == other.heads.keys()
            and all(_say_the_same(head, other.heads[file]) for file, head in self.heads.items())
        )

    def keeps(self, page: Page, other: "_Basis", build: Build) -> bool:
        """Whether the file of ``page`` is as it would be written; it counts as found then."""
        path = build.file(page.address)
        if self.own[page.text.file] != other.own[page.text.file] or not path.is_file():
            return False
        build.written.add(path)
        return True


def _made_of(page: Page, content: Content) -> object:
    return content.text(page), page.standing, content.outdated_since(page)


def _is_page(path: Path) -> bool:
    return path.suffix == ".md" and path.parent.name in SECTIONS


def _say_the_same(head: FrontMatter, other: FrontMatter) -> bool:
    return head is other or head.model_dump() == other.model_dump()
