"""A translation beside its original, paragraph by paragraph."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from centre.editing.pages.beginnings import TO_FILL_IN, is_unfinished
from centre.editing.pages.page_text import PageText

MOST: Final = 80
"""Paragraphs that one form shows; a longer page is translated as a whole text."""

_MISSING: Final = f"{TO_FILL_IN} překlad"
_BREAK: Final = re.compile(r"\n[ \t]*\n(?![ \t])")
"""An empty line; not one inside a card, whose lines are indented."""


@dataclass(frozen=True)
class Pair:
    """A paragraph of the original and what stands for it."""

    original: str
    translation: str
    """Empty while nobody has translated it."""


def pairs(original: str, translation: str) -> list[Pair] | None:
    """The paragraphs of two files side by side; None where they do not fit each other."""
    before = _paragraphs(PageText.of(original).plain_body)
    after = _paragraphs(PageText.of(translation).plain_body)
    if len(before) > MOST or (after and len(after) != len(before)):
        return None
    after = after or [""] * len(before)
    return [Pair(old, _shown(new)) for old, new in zip(before, after, strict=True)]


def beside(original: str, typed: Sequence[str]) -> list[Pair]:
    """The paragraphs of the original with what was typed, in their order. Neither is left out where
    there is more of it; what stays empty beyond the original is none.

    Raises CannotRewrite where the original is no page.
    """
    before = _paragraphs(PageText.of(original).plain_body)[:MOST]
    found = [Pair(old, new) for old, new in zip_longest(before, typed, fillvalue="")]
    while len(found) > len(before) and not found[-1].translation.strip():
        found.pop()
    return found


def joined(paragraphs: Sequence[str]) -> str:
    """The text of a translation; what is missing is marked, so that it is not published."""
    return "\n\n".join(_written(each) or _MISSING for each in paragraphs)


def _paragraphs(body: str) -> list[str]:
    return [each for each in _BREAK.split(body.strip("\n")) if each.strip()]


def _written(paragraph: str) -> str:
    """One paragraph stays one: an empty line in it would shift all that follow."""
    lines = paragraph.replace("\r\n", "\n").strip("\n").rstrip().split("\n")
    kept = [line for line in lines if line.strip() or _is_in_card(lines)]
    return "\n".join(kept)


def _is_in_card(lines: Sequence[str]) -> bool:
    return lines[0].startswith("!!!")


def _shown(paragraph: str) -> str:
    return "" if is_unfinished(paragraph) and paragraph.strip() == _MISSING else paragraph
