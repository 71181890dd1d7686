"""What a written HTML file says of itself: its anchors, links, headings, and what it fetches.

Our templates wrote the file, so its tags are found by a pattern, three times faster than by a parser in
Python; a test holds what is found against html5lib on every page.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_ATTRIBUTE = re.compile(rf"""([^\s"'=<>/]+)(?:{_VALUE})?""")
_TAG = re.compile(r"""<([A-Za-z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")

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
        page = cls()
        for found in _TAG.finditer(path.read_text("utf-8")):
            page._see(found[1].lower(), found[2])
        return page

    def _see(self, tag: str, written: str) -> None:
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.levels.append(int(tag[1]))
        given = _attributes(written) if written else {}
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        fetches = tag != "link" or _FETCHED_LINKS & set(given.get("rel", "").split())
        if tag in _FETCHING and _FETCHING[tag] in given and fetches:
            self.fetched.append(given[_FETCHING[tag]])
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.inline.append(tag)


def _attributes(written: str) -> dict[str, str]:
    return {
        found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(written)
    }
