"""Christmas Eve, New Year, an hour that is skipped and one that comes twice: „teď“ is right
everywhere."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from centre.facts.clock_times import PRAGUE
from centre.facts.loading import load_facts
from centre.hours.timetable import Timetable
from centre.language.i18n import on_day, time_words
from tests.browser.still import Reader, build, expected, prague, said, served, today
from tests.paths import ROOT

pytestmark = pytest.mark.browser

HOUSE = "centrum-zdar"
OUTREACH = "/teren/"
PAGES = ("/", "/kontakt/", OUTREACH, f"/mista/{HOUSE}/")
WINTER = "2026-12-20"
SPRING = "2027-03-20"
AUTUMN = "2027-10-20"
EXCEPTIONS = """checked_on: 2026-11-21
specials:
  - {date: 2026-12-24, from: 9:00, to: 11:00, places: centrum-zdar, reason: Dárky}
  - {date: 2026-12-31, from: 20:00, to: 23:59, places: centrum-zdar, reason: Silvestr}
closures:
  - {date: 2026-12-25, until: 2026-12-30, places: all, reason: Vánoční přestávka}
"""
NIGHTS = {
    "      - {day: po, from: 9:00, to: 12:00}\n": "      - {day: ne, from: 0:30, to: 5:00}\n",
    "  - place: zdar-nad-sazavou\n    blocks:\n": "      - {day: ne, from: 0:45, to: 3:30}\n",
}
"""Lines of the sample's hours, and what is added after them."""


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


@dataclass(frozen=True)
class Moment:
    """A moment, whether the house is open, and when that changes; all reckoned by hand."""

    at: datetime
    is_open: bool
    until: datetime


NEW_YEARS_EVE = prague("2026-12-31 20:00")
AFTER_NEW_YEAR = prague("2027-01-03 00:30")
AFTER_EASTER = prague("2027-03-30 13:00")
AFTER_SUMMER = prague("2027-11-01 09:00")
MOMENTS = {
    WINTER: [
        Moment(prague("2026-12-24 08:59"), False, prague("2026-12-24 09:00")),
        Moment(prague("2026-12-24 10:59"), True, prague("2026-12-24 11:00")),
        Moment(prague("2026-12-24 11:00"), False, NEW_YEARS_EVE),
        Moment(prague("2026-12-31 19:59"), False, NEW_YEARS_EVE),
        Moment(prague("2026-12-31 23:58"), True, prague("2026-12-31 23:59")),
        Moment(prague("2026-12-31 23:59"), False, AFTER_NEW_YEAR),
        Moment(prague("2027-01-01 00:00"), False, AFTER_NEW_YEAR),
    ],
    SPRING: [
        Moment(utc("2027-03-27 23:29"), False, utc("2027-03-27 23:30")),  # 0:29
        Moment(utc("2027-03-28 00:59"), True, utc("2027-03-28 03:00")),  # 1:59
        Moment(utc("2027-03-28 01:00"), True, utc("2027-03-28 03:00")),  # a minute later it is 3:00
        Moment(utc("2027-03-28 02:59"), True, utc("2027-03-28 03:00")),  # 4:59
        Moment(utc("2027-03-28 03:00"), False, AFTER_EASTER),  # its Monday is a holiday
    ],
    AUTUMN: [
        Moment(utc("2027-10-30 22:29"), False, utc("2027-10-30 22:30")),  # 0:29
        Moment(utc("2027-10-31 00:30"), True, utc("2027-10-31 04:00")),  # 2:30
        Moment(utc("2027-10-31 01:30"), True, utc("2027-10-31 04:00")),  # 2:30 once more
        Moment(utc("2027-10-31 03:59"), True, utc("2027-10-31 04:00")),  # 4:59
        Moment(utc("2027-10-31 04:00"), False, AFTER_SUMMER),
    ],
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, with a house and a town where people can come just then."""
    folder = tmp_path_factory.mktemp("odd") / "content"
    shutil.copytree(ROOT / "content", folder)
    hours = folder / "data" / "hours.yaml"
    written = hours.read_text("utf-8")
    for line, more in NIGHTS.items():
        assert line in written
        written = written.replace(line, line + more, 1)
    hours.write_text(written, "utf-8")
    (folder / "data" / "closures.yaml").write_text(EXCEPTIONS, "utf-8")
    return folder


@pytest.fixture(scope="module")
def timetable(content: Path) -> Timetable:
    return Timetable(load_facts(content / "data", today=date(2026, 11, 21)))


@pytest.fixture(scope="module", params=MOMENTS)
def built(
    request: pytest.FixtureRequest, content: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """A day, and the origin of the site built on it."""
    with served(build(tmp_path_factory.mktemp("built"), request.param, content)) as origin:
        yield request.param, origin


@pytest.fixture
def read(browser: Browser) -> Iterator[Callable[..., Page]]:
    reader = Reader(browser)
    yield reader.open
    reader.close()


@pytest.mark.parametrize(
    "moment", [moment for moments in MOMENTS.values() for moment in moments], ids=str
)
def test_python_knows_what_is_open(timetable: Timetable, moment: Moment) -> None:
    assert timetable.is_open(HOUSE, moment.at) == moment.is_open
    assert timetable.next_change(HOUSE, moment.at) == moment.until


@pytest.mark.parametrize("address", PAGES)
def test_every_page_knows_it_too(
    read: Callable[..., Page], built: tuple[str, str], timetable: Timetable, address: str
) -> None:
    day, origin = built
    page = read(origin + address, MOMENTS[day][0].at)
    for moment in MOMENTS[day]:
        page.clock.set_fixed_time(moment.at)
        page.reload()
        page.wait_for_selector("[data-now]:visible")
        of_the_house = said(page, HOUSE)
        assert len(of_the_house) == (address != OUTREACH)
        assert all(told.endswith(sentence(moment)) for told in of_the_house), (
            f"{address} {moment.at}"
        )
        now = moment.at.astimezone(PRAGUE)
        if HOUSE in address:
            assert today(page) == f"{now:%Y-%m-%d}"
        for place in timetable.facts.places:
            for told in said(page, place):
                assert expected(timetable, place, now) in told
        if address in ("/", OUTREACH):
            (of_outreach,) = said(page, " ".join(town.id for town in timetable.facts.towns))
            walking = any(timetable.is_open(town.id, now) for town in timetable.facts.towns)
            assert ("Teď do 3.30: Žďár nad Sázavou." in of_outreach) == walking


def sentence(moment: Moment) -> str:
    """How the page of a house says it."""
    until = moment.until.astimezone(PRAGUE)
    if moment.is_open:
        return f"Teď je otevřeno do {time_words(until.time())}."
    away = (until.date() - moment.at.astimezone(PRAGUE).date()).days
    day = {0: "dnes", 1: "zítra"}.get(away) or on_day(until.date())
    return f"Teď je zavřeno. Otevřeno bude {day} od {time_words(until.time())}."
