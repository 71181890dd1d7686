"""What somebody answers who starts a centre."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from centre.language.folding import fold
from centre.reading.values import WEEKDAYS, Weekday

TO_WRITE: Final = "doplňte"
"""Begins whatever stands in for a name that is not known yet; publishing refuses it."""
NOWHERE: Final = "doplnte.invalid"
"""Stands in for an address: no other can ever have it (RFC 2606)."""

_DAYS: Final = {fold(day): day for day in WEEKDAYS}
_TIMES = r"\d{1,2}(?:[:.]\d{2})?"
_HOURS = re.compile(
    rf"(?:(?P<first>po|ut|st|ct|pa|so|ne)(?:\s*-\s*(?P<last>po|ut|st|ct|pa|so|ne))?\s+)?"
    rf"(?P<opens>{_TIMES})\s*-\s*(?P<closes>{_TIMES})"
)


class NoHours(ValueError):
    """Words that cannot be read as opening hours."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When it is open on one day, times as „9:00“."""

    day: Weekday
    opens: str
    closes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that a new folder is made of; what is empty, a person still has to write."""

    name: str
    provider: str
    legal_form: str
    town: str
    phone: str
    outreach_phone: str = ""
    email: str = ""
    web: str = ""
    street: str = ""
    postal_code: str = ""
    ico: str = ""
    registration: str = ""
    hours: Sequence[Hours] = ()
    outreach_towns: Sequence[str] = ()
    languages: Sequence[str] = ("cs",)
    scope: str = "all"
    minimum_age: int | None = None
    abstinence: str = "not-required"


def read_hours(typed: str) -> Iterator[Hours]:
    """Each block of „po-čt 9-12, 13-17, pá 9:30-14“. Raises NoHours with the piece that is none."""
    days: list[Weekday] = []
    for piece in filter(None, (part.strip() for part in re.split("[,;]", typed))):
        found = _HOURS.fullmatch(re.sub("[–—]| do ", "-", fold(piece)))
        if not found or (not found["first"] and not days):
            raise NoHours(piece)
        if found["first"]:
            days = list(_days(found["first"], found["last"] or found["first"]))
        if not days:
            raise NoHours(piece)
        for day in days:
            yield Hours(day, _clock(found["opens"]), _clock(found["closes"]))


def _days(first: str, last: str) -> Sequence[Weekday]:
    start = WEEKDAYS.index(_DAYS[first])
    end = WEEKDAYS.index(_DAYS[last])
    return WEEKDAYS[start : end + 1]


def _clock(typed: str) -> str:
    hour, _, minute = typed.replace(".", ":").partition(":")
    return f"{int(hour)}:{minute or '00'}"
