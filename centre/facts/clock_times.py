"""When hours begin and end on a day. Midnight as an end, „24:00“, is kept as ``time(0)``."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

PRAGUE: Final = ZoneInfo("Europe/Prague")
MIDNIGHT: Final = time(0)
MINUTES_OF_DAY: Final = 24 * 60


def minute(start: time) -> int:
    """Minutes since the day began, as its clocks count them."""
    return start.hour * 60 + start.minute


def minute_of_end(end: time) -> int:
    """Minutes from the begin of the day to an end: 1440 for midnight."""
    return minute(end) or MINUTES_OF_DAY


def moment(day: date, start: time) -> datetime:
    """When something that begins on ``day`` begins, in Prague."""
    return datetime.combine(day, start, PRAGUE)


def moment_of_end(day: date, end: time) -> datetime:
    """When something that began on ``day`` ends, in Prague: midnight is the day after."""
    return datetime.combine(day + timedelta(end == MIDNIGHT), end, PRAGUE)


def end_in_figures(end: time) -> str:
    """„16:00“, and „24:00“ for midnight: what programs compare and OpenStreetMap writes."""
    return "24:00" if end == MIDNIGHT else f"{end:%H:%M}"


def overlap(start: time, end: time, other_start: time, other_end: time) -> bool:
    """Whether two spans of one day share a minute."""
    return minute(start) < minute_of_end(other_end) and minute(other_start) < minute_of_end(end)
