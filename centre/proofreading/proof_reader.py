"""The proof-reader of the content: what a careful colleague would mark before a text goes out.

Each module holds one check, or reads one kind of words: texts, words among the facts, catalogues. A
check looks at the prose of one file and yields faults in Czech, with line and suggestion. Some must
be mended before the site is built; others are advice, which stops nothing.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from centre.language.languages import LANGUAGES
from centre.proofreading import catalogues, data_words, sentences
from centre.proofreading.checks import (
    abbreviations,
    foreign_words,
    informal,
    link_words,
    phone_numbers,
    placeholders,
    quotes_and_dashes,
    reviews,
    spelling,
    translations,
)
from centre.proofreading.checks.avoided_words import AvoidedWords
from centre.proofreading.lists import read_lists
from centre.proofreading.prose import Prose, prose
from centre.reading.faults import Fault, file_name
from centre.reading.front_matter import FrontMatter, PassageFront
from centre.texts.content import Content
from centre.texts.pages import HOME

LANGUAGES_KNOWN: Mapping[str, Collection[str]] = {
    "cizí slova": foreign_words.LANGUAGES_KNOWN,
    "čísla napsaná rukou": phone_numbers.LANGUAGES_KNOWN,
    "konce vět": sentences.LANGUAGES_KNOWN,
    "nedopsaná místa": placeholders.LANGUAGES_KNOWN,
    "odkazy, které nic neříkají": link_words.LANGUAGES_KNOWN,
    "pravopis": spelling.LANGUAGES_KNOWN,
    "tykání": informal.LANGUAGES_KNOWN,
    "uvozovky": quotes_and_dashes.LANGUAGES_KNOWN,
    "zkratky": abbreviations.LANGUAGES_KNOWN,
}
"""What a check looks for, and the languages for which it has rules."""


class ProofReader:
    """Reads all words of a content; its facts and the editors' lists say what is right."""

    def __init__(self, content: Content, locale: Path | None = None) -> None:
        """``locale`` is the folder of catalogues to be read with the content."""
        self._content = content
        self._catalogues = list(catalogues.read(locale)) if locale else []
        self._field_texts = data_words.texts_of((content.facts, content.listings))
        self._fronts, self._texts = _texts(content)
        self._texts += data_words.proses(self._field_texts)
        self._messages = [catalogue.prose for catalogue in self._catalogues]
        self._lists = read_lists(content.root / "data")
        self._avoided = {lang: AvoidedWords(self._lists.avoided.of(lang)) for lang in LANGUAGES}
        self._phones = phone_numbers.PhoneNumbers(content.facts)
        self._foreign = foreign_words.ForeignWords(content.facts, self._lists.known_words)

    def errors(self) -> list[Fault]:
        """What must be mended before the site is built."""
        found = [
            *self._lists.faults,
            *(fault for each in self._catalogues for fault in each.faults),
        ]
        found += [fault for text in self._texts for fault in self.errors_in(text)]
        return found + [fault for text in self._messages for fault in self._errors_anywhere(text)]

    def advice(self) -> list[Fault]:
        """What deserves a second look and stops nothing."""
        facts = self._content.facts
        pages = self._content.pages
        day = self._content.day
        found = [
            fault for text in (*self._texts, *self._messages) for fault in self.advice_on(text)
        ]
        found += self._without_rules()
        found += data_words.untranslated(self._field_texts, pages.translations(HOME))
        found += translations.behind(pages)
        found += [fault for front in self._fronts for fault in reviews.overdue(front, day)]
        for text in (*pages, *self._content.passages):
            found += reviews.lost_approvals(text.front, text.standing)
        names = {standing.name for standing in self._content.standings}
        found += self._content.approvals.advice(names)
        return [*found, *reviews.old_checks(facts, day), *reviews.ended_certificate(facts, day)]

    def _without_rules(self) -> Iterator[Fault]:
        """Advice to read oneself what no check understands: one line for all languages spoken."""
        spoken = self._content.pages.translations(HOME)
        listed = [lang for lang in spoken if self._lists.avoided.of(lang)]
        known = {**LANGUAGES_KNOWN, "slova, která člověka srážejí": listed}
        missing = {
            subject: [lang for lang in spoken if lang not in languages]
            for subject, languages in sorted(known.items())
        }
        told = [f"{subject} ({', '.join(langs)})" for subject, langs in missing.items() if langs]
        if told:
            message = f"přečtěte sami, na co kontrola nemá pravidla: {'; '.join(told)}"
            yield Fault(file_name(self._content.root), 1, "", message)

    def spelling(self) -> list[Fault]:
        """Advice on Czech words that no dictionary knows.

        Raises NotChecked where there is no dictionary.
        """
        return list(spelling.misspelt((*self._texts, *self._messages), self._lists.known_words))

    def errors_in(self, text: Prose) -> Iterator[Fault]:
        """What must be mended in one text."""
        yield from abbreviations.unexplained(text, self._lists.abbreviations.of(text.lang))
        yield from self._errors_anywhere(text)

    def _errors_anywhere(self, text: Prose) -> Iterator[Fault]:
        """What must be mended even in a label, which has no room to explain an abbreviation."""
        yield from self._avoided[text.lang].check(text)
        yield from informal.familiar(text)
        yield from placeholders.left_behind(text)
        yield from self._phones.check(text)
        yield from link_words.meaningless(text)
        yield from self._foreign.check(text)

    def advice_on(self, text: Prose) -> Iterator[Fault]:
        """What deserves a second look in one text."""
        yield from sentences.too_long(text)
        yield from quotes_and_dashes.badly_set(text)


def _texts(content: Content) -> tuple[list[FrontMatter | PassageFront], list[Prose]]:
    fronts: list[FrontMatter | PassageFront] = [page.front for page in content.pages]
    texts = [prose(page.text, page.front) for page in content.pages]
    for passage in content.passages:
        fronts.append(passage.front)
        texts.append(prose(passage.text))
    return fronts, texts
