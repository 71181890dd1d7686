"""By which day an enquiry will be answered."""

from datetime import date, timedelta

from centre.facts.loading import Facts
from centre.facts.opening_hours import Closure, days_between
from centre.facts.public_holidays import public_holiday


def answer_day(facts: Facts, asked: date, *, days: int | None = None) -> date:
    """The last day on which an answer may come to somebody who asked on ``asked`` (the date in
    Prague).

    It is the ``answer_days``-th working day after the day of asking, which itself never counts,
    however early in the morning it was. ``days`` stands in for ``answer_days`` while the centre
    promises longer.
    """
    left = facts.centre.answer_days if days is None else days
    day = asked
    while left > 0:
        day += timedelta(1)
        left -= is_working_day(facts, day)
    return day


def is_working_day(facts: Facts, day: date) -> bool:
    """Whether somebody reads enquiries on ``day``.

    That is Monday to Friday, unless it is a Czech public holiday or a closure shuts all premises
    for the whole day (all places, for a centre without premises). Special openings and part-day
    closures change nothing: the promise stays on the safe side.
    """
    if day.weekday() >= 5 or public_holiday(day):
        return False
    closed = [closure for closure in facts.closures if closure.whole_days]
    doors = facts.doors
    return not doors or not all(
        any(closure.covers(door.id, day) for closure in closed) for door in doors
    )


def delays(facts: Facts, asked: date, answered: date) -> list[Closure]:
    """Closures that take working days between ``asked`` and ``answered``, in order."""
    lost = [
        day
        for day in days_between(asked + timedelta(1), answered)
        if day.weekday() < 5 and not public_holiday(day) and not is_working_day(facts, day)
    ]
    found = [
        closure
        for closure in facts.closures
        if closure.whole_days and any(closure.first_day <= day <= closure.last_day for day in lost)
    ]
    return sorted(found, key=lambda closure: closure.first_day)
