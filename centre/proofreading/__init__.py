"""The proof-reader of the content: what a careful colleague would mark before a text goes out.

Each module holds one check. A check looks at the prose of one file and yields faults in Czech, with line
and suggestion. Some must be mended before the site is built; others are advice, which stops nothing.
"""

from collections.abc import Iterator

from centre.content import Content
from centre.faults import Fault
from centre.proofreading import (
    abbreviations,
    informal,
    link_words,
    placeholders,
    quotes_and_dashes,
    reviews,
    sentences,
)
from centre.proofreading.avoided_words import AvoidedWords
from centre.proofreading.foreign_words import ForeignWords
from centre.proofreading.lists import read_lists
from centre.proofreading.phone_numbers import PhoneNumbers
from centre.proofreading.prose import Prose, prose
from centre.proofreading.spelling import NotChecked, misspelt
from centre.sources import FrontMatter, PassageFront, read_text
from centre.words import LANGUAGES

__all__ = ["NotChecked", "ProofReader"]


class ProofReader:
    """Reads all texts of a content; its facts and the editors' lists say what is right."""

    def __init__(self, content: Content) -> None:
        self._day = content.day
        self._texts = list(_texts(content))
        self._lists = read_lists(content.root / "data")
        self._avoided = {lang: AvoidedWords(self._lists.avoided.of(lang)) for lang in LANGUAGES}
        self._phones = PhoneNumbers(content.facts)
        self._foreign = ForeignWords(content.facts, self._lists.known_words)

    def errors(self) -> list[Fault]:
        """What must be mended before the site is built."""
        return [*self._lists.faults, *(fault for _, text in self._texts for fault in self.errors_in(text))]

    def advice(self) -> list[Fault]:
        """What deserves a second look and stops nothing."""
        found = [fault for _, text in self._texts for fault in self.advice_on(text)]
        return found + [fault for front, _ in self._texts for fault in reviews.overdue(front, self._day)]

    def spelling(self) -> list[Fault]:
        """Advice on Czech words that no dictionary knows. Raises NotChecked where there is no dictionary."""
        return list(misspelt((text for _, text in self._texts), self._lists.known_words))

    def errors_in(self, text: Prose) -> Iterator[Fault]:
        """What must be mended in one text."""
        yield from self._avoided[text.lang].check(text)
        yield from abbreviations.unexplained(text, self._lists.abbreviations.of(text.lang))
        yield from informal.familiar(text)
        yield from placeholders.left_behind(text)
        yield from self._phones.check(text)
        yield from link_words.meaningless(text)
        yield from self._foreign.check(text)

    def advice_on(self, text: Prose) -> Iterator[Fault]:
        """What deserves a second look in one text."""
        yield from sentences.too_long(text)
        yield from quotes_and_dashes.badly_set(text)


def _texts(content: Content) -> Iterator[tuple[FrontMatter | PassageFront, Prose]]:
    for page in content.pages:
        yield page.front, prose(page.text, page.front)
    for lang in LANGUAGES:
        for path in sorted((content.root / lang / "intake").glob("*.md")):
            front, text, _faults = read_text(path, lang, PassageFront)
            if front and text:
                yield front, prose(text)
