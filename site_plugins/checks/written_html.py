"""What a written HTML file says of itself: its anchors, links, headings, and what it fetches.

Our templates wrote the file, so its tags are found by a pattern, three times faster than by a
parser in Python; a test holds what is found against html5lib on every page.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from pathlib import Path

from centre.reading.files import read_from

_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_ATTRIBUTE = re.compile(rf"""([^\s"'=<>/]+)(?:{_VALUE})?""")
_TAG = re.compile(r"""<([A-Za-z][\w-]*)((?:[^<>"']++|"[^"]*"|'[^']*')*+)>""")

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_FETCHING = {"script": "src", "img": "src", "source": "src", "iframe": "src", "link": "href"}
_FETCHED_LINKS = {"stylesheet", "icon", "manifest", "preload"}


@dataclass
class WrittenPage:
    """What one HTML file says of itself, in the order of its tags."""

    ids: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> "WrittenPage":
        """Read the file at ``path``."""
        return read_from("written page", path, lambda: cls.of(path.read_text("utf-8")))

    @classmethod
    def of(cls, html: str) -> "WrittenPage":
        """What ``html`` says."""
        page = cls()
        for tag, written in _TAG.findall(html):
            page._see(tag.lower(), _attributes(written) if "=" in written else {})
        return page

    def _see(self, tag: str, given: Mapping[str, str]) -> None:
        if tag in _HEADINGS:
            self.levels.append(int(tag[1]))
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "link" and not _FETCHED_LINKS & set(given.get("rel", "").split()):
            pass  # it only names a relative
        elif tag in _FETCHING and _FETCHING[tag] in given:
            self.fetched.append(given[_FETCHING[tag]])
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "style" or any(name == "style" or name[:2] == "on" for name in given):
            self.inline.append(tag)


@lru_cache(maxsize=4096)
def _attributes(written: str) -> Mapping[str, str]:
    """Pages share most of their tags, such as those of the menu; each is taken apart once."""
    return {
        name.lower(): unescape(one or other or bare) if "&" in written else one or other or bare
        for name, one, other, bare in _ATTRIBUTE.findall(written)
    }
