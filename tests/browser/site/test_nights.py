"""Open over midnight, closed over midnight, and the nights on which the clock jumps.

Script, page and engine are held together: what a reader is told now, day by day, and in truth.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from playwright.sync_api import Browser, Page

from centre.facts.clock_times import PRAGUE
from centre.facts.loading import load_facts
from centre.hours.timetable import Interval, Timetable
from centre.language.i18n import on_day, time_words
from tests.browser.still import Reader, build, let_it_be, prague, said, served
from tests.paths import ROOT

pytestmark = pytest.mark.browser

TOWNS = {"centrum-zdar": "Žďár nad Sázavou", "centrum-brod": "Havlíčkův Brod"}
ADDRESSES = {"centrum-zdar": "/mista/centrum-zdar/", "centrum-brod": "/mista/centrum-brod/"}

HOURS = """\
      - {day: po, from: 20:00, to: 24:00}
      - {day: út, from: 0:00, to: 4:00}
      - {day: čt, from: 9:00, to: 24:00}
      - {day: pá, from: 22:00, to: 24:00}
      - {day: so, from: 0:00, to: 24:00}
      - {day: ne, from: 0:00, to: 2:00}
      - {day: ne, from: 3:00, to: 6:00}
      - {day: ne, from: 22:00, to: 24:00}
"""

# Days counted from the Sunday on which the clock jumps.
MANY = """\
closures:
  - {date: -6, from: 23:00, to: 24:00, places: centrum-zdar, reason: porada}
  - {date: -5, from: 0:00, to: 1:30, places: centrum-zdar, reason: porada}
  - {date: -1, from: 21:00, to: 24:00, places: centrum-zdar, reason: úklid}
  - {date: 0, from: 0:00, to: 1:30, places: centrum-zdar, reason: úklid}
  - {date: 0, from: 3:00, to: 4:00, places: centrum-zdar, reason: úklid}
  - {date: 1, until: 2, places: centrum-zdar, reason: malování}
  - {date: 0, from: 1:00, to: 5:00, places: centrum-brod, reason: revize}
  - {date: 4, from: 23:59, to: 24:00, places: centrum-brod, reason: revize}
specials:
  - {date: -4, from: 22:00, to: 24:00, places: all, reason: slavnost}
  - {date: -3, from: 0:00, to: 3:00, places: all, reason: slavnost}
  - {date: -2, from: 23:00, to: 24:00, places: centrum-brod, reason: slavnost}
  - {date: 1, from: 0:00, to: 4:00, places: centrum-brod, reason: slavnost}
"""
WHILE_THE_CLOCK_JUMPS = """\
closures:
  - {date: -1, places: centrum-brod, reason: malování}
  - {date: 0, from: 0:00, to: 3:00, places: centrum-brod, reason: malování}
specials:
  - {date: -1, from: 20:00, to: 24:00, places: centrum-zdar, reason: noc}
  - {date: 0, from: 0:00, to: 3:00, places: centrum-zdar, reason: noc}
  - {date: 0, from: 4:30, to: 5:00, places: centrum-zdar, reason: noc}
"""
SPRING = date(2027, 3, 28)
AUTUMN = date(2027, 10, 31)


@dataclass(frozen=True)
class Nights:
    """A centre that is open over midnight: its site, and the timetable that knows no script."""

    origin: str
    timetable: Timetable
    first: date
    days: int
    """How many are looked at from the first on."""

    def intervals(self, place: str) -> Sequence[Interval]:
        """When a place is open on the days that are looked at."""
        return self.timetable.intervals(place, self.first, self.first + timedelta(self.days))

    @property
    def moments(self) -> Iterator[datetime]:
        """A minute before each change at either place, the change, and a minute after it."""
        changes = {
            moment.astimezone(UTC)
            for place in TOWNS
            for interval in self.intervals(place)
            for moment in (interval.start, interval.end)
        }
        assert len(changes) > self.days
        first = datetime.combine(self.first, time(), PRAGUE)
        for moment in sorted(
            change + timedelta(minutes=n) for change in changes for n in (-1, 0, 1)
        ):
            if moment >= first:
                yield moment.astimezone(PRAGUE)


@pytest.fixture(
    scope="module",
    params=[
        (jump, *exceptions)
        for jump in (SPRING, AUTUMN)
        for exceptions in ((MANY, 8, 14), (WHILE_THE_CLOCK_JUMPS, 1, 2))
    ],
    ids=lambda param: f"{param[0]}",
)
def nights(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Nights]:
    """The sample, its premises with nights, built some days before the clock jumps."""
    jump, exceptions, days_before, days = request.param
    tmp_path = tmp_path_factory.mktemp("nights")
    folder = shutil.copytree(ROOT / "content", tmp_path / "content")
    hours = folder / "data" / "hours.yaml"
    written = hours.read_text("utf-8")
    for place in TOWNS:
        before, heading, rest = written.partition(f"  - place: {place}\n")
        _, next_place, others = rest.partition("  - place: ")
        written = before + heading + "    blocks:\n" + HOURS + next_place + others
    hours.write_text(written, "utf-8")
    dated = re.sub(
        r"(date|until): (-?[0-9])",
        lambda counted: f"{counted[1]}: {jump + timedelta(int(counted[2]))}",
        exceptions,
    )
    (folder / "data" / "closures.yaml").write_text(f"checked_on: 2026-11-21\n{dated}", "utf-8")
    first = jump - timedelta(days_before)
    with served(build(tmp_path, first.isoformat(), folder)) as origin:
        yield Nights(origin, Timetable(load_facts(folder / "data")), first, days)


@pytest.fixture
def page(browser: Browser, nights: Nights) -> Iterator[Page]:
    """Home, which tells of both premises."""
    reader = Reader(browser)
    yield reader.open(nights.origin + "/", prague(f"{nights.first} 10:00"))
    reader.close()


def test_nights_agree_with_the_timetable_to_the_minute(page: Page, nights: Nights) -> None:
    for at in nights.moments:
        let_it_be(page, at)
        for place, town in TOWNS.items():
            truth = f"{town}: {sentence_at(nights.timetable, place, at)}"
            assert said(page, place) == [truth], at


@pytest.mark.parametrize("place", TOWNS)
def test_each_day_of_the_page_tells_its_own_part_of_the_nights(
    page: Page, nights: Nights, place: str
) -> None:
    page.clock.set_fixed_time(prague(f"{nights.first} 00:00"))
    page.goto(nights.origin + ADDRESSES[place])
    for number in range(nights.days):
        day = nights.first + timedelta(number)
        told = page.locator(f'[data-day="{day}"] .times').all_inner_texts()
        assert told == [
            f"{time_words(each.start.time())}–{end_words(each.end)}"
            for each in nights.intervals(place)
            if each.start.date() == day
        ], day


def end_words(end: datetime) -> str:
    """An end at midnight as the end of its day."""
    return "24.00" if end.time() == time() else time_words(end.time())


def sentence_at(timetable: Timetable, place: str, at: datetime) -> str:
    """What is true of ``place``, as the engine alone knows it. A night's end is told; where it
    opened so early that the same clock would come sooner, the end of this day is."""
    change = timetable.next_change(place, at)
    assert change
    if not timetable.is_open(place, at):
        near = {at.date(): "dnes", at.date() + timedelta(1): "zítra"}
        day = near.get(change.date()) or on_day(change.date())
        return f"Teď je zavřeno. Otevřeno bude {day} od {time_words(change.time())}."
    first = datetime.combine(at.date(), time(), PRAGUE)
    opened = [each.start for each in timetable.intervals(place, at.date(), change.date())]
    is_whole_day = change.date() > at.date() and max(opened, default=first).time() < change.time()
    return f"Teď je otevřeno do {'24.00' if is_whole_day else end_words(change)}."
