"""The page about open data: the lists of files stand under the headings of its text that speak of them.

The words are the page's own, so staff change them like any other; only the lists come from here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup
from pelican import signals

from centre.facts import Facts
from centre.faults import Fault
from centre.hours import Timetable
from centre.pages import Page
from site_plugins import calendars, hours_json
from site_plugins.build import build_of

PAGE = "open-data"
OF_HOURS = ("calendars", "hours", "openstreetmap")
ANCHORS = (*OF_HOURS, "pages")
"""Anchors of the headings that a list belongs to. The lists of hours say when staff last checked them."""


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


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the page with its text, and the lists that belong to it."""

    html: Markup
    files: tuple[File, ...] = ()
    rules: tuple[Rules, ...] = ()
    checked_on: date | None = None


def sections(html: str, facts: Facts, timetable: Timetable) -> list[Section]:
    """What stands before the first heading, and each heading with its text and its lists."""
    files = {
        "calendars": tuple(_calendars(facts)),
        "hours": tuple(File(each[1:], each) for each in (hours_json.ADDRESS, hours_json.SCHEMA_ADDRESS)),
        "pages": (File("sitemap.xml", "/sitemap.xml"),),
    }
    rules = [Rules(calendars.title_of(place), timetable.osm(place.id)) for place in facts.places.values()]
    checked_on = hours_json.checked_on(facts)
    return [
        Section(
            Markup(part),  # noqa: S704 - made by our renderer, which takes no HTML from texts
            files=files.get(_anchor(part), ()),
            rules=tuple(rules) if _anchor(part) == "openstreetmap" else (),
            checked_on=checked_on if _anchor(part) in OF_HOURS else None,
        )
        for part in _parts(html)
    ]


def missing_anchors(page: Page, html: str) -> list[Fault]:
    """A fault for each list that has no heading to stand under."""
    there = {_anchor(part) for part in _parts(html)}
    return [
        page.front.fault("", f"v textu chybí nadpis s kotvou #{anchor}, pod kterým má být seznam")
        for anchor in ANCHORS
        if anchor not in there
    ]


def show(generator: Any, content: Any) -> None:
    """Give the page its own template and its lists."""
    if content.doc.id != PAGE:
        return
    build = build_of(generator)
    html, facts = build.content.text(content.doc).body, build.content.facts
    build.add(missing_anchors(content.doc, html))
    content.template = PAGE
    generator.context["sections"] = sections(html, facts, build.timetable)


def _calendars(facts: Facts) -> Iterator[File]:
    """The calendar of all places, then of each; not of one where everything is by appointment."""
    yield File(str(facts.centre.name), calendars.ALL)
    for place in facts.places.values():
        if not all(block.by_appointment for block in facts.hours[place.id]):
            yield File(calendars.title_of(place), calendars.address_of(place.id))


def _parts(html: str) -> list[str]:
    return re.split(r"(?=<h2\b)", html)


def _anchor(part: str) -> str:
    found = re.match(r'<h2\b[^>]*\bid="([^"]+)"', part)
    return found[1] if found else ""


def register() -> None:
    """Called by Pelican."""
    signals.page_generator_write_page.connect(show)
