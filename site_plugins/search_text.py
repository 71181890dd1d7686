"""What a page says, part by part, as the search index wants it: each heading, and the words under it."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from site_plugins.stems import words_of

_MARKING = {"b", "strong", "dt", "th"}
_HEADINGS = {"h2", "h3", "h4"}
_VOID = {"br", "hr", "img"}


@dataclass
class Part:
    """A heading with what stands under it; the first part of a page has no heading."""

    heading: str = ""
    anchor: str = ""
    words: Counter[str] = field(default_factory=Counter)
    marked: set[str] = field(default_factory=set)
    """Words that the text itself lifts out: in bold, in a heading of a table, as an explained term."""

    def add(self, text: str, *, marked: bool = False) -> None:
        """Count the words of ``text``."""
        words = words_of(text)
        self.words.update(words)
        if marked:
            self.marked.update(words)


@dataclass
class Entry:
    """One page of the index."""

    address: str
    title: str
    parts: list[Part]


class _Reader(HTMLParser):
    """Reads what our renderer has made: tags are balanced there, and headings carry their anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = [Part()]
        self._heading = False
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self.parts.append(Part(anchor=dict(attrs).get("id") or ""))
            self._heading = True
        if tag not in _VOID:
            title = "title" in (dict(attrs).get("class") or "")  # of a card, of steps
            self._open.append(tag in _MARKING or title)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading = False
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._heading:
            self.parts[-1].heading += data
        else:
            self.parts[-1].add(data, marked=any(self._open))


def parts_of(html: str) -> list[Part]:
    """The parts of a rendered text in their order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for part in reader.parts:
        part.heading = " ".join(part.heading.split())
    return reader.parts
