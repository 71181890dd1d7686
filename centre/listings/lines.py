"""Lists in a text: ``[[list:goals]]`` on a line of its own becomes Markdown that is made from data.

Each line made so knows where its words were written, so that a mistake in them is told at its own
place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from centre.language.i18n import speaking
from centre.reading.faults import Fault
from centre.reading.front_matter import Text
from centre.reading.models import Fact
from centre.reading.values import Translations

_WANTED = re.compile(r"\[\[\s*list\s*:\s*([^\]\s]+)\s*\]\]")


class UnknownListError(LookupError):
    """No list of that name. The text says in Czech what was asked for and what is known."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of Markdown, and the file and line where its words stand."""

    text: str
    file: str
    number: int


class Lists(Protocol):
    """Facts as whole parts of a text."""

    def lines(self, name: str, lang: str) -> Sequence[Line]:
        """The lines for ``[[list:name]]`` in ``lang``, which is spoken; raises UnknownListError."""
        ...


class Part:
    """Lines in the making, for one language.

    Words that nobody has translated are marked as Czech.
    """

    def __init__(self, lang: str) -> None:
        self.lines: list[Line] = []
        self.lang = lang

    def heading(
        self, level: int, words: Translations, fact: Fact, field: str, *, anchor: str = ""
    ) -> None:
        """A heading; a given ``anchor`` stays the same in all languages."""
        attributes = [f"#{anchor}"] if anchor else []
        attributes += self._foreign(words)
        end = f" {{: {' '.join(attributes)} }}" if attributes else ""
        self._add(f"{'#' * level} {words.in_(self.lang)}{end}", fact, field)
        self.gap()

    def paragraph(self, words: Translations, fact: Fact, field: str, *, before: str = "") -> None:
        """A paragraph; ``before`` opens it in the language spoken."""
        self._add(before + words.in_(self.lang), fact, field)
        for mark in self._foreign(words):
            self._add(f"{{: {mark} }}", fact, field)
        self.gap()

    def plain(self, text: str, fact: Fact, field: str = "") -> None:
        """A paragraph in the language spoken."""
        self._add(text, fact, field)
        self.gap()

    def item(self, sign: str, text: str, fact: Fact, words: Translations | None = None) -> None:
        """A point of a list that begins with ``sign``, such as „-“ or „1.“; ``words`` give its
        language."""
        self._add(f"{sign} {text}", fact, "")
        for mark in self._foreign(words) if words else ():
            self._add(f"{{: {mark} }}", fact, "")

    def within(self, words: Translations, sign: str = "") -> str:
        """Words inside a line of the language spoken, between two ``sign``, such as „**“."""
        text = words.in_(self.lang)
        foreign = self._foreign(words)
        if not foreign:
            return f"{sign}{text}{sign}"
        sign = sign or "*"  # a language needs an element to stand on
        return f"{sign}{text}{sign}{{: {' '.join(foreign)} }}"

    def link(self, words: Translations, target: str, lang: str) -> str:
        """Words that lead to ``target``, where ``lang`` is found."""
        attributes = self._foreign(words)
        if lang != self.lang:
            attributes.append(f"hreflang={lang}")
        end = f"{{: {' '.join(attributes)} }}" if attributes else ""
        return f"[{words.in_(self.lang)}]({target}){end}"

    def gap(self) -> None:
        """An empty line, which ends a paragraph or a list."""
        last = self.lines[-1]
        if last.text:
            self.lines.append(replace(last, text=""))

    def _add(self, text: str, fact: Fact, field: str) -> None:
        place = fact.fault(field, "")
        self.lines.append(Line(" ".join(text.split()), place.file, place.line))

    def _foreign(self, words: Translations) -> list[str]:
        lang = words.language_of(self.lang)
        return [] if lang == self.lang else [f"lang={lang}"]


def with_lists(text: Text, lists: Lists) -> tuple[Text, list[Fault]]:
    """``text`` with its lists in place of their names, and a fault for each that nobody knows."""
    faults: list[Fault] = []
    if not _WANTED.search(text.source):
        return text, faults
    with speaking(text.lang):
        made = list(_lines(text, lists, faults))
    source = "\n".join(line.text for line in made)
    return replace(
        text, source=source, origins=tuple((line.file, line.number) for line in made)
    ), faults


def has_lists(text: Text) -> bool:
    """Whether a part of ``text`` is made from data."""
    return any(_WANTED.fullmatch(line.strip()) for line in text.source.split("\n"))


def _lines(text: Text, lists: Lists, faults: list[Fault]) -> Iterator[Line]:
    for number, written in enumerate(text.source.split("\n")):
        wanted = _WANTED.fullmatch(written.strip())
        if not wanted:
            yield Line(written, *text.place(number))
            continue
        try:
            yield from lists.lines(wanted[1], text.lang)
        except UnknownListError as error:
            faults.append(Fault(*text.place(number), "", str(error)))
