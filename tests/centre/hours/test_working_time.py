"""Working time runs from nine to five on working days, and stands still at all other times."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from centre.facts.loading import Facts, load_facts
from centre.hours import working_time
from tests.paths import SMALL_CENTRE

PRAGUE = ZoneInfo("Europe/Prague")


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(SMALL_CENTRE, today=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-23T10:00", "2026-11-23T14:00", 4),
        ("2026-11-23T08:00", "2026-11-23T10:00", 1),
        ("2026-11-23T16:00", "2026-11-24T12:00", 4),
        ("2026-11-20T16:30", "2026-11-23T09:30", 1),
        ("2026-11-21T10:00", "2026-11-22T20:00", 0),
        ("2026-11-16T16:00", "2026-11-18T10:00", 2),
        ("2026-11-23T14:00", "2026-11-23T14:00", 0),
    ],
    ids=["in one day", "from nine", "overnight", "a weekend", "only a weekend", "holiday", "none"],
)
def test_working_time_between(facts: Facts, start: str, end: str, hours: float) -> None:
    begun, ended = (datetime.fromisoformat(each).replace(tzinfo=PRAGUE) for each in (start, end))
    assert working_time.between(facts, begun, ended) == timedelta(hours=hours)
