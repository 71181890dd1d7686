"""A page for every premises and for every town of outreach, and ``where``: what any template may
ask about places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final

from markupsafe import Markup
from pelican import signals

from centre.exchange.frame import ShownPhone
from centre.facts.places import KindOfPlace, Place, Premises, Town
from centre.hours import notices, wording
from centre.intake import addresses
from centre.keeping.memory import made_of
from centre.language.i18n import N_, gettext, language, short_weekday, speaking
from centre.reading.faults import Faults
from centre.texts.pages import Page
from site_plugins.drawing import town_map
from site_plugins.files import calendars, hours_json
from site_plugins.pages import now, period
from site_plugins.run.build import Build, GeneratedPage, build_of
from site_plugins.run.console import print_warnings
from site_plugins.run.generated_pages import site_languages, write_generated_page

DAYS_AHEAD = 14
WEEKS_OF_A_TOWN = 4
MOST_VISITS = 4
"""A town is told so many of its next days, of the next weeks at most."""

OUTREACH: Final = "outreach"
"""The page above all towns. What its text leads to is what one can get from the team."""

KINDS: Final[Mapping[KindOfPlace, str]] = MappingProxyType(
    {
        "street": N_("streets"),
        "park": N_("parks"),
        "station": N_("stations"),
        "stop": N_("bus stops"),
        "square": N_("squares"),
    }
)

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
    title = staticmethod(notices.title)
    title_of = staticmethod(calendars.title_of)
    now_sentences = staticmethod(now.sentences)

    def __init__(self, build: Build, drawing: town_map.Drawing | None) -> None:
        self._build = build
        self._drawing = drawing
        self._facts = build.content.facts
        self.day = build.day
        self.premises: Sequence[Premises] = self._facts.premises
        self.towns: Sequence[Town] = self._facts.towns
        self.checked_on = min(self._facts.checked_on[name] for name in CHECKED)

    def address(self, place: Place) -> str:
        """The page of premises, or of a town."""
        return addresses.page(place.id, place.SECTION, language.get())

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

    def visits(self, town: Town) -> list[wording.ShownDay]:
        """The next days of outreach in a town, and those without it that have a reason."""
        days = wording.next_days(self._build.timetable, [town], self.day, 7 * WEEKS_OF_A_TOWN)
        return days[:MOST_VISITS]

    def kinds(self, town: Town) -> str:
        """„ulice, parky“: where the team walks there. More is never told."""
        return ", ".join(gettext(KINDS[kind]) for kind in town.kinds)

    def outdoors(self) -> list[Page]:
        """The services to which the text about outreach leads: what one can get outdoors."""
        content = self._build.content
        page = content.pages.best(OUTREACH, language.get())
        led_to = content.text(page).links if page else frozenset()
        services = content.pages.children("services", language.get())
        return [each for each in services if each.id in led_to]

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
        """The sketch, or nothing when the centre has none. A town in several parts leads to the
        first."""
        if self._drawing is None:
            return Markup()
        pages = {place.address.town: self.address(place) for place in self.premises}
        pages |= {town.name.cs: self.address(town) for town in reversed(self.towns)}
        return self._drawing.svg(pages)


def add_places(pelican: Any) -> None:
    """Draw the map and add the places to the pages of this build."""
    build = build_of(pelican)
    build.generated_pages += [_page(build, place) for place in build.content.facts.places.values()]
    pelican.settings["WHERE"] = Where(build, _drawing(build))


def add_global(generator: Any) -> None:
    """Let every template ask ``where``."""
    generator.env.globals["where"] = generator.settings["WHERE"]


def write_places(generator: Any, writer: Any) -> None:
    """Write the page of each premises and of each town."""
    build = build_of(generator)
    for place in build.content.facts.places.values():

        def told(_lang: str, place: Place = place) -> Mapping[str, Any]:
            return {"banners": wording.banners(build.timetable, build.day, places=[place])}

        template = "place" if isinstance(place, Premises) else "town"
        page = _page(build, place)
        write_generated_page(generator, writer, page, template, in_language=told, place=place)


def _page(build: Build, place: Place) -> GeneratedPage:
    languages = site_languages(build)
    return GeneratedPage(
        addresses={lang: addresses.page(place.id, place.SECTION, lang) for lang in languages},
        titles={lang: _title(place, lang) for lang in languages},
        checked_on=build.content.facts.checked_on["places"],
        search_words={lang: _search_words(place, lang) for lang in languages},
        # The list from A to Z knows a town by its name alone.
        by_letter=isinstance(place, Premises),
    )


def _title(place: Place, lang: str) -> str:
    with speaking(lang):
        return str(calendars.title_of(place))  # a tab shows no marks of languages


def _search_words(place: Place, lang: str) -> str:
    if isinstance(place, Premises):
        directions = place.directions.in_(lang) if place.directions else ""
        return f"{place.address} {directions}"
    with speaking(lang):
        return gettext("Days and hours of outreach, and how to meet us.")


def _drawing(build: Build) -> town_map.Drawing | None:
    try:
        sketch = town_map.read(build.content.root / "data")
    except Faults as error:
        build.add_faults(list(error.all))
        return None
    if sketch is None:
        return None
    facts = build.content.facts
    drawing = made_of("map", (sketch, facts), lambda: town_map.draw(sketch, facts))
    print_warnings(town_map.advice(drawing, facts))
    return drawing


def register() -> None:
    """Called by Pelican."""
    signals.get_generators.connect(add_places)
    signals.generator_init.connect(add_global)
    signals.page_writer_finalized.connect(write_places)
