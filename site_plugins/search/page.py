"""The page where readers search.

Without a script it is a list: all pages and explained words by letter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby
from typing import Any, Final

from pelican import signals

from centre.intake import addresses
from centre.language import collation
from centre.language.i18n import gettext
from centre.language.languages import ORIGINAL
from centre.texts import search_words
from centre.texts.pages import HOME, Link, Page
from site_plugins.run.build import Build, GeneratedPage, build_of
from site_plugins.run.generated_pages import site_languages, titles, write_generated_page
from site_plugins.search import index

GLOSSARY: Final = "glossary"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: words, where they lead, and the page when the words are not its name."""

    words: str
    address: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class RowsOfLetter:
    """The rows under one letter."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AlphabeticalList:
    """Everything that a reader of one language can look through."""

    letters: tuple[RowsOfLetter, ...]
    only_in_czech: tuple[Link, ...]


def alphabetical_list(build: Build, lang: str) -> AlphabeticalList:
    """All pages, explained words and listed search words of one language, in its own order."""
    rows = sorted(
        set(_rows(build, lang)),
        key=lambda row: (collation.sort_key(row.words, lang), row.page, row.address),
    )
    rows_by_letter = groupby(rows, lambda row: collation.index_letter(row.words, lang))
    pages = build.content.pages
    stand_ins = [
        link for page_id in pages.ids if (link := pages.link(page_id, lang)) and link.lang != lang
    ]
    return AlphabeticalList(
        letters=tuple(RowsOfLetter(name, tuple(found)) for name, found in rows_by_letter),
        only_in_czech=tuple(
            sorted(stand_ins, key=lambda link: collation.sort_key(link.name, ORIGINAL))
        ),
    )


def _rows(build: Build, lang: str) -> Iterator[Row]:
    content = build.content
    for page in content.pages:
        if page.lang == lang and page.id != HOME:
            yield Row(page.name, page.address)
    for generated in build.generated_pages:
        if generated.listed and generated.by_letter and lang in generated.addresses:
            yield Row(generated.titles[lang], generated.addresses[lang])
    if outreach := content.pages.get(index.OUTREACH, lang):
        for town in content.facts.towns:
            address = addresses.page(town.id, town.SECTION, lang)
            yield Row(town.title_in(lang), address, outreach.name)
    if glossary := content.pages.get(GLOSSARY, lang):
        yield from _terms(glossary, content.text(glossary).html)
    for page in content.pages:
        if page.lang == lang:
            yield from _listed(page)


def _listed(page: Page) -> Iterator[Row]:
    for anchor, words in search_words.listed(page).items():
        address = f"{page.address}#{anchor}" if anchor else page.address
        yield from (Row(word, address, page.name) for word in words)


class _Terms(HTMLParser):
    """The explained words of a text, each with the anchor of the heading above it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self._anchor = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h2", "h3"):
            self._anchor = dict(attrs).get("id") or ""
        if tag == "dt":
            self._inside = True
            self.found.append(["", self._anchor])

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "dt"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1][0] += data


def _terms(page: Page, html: str) -> Iterator[Row]:
    terms = _Terms()
    terms.feed(html)
    for words, anchor in terms.found:
        plain = words.partition(" (")[0].strip()
        yield Row(plain, f"{page.address}#{anchor}" if anchor else page.address, page.name)


def _page(build: Build) -> GeneratedPage:
    return GeneratedPage(
        addresses={lang: addresses.SEARCH[lang] for lang in site_languages(build)},
        titles=titles(build, lambda: gettext("Search")),
        checked_on=build.content.facts.checked_on["centre"],
        listed=False,
    )


def write_search(generator: Any, writer: Any) -> None:
    """Write the page in every language."""
    build = build_of(generator)
    page = _page(build)
    write_generated_page(
        generator,
        writer,
        page,
        template="search",
        lists={lang: alphabetical_list(build, lang) for lang in page.addresses},
        indexes={lang: addresses.search_index(lang) for lang in page.addresses},
        current="search",
        exit=True,
    )


def register() -> None:
    """Called by Pelican."""
    signals.page_writer_finalized.connect(write_search)
