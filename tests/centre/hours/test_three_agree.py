"""Random set-ups over two years: the compiled hours agree to the minute with a loop over all
minutes.

The loop knows nothing of OSM strings. It looks at every minute's wall clock, so it also settles
what happens on the nights when clocks change, on public holidays, and between weeks 53 and 1.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Block, Closure, Special
from centre.hours.timetable import Timetable
from tests.examples import examples
from tests.paths import SMALL_CENTRE

PRAGUE = ZoneInfo("Europe/Prague")
SMALL = SMALL_CENTRE
FIRST = date(2026, 1, 1)
LAST = date(2027, 12, 31)
DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
DAY_NAMES = ("po", "út", "st", "čt", "pá", "so", "ne")
CLOSED, OPEN, BY_APPOINTMENT = range(3)
HOLIDAYS = {
    *((1, 1), (5, 1), (5, 8), (7, 5), (7, 6), (9, 28), (10, 28), (11, 17)),
    *((12, 24), (12, 25), (12, 26)),
}
EASTER = {date(2026, 4, 3), date(2026, 4, 6), date(2027, 3, 26), date(2027, 3, 29)}
ODD_ONES = [
    *(
        date(2026, 3, 29),
        date(2026, 10, 25),
        date(2027, 3, 28),
        date(2027, 10, 31),
    ),  # clocks change
    *(
        date(2026, 12, 23),
        date(2026, 12, 24),
        date(2026, 12, 28),
        date(2026, 12, 31),
        date(2027, 1, 1),
    ),
    *(date(2026, 4, 6), date(2027, 3, 26), date(2026, 11, 17), FIRST, LAST),
]
CALENDARS = [
    FIRST + timedelta(n) for n in range(28 * 366)
]  # then weekdays and dates meet as before
MINUTES = [minute for minute in range(24 * 60) if minute // 60 != 2]
MIDNIGHT = 24 * 60
ENDS = [*MINUTES[1:], *[2 * 60, MIDNIGHT] * 100]

day_of_two_years = st.sampled_from(ODD_ONES) | st.sampled_from(DAYS)
crowded = st.sampled_from(ODD_ONES[:2])  # so that several meet on one day
places = st.sampled_from(["dum", ["dum"], ["chalupa"], ["chalupa", "dum"], "all"])


def clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


@st.composite
def spans(draw: DrawFn) -> dict[str, str]:
    start, end = sorted(draw(st.tuples(st.sampled_from(MINUTES), st.sampled_from(ENDS))))
    while start // 60 == 2 or start == end:
        start -= 1
    return {"from": clock(start), "to": clock(end)}


@st.composite
def blocks(draw: DrawFn) -> Block:
    made = {"day": draw(st.sampled_from(DAY_NAMES)), **draw(spans())}
    made["weeks"] = draw(st.sampled_from([None, None, "odd", "even"]))
    made["by_appointment"] = draw(st.booleans())
    first, last = sorted(draw(st.tuples(day_of_two_years, day_of_two_years)))
    made |= draw(st.sampled_from([{}, {"valid_from": first}, {"valid_to": last}]))
    made |= draw(st.sampled_from([{}, {}, {"valid_from": first, "valid_to": last}]))
    if "valid_from" not in made and "valid_to" not in made and draw(st.booleans()):
        made["season"] = {
            "from": f"{draw(day_of_two_years):%m-%d}",
            "to": f"{draw(day_of_two_years):%m-%d}",
        }
    return Block.model_validate(made)


@st.composite
def closures(draw: DrawFn) -> Closure:
    day = draw(day_of_two_years)
    until = {"until": day + timedelta(draw(st.integers(0, 40)))}
    when = draw(st.just({}) | st.just(until) | spans())
    return Closure.model_validate(
        {"date": day, **when, "places": draw(places), "reason": 'říká "ne"; ano, ne'}
    )


@st.composite
def specials(draw: DrawFn) -> Special:
    return Special.model_validate(
        {
            "date": draw(crowded | day_of_two_years),
            **draw(spans()),
            "places": draw(places),
            "reason": "navíc",
        }
    )


def agreeing(candidates: Iterable[Block], *others: Block) -> tuple[Block, ...]:
    """Those that meet nothing before them, as the check of the facts demands."""
    kept = []
    for each in candidates:
        if not any(each.meets(other) for other in (*kept, *(o for group in others for o in group))):
            kept.append(each)
    return tuple(kept)


@st.composite
def set_ups(draw: DrawFn) -> dict[str, Any]:
    closed = tuple(draw(st.lists(closures(), max_size=4)))
    return {
        "blocks": agreeing(draw(st.lists(blocks(), min_size=1, max_size=9))),
        "closures": closed,
        "specials": agreeing(draw(st.lists(specials(), max_size=6)), closed),
    }


@cache
def wall_clock(day: date) -> list[int]:
    """For each real minute of a day, the minute that clocks in Prague show: 1440 of them, 1380 or
    1500."""
    moment = datetime.combine(day, time(), PRAGUE).astimezone(UTC)
    end = datetime.combine(day + timedelta(1), time(), PRAGUE).astimezone(UTC)
    shown = []
    while moment < end:
        local = moment.astimezone(PRAGUE)
        shown.append(local.hour * 60 + local.minute)
        moment += timedelta(minutes=1)
    return shown


def minute_of(when: time) -> int:
    return when.hour * 60 + when.minute


def end_minute_of(when: time) -> int:
    return minute_of(when) or MIDNIGHT


def states_by_minutes(set_up: dict[str, Any], place: str) -> bytearray:
    """The state of every real minute of the two years, by looking at each."""
    states = bytearray()
    for day in DAYS:
        shown = bytearray(24 * 60)
        for start, end, state in rules_of(set_up, place, day):
            for minute in range(minute_of(start), end_minute_of(end)):
                shown[minute] = state
        states.extend(shown[minute] for minute in wall_clock(day))
    return states


def rules_of(set_up: dict[str, Any], place: str, day: date) -> Iterator[tuple[time, time, int]]:
    special = [each for each in set_up["specials"] if each.day == day and applies_to(each, place)]
    if special:
        yield from ((each.opens, each.closes, OPEN) for each in special)
    elif (day.month, day.day) not in HOLIDAYS and day not in EASTER:
        for block in set_up["blocks"]:
            if holds(block, day):
                yield block.opens, block.closes, BY_APPOINTMENT if block.by_appointment else OPEN
    for closure in set_up["closures"]:
        if applies_to(closure, place) and closure.first_day <= day <= (
            closure.until or closure.first_day
        ):
            yield closure.start or time(0), closure.end or time(0), CLOSED


def holds(block: Block, day: date) -> bool:
    week = "odd" if day.isocalendar().week % 2 else "even"
    valid = (block.valid_from or date.min) <= day <= (block.valid_to or date.max)
    return (
        block.day == DAY_NAMES[day.weekday()]
        and block.weeks in (None, week)
        and valid
        and in_season(block, day)
    )


def in_season(block: Block, day: date) -> bool:
    if block.season is None:
        return True
    first, last = (
        f"{month:02}-{number:02}" for month, number in (block.season.first, block.season.last)
    )
    last = "02-29" if last == "02-28" else last
    if first <= last:
        return first <= f"{day:%m-%d}" <= last
    return f"{day:%m-%d}" >= first or f"{day:%m-%d}" <= last


def applies_to(exception: Closure | Special, place: str) -> bool:
    return place in exception.places or "all" in exception.places


def real_minute(moment: datetime) -> int:
    start = datetime.combine(FIRST, time(), PRAGUE)
    return int((moment.astimezone(UTC) - start.astimezone(UTC)).total_seconds()) // 60


def states_by_timetable(timetable: Timetable, place: str) -> bytearray:
    states = bytearray(sum(len(wall_clock(day)) for day in DAYS))
    for interval in timetable.intervals(place, FIRST, LAST + timedelta(1)):
        start = real_minute(interval.start)
        end = real_minute(interval.end)
        states[start:end] = bytes([BY_APPOINTMENT if interval.by_appointment else OPEN]) * (
            end - start
        )
    return states


def edges(states: bytearray) -> list[int]:
    return [minute for minute in range(1, len(states)) if states[minute] != states[minute - 1]]


@pytest.fixture(scope="module")
def small() -> Facts:
    return load_facts(SMALL, today=FIRST)


def timetable_of(small: Facts, set_up: dict[str, Any]) -> Timetable:
    hours = dict.fromkeys(small.places, set_up["blocks"])
    return Timetable(
        replace(small, hours=hours, closures=set_up["closures"], specials=set_up["specials"])
    )


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(set_up=set_ups())
def test_compiled_hours_agree_with_every_minute_of_two_years(
    small: Facts, set_up: dict[str, Any]
) -> None:
    timetable = timetable_of(small, set_up)
    for place in ("dum", "horni-lhota"):
        by_minutes = states_by_minutes(set_up, place)
        by_timetable = states_by_timetable(timetable, place)
        assert edges(by_timetable) == edges(by_minutes)
        same = (
            by_timetable == by_minutes
        )  # apart, because a million minutes make no readable message
        assert same


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(set_up=set_ups(), days=st.lists(day_of_two_years, min_size=3, max_size=3))
def test_is_open_and_next_change_agree_with_every_minute_of_a_day(
    small: Facts, set_up: dict[str, Any], days: list[date]
) -> None:
    timetable = timetable_of(small, set_up)
    states = states_by_minutes(set_up, "dum")
    changes = [edge for edge in edges(states) if OPEN in (states[edge], states[edge - 1])]
    start = datetime.combine(FIRST, time(), PRAGUE).astimezone(UTC)
    for day in days:
        first = real_minute(datetime.combine(day, time(), PRAGUE))
        for minute in range(first, min(first + 24 * 60, len(states)), 7):
            moment = start + timedelta(minutes=minute)
            assert timetable.is_open("dum", moment) == (states[minute] == OPEN)
        after = next((change for change in changes if change > first), None)
        found = timetable.next_change("dum", start + timedelta(minutes=first))
        # a change after the two years, where the loop does not look, may still be found
        assert after == (real_minute(found) if found and real_minute(found) < len(states) else None)


@settings(max_examples=examples(60), deadline=None)
@given(candidates=st.lists(blocks(), min_size=2, max_size=5))
def test_blocks_meet_exactly_when_some_minute_of_some_day_has_both(candidates: list[Block]) -> None:
    month = timedelta(31)  # validity may go on before and after
    around = [FIRST - month + timedelta(n) for n in range((LAST - FIRST + 2 * month).days)]
    for one, other in combinations(candidates, 2):
        same_minute = minutes_of(one) & minutes_of(other)
        days = CALENDARS if one.season or other.season else around
        same_day = bool(same_minute) and any(holds(one, day) and holds(other, day) for day in days)
        assert one.meets(other) == bool(same_minute and same_day)


def minutes_of(block: Block) -> set[int]:
    return set(range(minute_of(block.opens), end_minute_of(block.closes)))
