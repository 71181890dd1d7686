"""The hours of a place as a calendar keeps them: what repeats, what is left out, and what stands
alone.

The timetable alone decides when a place is open. Here its answer is only told apart: an interval
that is exactly one repeating block, or several that follow each other, belongs to them; any other
is an event of its own. So whatever happens on a day (a holiday, a closure of an hour, a special
opening), a calendar made of this says the same as the timetable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from centre.facts.clock_times import minute, minute_of_end, moment, moment_of_end
from centre.facts.loading import Facts
from centre.facts.opening_hours import Block
from centre.hours.timetable import Interval, Timetable
from centre.reading.values import Translations


@dataclass(frozen=True, slots=True)
class Series:
    """One block on the same weekday, every week or every other week, from ``first`` to ``last``.

    Both are days on which it really is open; ``missing`` are those between on which it is not. Odd
    and even weeks make one series for each ISO year: week 53 and the week 1 after it are both odd,
    so counting by two would drift over the new year. A season makes one for each time it comes.
    ``part`` tells them apart: „odd-2026“, „season-20260401“.
    """

    block: Block
    part: str
    first: date
    last: date
    missing: tuple[date, ...]

    @property
    def every(self) -> int:
        """1 for every week, 2 for every other week."""
        return 2 if self.block.weeks else 1

    def opens(self, day: date) -> datetime:
        """When it begins on ``day``."""
        return moment(day, self.block.opens)

    def closes(self, day: date) -> datetime:
        """When it ends on ``day``."""
        return moment_of_end(day, self.block.closes)


@dataclass(frozen=True, slots=True)
class Single:
    """Open once, from ``start`` to ``end``, and why it is not as usual, as far as there is a
    reason."""

    start: datetime
    end: datetime
    reasons: tuple[Translations, ...]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Everything that a calendar shows of one place.

    Not what is by appointment: nobody may be there.
    """

    series: tuple[Series, ...]
    singles: tuple[Single, ...]


def occurrences(
    facts: Facts, timetable: Timetable, place_id: str, first: date, end: date
) -> Occurrences:
    """The hours of a place from ``first`` to ``end``, which is not included.

    Raises KeyError for an unknown place.
    """
    blocks = [block for block in facts.hours[place_id] if not block.by_appointment]
    days: dict[tuple[int, str], list[date]] = {}
    singles = []
    for interval in timetable.intervals(place_id, first, end):
        if interval.by_appointment:
            continue
        usual = _usual(interval, blocks)
        if not usual:
            singles.append(
                Single(interval.start, interval.end, _reasons(timetable, place_id, interval))
            )
        day = interval.start.date()
        for number in usual:
            days.setdefault((number, _part(blocks[number], day)), []).append(day)
    series = tuple(
        _series(blocks[number], part, days[number, part]) for number, part in sorted(days)
    )
    return Occurrences(series, tuple(singles))


def _usual(interval: Interval, blocks: Sequence[Block]) -> list[int]:
    """Which of ``blocks`` follow each other from the begin of ``interval`` to its end; none if they
    do not.

    A special opening never counts as usual, so that its reason is told. Neither does a night on
    which clocks change: calendars repeat how long something lasts (RFC 5545, 3.8.5.3), and would
    end it an hour off.
    """
    if interval.comment or interval.start.utcoffset() != interval.end.utcoffset():
        return []
    day = interval.start.date()
    reached = minute(interval.start.time())
    end = minute_of_end(interval.end.time())
    followed = []
    for number, block in sorted(enumerate(blocks), key=lambda each: each[1].opens):
        if minute(block.opens) == reached < end and block.falls_on(day):
            followed.append(number)
            reached = minute_of_end(block.closes)
    return followed if reached == end else []


def _reasons(timetable: Timetable, place_id: str, interval: Interval) -> tuple[Translations, ...]:
    closures = [closure.because for closure in timetable.closures(place_id, interval.start.date())]
    return tuple(dict.fromkeys([*([interval.comment] if interval.comment else []), *closures]))


def _part(block: Block, day: date) -> str:
    parts = [f"{block.weeks}-{day.isocalendar().year}"] if block.weeks else []
    parts += [f"season-{block.season.around(day)[0]:%Y%m%d}"] if block.season else []
    return ".".join(parts)


def _series(block: Block, part: str, kept: Sequence[date]) -> Series:
    step = timedelta(14 if block.weeks else 7)
    first = kept[0]
    last = kept[-1]
    days = {first + step * n for n in range((last - first) // step + 1)}
    return Series(block, part, first, last, tuple(sorted(days - set(kept))))
