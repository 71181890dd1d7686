"""Hours of a season come again every year, on their days and on no others."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Block
from centre.facts.season import Season
from centre.hours.occurrences import occurrences
from centre.hours.timetable import Timetable
from centre.hours.wording import week_table
from tests.paths import SMALL_CENTRE

SMALL = SMALL_CENTRE
PRAGUE = ZoneInfo("Europe/Prague")
SUMMER = {"from": "04-01", "to": "10-31"}
WINTER = {"from": "11-15", "to": "02-28"}


@pytest.fixture(scope="module")
def small() -> Facts:
    return load_facts(SMALL, today=date(2026, 11, 1))


def saturdays(season: str, **more: Any) -> Block:
    return Block.model_validate(
        {"day": "so", "from": "15:00", "to": "18:00", "season": season, **more}
    )


def with_hours(small: Facts, *blocks: Block) -> Facts:
    return replace(small, hours=dict.fromkeys(small.places, blocks), closures=(), specials=())


@pytest.mark.parametrize("season", [SUMMER, WINTER])
def test_a_season_covers_its_first_day_and_its_last(season: dict[str, str]) -> None:
    found = Season.model_validate(season)
    months = {int(season[end][:2]): int(season[end][3:]) for end in ("from", "to")}
    (begin, first), (end, last) = months.items()
    for year in (2026, 2027, 2028):
        assert found.covers(date(year, begin, first))
        assert not found.covers(date(year, begin, first) - timedelta(1))
        assert found.covers(date(year, end, last))
        after = date(year, 3, 1) if end == 2 else date(year, end, last) + timedelta(1)
        assert found.covers(after - timedelta(1))
        assert not found.covers(after)


@pytest.mark.parametrize(
    ("season", "day", "around", "after"),
    [
        (SUMMER, "2027-03-31", ("2027-04-01", "2027-10-31"), ("2027-04-01", "2027-10-31")),
        (SUMMER, "2027-04-01", ("2027-04-01", "2027-10-31"), ("2028-04-01", "2028-10-31")),
        (SUMMER, "2027-11-01", ("2028-04-01", "2028-10-31"), ("2028-04-01", "2028-10-31")),
        (WINTER, "2026-12-31", ("2026-11-15", "2027-02-28"), ("2027-11-15", "2028-02-29")),
        (WINTER, "2027-01-01", ("2026-11-15", "2027-02-28"), ("2027-11-15", "2028-02-29")),
        (WINTER, "2028-02-29", ("2027-11-15", "2028-02-29"), ("2028-11-15", "2029-02-28")),
        (WINTER, "2028-03-01", ("2028-11-15", "2029-02-28"), ("2028-11-15", "2029-02-28")),
    ],
)
def test_around_a_day_there_is_one_season_and_after_it_another(
    season: dict[str, str], day: str, around: tuple[str, ...], after: tuple[str, ...]
) -> None:
    found = Season.model_validate(season)
    day = date.fromisoformat(day)
    assert tuple(map(str, found.around(day))) == around
    assert tuple(map(str, found.after(day))) == after


def test_it_is_written_without_a_year(small: Facts) -> None:
    timetable = Timetable(with_hours(small, saturdays(SUMMER), saturdays(WINTER, weeks="odd")))
    assert timetable.osm("dum") == (
        "Apr 01-Oct 31 Sa 15:00-18:00, Nov 15-Nov 30,Dec-Feb week 1-53/2 Sa 15:00-18:00; PH off"
    )


def test_it_is_open_in_every_summer_and_in_no_winter(small: Facts) -> None:
    timetable = Timetable(with_hours(small, saturdays(SUMMER)))
    open_on = {
        each.start.date() for each in timetable.intervals("dum", date(2026, 1, 1), date(2029, 1, 1))
    }
    days = [date(2026, 1, 1) + timedelta(n) for n in range(3 * 365 + 1)]
    holidays = {
        date(2026, 7, 5),
        date(2027, 5, 1),
        date(2027, 5, 8),
        date(2026, 5, 1),
        date(2028, 10, 28),
    }
    assert (
        open_on == {day for day in days if day.weekday() == 5 and 4 <= day.month <= 10} - holidays
    )
    assert timetable.next_change("dum", datetime(2026, 11, 2, tzinfo=PRAGUE)) == datetime(
        2027, 4, 3, 15, tzinfo=PRAGUE
    )


def test_the_timetable_announces_it_and_then_says_how_long_it_lasts(small: Facts) -> None:
    facts = with_hours(small, saturdays(SUMMER))
    house = [facts.places["dum"]]
    winter = week_table(Timetable(facts), house, date(2027, 3, 20))
    assert winter.rows[0].cells == ()
    assert winter.coming == ("Dům, od 1. dubna 2027: sobota 15.00–18.00 (do 31. října 2027)",)
    summer = week_table(Timetable(facts), house, date(2027, 7, 1))
    assert summer.rows[0].cells[0][0].limit == "do 31. října 2027"
    assert summer.coming == ()


def test_a_calendar_has_a_series_for_each_time_it_comes(small: Facts) -> None:
    facts = with_hours(small, saturdays(WINTER), saturdays(SUMMER, weeks="even"))
    found = occurrences(facts, Timetable(facts), "dum", date(2026, 1, 1), date(2028, 1, 1))
    assert [(each.part, str(each.first), str(each.last)) for each in found.series] == [
        ("season-20251115", "2026-01-03", "2026-02-28"),
        ("season-20261115", "2026-11-21", "2027-02-27"),
        ("season-20271115", "2027-11-20", "2027-12-18"),
        ("even-2026.season-20260401", "2026-04-04", "2026-10-31"),
        ("even-2027.season-20270401", "2027-04-10", "2027-10-23"),
    ]
