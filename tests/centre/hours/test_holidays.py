"""Czech public holidays are frozen here: a new release of a library must not move a closed day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from opening_hours import OpeningHours

from centre.facts.opening_hours import days_between
from centre.facts.public_holidays import public_holiday

PRAGUE = ZoneInfo("Europe/Prague")
FIXED = (
    (1, 1),
    (5, 1),
    (5, 8),
    (7, 5),
    (7, 6),
    (9, 28),
    (10, 28),
    (11, 17),
    (12, 24),
    (12, 25),
    (12, 26),
)
EASTER_MONDAYS = {2026: (4, 6), 2027: (3, 29), 2028: (4, 17), 2029: (4, 2), 2030: (4, 22)}


def lawful(year: int) -> set[date]:
    monday = date(year, *EASTER_MONDAYS[year])
    return {date(year, *day) for day in FIXED} | {monday, monday - timedelta(3)}


@pytest.mark.parametrize("year", EASTER_MONDAYS)
def test_public_holidays_are_those_of_the_law(year: int) -> None:
    year_days = days_between(date(year, 1, 1), date(year, 12, 31))
    assert {day for day in year_days if public_holiday(day)} == lawful(year)


@pytest.mark.parametrize("year", EASTER_MONDAYS)
def test_both_libraries_know_the_same_holidays(year: int) -> None:
    holidays = OpeningHours("PH 12:00-13:00", timezone=PRAGUE, country="CZ")
    year_days = days_between(date(year, 1, 1), date(year, 12, 31))
    noons = [datetime(day.year, day.month, day.day, 12, tzinfo=PRAGUE) for day in year_days]
    assert {noon.date() for noon in noons if holidays.is_open(noon)} == lawful(year)


def test_a_holiday_has_a_name_in_every_language() -> None:
    names = public_holiday(date(2026, 4, 6))
    assert (names.cs, names.en, names.uk) == (
        "Velikonoční pondělí",
        "Easter Monday",
        "Великодній понеділок",
    )
    for year in EASTER_MONDAYS:
        for day in lawful(year):
            assert public_holiday(day).uk
            assert public_holiday(day).en != public_holiday(day).cs


def test_an_ordinary_day_is_no_holiday() -> None:
    assert public_holiday(date(2026, 12, 31)) is None
