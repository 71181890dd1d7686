"""When the centre is open, on ordinary days and on the odd ones."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Block, Closure, Special
from centre.hours.timetable import Interval, Timetable
from tests.examples import examples
from tests.paths import SMALL_CENTRE

PRAGUE = ZoneInfo("Europe/Prague")
SUMMER = {"from": "04-01", "to": "10-31"}
SMALL = SMALL_CENTRE


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(SMALL, today=date(2026, 11, 1))


@pytest.fixture(scope="module")
def timetable(facts: Facts) -> Timetable:
    return Timetable(facts)


def prague(*when: int, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=PRAGUE, fold=fold)


def in_words(intervals: Iterable[Interval]) -> list[str]:
    return [f"{each.start:%d.%m. %H:%M}–{each.end:%H:%M}" for each in intervals]


def test_the_hours_of_a_place_as_openstreetmap_writes_them(timetable: Timetable) -> None:
    assert timetable.osm("dum") == (
        "Mo,We 09:00-12:00, Mo 13:00-17:00, Th 20:00-23:59, "
        "2000 Jan 01-2026 Dec 31 Fr 08:00-11:00, "
        "2027 Jan 01-2099 Dec 31 Fr 10:00-14:00; PH off; "
        '2026 Nov 17 10:00-12:00 open "otevřeno i ve svátek"; '
        '2026 Dec 09 15:00-19:00 open "den otevřených dveří"; '
        '2026 Dec 24-2027 Jan 01 off "Vánoce"; 2026 Dec 07 10:00-11:00 off "porada"; '
        '2027 Feb 01-2027 Feb 05 off "malování"'
    )
    assert timetable.osm("dolni-lhota").startswith(
        "week 1-53/2 We 13:00-16:00, week 2-53/2 We 14:00-17:00;"
    )
    assert timetable.osm("horni-lhota").startswith('Th 09:00-11:00 unknown "po domluvě"; PH off;')


def test_a_place_without_hours_is_closed(facts: Facts) -> None:
    timetable = Timetable(
        replace(facts, hours={**facts.hours, "dum": ()}, closures=(), specials=())
    )
    assert timetable.osm("dum") == "off; PH off"
    assert timetable.next_change("dum", prague(2026, 11, 2)) is None


def test_quotation_marks_in_a_reason_stay_readable(facts: Facts) -> None:
    closure = Closure.model_validate(
        {"date": "2026-11-02", "places": "all", "reason": 'akce "Den\n  domů"'}
    )
    timetable = Timetable(replace(facts, closures=(closure,), specials=()))
    assert timetable.osm("dum").endswith('2026 Nov 02 off "akce „Den domů“"')


def test_an_ordinary_monday_has_a_lunch_break(timetable: Timetable) -> None:
    monday = timetable.day("dum", date(2026, 11, 23))
    assert in_words(monday.blocks) == ["23.11. 09:00–12:00", "23.11. 13:00–17:00"]
    assert (monday.holiday, monday.closures, monday.closed_because) == (None, (), None)


def test_it_is_open_from_the_first_minute_and_closed_from_the_last(timetable: Timetable) -> None:
    assert not timetable.is_open("dum", prague(2026, 11, 23, 8, 59))
    assert timetable.is_open("dum", prague(2026, 11, 23, 9, 0))
    assert timetable.is_open("dum", prague(2026, 11, 23, 11, 59))
    assert not timetable.is_open("dum", prague(2026, 11, 23, 12, 0))


def test_a_moment_may_come_in_any_time_zone_but_not_without_one(timetable: Timetable) -> None:
    assert timetable.is_open("dum", datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    with pytest.raises(ValueError, match="time zone"):
        timetable.is_open("dum", datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001


def test_an_unknown_place_is_a_key_error(timetable: Timetable) -> None:
    with pytest.raises(KeyError):
        timetable.osm("hrad")


def test_the_next_change_is_the_next_opening_or_closing(timetable: Timetable) -> None:
    assert timetable.next_change("dum", prague(2026, 11, 23, 10)) == prague(2026, 11, 23, 12)
    assert timetable.next_change("dum", prague(2026, 11, 23, 12)) == prague(2026, 11, 23, 13)
    assert timetable.next_change("dum", prague(2026, 11, 23, 18)) == prague(2026, 11, 25, 9)


def test_the_next_change_looks_over_the_christmas_break_and_its_reason(
    timetable: Timetable,
) -> None:
    assert timetable.next_change("dum", prague(2026, 12, 23, 12)) == prague(2027, 1, 4, 9)


def test_by_appointment_is_shown_but_is_not_open(timetable: Timetable) -> None:
    thursday = timetable.day("horni-lhota", date(2026, 11, 26))
    assert [block.by_appointment for block in thursday.blocks] == [True]
    assert not timetable.is_open("horni-lhota", prague(2026, 11, 26, 10))
    assert timetable.next_change("horni-lhota", prague(2026, 11, 26, 8)) is None


def test_christmas_eve_is_closed_for_the_break_and_knows_its_name(timetable: Timetable) -> None:
    eve = timetable.day("dum", date(2026, 12, 24))
    assert eve.blocks == ()
    assert str(eve.closed_because) == "Vánoce"
    assert eve.holiday.in_("en") == "Christmas Eve"


def test_christmas_eve_without_a_break_is_closed_as_a_public_holiday(facts: Facts) -> None:
    timetable = Timetable(replace(facts, closures=()))
    eve = timetable.day("dum", date(2026, 12, 24))  # a Thursday, with hours in an ordinary week
    assert eve.blocks == ()
    assert [eve.closed_because.in_(lang) for lang in ("cs", "en", "uk")] == [
        "Štědrý den",
        "Christmas Eve",
        "Святий вечір",
    ]


def test_new_years_eve_is_no_holiday_and_ends_before_midnight(facts: Facts) -> None:
    timetable = Timetable(replace(facts, closures=()))
    assert in_words(timetable.intervals("dum", date(2026, 12, 31), date(2027, 1, 2))) == [
        "31.12. 20:00–23:59"
    ]
    assert str(timetable.day("dum", date(2027, 1, 1)).closed_because) == (
        "Den obnovy samostatného českého státu, Nový rok"
    )


def test_a_day_without_hours_needs_no_reason(timetable: Timetable) -> None:
    assert timetable.day("dum", date(2026, 11, 22)).closed_because is None


def test_a_special_opening_holds_on_a_public_holiday(timetable: Timetable) -> None:
    holiday = timetable.day("dum", date(2026, 11, 17))
    assert in_words(holiday.blocks) == ["17.11. 10:00–12:00"]
    assert holiday.blocks[0].comment.in_("en") == "open on the holiday"
    assert holiday.holiday is not None
    assert holiday.closed_because is None
    assert timetable.day("chalupa", date(2026, 11, 17)).blocks == ()


def test_a_special_opening_replaces_the_hours_of_its_day(timetable: Timetable) -> None:
    day = timetable.day("dum", date(2026, 12, 9))  # a Wednesday, usually 9–12
    assert in_words(day.blocks) == ["09.12. 15:00–19:00"]
    assert [str(special.reason) for special in day.specials] == ["den otevřených dveří"]


def test_two_special_openings_of_one_day_both_hold(facts: Facts) -> None:
    def special(start: str, end: str) -> Special:
        return Special.model_validate(
            {
                "date": "2026-11-17",
                "from": start,
                "to": end,
                "places": "dum",
                "reason": f"od {start}",
            }
        )

    both = (special("14:00", "16:00"), special("9:00", "11:00"))
    day = Timetable(replace(facts, specials=both)).day("dum", date(2026, 11, 17))
    assert in_words(day.blocks) == ["17.11. 09:00–11:00", "17.11. 14:00–16:00"]
    assert [str(block.comment) for block in day.blocks] == ["od 9:00", "od 14:00"]


def test_a_closure_of_an_hour_cuts_only_that_hour(timetable: Timetable) -> None:
    monday = timetable.day("dum", date(2026, 12, 7))
    assert in_words(monday.blocks) == [
        "07.12. 09:00–10:00",
        "07.12. 11:00–12:00",
        "07.12. 13:00–17:00",
    ]
    assert [str(closure.reason) for closure in monday.closures] == ["porada"]
    assert monday.closed_because is None


def test_a_closure_of_premises_leaves_the_outreach_running(timetable: Timetable) -> None:
    assert timetable.day("dum", date(2027, 2, 3)).blocks == ()
    assert in_words(timetable.day("dolni-lhota", date(2027, 2, 3)).blocks) == ["03.02. 13:00–16:00"]


def test_odd_and_even_weeks_alternate_and_two_odd_weeks_meet_at_new_year(facts: Facts) -> None:
    timetable = Timetable(replace(facts, closures=(), specials=()))
    wednesdays = timetable.intervals("dolni-lhota", date(2026, 12, 16), date(2027, 1, 14))
    # 2026 has week 53, so week 53 and week 1 are both odd
    assert in_words(wednesdays) == [
        "16.12. 13:00–16:00",
        "23.12. 14:00–17:00",
        "30.12. 13:00–16:00",
        "06.01. 13:00–16:00",
        "13.01. 14:00–17:00",
    ]


def test_hours_change_on_the_day_when_their_validity_does(timetable: Timetable) -> None:
    assert in_words(timetable.day("dum", date(2026, 12, 18)).blocks) == ["18.12. 08:00–11:00"]
    assert in_words(timetable.day("dum", date(2027, 1, 8)).blocks) == ["08.01. 10:00–14:00"]


def test_the_night_without_the_hour_from_two_is_an_hour_shorter(timetable: Timetable) -> None:
    (night,) = timetable.intervals("chalupa", date(2027, 3, 28), date(2027, 3, 29))
    assert in_words([night]) == ["28.03. 00:30–05:00"]
    assert night.end.astimezone(UTC) - night.start.astimezone(UTC) == timedelta(hours=3, minutes=30)
    assert timetable.is_open("chalupa", datetime(2027, 3, 28, 1, 0, tzinfo=UTC))  # 3:00 in Prague


def test_the_night_with_the_hour_from_two_twice_is_an_hour_longer(timetable: Timetable) -> None:
    (night,) = timetable.intervals("chalupa", date(2026, 10, 25), date(2026, 10, 26))
    assert night.end.astimezone(UTC) - night.start.astimezone(UTC) == timedelta(hours=5, minutes=30)
    assert timetable.is_open("chalupa", prague(2026, 10, 25, 2, 30, fold=0))
    assert timetable.is_open("chalupa", prague(2026, 10, 25, 2, 30, fold=1))
    change = timetable.next_change("chalupa", prague(2026, 10, 25, 2, 30, fold=1))
    assert change == prague(2026, 10, 25, 5)


@pytest.mark.parametrize("day", [(2027, 3, 25), (2028, 3, 30), (2024, 3, 28)])
@pytest.mark.parametrize("minute", [0, 59])
def test_the_next_change_is_known_two_years_before_a_missing_hour(
    timetable: Timetable, day: tuple[int, int, int], minute: int
) -> None:
    at = prague(*day, 2, minute)
    change = timetable.next_change("dum", at)
    assert change is not None
    assert timetable.is_open("dum", change) is not timetable.is_open("dum", at)


def test_intervals_end_before_their_last_day(timetable: Timetable) -> None:
    assert in_words(timetable.intervals("dum", date(2026, 11, 23), date(2026, 11, 25))) == [
        "23.11. 09:00–12:00",
        "23.11. 13:00–17:00",
    ]


def test_the_week_is_a_table_of_places_and_days(timetable: Timetable) -> None:
    rows = timetable.week(date(2026, 11, 25))
    assert [row.place.id for row in rows] == ["dum", "chalupa", "dolni-lhota", "horni-lhota"]
    dum = rows[0]
    assert [len(cell) for cell in dum.days] == [2, 0, 1, 1, 1, 0, 0]
    assert [block.opens.hour for block in dum.days[4]] == [8]
    assert [block.opens.hour for block in dum.coming] == [10]
    assert [block.weeks for block in rows[2].days[2]] == ["odd", "even"]


def test_the_week_is_this_week_unless_told_otherwise(timetable: Timetable) -> None:
    with time_machine.travel(prague(2027, 1, 4, 0, 30)):
        assert [block.opens.hour for block in timetable.week()[0].days[4]] == [10]


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ({}, {}, True),
        ({}, {"from": "12:00", "to": "13:00"}, False),
        ({}, {"from": "11:59", "to": "13:00"}, True),
        ({}, {"day": "út"}, False),
        ({"weeks": "odd"}, {"weeks": "even"}, False),
        ({"weeks": "odd"}, {}, True),
        ({"valid_to": "2026-12-31"}, {"valid_from": "2027-01-01"}, False),
        ({"valid_to": "2027-01-04"}, {"valid_from": "2027-01-04"}, True),  # a Monday
        ({"valid_to": "2027-01-05"}, {"valid_from": "2027-01-05"}, False),  # a Tuesday
        (
            {"weeks": "even", "valid_from": "2026-12-28", "valid_to": "2027-01-11"},
            {},
            True,
        ),  # weeks 53, 1, 2
        (
            {"valid_to": "2027-01-10", "weeks": "even"},
            {"valid_from": "2026-12-28"},
            False,
        ),  # weeks 53 and 1
        ({"season": SUMMER}, {"season": {"from": "11-01", "to": "03-31"}}, False),
        (
            {"season": SUMMER},
            {"season": {"from": "10-31", "to": "03-31"}},
            True,
        ),  # on a Monday in 2033
        ({"season": SUMMER}, {"valid_from": "2026-11-01", "valid_to": "2027-03-31"}, False),
        (
            {"season": {"from": "12-28", "to": "01-03"}, "weeks": "even"},
            {},
            False,
        ),  # in weeks 53 and 1
        (
            {"season": {"from": "12-27", "to": "01-03"}, "weeks": "even"},
            {},
            True,
        ),  # in week 52 of 2032
    ],
)
def test_two_blocks_meet_only_when_some_day_has_both_at_once(
    one: Any, other: dict[object, object] | dict[str, str] | dict[str, dict[str, str]], meet: bool
) -> None:
    usual = {"day": "po", "from": "9:00", "to": "12:00"}
    first, second = (Block.model_validate({**usual, **each}) for each in (one, other))
    assert first.meets(second) is meet
    assert second.meets(first) is meet


@settings(max_examples=examples(200), deadline=None)
@given(reason=st.text(min_size=1))
def test_whatever_stands_in_a_reason_closes_the_day_and_breaks_nothing(
    facts: Facts, reason: str
) -> None:
    try:
        closure = Closure.model_validate({"date": "2026-11-23", "places": "all", "reason": reason})
    except ValidationError:
        reject()  # nothing but spaces
    timetable = Timetable(replace(facts, closures=(closure,), specials=()))
    assert timetable.day("dum", date(2026, 11, 23)).blocks == ()
    assert timetable.day("dum", date(2026, 11, 25)).blocks
