"""The page about open data: lists of files under the headings of its text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pelican import signals

from centre.facts.loading import Facts
from centre.hours.timetable import Timetable
from centre.intake import addresses
from centre.language.languages import LANGUAGES
from centre.language.localized_text import LocalizedText
from centre.texts.content import Content
from site_plugins.files import calendars, hours_json
from site_plugins.pages import results
from site_plugins.pages.sections import sections
from site_plugins.run.build import build_of
from site_plugins.run.generated_pages import site_languages

PAGE = "open-data"
ABOUT_HOURS = ("calendars", "hours", "openstreetmap")
NEWS = "news"
ANCHORS = (*ABOUT_HOURS, "alerts", NEWS, "results", "pages")
"""Anchors of the headings that a list belongs to.

The lists of hours say when staff last checked them.
"""


@dataclass(frozen=True, slots=True)
class File:
    """A file that the page offers, and the name of its link."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The hours of one place as OpenStreetMap writes them."""

    place: str
    opening_hours: str


def files(content: Content, languages: Iterable[str]) -> dict[str, list[File]]:
    """The files to list, by the anchor of their heading; feeds in ``languages``."""
    listings = content.listings
    return {
        "calendars": list(_calendars(content.facts)),
        "hours": [File(each[1:], each) for each in (hours_json.ADDRESS, hours_json.SCHEMA_ADDRESS)],
        "alerts": _feeds(addresses.WARNINGS_FEED, languages) if listings.alerts else [],
        NEWS: _feeds(addresses.NEWS_FEED, languages) if content.news.years else [],
        "results": [File(results.ADDRESS[1:], results.ADDRESS)] if listings.results.figures else [],
        "pages": [File("sitemap.xml", "/sitemap.xml")],
    }


def rules(facts: Facts, timetable: Timetable, day: date) -> dict[str, list[Rules]]:
    """The rules to list on ``day``, by the anchor of their heading."""
    places = facts.places.values()
    return {
        "openstreetmap": [
            Rules(calendars.title_of(place), timetable.published_osm(place.id, day))
            for place in places
        ]
    }


def anchors(content: Content) -> list[str]:
    """Those that the page needs: one of a centre's own may be older than news are."""
    return [anchor for anchor in ANCHORS if anchor != NEWS or content.news.years]


def add_lists(generator: Any, content: Any) -> None:
    """Give the page its own template and its lists."""
    if content.doc.id != PAGE:
        return
    build = build_of(generator)
    html = build.content.text(content.doc).body
    facts = build.content.facts
    content.template = PAGE
    generator.context |= {
        "sections": sections(html),
        "files": files(build.content, site_languages(build)),
        "rules": rules(facts, build.timetable, build.day),
        "checked_on": dict.fromkeys(ABOUT_HOURS, hours_json.checked_on(facts)),
    }


def _feeds(by_language: Mapping[str, str], languages: Iterable[str]) -> list[File]:
    return [
        File(LocalizedText(LANGUAGES[lang].name, lang), by_language[lang]) for lang in languages
    ]


def _calendars(facts: Facts) -> Iterator[File]:
    """The calendar of all places, then of each; not of one where everything is by appointment."""
    yield File(str(facts.centre.name), calendars.ALL)
    for place in facts.places.values():
        if calendars.has_events(facts, place):
            yield File(calendars.title_of(place), calendars.address_of(place.id))


def register() -> None:
    """Called by Pelican."""
    signals.page_generator_write_page.connect(add_lists)
