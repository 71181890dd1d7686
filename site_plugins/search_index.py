"""``/search.cs.json`` and its siblings: what the search page looks things up in, a file for each language.

The file is made for a thin line. Titles and headings are there as they are read; of the texts only words that
say what a page is about (in its lead, lifted out, or used more than once), each under a common beginning of
its forms, and for each page only at the part that speaks of it most. ``theme/static/search.js`` reads it.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pelican import signals

from centre import synonyms
from centre.pages import Page
from centre.places import Town
from site_plugins.build import Build, MadePage, build_of
from site_plugins.made import languages
from site_plugins.search_text import Part, parts_of
from site_plugins.stems import fits, fold, folded_words, keys_of, stemmer, words_of

EVERYWHERE: Final = 0.08
"""A word on more than this share of the pages tells none of them apart, unless it is in their titles."""

_ANCHORS = {"cs": "NFKD", "en": "NFKD", "uk": "NFC"}
"""How a heading is normalised before it becomes an anchor: only Ukrainian ones keep their marks."""

SHORTEST: Final = 3
OUTREACH: Final = "outreach"

Reference = tuple[str, list[int]]
"""Words that lead to parts. Parts are numbered through all pages, headings and what stands before them."""


@dataclass
class Entry:
    """One page of the index."""

    address: str
    title: str
    parts: list[Part]


def address(lang: str) -> str:
    """Where the index of a language is."""
    return f"/search.{lang}.json"


def index(build: Build, lang: str) -> str:
    """The whole index of one language."""
    entries = list(_entries(build, lang))
    made = {
        "anchors": _ANCHORS[lang],
        "pages": [_told(entry, lang) for entry in entries],
        "also": list(_in_steps(_also(build, entries, lang))),
        "words": list(_in_steps(_words(entries, lang))),
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _entries(build: Build, lang: str) -> Iterator[Entry]:
    content = build.content
    found = {page.id: _of_page(build, page) for page in content.pages if page.lang == lang}
    if OUTREACH in found:
        found[OUTREACH].parts += [_of_town(town, lang) for town in content.facts.towns]
    yield from found.values()
    for made in build.made:
        if made.listed and lang in made.addresses:
            yield _of_made(made, lang)


def _of_page(build: Build, page: Page) -> Entry:
    parts = parts_of(build.content.text(page).html)
    parts[0].add(page.front.lead, marked=True)
    parts[0].add(page.name, marked=True)
    return Entry(page.address, page.front.title, parts)


def _of_town(town: Town, lang: str) -> Part:
    return Part(heading=town.title_in(lang), anchor=town.id)


def _of_made(page: MadePage, lang: str) -> Entry:
    part = Part()
    part.add(page.words.get(lang, ""), marked=True)
    return Entry(page.addresses[lang], page.titles[lang], [part])


def _told(entry: Entry, lang: str) -> list[str]:
    """Address and title of a page, then its headings, each with its anchor if that is not made of it."""
    told = [entry.address, entry.title]
    for part in entry.parts[1:]:
        made = part.anchor == _anchor(part.heading, lang)
        told.append(part.heading if made else f"{part.heading}|{part.anchor}")
    return told


def _anchor(heading: str, lang: str) -> str:
    """The anchor that the browser makes of a heading: mostly the one that our renderer gave it."""
    words = words_of(heading)
    return "-".join(words if _ANCHORS[lang] == "NFC" else map(fold, words))


def _also(build: Build, entries: list[Entry], lang: str) -> Iterator[Reference]:
    """The staff's synonyms: each entry's words, and the parts where they lead, in the order of the file."""
    numbers: dict[tuple[str, str], int] = {}
    for entry in entries:
        for part in entry.parts:
            numbers[entry.address, part.anchor] = len(numbers)
    for each in build.content.synonyms.of(lang):
        phrases = dict.fromkeys(_phrase(words) for words in each.all)
        aims = synonyms.aims(each, lang, build.content.pages)
        yield " ".join(phrases), [numbers[aim.page.address, aim.anchor] for aim in aims]


def _phrase(words: str) -> str:
    """„chci umřít“ as „chci+umrit“; small words in it tell nothing."""
    folded = folded_words(words)
    return "+".join([word for word in folded if len(word) >= SHORTEST] or folded)


def _words(entries: list[Entry], lang: str) -> Iterator[Reference]:
    """The words of all texts: each beginning, and the parts where it leads."""
    kept: dict[str, set[int]] = defaultdict(set)
    for stem, forms, numbers in _found(entries, lang):
        if numbers:
            for key in keys_of(stem, forms):
                kept[key] |= numbers
    for key in sorted(kept):
        yield key, sorted(kept[key])


def _in_steps(references: Iterable[Reference]) -> Iterator[str | int]:
    """Words, then the numbers of the parts, as steps from one to the next; small numbers press well."""
    for words, numbers in references:
        yield words
        before = 0
        for number in numbers:
            yield number - before
            before = number


def _found(entries: list[Entry], lang: str) -> Iterator[tuple[str, set[str], set[int]]]:
    """Each stem of the texts, its folded forms, and the numbers of the parts that it leads to."""
    stem, common = stemmer(lang), _common(entries, lang)
    forms: dict[str, set[str]] = defaultdict(set)
    numbers: dict[str, set[int]] = defaultdict(set)
    first = 0
    for entry in entries:
        for each, word_forms, best in _of_texts(entry, stem):
            forms[each] |= word_forms
            numbers[each] |= {first + best} if best is not None else set()
        first += len(entry.parts)
    for each in forms.keys() - common:
        yield each, forms[each], numbers[each]


def _common(entries: list[Entry], lang: str) -> set[str]:
    """The stems that stand on so many pages that they tell none of them apart."""
    stem = stemmer(lang)
    pages: Counter[str] = Counter()
    for entry in entries:
        pages.update({stem(word) for part in entry.parts for word in part.words})
    most = max(2, len(entries) * EVERYWHERE)
    return {each for each, number in pages.items() if number > most}


def _of_texts(entry: Entry, stem: Any) -> Iterator[tuple[str, set[str], int | None]]:
    """Each stem of a page with its forms there, and the part that speaks of it most.

    None for a part where title or heading lead there anyway, and for a word in passing.
    """
    spoken: dict[str, Counter[int]] = defaultdict(Counter)
    forms: dict[str, set[str]] = defaultdict(set)
    marked: set[str] = set()
    for number, part in enumerate(entry.parts):
        for word, times in part.words.items():
            if len(word) >= SHORTEST and (not word.isdigit()):
                each = stem(word)
                spoken[each][number] += times + 2 * (word in part.marked)
                forms[each] |= set(folded_words(word))
                if word in part.marked:
                    marked.add(each)
    for each, parts in spoken.items():
        best = max(parts, key=lambda number: (parts[number], -number))
        shown = folded_words(f"{entry.title} {entry.parts[best].heading}")
        told = all(any(fits(form, word) for word in shown) for form in forms[each])
        telling = each in marked or parts.total() > 1
        yield each, forms[each], best if telling and not told else None


def write(pelican: Any) -> None:
    """Write the index of each language."""
    build = build_of(pelican)
    for lang in languages(build):
        (build.output / address(lang).lstrip("/")).write_text(index(build, lang), "utf-8")


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(write)
