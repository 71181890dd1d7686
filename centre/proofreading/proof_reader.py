"""The proof-reader of the content: what a careful colleague would mark before a text goes out.

Each module holds one check, or reads one kind of words: texts, words among the facts, catalogues. A
check looks at the prose of one file and yields faults in Czech, with line and suggestion. Some must
be mended before the site is built; others are advice, which stops nothing.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from centre.facts.loading import Facts
from centre.keeping.memory import made_of
from centre.language.languages import LANGUAGES
from centre.news.items import NewsFront
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
    turns_of_phrase,
)
from centre.proofreading.checks.avoided_words import AvoidedWords
from centre.proofreading.lists import Lists, read_lists
from centre.proofreading.prose import NEUTRAL, Prose, prose
from centre.reading.faults import Fault, file_name
from centre.reading.front_matter import FrontMatter, PassageFront, Text
from centre.texts.content import Content
from centre.texts.pages import HOME
from centre.texts.replies.gaps import without_gaps

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


class Rules:
    """What must be mended in a text, by the facts of a centre and the lists of its editors."""

    def __init__(self, facts: Facts, lists: Lists) -> None:
        self._lists = lists
        self._avoided = {lang: AvoidedWords(lists.avoided.of(lang)) for lang in LANGUAGES}
        self._phones = phone_numbers.PhoneNumbers(facts)
        self._foreign = foreign_words.ForeignWords(facts, lists.known_words)

    def errors_in(self, text: Prose) -> Iterator[Fault]:
        """What must be mended in one text."""
        yield from abbreviations.unexplained(text, self._lists.abbreviations.of(text.lang))
        yield from self.errors_anywhere(text)

    def errors_anywhere(self, text: Prose) -> Iterator[Fault]:
        """What must be mended even in a label, which has no room to explain an abbreviation."""
        yield from self._avoided[text.lang].check(text)
        yield from informal.familiar(text)
        yield from placeholders.left_behind(text)
        yield from self._phones.check(text)
        yield from link_words.meaningless(text)
        yield from self._foreign.check(text)


def errors_in_facts(facts: Facts, data: Path) -> Iterator[Fault]:
    """What must be mended in the words among the facts alone, such as why it is closed."""
    rules = Rules(facts, read_lists(data))
    for text in data_words.proses(data_words.texts_of(facts)):
        yield from rules.errors_in(text)


class ProofReader:
    """Reads all words of a content; its facts and the editors' lists say what is right."""

    def __init__(self, content: Content, locale: Path | None = None) -> None:
        """``locale`` is the folder of catalogues to be read with the content."""
        self._content = content
        self._catalogues = list(catalogues.read(locale)) if locale else []
        self._field_texts = made_of(
            "words of facts",
            (content.facts, content.listings),
            lambda: data_words.texts_of((content.facts, content.listings)),
        )
        self._fronts, self._texts = _texts(content)
        words = self._field_texts
        self._texts += made_of("prose of facts", (words,), lambda: data_words.proses(words))
        self._messages = [catalogue.prose for catalogue in self._catalogues]
        self._lists = read_lists(content.root / "data")
        facts = content.facts
        lists = self._lists
        self._rules = made_of("rules", (facts, lists), lambda: Rules(facts, lists))

    def errors(self) -> list[Fault]:
        """What must be mended before the site is built."""
        found = [
            *self._lists.faults,
            *(fault for each in self._catalogues for fault in each.faults),
        ]
        found += [fault for text in self._texts for fault in self._errors_once(text)]
        return found + [
            fault for text in self._messages for fault in self._rules.errors_anywhere(text)
        ]

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
        for text in (*pages, *self._content.passages, *self._content.replies):
            found += reviews.lost_approvals(text.front, text.standing)
        names = {standing.name for standing in self._content.standings}
        found += self._content.approvals.advice(names)
        return [*found, *reviews.old_checks(facts, day), *reviews.ended_certificate(facts, day)]

    def advice_on_file(self, file: str) -> list[Fault]:
        """What deserves a second look in one file of texts, as faults name it, with its spelling
        where there is a dictionary."""
        content = self._content
        texts = [text for text in self._texts if text.file == file]
        found = [fault for text in texts for fault in self.advice_on(text)]
        with suppress(spelling.NotChecked):
            found += spelling.misspelt(texts, self._lists.known_words)
        if page := content.pages.of_file(file):
            found += translations.behind_original(page, content.pages)
        for each in (*content.pages, *content.passages, *content.replies):
            if each.text.file == file:
                found += reviews.overdue(each.front, content.day)
                found += reviews.lost_approvals(each.front, each.standing)
        return found

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

    def _errors_once(self, text: Prose) -> tuple[Fault, ...]:
        return made_of("errors", (self._rules, text), lambda: tuple(self.errors_in(text)))

    def errors_in(self, text: Prose) -> Iterator[Fault]:
        """What must be mended in one text."""
        return self._rules.errors_in(text)

    def advice_on(self, text: Prose) -> Iterator[Fault]:
        """What deserves a second look in one text."""
        yield from sentences.too_long(text)
        yield from quotes_and_dashes.badly_set(text)
        yield from turns_of_phrase.worn_out(text)


def _texts(content: Content) -> tuple[list[FrontMatter | PassageFront], list[Prose]]:
    fronts: list[FrontMatter | PassageFront] = [page.front for page in content.pages]
    texts = [_prose(page.text, page.front) for page in content.pages]
    texts += [_prose(item.text, item.front) for item in content.news]
    for passage in content.passages:
        fronts.append(passage.front)
        texts.append(_prose(passage.text))
    for reply in content.replies:
        fronts.append(reply.front)
        text = reply.text
        texts.append(made_of("reply prose", (text,), partial(_prose_of_reply, text)))
    return fronts, texts


def _prose(text: Text, front: FrontMatter | NewsFront | None = None) -> Prose:
    return made_of("prose", (text, front), lambda: prose(text, front))


def _prose_of_reply(text: Text) -> Prose:
    return prose(replace(text, source=without_gaps(text.source, NEUTRAL)))
