"""Opening hours as an OpenStreetMap ``opening_hours`` string.

https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. Order matters: a rule after a
semicolon replaces the whole day, a rule after a comma adds to it. So the weekly blocks come first,
then public holidays, then special openings, and closures last.
"""

from collections.abc import Iterable
from datetime import date, time, timedelta
from itertools import groupby

from centre.facts.clock_times import end_in_figures
from centre.facts.opening_hours import Block, Closure, Special
from centre.facts.season import END_OF_FEBRUARY, MonthAndDay, Season
from centre.reading.values import WEEKDAYS

_DAYS = dict(zip(WEEKDAYS, ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ALWAYS_SINCE = date(2000, 1, 1)
_FOR_EVER = date(2099, 12, 31)
"""Bounds of hours that name only one, or none that can be written: the reference engine
(https://github.com/opening-hours/opening_hours.js) refuses years to 1900 and warns of those from
2100."""
_WEEKS = {"odd": "week 1-53/2", "even": "week 2-53/2"}
_BY_APPOINTMENT = 'unknown "po domluvě"'


def opening_hours(
    blocks: Iterable[Block],
    specials: Iterable[Special],
    closures: Iterable[Closure],
    since: date = _ALWAYS_SINCE,
) -> str:
    """The string for one place, whose own ``blocks``, ``specials`` and ``closures`` these are.

    What ends before ``since`` is left out.
    """
    lasting = (
        block for block in blocks if since <= _last_day(block) and _first_day(block) <= _FOR_EVER
    )
    rules = [", ".join(_weekly(lasting)) or "off", "PH off"]
    coming = (special for special in specials if since <= special.day <= _FOR_EVER)
    in_order = sorted(coming, key=lambda special: (special.day, special.opens))
    for _, same_day in groupby(in_order, key=lambda special: special.day):
        rules.append(", ".join(_special(special) for special in same_day))
    rules.extend(
        _closure(closure)
        for closure in closures
        if since <= closure.last_day and closure.first_day <= _FOR_EVER
    )
    return "; ".join(rules)


def _weekly(blocks: Iterable[Block]) -> list[str]:
    """Rules of the weekly blocks; days that share everything else share a rule."""
    days: dict[tuple[str, str], list[str]] = {}
    for block in sorted(blocks, key=lambda block: (block.weekday, block.opens)):
        days.setdefault((_validity(block), _hours(block)), []).append(_DAYS[block.day])
    return [f"{validity}{','.join(on)} {hours}" for (validity, hours), on in days.items()]


def _validity(block: Block) -> str:
    parts = []
    if block.valid_from or block.valid_to:
        parts.append(f"{_day(_first_day(block))}-{_day(_last_day(block))}")
    if block.season and not block.season.is_all_year:
        parts.append(_season(block.season))
    if block.weeks:
        parts.append(_WEEKS[block.weeks])
    return "".join(f"{part} " for part in parts)


def _season(season: Season) -> str:
    """The days of a season. The end of February is told by whole months: they know leap years."""
    if season.last != END_OF_FEBRUARY:
        return f"{_of_year(season.first)}-{_of_year(season.last)}"
    month, day = season.first
    if month == 2 and day > 1:
        leap_days = (f"{year} Feb 29" for year in range(2028, _FOR_EVER.year, 4))
        return ",".join((f"{_of_year(season.first)}-Feb 28", *leap_days))
    if day == 1:
        return "Feb" if month == 2 else f"{_MONTHS[month - 1]}-Feb"
    whole_months = "Feb" if month == 1 else f"{_MONTHS[month % 12]}-Feb"
    last_of_first = (date(2026 + month // 12, month % 12 + 1, 1) - timedelta(1)).day
    return f"{_of_year(season.first)}-{_of_year((month, last_of_first))},{whole_months}"


def _first_day(block: Block) -> date:
    return max(block.valid_from or _ALWAYS_SINCE, _ALWAYS_SINCE)


def _last_day(block: Block) -> date:
    return min(block.valid_to or _FOR_EVER, _FOR_EVER)


def _hours(block: Block) -> str:
    return _times(block.opens, block.closes) + (
        f" {_BY_APPOINTMENT}" if block.by_appointment else ""
    )


def _special(special: Special) -> str:
    hours = _times(special.opens, special.closes)
    return f"{_day(special.day)} {hours} open{_comment(special.reason.cs)}"


def _closure(closure: Closure) -> str:
    when = _day(closure.first_day)
    if closure.last_day != closure.first_day:
        when += f"-{_day(closure.last_day)}"
    if closure.start is not None and closure.end is not None:
        when += f" {_times(closure.start, closure.end)}"
    return f"{when} off{_comment(closure.because.cs)}"


def _day(day: date) -> str:
    return f"{day.year} {_of_year((day.month, day.day))}"


def _of_year(day: MonthAndDay) -> str:
    return f"{_MONTHS[day[0] - 1]} {day[1]:02}"


def _times(start: time, end: time) -> str:
    return f"{start:%H:%M}-{end_in_figures(end)}"


def _comment(reason: str) -> str:
    """A reason as a comment, or nothing where nothing can be read.

    A quotation mark would end it; the grammar knows no escape.
    """
    opening = True
    letters = []
    for letter in " ".join(reason.split()):
        if letter == '"':
            letter = "„" if opening else "“"
            opening = not opening
        letters.append(letter)
    return f' "{"".join(letters)}"' if letters else ""
