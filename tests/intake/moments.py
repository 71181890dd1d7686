"""Moments to travel to.

Times in Prague are added to by the clock on the wall, which the night of a clock change leaves
behind: half an hour later there is an hour ago. These are in UTC.
"""

from datetime import UTC, datetime, timedelta

from intake_service import clock


def now() -> datetime:
    """This moment; what is added to it passes."""
    return clock.now().astimezone(UTC)


def later(**passed: float) -> datetime:
    """So many minutes or hours from now."""
    return now() + timedelta(**passed)
