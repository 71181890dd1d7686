"""When each place is open: any moment, any day, any week.

The hours are compiled to OSM strings and evaluated by opening-hours-py; there is no interval engine
here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from opening_hours import OpeningHours, State

from centre.facts.clock_times import PRAGUE, minute, minute_of_end
from centre.facts.loading import Facts
from centre.facts.opening_hours import Block, Closure, Special, by_place
from centre.facts.places import Place
from centre.facts.public_holidays import public_holiday
from centre.hours import osm
from centre.reading.values import Translations

FORESEEABLE = timedelta(
    days=731
)  # without an end, a place open by appointment only is searched until 9999


@dataclass(frozen=True, slots=True)
class Interval:
    """Open without a break on one day from ``start`` to ``end``, aware times in Prague.

    An end at midnight is the begin of the next day; a night is two intervals.

    ``comment`` is the reason of a special opening. By appointment means: call first, nobody may be
    there.
    """

    start: datetime
    end: datetime
    by_appointment: bool
    comment: Translations | None


@dataclass(frozen=True, slots=True)
class DayAt:
    """One day at one place: when it is open, and what is out of the ordinary."""

    date: date
    blocks: tuple[Interval, ...]
    holiday: Translations | None
    closures: tuple[Closure, ...]
    specials: tuple[Special, ...]

    @property
    def closed_because(self) -> Translations | None:
        """The reason why the whole day is closed; None when it is open or has no hours anyway."""
        if self.blocks:
            return None
        return next((closure.because for closure in self.closures), self.holiday)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One place in the table of an ordinary week. ``days`` are seven cells from Monday, each as on
    its date.

    The dates are the next seven days: on a Thursday, the cell of Monday tells the Monday after.
    """

    place: Place
    dates: tuple[date, ...]
    days: tuple[tuple[Block, ...], ...]
    coming: tuple[Block, ...]
    """Blocks that come into force only later, by their first day."""


class Timetable:
    """Answers when the places in ``facts`` are open. Safe to share between threads."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._closures = by_place(facts.closures, facts.places)
        self._specials = by_place(facts.specials, facts.places)
        self._osm = {place: self._compiled(place) for place in facts.places}
        self._hours = {
            place: OpeningHours(
                rules, timezone=PRAGUE, country="CZ", auto_country=False, auto_timezone=False
            )
            for place, rules in self._osm.items()
        }

    def osm(self, place_id: str) -> str:
        """The OSM ``opening_hours`` string.

        Raises KeyError for an unknown place, as all methods do.
        """
        return self._osm[place_id]

    def published_osm(self, place_id: str, day: date) -> str:
        """The OSM string for readers on ``day``.

        It leaves out what is over by then, which OpenStreetMap's editors would warn of.
        """
        return osm.opening_hours(
            self.facts.hours[place_id], self._specials[place_id], self._closures[place_id], day
        )

    def intervals(self, place_id: str, start: date, end: date) -> list[Interval]:
        """Everything open from the start of ``start`` to the start of ``end``, which is not
        included."""
        return list(self._open(place_id, _midnight(start), _midnight(end)))

    def is_open(self, place_id: str, at: datetime) -> bool:
        """Whether people can simply come at this moment; by appointment is not open."""
        return self._hours[place_id].is_open(_in_prague(at))

    def next_change(self, place_id: str, at: datetime) -> datetime | None:
        """When ``is_open`` next changes after ``at``; None when not within two years."""
        moment = _in_prague(at)
        last = _in_prague(moment + FORESEEABLE)  # the clocks may go forward just then
        was_open = self._hours[place_id].is_open(moment)
        for start, _, state, _ in self._hours[place_id].intervals(moment, last):
            if (state == State.OPEN) != was_open:
                return _on_the_clock(start)
        return None

    def day(self, place_id: str, day: date) -> DayAt:
        """What happens on one day, with the reasons when it is not as usual."""
        return DayAt(
            date=day,
            blocks=tuple(self.intervals(place_id, day, day + timedelta(1))),
            holiday=public_holiday(day),
            closures=self.closures(place_id, day),
            specials=tuple(special for special in self._specials[place_id] if special.day == day),
        )

    def closures(self, place_id: str, day: date) -> tuple[Closure, ...]:
        """What closes the place on ``day``, for the whole day or for a part of it."""
        return tuple(
            each for each in self._closures[place_id] if each.first_day <= day <= each.last_day
        )

    def week(self, on: date | None = None) -> tuple[WeekRow, ...]:
        """The ordinary week from ``on`` (today), holidays and exceptions aside, for every place.

        Odd and even weeks stand side by side: a block says itself which it is.
        """
        on = on or datetime.now(PRAGUE).date()
        return tuple(self._row(place, on) for place in self.facts.places.values())

    def _row(self, place: Place, on: date) -> WeekRow:
        blocks = sorted(
            self.facts.hours[place.id],
            key=lambda block: (block.opens, block.valid_from or date.min),
        )
        dates = tuple(next_weekday(on, n) for n in range(7))
        shown: list[Block] = []
        coming: list[tuple[date, int, Block]] = []
        for block in blocks:
            if block.in_force(dates[block.weekday]):
                shown.append(block)
            elif begins := block.next_beginning(dates[block.weekday]):
                coming.append((begins, block.weekday, block))
        return WeekRow(
            place=place,
            dates=dates,
            days=tuple(tuple(block for block in shown if block.weekday == n) for n in range(7)),
            coming=tuple(block for _, _, block in sorted(coming, key=lambda each: each[:2])),
        )

    def _compiled(self, place: str) -> str:
        return osm.opening_hours(
            self.facts.hours[place], self._specials[place], self._closures[place]
        )

    def _open(self, place_id: str, start: datetime, end: datetime) -> Iterator[Interval]:
        for opens, closes, state, _ in self._hours[place_id].intervals(start, end):
            if state == State.CLOSED:
                continue
            for first, last in _day_by_day(_on_the_clock(opens), _on_the_clock(closes)):
                yield Interval(
                    start=first,
                    end=last,
                    by_appointment=state == State.UNKNOWN,
                    comment=self._comment(place_id, first),
                )

    def _comment(self, place_id: str, opens: datetime) -> Translations | None:
        """The reason of the special opening that begins, or lasts, when an interval ``opens``."""
        for special in self._specials[place_id]:
            begun = special.day == opens.date() and special.opens <= opens.time()
            if begun and minute(opens.time()) < minute_of_end(special.closes):
                return special.reason
        return None


def next_weekday(on: date, weekday: int) -> date:
    """The first such weekday (Monday is 0) that is not before ``on``."""
    return on + timedelta((weekday - on.weekday()) % 7)


def _day_by_day(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The span from ``start`` to ``end``, cut at every midnight."""
    while start.date() < end.date() and (midnight := _midnight(start.date() + timedelta(1))) < end:
        yield start, midnight
        start = midnight
    yield start, end


def _on_the_clock(at: datetime) -> datetime:
    """``at``, but the first time that clocks show 2:00 on the night when they go back.

    The engine means the second; whoever reads 0:00–2:00 on a door goes home at the first.
    """
    return at.replace(fold=0) if at.time() == time(2) else at


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PRAGUE)


def _in_prague(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"a moment needs its time zone: {at.isoformat()}")
    return at.astimezone(UTC).astimezone(PRAGUE)  # by way of UTC, as 2:30 may not exist
