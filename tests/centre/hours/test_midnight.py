"""Hours until midnight, and nights over it: as they are typed, told and handed to programs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from centre.facts.clock_times import PRAGUE
from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Block, Closure, Special
from centre.facts.public_holidays import public_holiday
from centre.hours import wording
from centre.hours.timetable import Interval, Timetable
from centre.hours.wording import banner
from tests.paths import SMALL_CENTRE

FRIDAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def small() -> Facts:
    return load_facts(SMALL_CENTRE, today=date(2026, 11, 1))


def block(day: str, opens: str, closes: str, **more: Any) -> Block:
    return Block.model_validate({"day": day, "from": opens, "to": closes, **more})


def timetable_of(
    small: Facts, *blocks: Block, closures: Sequence[Closure] = (), specials: Sequence[Special] = ()
) -> Timetable:
    hours = dict.fromkeys(small.places, blocks)
    return Timetable(replace(small, hours=hours, closures=closures, specials=specials))


NIGHT = (block("pá", "22:00", "24:00"), block("so", "0:00", "2:00"))


def in_words(intervals: Iterable[Interval]) -> list[str]:
    return [f"{each.start:%d.%m. %H:%M}–{each.end:%d.%m. %H:%M}" for each in intervals]


def test_a_day_ends_at_midnight_and_not_a_minute_before(small: Facts) -> None:
    timetable = timetable_of(small, block("pá", "18:00", "24:00"))
    last_minute = datetime(2026, 11, 27, 23, 59, 30, tzinfo=PRAGUE)
    assert timetable.is_open("dum", last_minute)
    assert not timetable.is_open("dum", last_minute + timedelta(seconds=30))
    assert timetable.next_change("dum", last_minute) == datetime(2026, 11, 28, tzinfo=PRAGUE)
    assert timetable.osm("dum") == "Fr 18:00-24:00; PH off"


def test_a_night_is_a_part_of_two_days_and_open_without_a_break(small: Facts) -> None:
    timetable = timetable_of(small, *NIGHT)
    assert in_words(timetable.intervals("dum", FRIDAY, FRIDAY + timedelta(3))) == [
        "27.11. 22:00–28.11. 00:00",
        "28.11. 00:00–28.11. 02:00",
    ]
    before_midnight = datetime(2026, 11, 27, 23, tzinfo=PRAGUE)
    assert timetable.next_change("dum", before_midnight) == datetime(2026, 11, 28, 2, tzinfo=PRAGUE)


def test_a_page_tells_each_day_its_own_part_of_the_night(small: Facts) -> None:
    days = wording.next_days(timetable_of(small, *NIGHT), small.premises[:1], FRIDAY, 3)
    assert [(day.date.day, day.places[0].times) for day in days] == [
        (27, ("22.00–24.00",)),
        (28, ("0.00–2.00",)),
    ]


@pytest.mark.parametrize(
    ("night", "ends"),
    [
        ((2026, 3, 28), "2026-03-29 01:00"),  # clocks go from 2:00 to 3:00
        ((2026, 10, 24), "2026-10-25 00:00"),  # the first of two times that clocks show 2:00
        ((2026, 11, 28), "2026-11-29 01:00"),
    ],
)
def test_a_night_ends_when_clocks_first_show_two(
    small: Facts, night: tuple[int, ...], ends: str
) -> None:
    saturday = date(*night)
    timetable = timetable_of(small, block("so", "22:00", "24:00"), block("ne", "0:00", "2:00"))
    last = timetable.intervals("dum", saturday, saturday + timedelta(2))[-1]
    assert f"{last.end.astimezone(UTC):%Y-%m-%d %H:%M}" == ends
    end = last.end.astimezone(UTC)
    assert timetable.is_open("dum", end - timedelta(minutes=1))
    assert not timetable.is_open("dum", end)


def test_blocks_meet_before_midnight_and_not_over_it() -> None:
    late = block("pá", "22:00", "24:00")
    later = block("pá", "23:30", "24:00")
    assert late.meets(later)
    assert later.meets(late)
    assert not late.meets(block("pá", "20:00", "22:00"))
    assert not late.meets(NIGHT[1])
    assert block("pá", "0:00", "24:00").meets(late)


@pytest.mark.parametrize("end", ["0:00", "00:00", "24:01", "25:00", "2:01", "24:0"])
def test_other_ends_are_refused_with_advice_that_can_be_followed(end: str) -> None:
    with pytest.raises(ValidationError):
        block("pá", "1:00", end)


def test_a_closure_and_a_special_opening_last_until_midnight(small: Facts) -> None:
    evening = Closure.model_validate(
        {"date": FRIDAY, "from": "18:00", "to": "24:00", "places": "all", "reason": "oslava"}
    )
    special = Special.model_validate(
        {"date": FRIDAY, "from": "20:00", "to": "24:00", "places": "all", "reason": "Noc venku"}
    )
    assert special.meets(evening)
    every_day = block("pá", "9:00", "24:00")
    closed = timetable_of(small, every_day, closures=(evening,))
    assert in_words(closed.day("dum", FRIDAY).blocks) == ["27.11. 09:00–27.11. 18:00"]
    assert banner(Timetable(small), evening).until == datetime(2026, 11, 28, tzinfo=PRAGUE)
    open_late = timetable_of(small, every_day, specials=(special,))
    (interval,) = open_late.day("dum", FRIDAY).blocks
    assert interval.end == datetime(2026, 11, 28, tzinfo=PRAGUE)
    assert interval.comment == special.reason


def test_all_day_is_a_day(small: Facts) -> None:
    (interval,) = timetable_of(small, block("pá", "0:00", "24:00")).day("dum", FRIDAY).blocks
    assert (interval.start.time(), interval.end - interval.start) == (time(0), timedelta(1))


# Seasons until the end of February


@pytest.mark.parametrize("last", ["02-28", "02-29"])
@pytest.mark.parametrize("first", ["11-15", "11-01", "12-31", "01-15", "01-01", "02-01", "02-10"])
def test_the_end_of_february_is_its_last_day_in_every_year(
    small: Facts, first: str, last: str
) -> None:
    season = {"from": first, "to": last}
    every_day = [
        block(day, "9:00", "10:00", season=season)
        for day in ("po", "út", "st", "čt", "pá", "so", "ne")
    ]
    timetable = timetable_of(small, *every_day)
    for year in (2027, 2028, 2029, 2032):
        found = timetable.intervals("dum", date(year, 2, 20), date(year, 3, 5))
        assert found[-1].start.date() == date(year, 3, 1) - timedelta(1)
        assert len(found) == (date(year, 3, 1) - date(year, 2, 20)).days
    begins = date(2028, int(first[:2]), int(first[3:]))
    in_force = every_day[0].in_force
    assert in_force(begins)
    assert not in_force(begins - timedelta(1))
    assert timetable.intervals("dum", begins - timedelta(1), begins) == []
    if not public_holiday(begins):
        assert timetable.intervals("dum", begins, begins + timedelta(1)) != []
