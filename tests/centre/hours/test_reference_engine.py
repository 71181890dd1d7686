"""The strings that we publish are read by the engine of OpenStreetMap's editors as we mean them:
without a warning, and the same to the minute."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Block, Closure, Special
from centre.hours.timetable import Timetable
from tests.centre.hours.test_three_agree import set_ups
from tests.paths import ROOT, SMALL_CENTRE
from tests.reference_engine import ReferenceEngine, spans_of

FIRST = date(2026, 1, 1)
END = date(2028, 1, 1)


@pytest.fixture(scope="module")
def small() -> Facts:
    return load_facts(SMALL_CENTRE, today=FIRST)


def timetable_of(
    facts: Facts,
    blocks: Sequence[Block],
    closures: Iterable[Closure] = (),
    specials: Iterable[Special] = (),
) -> Timetable:
    hours = dict.fromkeys(facts.places, tuple(blocks))
    return Timetable(
        replace(facts, hours=hours, closures=tuple(closures), specials=tuple(specials))
    )


def assert_read_alike(
    engine: ReferenceEngine, timetable: Timetable, place: str, first: date = FIRST, end: date = END
) -> None:
    published = timetable.published_osm(place, first)
    reading = engine.read(published, first, end)
    assert reading.objections == [], published
    alike = reading.spans == spans_of(timetable.intervals(place, first, end))
    assert alike, published


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(set_up=set_ups(), year=st.sampled_from([2026, 2027]))
def test_random_hours_are_read_alike(
    small: Facts, engine: ReferenceEngine, set_up: dict[str, Any], year: int
) -> None:
    timetable = timetable_of(small, set_up["blocks"], set_up["closures"], set_up["specials"])
    first = date(year, 1, 1)
    assert_read_alike(engine, timetable, "dum", first, first + timedelta(372))


@pytest.mark.parametrize(
    "limits",
    [
        {"valid_to": "2026-06-30"},
        {"valid_from": "2026-06-30"},
        {"valid_from": "2026-06-30", "weeks": "odd"},
        {"valid_to": "2026-06-30", "weeks": "even", "by_appointment": True},
        {"valid_from": "1998-01-01"},
        {"valid_to": date(2150, 12, 31)},
        {"valid_from": "1998-01-01", "valid_to": date(2150, 12, 31)},
    ],
    ids=str,
)
def test_hours_with_one_bound_or_a_strange_one_are_read_alike(
    small: Facts, engine: ReferenceEngine, limits: Any
) -> None:
    block = Block.model_validate({"day": "po", "from": "9:00", "to": "12:00", **limits})
    assert_read_alike(engine, timetable_of(small, [block]), "dum")


def test_hours_that_nobody_will_see_are_left_out(small: Facts, engine: ReferenceEngine) -> None:
    ended = {"day": "po", "from": "9:00", "to": "12:00", "valid_to": "1999-12-31"}
    far = {"day": "út", "from": "9:00", "to": "12:00", "valid_from": date(2101, 1, 1)}
    timetable = timetable_of(small, map(Block.model_validate, (ended, far)))
    assert timetable.osm("dum") == "off; PH off"
    assert_read_alike(engine, timetable, "dum")


def test_what_is_over_is_published_no_more(small: Facts, engine: ReferenceEngine) -> None:
    block = Block.model_validate(
        {"day": "po", "from": "9:00", "to": "12:00", "valid_to": "2026-03-31"}
    )
    closure = Closure.model_validate(
        {"date": "2026-03-01", "until": "2026-03-09", "places": "all", "reason": "malujeme"}
    )
    special = Special.model_validate(
        {"date": "2026-03-14", "from": "9:00", "to": "11:00", "places": "all", "reason": "navíc"}
    )
    timetable = timetable_of(small, [block], [closure], [special])
    for day, left in {
        "2026-03-09": ("Mo", "Mar 14", "Mar 01"),
        "2026-03-10": ("Mo", "Mar 14"),
        "2026-03-15": ("Mo",),
        "2026-04-01": (),
    }.items():
        first = date.fromisoformat(day)
        published = timetable.published_osm("dum", first)
        assert [sign for sign in ("Mo", "Mar 14", "Mar 01") if sign in published] == list(left)
        assert_read_alike(engine, timetable, "dum", first)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_sample_is_read_alike_in_every_month(engine: ReferenceEngine, month: int) -> None:
    facts = load_facts(ROOT / "content" / "data", today=date(2026, month, 1))
    for place in facts.places:
        first = date(2026, month, 1)
        assert_read_alike(engine, Timetable(facts), place, first, first + timedelta(400))


def test_the_engine_finds_what_is_wrong(engine: ReferenceEngine) -> None:
    refused = engine.read("1900 Jan 01-2026 Jun 30 Mo 09:00-12:00; PH off", FIRST, END)
    assert refused.objections != []
    warned = engine.read("2026 Jun 30-9999 Dec 31 Mo 09:00-12:00; PH off", FIRST, END)
    assert warned.objections != []
    over = engine.read("Mo 09:00-12:00; PH off; 2026 Jan 05 off", date(2026, 2, 1), END)
    assert over.objections != []
