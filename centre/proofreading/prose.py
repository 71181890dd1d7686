"""What a reader reads of a file: its words without the marks around them, piece by piece, each with
its line.

Facts, code, addresses and words in another language become one neutral character, so that no check
takes them for words of the text; everything else keeps its order and its line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Literal

from centre.news.items import NewsFront
from centre.reading.faults import Fault
from centre.reading.front_matter import FrontMatter, Text

NEUTRAL = "\ufffc"
"""Stands for something that is no word of the text: a fact, code, an address, another language."""

Kind = Literal["paragraph", "heading", "term", "quote", "law", "head"]
"""``term`` is what a definition explains, ``head`` a field above the text (its title, its lead)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a point of a list, a cell, a heading or a field: what is read in one breath.

    ``raw`` is as typed, ``text`` without marks; both have the same lines. ``lower`` is the text in
    small letters, position by position: patterns run faster over it than with a flag.
    """

    kind: Kind
    line: int
    raw: str
    text: str
    field: str = ""

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Prose:
    """The pieces of one file in their order. Words of another language are not among them."""

    file: str
    lang: str
    pieces: tuple[Piece, ...]
    abbreviations: frozenset[str] = frozenset()
    """Those that the file explains by a line ``*[ABC]: …``."""

    def fault(self, piece: Piece, position: int, message: str) -> Fault:
        """A fault at a position in the text (or the raw text) of a piece."""
        line = piece.line + piece.text.count("\n", 0, position)
        return Fault(self.file, line, piece.field, message)


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word in a text, and where it stands."""

    piece: Piece
    position: int
    word: str


def prose(text: Text, front: FrontMatter | NewsFront | None = None) -> Prose:
    """The prose of one file, with what readers see of its front matter first."""
    abbreviations = frozenset(match["short"] for match in _EXPLAINED.finditer(text.source))
    pieces = [*_head(front), *_body(text)]
    return Prose(text.file, text.lang, tuple(pieces), abbreviations)


def _head(front: FrontMatter | NewsFront | None) -> Iterator[Piece]:
    if front is None:
        return
    nav = front.nav if isinstance(front, FrontMatter) else None
    for name, words in (("title", front.title), ("nav", nav), ("lead", front.lead)):
        if words:
            yield Piece("head", front.fault(name, "").line, words, words, name)
    if isinstance(front, NewsFront):
        return
    for anchor, listed in front.listed_words.items():
        name = f"listed_words.{anchor}"
        words = ", ".join(listed)
        yield Piece("head", front.fault(name, "").line, words, words, name)


_EXPLAINED = re.compile(r"^\s*\*\[(?P<short>[^\]]+)\]:.*$", re.MULTILINE)
_CARD = re.compile(r'!!!\s[^"]*(?:"(?P<words>.*)")?\s*$')
_HEADING = re.compile(r"#{1,6}\s+(?P<words>.*?)\s*#*$")
_NO_WORDS = re.compile(r"(?:[-*_]\s*){3,}$|\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$|\[[^\]]+\]:\s")
_QUOTED = re.compile(r"(?:>\s?)+")
_STARTS = re.compile(r"(?:[-*+]|\d+\.)\s+")
_DEFINES = re.compile(r":\s+")
_ATTRIBUTES = re.compile(r"\{:[^}]*\}\s*$")
_LANG = re.compile(r"\blang=[\"']?([a-z]{2})")


class _Pieces:
    """The pieces made so far, and the lines of the one that is being read."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.made: list[Piece] = []
        self._lines: list[str] = []
        self._kind: Kind = "paragraph"
        self._start = 0
        # where among the pieces the block began that a line of attributes would mean
        self._block = 0

    def add(self, line: int, words: str, kind: Kind) -> None:
        if self._lines and kind != self._kind:
            self.close()
        if not self._lines:
            self._start = line
            self._kind = kind
        self._lines.append(words)

    def close(self) -> None:
        if self._lines:
            raw = "\n".join(self._lines)
            self.made.append(Piece(self._kind, self._start, raw, without_marks(raw, self.lang)))
            self._lines = []

    def alone(self, line: int, words: str, kind: Kind) -> None:
        self.close()
        self.add(line, words, kind)
        self.close()

    def new_block(self) -> None:
        self.close()
        self._block = len(self.made)

    def terms(self) -> None:
        """What was read last turns out to be explained by a definition."""
        self.close()
        if self.made:
            self.made[-1] = replace(self.made[-1], kind="term")

    def attributes(self, line: str) -> None:
        """A line of attributes says that the block above it is law, or in another language."""
        self.close()
        block = self.made[self._block :]
        marked = _LANG.search(line)
        if marked and marked[1] != self.lang:
            block = []
        elif ".law" in line:
            block = [replace(piece, kind="law") for piece in block]
        self.made[self._block :] = block


def _body(text: Text) -> list[Piece]:
    pieces = _Pieces(text.lang)
    before = ""
    in_quotation = False
    for number, written in enumerate(text.source.splitlines(), text.first_line):
        line = written.strip()
        quoted = _QUOTED.match(line)
        words = line[quoted.end() :] if quoted else line
        kind: Kind = "quote" if quoted else "paragraph"
        if not line:
            pieces.close()
        elif not before and not (
            quoted and in_quotation
        ):  # a quotation goes on after an empty line
            pieces.new_block()
        if not words or _NO_WORDS.match(words) or _EXPLAINED.match(words):
            pieces.close()
        elif _ATTRIBUTES.match(words):
            pieces.attributes(words)
        elif found := _CARD.match(words) or _HEADING.match(words):
            pieces.new_block()
            pieces.alone(number, found["words"] or "", "heading")
        elif words.startswith("|"):
            for cell in words.strip("|").split("|"):
                pieces.alone(number, cell.strip(), kind)
        elif found := _DEFINES.match(words):
            pieces.terms()
            pieces.add(number, words[found.end() :], kind)
        else:
            if found := _STARTS.match(words):
                pieces.close()
                words = words[found.end() :]
            pieces.add(number, words, kind)
        before = line
        in_quotation = bool(quoted) or (in_quotation and not line)
    pieces.close()
    return [piece for piece in pieces.made if piece.text.strip() or "](" in piece.raw]


def without_marks(raw: str, lang: str) -> str:
    """The words alone: no marks, and one neutral character for what is no word of this language."""
    text = raw.replace("\xa0", " ")
    for sign, pattern, replacement in _MARKS:
        if sign in text:
            text = pattern.sub(_keeping_lines(replacement, lang), text)
    return unescape(text) if "&" in text else text


def _keeping_lines(
    replacement: str | Callable[..., str], lang: str
) -> Callable[[re.Match[str]], str]:
    def replaced(match: re.Match[str]) -> str:
        words = replacement if isinstance(replacement, str) else replacement(match, lang)
        return words + "\n" * (match[0].count("\n") - words.count("\n"))

    return replaced


def _words(match: re.Match[str], lang: str) -> str:
    """The words of a link or an emphasis, unless its attributes say that they are in another
    language."""
    marked = _LANG.search(match["attributes"] or "")
    return NEUTRAL if marked and marked[1] != lang else match["words"]


_MARKS: tuple[tuple[str, re.Pattern[str], str | Callable[..., str]], ...] = (
    ("`", re.compile(r"`[^`]*`"), NEUTRAL),
    ("[[", re.compile(r"\[\[[^\]]*\]\]"), NEUTRAL),
    ("](", re.compile(r"!?\[(?P<words>[^\]]*)\]\([^)]*\)(?P<attributes>\{:[^}]*\})?"), _words),
    (
        "*{",
        re.compile(r"(?P<mark>\*{1,2})(?P<words>[^*]+)(?P=mark)(?P<attributes>\{:[^}]*\})"),
        _words,
    ),
    ("{", re.compile(r"\{:?\s*[#.][^}]*\}|\{:[^}]*\}"), ""),
    ("://", re.compile(r"<?https?://[^\s)>]*[^\s.,;:!?)>]>?"), NEUTRAL),
    ("@", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), NEUTRAL),
    (
        ".",
        re.compile(r"\b(?:[\w-]+\.)+(?:cz|com|org|net|eu|ua|info)\b(?:/[^\s)]*[^\s.,;:!?)])?"),
        NEUTRAL,
    ),
    ("*", re.compile(r"(?<!\\)\*+"), ""),
    ("\\", re.compile(r"\\(?=[!-/:-@\[-`{-~])"), ""),
)
"""What a pattern cannot do without, which is quick to look for; the pattern; what replaces it."""
