"""What is new: a page of it, a page for each year and each piece, and the newest on home.

Without any news there is no page, and nothing leads to one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from markupsafe import Markup
from pelican import signals

from centre.intake import addresses
from centre.language.i18n import gettext
from centre.language.languages import ORIGINAL
from centre.news.items import NewsItem
from centre.texts.pages import HOME, Link
from site_plugins.files.feeds import FeedLink, midnight
from site_plugins.run.build import Build, GeneratedPage, build_of
from site_plugins.run.generated_pages import site_languages, titles, write_generated_page

ON_HOME: Final = 2
ON_THE_PAGE: Final = 12
"""What is older is found by its year."""


@dataclass(frozen=True, slots=True)
class ListedNews:
    """A piece of news as lists show it. A script hides it once ``until`` has come."""

    link: Link
    lead: str
    day: date
    until: datetime | None

    @classmethod
    def of(cls, item: NewsItem) -> "ListedNews":
        """``item`` in its own language."""
        front = item.front
        return cls(
            link=Link(item.id, item.address, front.title, item.lang),
            lead=front.lead,
            day=front.first_day,
            until=midnight(front.last_day + timedelta(1)) if front.last_day else None,
        )


def listed(build: Build, lang: str) -> list[ListedNews]:
    """What a reader of ``lang`` finds, the newest first."""
    return [ListedNews.of(item) for item in build.content.news.shown(lang)]


def add_to_home(generator: Any, content: Any) -> None:
    """Give the home page its newest pieces, and its head the address of the feed."""
    build = build_of(generator)
    page = content.doc
    found = listed(build, page.lang)[:ON_HOME] if page.id == HOME else []
    generator.context["news"] = found
    if found:
        generator.context["feeds"] = [*generator.context["feeds"], _feed(page.lang)]


def add_pages(pelican: Any) -> None:
    """Let map and search of the site know of the pages."""
    build = build_of(pelican)
    if build.content.news.years:
        build.generated_pages.append(_page_of_all(build))
        build.generated_pages += [_page_of(build, item) for item in _shown(build)]


def write_pages(generator: Any, writer: Any) -> None:
    """Write the page of all, that of each year, and that of each piece."""
    build = build_of(generator)
    if not build.content.news.years:
        return
    write_generated_page(
        generator,
        writer,
        _page_of_all(build),
        "news",
        in_language=lambda lang: _list(build, lang, listed(build, lang)[:ON_THE_PAGE]),
        current="news",
    )
    for year in build.content.news.years:
        _write_year(generator, writer, build, year)
    for item in _shown(build):
        write_item(generator, writer, build, item)


def _write_year(generator: Any, writer: Any, build: Build, year: int) -> None:
    def of_year(lang: str) -> Mapping[str, Any]:
        found = [each for each in listed(build, lang) if each.day.year == year]
        return _list(build, lang, found, year)

    page = _page_of_year(build, year)
    write_generated_page(generator, writer, page, "news", in_language=of_year)


def write_item(generator: Any, writer: Any, build: Build, item: NewsItem) -> None:
    """Write the page of one piece in all its languages."""
    translations = build.content.news.translations(item.id)

    def words(lang: str) -> Mapping[str, Any]:
        # Made by our renderer, which takes no HTML from texts.
        html = Markup(build.content.news_text(translations[lang]).html)  # noqa: S704
        return {"item": translations[lang].front, "html": html}

    page = _page_of(build, item)
    alternates = [
        replace(each, address=page.addresses[each.lang], translated=True, note="")
        if each.lang in page.addresses
        else each
        for each in build.ready_frame().alternates(item.place_among_texts)
    ]
    write_generated_page(
        generator, writer, page, "news-item", in_language=words, alternates=alternates
    )


def _list(
    build: Build, lang: str, found: Sequence[ListedNews], year: int | None = None
) -> Mapping[str, Any]:
    """What the template of a list needs; ``year`` where it is the list of one."""
    years = [
        Link(str(each), addresses.page(str(each), "news", lang), str(each), lang)
        for each in build.content.news.years
    ]
    return {"news": found, "years": years, "year": str(year or ""), "feeds": [_feed(lang)]}


def _page_of_all(build: Build) -> GeneratedPage:
    return GeneratedPage(
        addresses={lang: addresses.page("", "news", lang) for lang in site_languages(build)},
        titles=titles(build, lambda: gettext("News")),
        checked_on=_shown(build)[0].front.first_day,
    )


def _page_of_year(build: Build, year: int) -> GeneratedPage:
    languages = site_languages(build)
    return GeneratedPage(
        addresses={lang: addresses.page(str(year), "news", lang) for lang in languages},
        titles=titles(build, lambda: f"{gettext('News')} {year}"),
        checked_on=date(year, 12, 31),
        listed=False,
    )


def _page_of(build: Build, item: NewsItem) -> GeneratedPage:
    spoken = site_languages(build)
    translations = {
        lang: each
        for lang, each in build.content.news.translations(item.id).items()
        if lang in spoken
    }
    return GeneratedPage(
        addresses={lang: each.address for lang, each in translations.items()},
        titles={lang: each.front.title for lang, each in translations.items()},
        checked_on=item.front.first_day,
        search_words={lang: each.front.lead for lang, each in translations.items()},
        by_letter=False,
    )


def _shown(build: Build) -> list[NewsItem]:
    """Each piece once, in Czech, the newest first."""
    return build.content.news.shown(ORIGINAL)


def _feed(lang: str) -> FeedLink:
    return FeedLink(gettext("News"), addresses.NEWS_FEED[lang])


def register() -> None:
    """Called by Pelican."""
    signals.get_generators.connect(add_pages)
    signals.page_generator_write_page.connect(add_to_home)
    signals.page_writer_finalized.connect(write_pages)
