"""The day by which an answer is promised."""

from dataclasses import replace
from datetime import date

import pytest

from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Closure
from centre.hours.promise import answer_day, delays, is_working_day
from tests.paths import SMALL_CENTRE

SMALL = SMALL_CENTRE  # promises three working days


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(SMALL, today=date(2026, 11, 1))


def closed(first: str, last: str | None = None, places: str = "all", **times: str) -> Closure:
    until = {"until": last} if last else {}
    return Closure.model_validate(
        {"date": first, **until, "places": places, "reason": "zavřeno", **times}
    )


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (date(2026, 11, 23), date(2026, 11, 26)),  # Monday: Tuesday, Wednesday, Thursday
        (date(2026, 11, 20), date(2026, 11, 25)),  # Friday: over the weekend
        (date(2026, 11, 21), date(2026, 11, 25)),  # Saturday promises the same as Friday
        (date(2026, 11, 22), date(2026, 11, 25)),
        (date(2026, 11, 16), date(2026, 11, 20)),  # 17 November is a holiday
        (date(2027, 3, 25), date(2027, 4, 1)),  # Easter: Good Friday, weekend, Monday
    ],
)
def test_the_promise_counts_working_days_after_the_day_of_asking(
    facts: Facts, asked: date, answered: date
) -> None:
    assert answer_day(facts, asked) == answered


def test_the_promise_waits_for_the_end_of_the_christmas_break(facts: Facts) -> None:
    assert answer_day(facts, date(2026, 12, 22)) == date(2027, 1, 5)


def test_new_years_eve_is_a_working_day_when_the_centre_takes_no_break(facts: Facts) -> None:
    without = replace(facts, closures=())
    assert is_working_day(without, date(2026, 12, 31))
    assert not is_working_day(facts, date(2026, 12, 31))


def test_a_closure_of_one_house_delays_nothing(facts: Facts) -> None:
    one = replace(facts, closures=(closed("2026-11-24", "2026-11-25", ["dum"]),))
    assert answer_day(one, date(2026, 11, 23)) == date(2026, 11, 26)


def test_closures_that_together_shut_every_house_delay_the_promise(facts: Facts) -> None:
    both = replace(
        facts,
        closures=(closed("2026-11-24", None, ["dum"]), closed("2026-11-24", None, ["chalupa"])),
    )
    assert answer_day(both, date(2026, 11, 23)) == date(2026, 11, 27)


def test_a_morning_closed_for_a_meeting_delays_nothing(facts: Facts) -> None:
    morning = replace(facts, closures=(closed("2026-11-24", **{"from": "8:00", "to": "12:00"}),))
    assert answer_day(morning, date(2026, 11, 23)) == date(2026, 11, 26)


def test_a_special_opening_on_a_holiday_does_not_shorten_the_promise(facts: Facts) -> None:
    assert not is_working_day(facts, date(2026, 11, 17))


def test_a_centre_with_outreach_only_counts_its_towns(facts: Facts) -> None:
    outreach = replace(
        facts,
        premises=(),
        places={town.id: town for town in facts.towns},
        closures=(closed("2026-11-24"),),
    )
    assert answer_day(outreach, date(2026, 11, 23)) == date(2026, 11, 27)


def test_the_promise_can_be_made_longer_for_a_while(facts: Facts) -> None:
    assert answer_day(facts, date(2026, 11, 23), days=5) == date(2026, 11, 30)


def test_the_promise_never_gets_shorter_by_asking_later(facts: Facts) -> None:
    days = [
        date.fromordinal(n)
        for n in range(date(2026, 11, 1).toordinal(), date(2027, 5, 1).toordinal())
    ]
    promised = [answer_day(facts, day) for day in days]
    assert promised == sorted(promised)
    assert all(is_working_day(facts, day) for day in promised)


def test_only_what_takes_working_days_away_delays_the_promise(facts: Facts) -> None:
    meeting = closed("2026-11-24", **{"from": "8:00", "to": "12:00"})
    one_house, other_house = (closed("2026-11-25", None, [place]) for place in ("dum", "chalupa"))
    weekend = closed("2026-11-28", "2026-11-29")
    move = closed("2026-11-30")
    asked = date(2026, 11, 24)
    changed = replace(facts, closures=(move, meeting, one_house, weekend))
    assert delays(changed, asked, answer_day(changed, asked)) == []
    changed = replace(facts, closures=(move, meeting, one_house, other_house, weekend))
    assert answer_day(changed, asked) == date(2026, 12, 1)
    assert delays(changed, asked, date(2026, 12, 1)) == [one_house, other_house, move]
