"""What a page says, part by part: each heading, and the lines of text under it."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

_HEADINGS: Final = {"h2", "h3", "h4"}
_WITHIN_A_LINE: Final = {"a", "abbr", "b", "bdi", "br", "em", "i", "img", "small", "span", "strong"}
_TOKENS: Final = re.compile(r"<(/?)(\w+)([^>]*)>|([^<]+)")
_ID: Final = re.compile(r'\bid="([^"]*)"')


@dataclass
class Part:
    """A heading with the lines under it; the first part of a page has no heading.

    A line is a paragraph, an item of a list, a cell: whatever a reader sees as one piece.
    """

    heading: str = ""
    anchor: str = ""
    lines: list[str] = field(default_factory=list)


def parts_of(html: str) -> list[Part]:
    """The parts of a text of our renderer, in order, with one space between words."""
    reader = _Reader()
    for closing, tag, attributes, text in _TOKENS.findall(html):
        if text:
            reader.text(unescape(text))
        else:
            reader.tag(tag, attributes, closing=bool(closing))
    for part in reader.parts:
        part.heading = " ".join(part.heading.split())
        part.lines = [line for typed in part.lines if (line := " ".join(typed.split()))]
    return reader.parts


class _Reader:
    """Reads the renderer's HTML, whose tags are balanced and whose headings carry anchors."""

    def __init__(self) -> None:
        self.parts = [Part(lines=[""])]
        self._heading = False

    def tag(self, tag: str, attributes: str, *, closing: bool) -> None:
        if tag in _HEADINGS:
            self._heading = not closing
            if not closing:
                anchor = _ID.search(attributes)
                self.parts.append(Part(anchor=unescape(anchor[1]) if anchor else ""))
        if tag == "br":
            self.text(" ")
        elif tag not in _WITHIN_A_LINE:
            self.parts[-1].lines.append("")

    def text(self, text: str) -> None:
        if self._heading:
            self.parts[-1].heading += text
        else:
            self.parts[-1].lines[-1] += text
