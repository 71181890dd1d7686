"""How much working time lies between two moments.

Working time is nine to five on working days, in every centre alike: who is open in the evening
only still reads in the day, and nobody waits over a weekend.
"""

from datetime import datetime, time, timedelta

from centre.facts.loading import Facts
from centre.hours.promise import is_working_day

BEGINS = time(9)
ENDS = time(17)


def between(facts: Facts, start: datetime, end: datetime) -> timedelta:
    """The working time from one aware moment to a later one; both in Prague."""
    total = timedelta()
    day = start.date()
    while day <= end.date():
        if is_working_day(facts, day):
            begins = max(start, datetime.combine(day, BEGINS, tzinfo=start.tzinfo))
            ends = min(end, datetime.combine(day, ENDS, tzinfo=start.tzinfo))
            total += max(ends - begins, timedelta())
        day += timedelta(1)
    return total
