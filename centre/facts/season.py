"""A part of every year, from one day to another, both included; it may reach over the new year."""

import re
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from centre.reading.messages import quoted
from centre.reading.models import Fact
from centre.reading.values import refuse

MonthAndDay = tuple[int, int]


def _month_and_day(found: Any) -> Any:
    if isinstance(found, tuple):
        return found
    match = re.fullmatch(r"(\d{2})-(\d{2})", found) if isinstance(found, str) else None
    if not match:
        raise refuse(
            "day_of_year", f"čekáme měsíc a den, třeba 04-01 pro první duben; je tu {quoted(found)}"
        )
    try:
        day = date(
            2026, int(match[1]), int(match[2])
        )  # no leap year: 29 February does not come every year
    except ValueError as error:
        raise refuse("no_such_day_of_year", f"den {quoted(found)} není v každém roce") from error
    return day.month, day.day


DayOfYear = Annotated[
    MonthAndDay,
    BeforeValidator(_month_and_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{2}-\d{2}$"}),
]


class Season(Fact):
    """From ``first`` to ``last`` of every year.

    It comes again by itself, so it never ends for good.
    """

    first: Annotated[DayOfYear, Field(title="Od", alias="from")]
    last: Annotated[DayOfYear, Field(title="Do (včetně)", alias="to")]

    @property
    def over_new_year(self) -> bool:
        """Whether it begins in one year and ends in the next."""
        return self.last < self.first

    def covers(self, day: date) -> bool:
        """Whether ``day`` belongs to it."""
        at = (day.month, day.day)
        if self.over_new_year:
            return at >= self.first or at <= self.last
        return self.first <= at <= self.last

    def around(self, day: date) -> tuple[date, date]:
        """First and last day of the season that lasts on ``day``, or else of the next one."""
        begins = _in(day.year, self.first)
        if self.over_new_year and (day.month, day.day) <= self.last:
            begins = _in(day.year - 1, self.first)
        elif not self.covers(day) and begins < day:
            begins = _in(day.year + 1, self.first)
        return begins, _in(begins.year + self.over_new_year, self.last)

    def after(self, day: date) -> tuple[date, date]:
        """First and last day of the next season that begins after ``day``."""
        begins, ends = self.around(day)
        return (begins, ends) if begins > day else self.around(ends + timedelta(1))


def _in(year: int, day: MonthAndDay) -> date:
    return date(year, *day)
