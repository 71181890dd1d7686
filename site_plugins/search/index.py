"""``/search.cs.json`` and its siblings: what the search page looks things up in, a file for each
language.

The files are small, for a slow connection. Titles and headings are there as they are read; of the
texts only words that say what a page is about, each under a common beginning of its forms, and for
each page only at the part that speaks of it most. ``theme/static/js/search/find.js`` reads them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import brotli  # type: ignore[import-untyped]
from pelican import signals

from centre.facts.places import Town
from centre.texts import synonyms
from centre.texts.pages import Page
from site_plugins.run.build import Build, GeneratedPage, build_of
from site_plugins.run.generated_pages import site_languages
from site_plugins.search.page_parts import Entry, Part, parts_of
from site_plugins.search.stems import fold, folded_words, words_of
from site_plugins.search.vocabulary import SHORTEST, Reference, Vocabulary

MOST_BYTES: Final = 25 * 1024
"""What all languages together may weigh, compressed.

Words that pages use least are left out first.
"""

LEAST_USES: Final = range(2, 7)
"""How often a page has to use a word that it does not lift out; the first number that makes it fit.
"""

_ANCHORS = {"cs": "NFKD", "en": "NFKD", "uk": "NFC"}
"""How a heading is normalised before it becomes an anchor: only Ukrainian ones keep their marks."""

OUTREACH: Final = "outreach"


def address(lang: str) -> str:
    """Where the index of a language is."""
    return f"/search.{lang}.json"


def indexes(build: Build) -> Mapping[str, str]:
    """The index of each language, as full as fits."""
    entries = {lang: list(_entries(build, lang)) for lang in site_languages(build)}
    frames = {lang: _frame(build, found, lang) for lang, found in entries.items()}
    words = {lang: Vocabulary(found, lang) for lang, found in entries.items()}
    made: dict[str, str] = {}
    for least in LEAST_USES:
        made = {
            lang: _json(frame | {"words": list(_in_steps(words[lang].references(least)))})
            for lang, frame in frames.items()
        }
        if sum(len(brotli.compress(text.encode())) for text in made.values()) <= MOST_BYTES:
            break
    return made


def _frame(build: Build, entries: list[Entry], lang: str) -> dict[str, Any]:
    return {
        "anchors": _ANCHORS[lang],
        "pages": [_page_and_headings(entry, lang) for entry in entries],
        "also": list(_in_steps(_synonyms(build, entries, lang))),
    }


def _json(made: object) -> str:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _entries(build: Build, lang: str) -> Iterator[Entry]:
    content = build.content
    found = {page.id: _of_page(build, page) for page in content.pages if page.lang == lang}
    if OUTREACH in found:
        found[OUTREACH].parts += [_of_town(town, lang) for town in content.facts.towns]
    yield from found.values()
    for generated in build.generated_pages:
        if generated.listed and lang in generated.addresses:
            yield _of_generated_page(generated, lang)


def _of_page(build: Build, page: Page) -> Entry:
    parts = parts_of(build.content.text(page).html)
    parts[0].add(page.front.lead, kept=True)
    parts[0].add(page.name, kept=True)
    return Entry(page.address, page.front.title, parts)


def _of_town(town: Town, lang: str) -> Part:
    return Part(heading=town.title_in(lang), anchor=town.id)


def _of_generated_page(page: GeneratedPage, lang: str) -> Entry:
    part = Part()
    part.add(page.search_words.get(lang, ""), kept=True)
    return Entry(page.addresses[lang], page.titles[lang], [part])


def _page_and_headings(entry: Entry, lang: str) -> list[str]:
    """Address and title, then the headings; one whose anchor is not made of it brings it along."""
    strings = [entry.address, entry.title]
    for part in entry.parts[1:]:
        derived = part.anchor == _anchor(part.heading, lang)
        strings.append(part.heading if derived else f"{part.heading}|{part.anchor}")
    return strings


def _anchor(heading: str, lang: str) -> str:
    """The anchor that the browser makes of a heading: mostly the one that our renderer gave it."""
    words = words_of(heading)
    return "-".join(words if _ANCHORS[lang] == "NFC" else map(fold, words))


def _synonyms(build: Build, entries: list[Entry], lang: str) -> Iterator[Reference]:
    """The staff's synonyms in the order of their file: words, and the parts where they lead."""
    numbers: dict[tuple[str, str], int] = {}
    for entry in entries:
        for part in entry.parts:
            numbers[entry.address, part.anchor] = len(numbers)
    for entry_of_staff in build.content.synonyms.of(lang):
        phrases = dict.fromkeys(_phrase(words) for words in entry_of_staff.all)
        aims = synonyms.aims(entry_of_staff, lang, build.content.pages)
        yield " ".join(phrases), [numbers[aim.page.address, aim.anchor] for aim in aims]


def _phrase(words: str) -> str:
    """„chci umřít“ as „chci+umrit“; small words in it tell nothing."""
    folded = folded_words(words)
    return "+".join([word for word in folded if len(word) >= SHORTEST] or folded)


def _in_steps(references: Iterable[Reference]) -> Iterator[str | int]:
    """Words, then the numbers of the parts as steps from one to the next: they compress well."""
    for words, numbers in references:
        yield words
        before = 0
        for number in numbers:
            yield number - before
            before = number


def write(pelican: Any) -> None:
    """Write the index of each language."""
    build = build_of(pelican)
    for lang, text in indexes(build).items():
        (build.output / address(lang).lstrip("/")).write_text(text, "utf-8")


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(write)
