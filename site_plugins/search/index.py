"""``/search.cs.json`` and its siblings: what the search page looks things up in, a file for each
language.

Every word is found at every part of every page: the beginning of a part stands there as it is
read, so that a result can show the line that answers, and of the rest each stem once.
``theme/static/js/search/`` makes MiniSearch's index of it in the browser. What a language needs for
that, its endings and small words, travels in the file.
"""

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

import brotli  # type: ignore[import-untyped]
from pelican import signals

from centre.intake import addresses
from centre.keeping.memory import made_of
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.texts import search_words
from centre.texts.content import Content
from centre.texts.pages import Page
from site_plugins.run.build import Build, GeneratedPage, build_of
from site_plugins.run.generated_pages import site_languages
from site_plugins.search.page_parts import Part, parts_of
from site_plugins.search.stems import stems_of, words_of

MOST_BYTES: Final = 63 * 1024
"""What the file of a language may weigh at a quick compression; as it is served, at the best one,
it weighs less than 60 KiB."""

QUICK: Final = 9
"""The quality of brotli at which the weight is looked up."""

READABLE: Final = (0, 40, 80, 120, 160, 200, 300)
"""How many letters of a part can stand as they are read: the most that make the file fit."""

EVERYWHERE: Final = 1 / 3
"""Of the rest of a text, stems on more than this share of the pages are left out: they tell no
page from another."""

FEW_PAGES: Final = 5
"""A word on so few pages is always told, however small a site is."""

CRISIS: Final = "crisis"
OUTREACH: Final = "outreach"

_WORD: Final = re.compile(r"[^\W_]+")


def index(content: Content, lang: str, generated: Sequence[GeneratedPage] = ()) -> str:
    """The index of one language as JSON, as readable as fits.

    ``rules``: what the words of the language share. ``crisis``: phrases after which the page for a
    crisis comes first. ``pages``: each with ``address``, ``title``, ``said`` (stems of the words
    that its readers use) and ``parts`` (heading, anchor where it does not follow from the heading,
    stems said of it, its beginning as it is read, stems of the rest).
    """
    found = _Index(content, lang, [*_pages(content, lang), *_generated_pages(generated, lang)])
    fitting = bisect_right(READABLE, MOST_BYTES, key=found.weight)
    return found.text(READABLE[max(0, fitting - 1)])


@dataclass(frozen=True)
class _FoundPage:
    """A page as readers may find it. ``said`` are words by the anchor where they lead."""

    address: str
    title: str
    lang: str
    parts: list[Part]
    said: dict[str, tuple[str, ...]]

    @cached_property
    def stems(self) -> frozenset[str]:
        """All that stand on the page."""
        shown = [self.title]
        for part in self.parts:
            shown += [part.heading, *part.lines]
        return frozenset(stems_of(shown, self.lang))

    @cached_property
    def _said(self) -> defaultdict[str, str]:
        """The stems of the words of readers, by the anchor where they lead."""
        stems = {anchor: self._stems(words) for anchor, words in self.said.items()}
        return defaultdict(str, stems)

    def entry(self, letters: int, everywhere: frozenset[str]) -> str:
        """The page in the file, without the stems ``everywhere`` in the rest of its texts."""
        made = partial(self._entry, letters, everywhere)
        return made_of("page in the index", (self,), made, letters, everywhere)

    def _entry(self, letters: int, everywhere: frozenset[str]) -> str:
        return _json(
            {
                "address": self.address,
                "title": self.title,
                "said": self._said[""],
                "parts": [self._part(part, letters, everywhere) for part in self.parts],
            }
        )

    def _part(self, part: Part, letters: int, everywhere: frozenset[str]) -> list[str]:
        text = "\n".join(part.lines)
        start = text if len(text) <= letters else text[: letters + 1].rpartition(" ")[0]
        told = everywhere.union(stems_of([part.heading, start], self.lang))
        return [
            part.heading,
            "" if part.anchor == _anchor(part.heading, self.lang) else part.anchor,
            self._said[part.anchor] if part.anchor else "",
            start,
            self._stems([text[len(start) :]], without=told),
        ]

    def _stems(self, texts: Sequence[str], without: frozenset[str] = frozenset()) -> str:
        return " ".join(stem for stem in stems_of(texts, self.lang) if stem not in without)


def _anchor(heading: str, lang: str) -> str:
    """The anchor that the script makes of a heading: mostly the one that our renderer gave it."""
    form = LANGUAGES[lang].anchor_form
    return "-".join(words_of(heading) if form == "NFKD" else _WORD.findall(heading.lower()))


def _json(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class _Index:
    """What is written for one language."""

    content: Content
    lang: str
    pages: list[_FoundPage]

    def weight(self, letters: int) -> int:
        """Bytes of the text, compressed."""
        return len(brotli.compress(self.text(letters).encode(), quality=QUICK))

    def text(self, letters: int) -> str:
        """The file, with so many letters of each part as they are read."""
        language = LANGUAGES[self.lang]
        made = {
            "rules": {
                "endings": language.endings,
                "small": sorted(language.stop_words),
                "anchors": language.anchor_form,
            },
            "crisis": {
                "page": self._crisis_page,
                "phrases": self.content.crisis_words.typed_in(self.lang),
            },
        }
        pages = ",".join(page.entry(letters, self._everywhere) for page in self.pages)
        return f'{_json(made)[:-1]},"pages":[{pages}]}}'

    @property
    def _crisis_page(self) -> str:
        page = self.content.pages.get(CRISIS, self.lang)
        return page.address if page else ""

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        uses = Counter(stem for page in self.pages for stem in page.stems)
        most = EVERYWHERE * len(self.pages)
        return frozenset(stem for stem, times in uses.items() if times > max(most, FEW_PAGES))


def _pages(content: Content, lang: str) -> Iterator[_FoundPage]:
    for page in content.pages:
        if page.lang == lang:
            original = content.pages.get(page.id, ORIGINAL)
            of = (page.front, content.text(page), original.front if original else None)
            towns = content.facts.towns if page.id == OUTREACH else ()
            made = partial(_page, content, page)
            yield made_of("found page", (*of, towns), made, page.address)


def _page(content: Content, page: Page) -> _FoundPage:
    parts = parts_of(content.text(page).html)
    parts[0].lines.insert(0, page.front.lead)
    said = search_words.searched(page)
    said[""] = (
        page.name,
        *said.get("", ()),
        *_czech_names(content, page),
        *_towns(content, page),
    )
    return _FoundPage(page.address, page.front.title, page.lang, parts, said)


def _towns(content: Content, page: Page) -> Iterator[str]:
    """Names of the towns: each has its own page, and all of them stand in the timetable."""
    if page.id == OUTREACH:
        yield from (str(town.title_in(page.lang)) for town in content.facts.towns)


def _czech_names(content: Content, page: Page) -> Iterator[str]:
    """What the Czech page is called: readers of a translation may have seen that name."""
    original = content.pages.get(page.id, ORIGINAL)
    if original and original is not page:
        yield original.front.title
        yield original.name
        for words in search_words.listed(original).values():
            yield from words


def _generated_pages(generated: Sequence[GeneratedPage], lang: str) -> Iterator[_FoundPage]:
    for page in generated:
        if page.listed and lang in page.addresses:
            part = Part(lines=[page.search_words.get(lang, "")])
            yield _FoundPage(
                address=page.addresses[lang],
                title=page.titles[lang],
                lang=lang,
                parts=[part],
                said={},
            )


def write(pelican: Any) -> None:
    """Write the index of each language."""
    build: Build = build_of(pelican)
    for lang in site_languages(build):
        made = index(build.content, lang, build.generated_pages)
        build.write(addresses.search_index(lang), made)


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(write)
