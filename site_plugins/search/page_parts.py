"""What a page says, part by part, for the search index: each heading and the words under it."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from site_plugins.search.stems import words_of

_MARKING = {"b", "strong", "th"}
_EXPLAINED = {"dt"}
_HEADINGS = {"h2", "h3", "h4"}
_VOID = {"br", "hr", "img"}
_TOKENS = re.compile(r"<(/?)(\w+)([^>]*)>|([^<]+)")
_ID = re.compile(r'\bid="([^"]*)"')
_TITLE = re.compile(r'\bclass="[^"]*title')  # of a card, of steps


@dataclass
class Part:
    """A heading with what stands under it; the first part of a page has no heading."""

    heading: str = ""
    anchor: str = ""
    words: Counter[str] = field(default_factory=Counter)
    marked: set[str] = field(default_factory=set)
    """Words that the text itself lifts out: in bold, in a heading of a table."""
    kept: set[str] = field(default_factory=set)
    """Words that somebody has to find: in the lead of the page, as an explained term."""

    def add(self, text: str, *, marked: bool = False, kept: bool = False) -> None:
        """Count the words of ``text``."""
        words = words_of(text)
        self.words.update(words)
        if marked:
            self.marked.update(words)
        if kept:
            self.kept.update(words)


@dataclass
class Entry:
    """One page of the index."""

    address: str
    title: str
    parts: list[Part]


class _Reader:
    """Reads the renderer's HTML, whose tags are balanced and whose headings carry anchors."""

    def __init__(self) -> None:
        self.parts = [Part()]
        self._heading = False
        self._open: list[bool] = []
        self._explained = False

    def start(self, tag: str, attributes: str) -> None:
        if tag in _HEADINGS:
            anchor = _ID.search(attributes)
            self.parts.append(Part(anchor=unescape(anchor[1]) if anchor else ""))
            self._heading = True
        if tag in _EXPLAINED:
            self._explained = True
        if tag not in _VOID:
            self._open.append(tag in _MARKING or _TITLE.search(attributes) is not None)

    def end(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = False
        if tag in _EXPLAINED:
            self._explained = False
        self._open.pop()

    def words(self, text: str) -> None:
        if self._heading:
            self.parts[-1].heading += text
        elif not text.isspace():
            self.parts[-1].add(text, marked=any(self._open), kept=self._explained)


def parts_of(html: str) -> list[Part]:
    """The parts of a rendered text in their order."""
    reader = _Reader()
    for closing, tag, attributes, text in _TOKENS.findall(html):
        if text:
            reader.words(unescape(text))
        elif closing:
            reader.end(tag)
        else:
            reader.start(tag, attributes)
    for part in reader.parts:
        part.heading = " ".join(part.heading.split())
    return reader.parts
