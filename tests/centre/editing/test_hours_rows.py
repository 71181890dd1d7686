"""What stays of rows of hours when others come, held against a count day by day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.editing.events.hours_rows import ComesEveryYear, Period, rest_of
from centre.facts.opening_hours import Block

TODAY = date(2026, 12, 1)
ROW = {"day": "po", "from": "9:00", "to": "12:00"}
DAYS = st.dates(TODAY, TODAY + timedelta(500))


def block(row: dict[str, Any]) -> Block:
    return Block.model_validate(row)


def rest(row: dict[str, Any], period: Period) -> list[dict[str, Any]]:
    return rest_of(row, block(row), period, TODAY)


def test_hours_end_the_day_before() -> None:
    assert rest(ROW, Period(date(2027, 4, 1))) == [{**ROW, "valid_to": "2027-03-31"}]


def test_they_come_back_after_a_while() -> None:
    period = Period(date(2027, 4, 1), date(2027, 10, 31))
    assert rest(ROW, period) == [
        {**ROW, "valid_to": "2027-03-31"},
        {**ROW, "valid_from": "2027-11-01"},
    ]


def test_every_year_leaves_the_rest_of_the_year() -> None:
    period = Period(date(2027, 4, 1), date(2027, 10, 31), yearly=True)
    assert rest(ROW, period) == [{**ROW, "season": {"from": "11-01", "to": "03-31"}}]
    assert period.put_into(ROW) == {**ROW, "season": {"from": "04-01", "to": "10-31"}}


def test_a_season_that_is_cut_in_two_becomes_two() -> None:
    row = {**ROW, "season": {"from": "11-01", "to": "03-31"}}
    period = Period(date(2026, 12, 24), date(2027, 1, 2), yearly=True)
    assert rest(row, period) == [
        {**ROW, "season": {"from": "01-03", "to": "03-31"}},
        {**ROW, "season": {"from": "11-01", "to": "12-23"}},
    ]


def test_a_season_ends_for_good_on_a_day() -> None:
    row = {**ROW, "season": {"from": "11-01", "to": "03-31"}}
    assert rest(row, Period(date(2027, 12, 1))) == [
        {**ROW, "valid_from": "2026-11-01", "valid_to": "2027-03-31"},
        {**ROW, "valid_from": "2027-11-01", "valid_to": "2027-11-30"},
    ]


def test_a_season_cannot_be_left_out_just_once() -> None:
    row = {**ROW, "season": {"from": "11-01", "to": "03-31"}}
    with pytest.raises(ComesEveryYear):
        rest(row, Period(date(2027, 2, 1), date(2027, 2, 10)))


def test_the_end_of_february_stays_its_end() -> None:
    period = Period(date(2028, 2, 1), date(2028, 2, 29), yearly=True)
    assert rest(ROW, period) == [{**ROW, "season": {"from": "03-01", "to": "01-31"}}]


def test_rows_from_today_on_take_all_of_the_old() -> None:
    row = {**ROW, "valid_from": TODAY.isoformat()}
    assert rest(row, Period(TODAY)) == []


@given(first=DAYS, length=st.none() | st.integers(0, 300), yearly=st.booleans())
def test_on_each_day_either_the_old_rows_hold_or_the_new(
    first: date, length: int | None, yearly: bool
) -> None:
    last = None if length is None else first + timedelta(length)
    period = Period(first, last, yearly=yearly and last is not None)
    old = [block(each) for each in rest(ROW, period)]
    new = block(period.put_into(ROW))
    for number in range(800):
        day = TODAY + timedelta(number)
        assert sum(each.in_force(day) for each in (*old, new)) == 1, day
