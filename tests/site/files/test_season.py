"""A season that comes every year, as pages and search engines are told of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Block
from centre.hours.timetable import Timetable
from site_plugins.files.schema_hours import hours_of
from site_plugins.pages.period import ordinary_week
from tests.paths import SMALL_CENTRE

SMALL = SMALL_CENTRE
SUMMER = {"from": "04-01", "to": "10-31"}


@pytest.fixture(scope="module")
def facts() -> Facts:
    small = load_facts(SMALL, today=date(2026, 11, 1))
    block = Block.model_validate({"day": "so", "from": "15:00", "to": "18:00", "season": SUMMER})
    return replace(small, hours=dict.fromkeys(small.places, (block,)), closures=(), specials=())


@pytest.mark.parametrize(
    ("day", "last"),
    [("2027-03-20", "2027-03-31"), ("2027-03-29", "2027-10-31"), ("2027-10-31", "2028-03-31")],
)
def test_a_week_holds_until_the_season_begins_or_ends(facts: Facts, day: str, last: str) -> None:
    """On the Monday before the season the coming Saturday belongs to it; on its last Sunday none
    does."""
    assert ordinary_week(
        facts, [facts.places["dum"]], date.fromisoformat(day)
    ).last == date.fromisoformat(last)


def test_search_engines_are_told_the_season_by_its_dates(facts: Facts) -> None:
    days = [date(2026, 11, 21) + timedelta(n) for n in range(60)]
    (told,) = hours_of(facts, Timetable(facts), "dum", days)["openingHoursSpecification"]
    assert (told["dayOfWeek"], told["validFrom"], told["validThrough"]) == (
        "Saturday",
        "2027-04-01",
        "2027-10-31",
    )
