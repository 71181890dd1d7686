"""A part of every year, from one day to another, both included; it may reach over the new year."""

import re
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from centre.reading.messages import quoted
from centre.reading.models import Fact
from centre.reading.values import refuse

MonthAndDay = tuple[int, int]

END_OF_FEBRUARY = (2, 28)
"""As a last day: the last of the month, whatever the year."""


def _month_and_day(found: Any) -> Any:
    if isinstance(found, tuple):
        return found
    match = re.fullmatch(r"([0-9]{2})-([0-9]{2})", found) if isinstance(found, str) else None
    if not match:
        raise refuse(
            "day_of_year", f"čekáme měsíc a den, třeba 04-01 pro první duben; je tu {quoted(found)}"
        )
    try:
        day = date(2026, int(match[1]), int(match[2]))  # a year without 29 February
    except ValueError as error:
        raise refuse("no_such_day_of_year", f"den {quoted(found)} není v každém roce") from error
    return day.month, day.day


def _last_month_and_day(found: Any) -> Any:
    return END_OF_FEBRUARY if found == "02-29" else _month_and_day(found)


DayOfYear = Annotated[
    MonthAndDay,
    BeforeValidator(_month_and_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{2}-\d{2}$"}),
]


LastDayOfYear = Annotated[
    MonthAndDay,
    BeforeValidator(_last_month_and_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{2}-\d{2}$"}),
]


class Season(Fact):
    """From ``first`` to ``last`` of every year.

    It comes again by itself, so it never ends for good. A ``last`` of 28 February is the end of
    that month, in leap years the 29th.
    """

    first: Annotated[DayOfYear, Field(title="Od", alias="from")]
    last: Annotated[LastDayOfYear, Field(title="Do (včetně)", alias="to")]

    @property
    def over_new_year(self) -> bool:
        """Whether it begins in one year and ends in the next."""
        return self.last < self.first

    @property
    def is_all_year(self) -> bool:
        """Whether it ends on the day before it begins again."""
        after = _end_in(2027, self.last) + timedelta(1)
        return (after.month, after.day) == self.first

    def covers(self, day: date) -> bool:
        """Whether ``day`` belongs to it."""
        after_begin = _in(day.year, self.first) <= day
        before_end = day <= _end_in(day.year, self.last)
        return after_begin or before_end if self.over_new_year else after_begin and before_end

    def around(self, day: date) -> tuple[date, date]:
        """First and last day of the season that lasts on ``day``, or else of the next one."""
        begins = _in(day.year, self.first)
        if self.over_new_year and day <= _end_in(day.year, self.last):
            begins = _in(day.year - 1, self.first)
        elif not self.covers(day) and begins < day:
            begins = _in(day.year + 1, self.first)
        return begins, _end_in(begins.year + self.over_new_year, self.last)

    def after(self, day: date) -> tuple[date, date]:
        """First and last day of the next season that begins after ``day``."""
        begins, ends = self.around(day)
        return (begins, ends) if begins > day else self.around(ends + timedelta(1))


def _end_in(year: int, last: MonthAndDay) -> date:
    if last == END_OF_FEBRUARY:
        return date(year, 3, 1) - timedelta(1)
    return _in(year, last)


def _in(year: int, day: MonthAndDay) -> date:
    return date(year, *day)
