"""A page for every premises, and ``where``: what any template may ask about places.

Outreach has no pages by town: what can be said of a town stands in one list under the map.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from markupsafe import Markup
from pelican import signals

from centre.exchange.frame import ShownPhone
from centre.facts.places import Place, Premises, Town
from centre.hours import wording
from centre.intake import addresses
from centre.language.i18n import gettext, language, short_weekday
from centre.reading.faults import Faults
from site_plugins.drawing import town_map
from site_plugins.files import calendars, hours_json
from site_plugins.pages import now, period
from site_plugins.run.build import Build, GeneratedPage, build_of
from site_plugins.run.console import print_warnings
from site_plugins.run.generated_pages import site_languages, write_generated_page

DAYS_AHEAD = 14
CHECKED = ("places", "hours", "closures")
"""The files whose checks make up „last checked“ of a place; the oldest counts."""


@dataclass(frozen=True, slots=True)
class WeekdaysAlike:
    """Weekdays that share their hours: „út, čt“ and „13.00–18.00“."""

    names: str
    cells: tuple[wording.Cell, ...]


class Where:
    """What templates may ask about places, in the language spoken while they are rendered."""

    hours_file = hours_json.ADDRESS
    all_calendars = calendars.ALL
    days_ahead = DAYS_AHEAD
    title = staticmethod(wording.title)
    now_sentences = staticmethod(now.sentences)

    def __init__(self, build: Build, drawing: town_map.Drawing | None) -> None:
        self._build = build
        self._drawing = drawing
        self._facts = build.content.facts
        self.day = build.day
        self.premises: Sequence[Premises] = self._facts.premises
        self.towns: Sequence[Town] = self._facts.towns
        self.checked_on = min(self._facts.checked_on[name] for name in CHECKED)

    def address(self, place: Premises) -> str:
        """The page of premises."""
        return addresses.page(place.id, "places", language.get())

    def calendar(self, place: Place) -> str:
        """The calendar to subscribe to; empty for a place that has nothing to put into one."""
        return calendars.address_of(place.id) if calendars.has_events(self._facts, place) else ""

    def sheet(self, name: addresses.Sheet) -> str:
        """A sheet to print, ``poster`` or ``card``."""
        return addresses.sheet(name, language.get())

    def phone(self, place: Premises) -> ShownPhone:
        """The number that rings there."""
        return ShownPhone.of(place.phone, self._facts.centre)

    def coming(self, place: Place) -> list[wording.ShownDay]:
        """The next fourteen days at one place, closed ones included."""
        days = wording.next_days(self._build.timetable, [place], self.day, DAYS_AHEAD)
        by_date = {shown.date: shown for shown in days}
        dates = [self.day + timedelta(n) for n in range(DAYS_AHEAD)]
        return [by_date.get(date) or wording.ShownDay(date, (), "") for date in dates]

    def two_weeks(self) -> period.Period:
        """The days of ``coming``."""
        return period.Period(self.day, self.day + timedelta(DAYS_AHEAD - 1))

    def holds(self, *places: Place) -> period.Period:
        """How long the ordinary week of these places stays as it is."""
        return period.ordinary_week(self._facts, places, self.day)

    def exceptions(self, *places: Place) -> list[period.ExceptionInWords]:
        """What is out of the ordinary there from now on."""
        return period.exceptions(self._facts, places, self.day)

    def week_of(self, *places: Place) -> wording.WeekTable:
        """The ordinary week of these places, by weekday."""
        return wording.week_table(self._build.timetable, places, self.day)

    def brief_week(self, place: Place) -> list[WeekdaysAlike]:
        """The ordinary week on a line or two, grouped by days with the same hours."""
        table = self.week_of(place)
        names: dict[tuple[wording.Cell, ...], list[str]] = {}
        for row in table.rows:
            for weekday, cells in zip(table.columns, row.cells, strict=True):
                names.setdefault(cells, []).append(short_weekday(weekday))
        return [WeekdaysAlike(", ".join(days), cells) for cells, days in names.items() if cells]

    def map(self) -> Markup:
        """The sketch, or nothing when the centre has none."""
        if self._drawing is None:
            return Markup()
        return self._drawing.svg(
            gettext("A sketch of the towns; all of them are in the list below.")
        )


def add_places(pelican: Any) -> None:
    """Draw the map and add the places to the pages of this build."""
    build = build_of(pelican)
    for place in build.content.facts.premises:
        build.generated_pages.append(_page(build, place))
    pelican.settings["WHERE"] = Where(build, _drawing(build))


def add_global(generator: Any) -> None:
    """Let every template ask ``where``."""
    generator.env.globals["where"] = generator.settings["WHERE"]


def write_places(generator: Any, writer: Any) -> None:
    """Write the page of each premises."""
    build = build_of(generator)
    for place in build.content.facts.premises:
        write_generated_page(generator, writer, _page(build, place), "place", place=place)


def _page(build: Build, place: Premises) -> GeneratedPage:
    languages = site_languages(build)
    return GeneratedPage(
        addresses={lang: addresses.page(place.id, "places", lang) for lang in languages},
        titles={lang: str(place.name.in_(lang)) for lang in languages},
        checked_on=build.content.facts.checked_on["places"],
        search_words={lang: f"{place.address} {_directions(place, lang)}" for lang in languages},
    )


def _directions(place: Premises, lang: str) -> str:
    return place.directions.in_(lang) if place.directions else ""


def _drawing(build: Build) -> town_map.Drawing | None:
    try:
        sketch = town_map.read(build.content.root / "data")
    except Faults as error:
        build.add_faults(list(error.all))
        return None
    if sketch is None:
        return None
    drawing = town_map.draw(sketch, build.content.facts)
    print_warnings(town_map.advice(drawing, build.content.facts))
    return drawing


def register() -> None:
    """Called by Pelican."""
    signals.get_generators.connect(add_places)
    signals.generator_init.connect(add_global)
    signals.page_writer_finalized.connect(write_places)
