"""What one place costs does not depend on how many others there are."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import centre
from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Closure, Special
from centre.hours.occurrences import occurrences
from centre.hours.timetable import Timetable
from tests.paths import SMALL_CENTRE

HOUSE = str(Path(centre.__file__).parent)
SMALL = SMALL_CENTRE
FIRST = date(2026, 11, 1)
END = date(2027, 2, 1)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(SMALL, today=FIRST)


def steps(work: Callable[..., Any]) -> int:
    """How many lines of ``centre`` run: the same on any machine, however busy it is.

    Others' lines are not counted: what Python tidies up meanwhile comes when it likes.
    """
    count = 0

    def traced(frame: Any, event: str, argument: object) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(HOUSE):
            return None
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def elsewhere(number: int) -> dict[str, Any]:
    """Closures and special openings of another house."""
    days = [FIRST + timedelta(2 * n) for n in range(number)]
    closures = tuple(
        Closure.model_validate({"date": day, "places": "chalupa", "reason": "zavřeno"})
        for day in days
    )
    specials = tuple(
        Special.model_validate(
            {
                "date": day + timedelta(1),
                "from": "9:00",
                "to": "10:00",
                "places": "chalupa",
                "reason": "navíc",
            }
        )
        for day in days
    )
    return {"closures": closures, "specials": specials}


@pytest.mark.parametrize(
    "work",
    [
        lambda facts, timetable: timetable.intervals("dum", FIRST, END),
        lambda facts, timetable: [timetable.day("dum", FIRST + timedelta(n)) for n in range(60)],
        lambda facts, timetable: occurrences(facts, timetable, "dum", FIRST, END),
    ],
    ids=["intervals", "days", "calendar"],
)
def test_what_happens_elsewhere_costs_a_place_nothing(
    facts: Facts, work: Callable[..., Any]
) -> None:
    def cost(number: int) -> int:
        changed = replace(facts, **elsewhere(number))
        timetable = Timetable(changed)
        work(changed, timetable)  # what is kept for later is not counted
        return steps(lambda: work(changed, timetable))

    assert cost(1) == cost(30) > 100
