"""Opening hours in the words of schema.org: what repeats, and the days on which it is otherwise.

https://schema.org/OpeningHoursSpecification. Schema.org knows no odd and even weeks, so these are
written out by date for the days ahead. A special specification replaces all others on its days;
closed is told as open from 00:00 to 00:00, all day as until 23:59, as
https://developers.google.com/search/docs/appearance/structured-data/local-business has it. Hours by
appointment are left out: somebody would come to a locked door.
"""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any

from centre.facts.clock_times import MIDNIGHT
from centre.facts.loading import Facts
from centre.facts.opening_hours import Block
from centre.hours.timetable import Timetable

DAYS_AHEAD = 60

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ALL_DAY = (time(0), MIDNIGHT)

Span = tuple[time, time]
Specification = dict[str, Any]


def hours_of(
    facts: Facts, timetable: Timetable, place_id: str, days: Sequence[date]
) -> dict[str, Any]:
    """The properties of a place that tell its hours; those that would be empty are left out.

    ``days`` follow each other: on these, all exceptions are told.
    """
    blocks = [block for block in facts.hours[place_id] if not block.by_appointment]
    regular = [*_weekly(blocks, days), *_by_date(blocks, days)]
    special = list(_special(timetable, place_id, blocks, days))
    properties = {
        "openingHoursSpecification": regular,
        "specialOpeningHoursSpecification": special,
    }
    return {name: specifications for name, specifications in properties.items() if specifications}


def _weekly(blocks: Sequence[Block], days: Sequence[date]) -> Iterator[Specification]:
    """Blocks of every week. Weekdays with the same hours share a specification.

    Of a season, which schema.org cannot repeat, the one that lasts or comes next is told, and any
    other that ``days`` reach.
    """
    alike: dict[tuple[Span, date | None, date | None], list[int]] = {}
    for block in (block for block in blocks if not block.weeks):
        times = {block.validity(day) for day in (days if block.season else days[:1])}
        for first, last in sorted(times, key=lambda each: each[0] or date.min):
            if (last or date.max) >= days[0]:
                alike.setdefault(((block.opens, block.closes), first, last), []).append(
                    block.weekday
                )
    for (span, first, last), weekdays in alike.items():
        yield _specification(
            span, first, last, [_WEEKDAYS[weekday] for weekday in sorted(weekdays)]
        )


def _by_date(blocks: Sequence[Block], days: Sequence[date]) -> Iterator[Specification]:
    """Blocks of odd or even weeks, day by day."""
    for block in blocks:
        for day in days:
            if block.weeks and block.falls_on(day):
                yield _specification(
                    (block.opens, block.closes), day, day, [_WEEKDAYS[block.weekday]]
                )


def _special(
    timetable: Timetable, place_id: str, blocks: Sequence[Block], days: Sequence[date]
) -> Iterator[Specification]:
    """The days on which the timetable says something else than the blocks.

    Closed days are told together.
    """
    spans: dict[date, list[Span]] = {}
    for each in timetable.intervals(place_id, days[0], days[-1] + timedelta(1)):
        if not each.by_appointment:
            spans.setdefault(each.start.date(), []).append((each.start.time(), each.end.time()))
    closed: list[date] = []
    for day in days:
        usual = _joined([(block.opens, block.closes) for block in blocks if block.falls_on(day)])
        really = _joined(spans.get(day, []))
        if usual and not really:
            closed.append(day)
        elif really:
            yield from _run(closed)
            closed = []
            if really != usual:
                yield from (_specification(span, day, day) for span in really)
    yield from _run(closed)


def _run(closed: Sequence[date]) -> Iterator[Specification]:
    """Days on which it is closed although it usually is not, with nothing open between them."""
    if closed:
        yield _specification(None, closed[0], closed[-1])


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The same spans in order; where one begins as another ends, they are one."""
    joined: list[Span] = []
    for opens, closes in sorted(spans):
        if joined and joined[-1][1] == opens:
            joined[-1] = (joined[-1][0], closes)
        else:
            joined.append((opens, closes))
    return joined


def _specification(
    span: Span | None, first: date | None, last: date | None, weekdays: Sequence[str] = ()
) -> Specification:
    made: Specification = {"@type": "OpeningHoursSpecification"}
    if weekdays:
        made["dayOfWeek"] = weekdays[0] if len(weekdays) == 1 else list(weekdays)
    opens, closes = span or (time(0), time(0))
    if span == _ALL_DAY:
        closes = time(23, 59)  # from 00:00 to 00:00 would be closed
    made |= {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
    made |= {"validFrom": first.isoformat()} if first else {}
    made |= {"validThrough": last.isoformat()} if last else {}
    return made
