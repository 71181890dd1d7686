"""What the script says is open now: by Prague's clock, wherever and whenever the page is read."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from centre.facts.clock_times import PRAGUE
from centre.facts.loading import load_facts
from centre.hours.timetable import Timetable
from centre.intake import addresses
from centre.language.i18n import speaking
from centre.language.languages import LANGUAGES
from site_plugins.pages import now
from site_plugins.run.assets import make_assets
from tests.browser.still import Reader, expected, let_it_be, prague, said, served, today
from tests.built import built_on
from tests.paths import ROOT

pytestmark = pytest.mark.browser

AUTUMN = "2026-11-21"
SPRING = "2027-03-20"
NEXT_AUTUMN = "2027-10-20"
ZDAR = "/mista/centrum-zdar/"
BROD = "/mista/centrum-brod/"

Sites = Callable[[str], str]
Read = Callable[..., Page]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """The origin of the site built as of a day; each is built once."""
    origins: dict[str, str] = {}
    with ExitStack() as servers:

        def origin(day: str) -> str:
            if day not in origins:
                output = built_on(tmp_path_factory, day).output
                origins[day] = servers.enter_context(served(output))
            return origins[day]

        yield origin


@pytest.fixture
def read(browser: Browser, sites: Sites) -> Iterator[Read]:
    """Opens a page at a moment on the reader's clock, and waits until the script has run."""
    reader = Reader(browser)

    def open_page(address: str, at: datetime, *, built: str = AUTUMN, **how: Any) -> Page:
        return reader.open((sites(built) if built else "") + address, at, **how)

    yield open_page
    reader.close()


@pytest.mark.parametrize(
    ("address", "moment", "sentence"),
    [
        (ZDAR, "2026-11-23 09:00", "Teď je otevřeno do 12.00."),
        (ZDAR, "2026-11-23 12:00", "Teď je zavřeno. Otevřeno bude dnes od 13.00."),
        (ZDAR, "2026-11-23 17:00", "Teď je zavřeno. Otevřeno bude zítra od 13.00."),
        (
            ZDAR,
            "2026-11-27 14:30",
            "Teď je zavřeno. Otevřeno bude v pondělí 30. listopadu od 9.00.",
        ),
        (
            ZDAR,
            "2026-12-09 09:30",
            "Teď je zavřeno. Otevřeno bude dnes od 10.30.",
        ),  # the team meets
        (ZDAR, "2026-12-23 17:59", "Teď je otevřeno do 18.00."),  # open longer before the holidays
        (ZDAR, "2026-12-24 10:00", "Teď je zavřeno. Otevřeno bude v pondělí 4. ledna od 9.00."),
        (ZDAR, "2026-12-31 23:59", "Teď je zavřeno. Otevřeno bude v pondělí 4. ledna od 9.00."),
        (ZDAR, "2027-01-01 00:00", "Teď je zavřeno. Otevřeno bude v pondělí 4. ledna od 9.00."),
        (BROD, "2026-11-26 10:00", "Teď jen po domluvě, do 11.00. Nejdřív zavolejte."),
        (BROD, "2026-11-26 11:00", "Teď je zavřeno. Otevřeno bude zítra od 9.00."),
    ],
)
def test_premises_say_whether_they_are_open(
    read: Read, address: str, moment: str, sentence: str
) -> None:
    assert said(read(address, prague(moment))) == [sentence]


@pytest.mark.parametrize(
    "zone", ["Europe/Prague", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"]
)
def test_the_readers_own_time_zone_changes_nothing(read: Read, zone: str) -> None:
    page = read(ZDAR, prague("2026-11-23 11:59"), zone=zone)
    assert said(page) == ["Teď je otevřeno do 12.00."]
    assert today(page) == "2026-11-23"


@pytest.mark.parametrize(("built", "days"), [(AUTUMN, 45), (SPRING, 12), (NEXT_AUTUMN, 14)])
def test_every_place_agrees_with_the_timetable(read: Read, built: str, days: int) -> None:
    """Two moments on every third day, compared with the engine that knows nothing of hours.json.

    The page stays open meanwhile.
    """
    timetable = Timetable(load_facts(ROOT / "content" / "data"))
    first = date.fromisoformat(built)
    for place in (row.place for row in timetable.week(first)):
        address = addresses.page(place.id, place.SECTION, "cs")
        page = read(address, prague(f"{built} 10:00"), built=built)
        for number in range(0, days, 3):
            for hour in (10 + number % 3, 14 + number % 4):
                day = datetime.combine(first + timedelta(number), datetime.min.time(), PRAGUE)
                at = day.replace(hour=hour)
                let_it_be(page, at)
                told = said(page, place.id)
                assert told
                assert expected(timetable, place.id, at) in told[-1], f"{place.id} {at}"


def test_home_tells_both_houses_and_where_outreach_is(read: Read) -> None:
    assert said(read("/", prague("2026-11-24 10:00"))) == [
        "Žďár nad Sázavou: Teď je zavřeno. Otevřeno bude dnes od 13.00.",
        "Havlíčkův Brod: Teď je zavřeno. Otevřeno bude zítra od 10.00.",
        "Terén: Teď do 12.00: Žďár nad Sázavou.",
    ]


def test_outreach_tells_the_nearest_town(read: Read) -> None:
    page = read("/teren/", prague("2026-11-24 12:30"))
    assert said(page)[0] == "Nejblíž dnes od 14.00: Havlíčkův Brod."
    page = read("/teren/", prague("2026-11-27 13:00"))
    assert said(page)[0] == "Teď po domluvě do 15.00: Ždírec nad Doubravou. Nejdřív zavolejte."


def test_two_towns_at_once_are_both_told(read: Read) -> None:
    def also_in_brod(hours: dict[str, Any]) -> None:
        hours["places"]["havlickuv-brod"]["days"]["2026-11-24"]["intervals"] = [["09:00", "11:00"]]

    page = read("/teren/", prague("2026-11-24 10:00"), change=also_in_brod)
    assert said(page)[0] == "Teď do 11.00: Havlíčkův Brod. Teď do 12.00: Žďár nad Sázavou."


def test_a_place_that_the_page_knows_and_the_file_does_not_is_passed_over(read: Read) -> None:
    page = read(
        "/", prague("2026-11-24 10:00"), change=lambda hours: hours["places"].pop("centrum-brod")
    )
    assert [sentence.partition(":")[0] for sentence in said(page)] == ["Žďár nad Sázavou", "Terén"]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/en/places/centrum-zdar/", "Closed now. Open on Monday 30 November from 9:00."),
        (
            "/uk/mistsia/centrum-zdar/",
            "Зараз зачинено. Буде відчинено у понеділок 30 листопада з 9:00.",
        ),
    ],
)
def test_it_speaks_the_language_of_the_page(read: Read, address: str, sentence: str) -> None:
    assert said(read(address, prague("2026-11-28 10:00"))) == [sentence]


def test_a_page_left_open_keeps_pace(read: Read) -> None:
    page = read(ZDAR, prague("2026-11-23 11:59"))
    page.clock.install(time=prague("2026-11-23 11:59"))
    page.reload()
    page.wait_for_selector("[data-now]:visible")
    assert said(page) == ["Teď je otevřeno do 12.00."]
    page.clock.fast_forward("01:30")
    assert said(page) == ["Teď je zavřeno. Otevřeno bude dnes od 13.00."]
    page.clock.fast_forward("14:00:00")
    assert today(page) == "2026-11-24"


def test_old_hours_are_said_to_be_old_once(read: Read) -> None:
    valid_until = json.loads(_hours(read))["valid_until"]
    last = prague(f"{valid_until} 23:59")
    assert "zastaralé" not in " ".join(said(read("/", last)))
    stale = said(read("/", last + timedelta(minutes=1)))
    assert len(stale) == 1
    assert stale[0].endswith("Tyto časy jsou zastaralé. Než přijdete, raději zavolejte.")


def _hours(read: Read) -> str:
    page = read(ZDAR, prague("2026-11-23 10:00"))
    return str(page.evaluate("fetch('/hours.json').then((answer) => answer.text())"))


def test_a_clock_that_was_never_set_is_not_believed(read: Read) -> None:
    assert said(read(ZDAR, prague("2020-01-01 10:00"))) == []


@pytest.mark.parametrize(
    "before",
    [
        "Date.prototype.toLocaleString = () => { throw new RangeError('no such zone'); }",
        "Date.prototype.toLocaleString = () => '11/23/2026, 10:00:00 AM'",
    ],
)
def test_a_browser_without_time_zones_says_nothing(read: Read, before: str) -> None:
    page = read(ZDAR, prague("2026-11-23 10:00"), before=before)
    assert said(page) == []
    assert page.locator("[aria-current=date]").count() == 0
    assert page.locator("[data-day]").count() == 14


def test_without_the_file_the_page_stays_as_it_was_written(browser: Browser, sites: Sites) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/hours.json", lambda route: route.abort())
    page.clock.set_fixed_time(prague("2026-11-23 10:00"))
    page.goto(sites(AUTUMN) + ZDAR)
    page.wait_for_selector("[aria-current=date]")
    assert said(page) == []
    context.close()


def test_ended_closures_and_past_days_go(read: Read) -> None:
    page = read(ZDAR, prague("2026-12-09 10:29"))
    assert "Porada celého týmu" in page.locator("#exceptions + ul").inner_text()
    page = read(ZDAR, prague("2026-12-09 10:31"))
    assert "Porada celého týmu" not in page.locator("#exceptions + ul").inner_text()
    assert "Vánoční přestávka" in page.locator("#exceptions + ul").inner_text()


def test_whatever_is_announced_the_four_doors_stand_on_the_first_screen(read: Read) -> None:
    page = read("/", prague("2026-12-08 10:00"), built="2026-12-08")
    page.set_viewport_size({"width": 360, "height": 640})
    assert "Porada celého týmu" in page.locator(".notice:visible").first.inner_text()
    last = page.locator(".door").nth(3).bounding_box()
    assert last["y"] + last["height"] <= 640


def test_the_script_brings_no_words_of_its_own() -> None:
    script = make_assets(ROOT / "theme")["site.js"].decode()
    for lang in LANGUAGES:
        with speaking(lang):
            said_of = now.sentences()
        sentences = [
            each for kind in ("premises", "town", "outreach") for each in said_of[kind].values()
        ]
        for text in (*sentences, said_of["stale"], *said_of["weekdays"]):
            assert text not in script
