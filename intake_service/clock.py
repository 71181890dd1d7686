"""The one clock of the service: aware times and days in Prague."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PRAGUE = ZoneInfo("Europe/Prague")


def now() -> datetime:
    """This moment, aware, in Prague."""
    return datetime.now(PRAGUE)


def today() -> date:
    """Today's day in Prague."""
    return now().date()


def seconds() -> int:
    """Whole seconds since 1970 (UTC), for limits that last minutes or hours."""
    return int(now().timestamp())
