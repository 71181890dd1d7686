"""What readers will see differently on one page, sentence by sentence, as a person would say it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from centre.editing.pages.page_files import PageFile
from centre.editing.pages.page_text import PageText, fields_of
from centre.editing.rewriting import CannotRewrite

LONGEST: Final = 160
"""Signs of one change in the history."""

_CARD: Final = re.compile(r'!!! \w+ "([^"]*)"')
_LINK: Final = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
_MARKS: Final = re.compile(r"^(?:#+|>|-)\s+|^\d+\.$|\*\*")
_END_OF_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zá-žа-яіїєґ]|[„“\[*])")


@dataclass(frozen=True)
class Difference:
    """One thing that changes: a field above the text, or sentences of the text."""

    where: str
    """The name of the field; empty in the text."""
    before: str
    """Empty where something is new."""
    after: str
    """Empty where something goes."""

    @property
    def words(self) -> str:
        """In Czech, for the history."""
        begin = f"{self.where}: " if self.where else ""
        if not self.before:
            return f"{begin}přibude „{self.after}“"
        if not self.after:
            return f"{begin}zmizí „{self.before}“"
        return f"{begin}místo „{self.before}“ bude „{self.after}“"


def differences(page: PageFile, before: str, after: str) -> list[Difference]:
    """What differs between two states of a page's file, either of which may be empty."""
    return [
        *_in_fields(_said(page, before), _said(page, after)),
        *_in_sentences(_sentences(before), _sentences(after)),
    ]


def in_short(page: PageFile, before: str, after: str, most: int = 3) -> str:
    """The same in a line for the history."""
    if not before:
        return "nová stránka"
    if not after:
        return "stažená stránka"
    found = [_shortened(each.words) for each in differences(page, before, after)]
    rest = len(found) - most
    more = (f"a další změny: {rest}",) if rest > 0 else ()
    return "; ".join((*found[:most], *more)) or "beze změny slov"


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…"


def _in_fields(before: dict[str, str], after: dict[str, str]) -> Iterator[Difference]:
    for label in dict.fromkeys((*before, *after)):
        old = before.get(label, "")
        new = after.get(label, "")
        if old != new:
            yield Difference(label, old, new)


def _in_sentences(before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, from_, to in matcher.get_opcodes():
        if tag != "equal":
            yield _in_text(before[start:end], after[from_:to])


def _in_text(before: Sequence[str], after: Sequence[str]) -> Difference:
    """Without marks, as a reader reads it, unless nothing but a mark has changed."""
    old = " ".join(map(_without_marks, before))
    new = " ".join(map(_without_marks, after))
    return (
        Difference("", old, new) if old != new else Difference("", *map(" ".join, (before, after)))
    )


def _without_marks(sentence: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", _CARD.sub(r"\1:", sentence)))


def _said(page: PageFile, text: str) -> dict[str, str]:
    """What stands in each field, by its label."""
    try:
        found = fields_of(page, text).fields if text else ()
    except CannotRewrite:
        return {}
    return {each.label: _on_one_line(each.value) for each in found if each.value}


def _sentences(text: str) -> list[str]:
    try:
        body = PageText.of(text).plain_body if text else ""
    except CannotRewrite:
        body = text
    paragraphs = re.split(r"\n\s*\n|\n(?=\s*(?:[-*>#!]|\d+\.))", body)
    found = (_END_OF_SENTENCE.split(_on_one_line(each)) for each in paragraphs)
    return [sentence for sentences in found for sentence in sentences if sentence]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
