"""For how long the printed hours hold, and what is out of the ordinary meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from centre.facts.clock_times import MIDNIGHT, moment_of_end
from centre.facts.loading import Facts
from centre.facts.opening_hours import Block, Closure, Special, applies_to
from centre.facts.places import Place
from centre.hours.notices import title
from centre.hours.timetable import next_weekday
from centre.language.i18n import day_words_with_year, gettext, language, time_range
from centre.language.localized_text import JoinedText


@dataclass(frozen=True, slots=True)
class Period:
    """Days for which a timetable holds; ``last`` is None when no change is known yet."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class ExceptionInWords:
    """A closure or a special opening; ``until`` is its end.

    ``places`` is empty when it concerns every place that was asked for.
    """

    heading: str
    dates: str
    places: str
    reason: str
    until: datetime


def ordinary_week(facts: Facts, places: Iterable[Place], day: date) -> Period:
    """From ``day`` until some hours of the ordinary week end, or others begin."""
    blocks = [block for place in places for block in facts.hours[place.id]]
    ends = [_stays_until(block, next_weekday(day, block.weekday)) for block in blocks]
    return Period(day, min((end for end in ends if end), default=None))


def exceptions(facts: Facts, places: Iterable[Place], day: date) -> list[ExceptionInWords]:
    """Closures and special openings of ``places`` that end on ``day`` or later, in order."""
    asked = list(places)
    found = [
        (closure.first_day, closure.start or time.min, _closure(closure, asked))
        for closure in facts.closures
        if closure.last_day >= day and _concerned(closure, asked)
    ]
    found += [
        (special.day, special.opens, _special(special, asked))
        for special in facts.specials
        if special.day >= day and _concerned(special, asked)
    ]
    return [in_words for _, _, in_words in sorted(found, key=lambda each: each[:2])]


def _stays_until(block: Block, day: date) -> date | None:
    """The last day of the state of ``day``: in force, or not yet; None when it has no end."""
    if block.in_force(day):
        return block.validity(day)[1]
    begins = block.next_beginning(day)
    return begins - timedelta(1) if begins else None


def _closure(closure: Closure, asked: list[Place]) -> ExceptionInWords:
    dates = day_words_with_year(closure.first_day)
    end = moment_of_end(closure.last_day, MIDNIGHT)
    if closure.start is not None and closure.end is not None:
        dates += f" {time_range(closure.start, closure.end)}"
        end = moment_of_end(closure.first_day, closure.end)
    elif closure.last_day != closure.first_day:
        dates += f" – {day_words_with_year(closure.last_day)}"
    return ExceptionInWords(
        heading=gettext("Closed"),
        dates=dates,
        places=_names(closure, asked),
        reason=closure.reason.in_(language.get()) if closure.reason else "",
        until=end,
    )


def _special(special: Special, asked: list[Place]) -> ExceptionInWords:
    return ExceptionInWords(
        heading=gettext("Different hours"),
        dates=f"{day_words_with_year(special.day)} {time_range(special.opens, special.closes)}",
        places=_names(special, asked),
        reason=special.reason.in_(language.get()),
        until=moment_of_end(special.day, special.closes),
    )


def _names(exception: Closure | Special, asked: list[Place]) -> str:
    concerned = _concerned(exception, asked)
    return "" if len(concerned) == len(asked) else JoinedText.joined(", ", map(title, concerned))


def _concerned(exception: Closure | Special, asked: list[Place]) -> list[Place]:
    return [place for place in asked if applies_to(exception.places, place.id)]
