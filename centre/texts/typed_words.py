"""The last net under Markdown: every word and number that was typed has to be on the page.

Whatever a sign means to Markdown that its writer did not mean, words that vanish or run together
are told with their line.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

_WORD = re.compile(r"[^\W_]+")
_NEVER_SHOWN = re.compile(
    r"""
    [^\W_]*\[\[[^\]\n]*\]\][^\W_]*                # a fact, and letters that it runs together with
    | (?<=\])\((?:[^()\n]|\([^()\n]*\))*\)        # where a link leads
    | ^[ >]*!!![ ]*[\w-]+                         # the kind of a card
    | ^[ >]*\*\[[^\]\n]*\][ ]?:.*                 # an explained abbreviation
    | ^[ >*+-]*\d+\.[ ]                           # the number of a point, told by its list
    | \{:?[^{}\n]*\}                              # attributes, told by their names
    | &\#?\w+;                                    # an entity
    """,
    re.MULTILINE | re.VERBOSE,
)
_INSIDE_A_WORD = re.compile(r"(?<=[^\W\d_])[*_]{1,3}(?=[^\W\d_])")
_ESCAPED = re.compile("\x02(\\d+)\x03")
_STASHED = re.compile("\x02[^\x03]*\x03")
_INLINE = {"a", "abbr", "b", "code", "em", "small", "span", "strong"}
_MOST_NAMED = 5


class KnowsWhatIsShown(Protocol):
    """The run that keeps the words of the page."""

    @property
    def run(self) -> "Keeps": ...


class Keeps(Protocol):
    """Is handed the words of the page."""

    def keep_shown(self, words: str) -> None: ...


class ShownWords(Treeprocessor):
    """Hands over the words of the page, before facts that are missing take any away."""

    PRIORITY = 12

    def __init__(self, md: Markdown, house: KnowsWhatIsShown) -> None:
        super().__init__(md)
        self._house = house

    def run(self, root: Element) -> None:
        words = _ESCAPED.sub(lambda sign: chr(int(sign[1])), "".join(_words(root)))
        self._house.run.keep_shown(_STASHED.sub("", words))


def lost_words(source: str, shown: str) -> tuple[int, str]:
    """The line of ``source``, from 0, that lost most of its words, and those words; empty where all
    of them are ``shown``."""
    typed = _NEVER_SHOWN.sub(_same_lines, source)
    on_page = _counted(shown)
    lost = _counted(typed) - on_page
    if lost:  # „**ne**závislý“ is one word on the page
        typed_as_one = _INSIDE_A_WORD.sub("", typed)
        lost = min(lost, _counted(typed_as_one) - on_page, key=lambda words: words.total())
    if not lost:
        return 0, ""
    lines = [[word for word in _WORD.findall(line) if word in lost] for line in typed.split("\n")]
    line = max(range(len(lines)), key=lambda number: len(lines[number]))
    return line, " ".join(lines[line][:_MOST_NAMED])


def _counted(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _same_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n") or " "


def _words(element: Element) -> Iterator[str]:
    between = "" if element.tag in _INLINE else "\n"
    yield between
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    yield between
