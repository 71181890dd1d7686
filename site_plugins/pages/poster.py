"""Two sheets to print: the timetable as an A4 poster, and pocket cards, eight on an A4.

They are pages of the site like others, but made for paper: a style sheet of their own, no script,
nothing that is true only today. Search engines are kept out, because the timetable has a better
page.
"""

from typing import Any

import segno
from markupsafe import Markup
from pelican import signals

from centre.intake import addresses
from centre.language.i18n import gettext
from centre.texts.pages import Page
from site_plugins.run.build import Build, GeneratedPage, build_of
from site_plugins.run.generated_pages import site_languages, titles, write_generated_page

CRISIS = "crisis"
"""The page whose first words stand on every card."""

CARDS = 8  # two in a row, four rows: each is a little bigger than a payment card
MOST_EXCEPTIONS = 5
"""The nearest ones; the poster must stay on one sheet, and its QR code leads to all."""


def qr_code(url: str) -> Markup:
    """``url`` as a drawing that grows with its frame; 15 % of it may be torn or wet."""
    code = segno.make(url, error="m", micro=False)
    return Markup(code.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None))  # noqa: S704


def add_sheets(pelican: Any) -> None:
    """Add both sheets to the pages of this build."""
    build = build_of(pelican)
    build.generated_pages += [_page(build, sheet) for sheet in addresses.SHEETS]


def write_sheets(generator: Any, writer: Any) -> None:
    """Write both sheets in every language."""
    build = build_of(generator)
    pages = {lang: build.content.pages.best(CRISIS, lang) for lang in site_languages(build)}
    for sheet in addresses.SHEETS:
        write_generated_page(
            generator,
            writer,
            _page(build, sheet),
            template=sheet,
            base_url=build.content.facts.centre.base_url,
            qr_code=qr_code,
            copies=CARDS,
            most_exceptions=MOST_EXCEPTIONS,
            crisis_pages=pages,
            crisis_words={lang: _opening(build, page) for lang, page in pages.items()},
        )


def _title(sheet: addresses.Sheet) -> str:
    return gettext("Timetable to put up") if sheet == "poster" else gettext("Pocket cards")


def _opening(build: Build, page: Page | None) -> Markup:
    """The first words of a page; none of one that cannot be used for now."""
    # Made by our renderer, which takes no HTML from texts.
    return Markup(build.content.text(page).opening) if page else Markup()  # noqa: S704


def _page(build: Build, sheet: addresses.Sheet) -> GeneratedPage:
    return GeneratedPage(
        addresses={lang: addresses.sheet(sheet, lang) for lang in site_languages(build)},
        titles=titles(build, lambda: _title(sheet)),
        checked_on=build.content.facts.checked_on["hours"],
        listed=False,
    )


def register() -> None:
    """Called by Pelican."""
    signals.get_generators.connect(add_sheets)
    signals.page_writer_finalized.connect(write_sheets)
