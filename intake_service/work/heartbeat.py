"""Signs of life: when the chores last ran, and when somebody of the team was last here.

After a jump of the clock nothing is erased until a person confirms the date: a machine that wakes
up a year ahead would otherwise erase every answer for good.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.settings import Settings
from intake_service.store import own_files
from intake_service.store.models import Enquiry, Heartbeat, TeamKey
from intake_service.work.service import Service

ROW = 1
FILE = "chores-done"
JUMP = timedelta(days=3)  # a machine that was off over a weekend needs nobody


class OtherDay(Exception):
    """The confirmed day is not the one that the clock says now."""


@dataclass(frozen=True)
class ClockJump:
    """The clock says `to`, but the chores last ran on `since`; nothing is erased meanwhile."""

    since: date
    to: date


def jump(service: Service) -> ClockJump | None:
    """The jump of the clock that nobody has confirmed yet, if there is one."""
    with service.store.read() as session:
        return jump_in(session)


def jump_in(session: Session) -> ClockJump | None:
    """The unconfirmed jump of the clock, as an open transaction sees it."""
    today = clock.today()
    row = session.get(Heartbeat, ROW)
    if row is not None and row.ran_on is not None:
        return ClockJump(row.ran_on, today) if abs(today - row.ran_on) > JUMP else None
    # The chores have never run: the newest day that is known stands in, so that no first run on a
    # wrong date erases anything.
    days = (session.scalar(select(func.max(day))) for day in (Enquiry.last_on, TeamKey.made_on))
    newest = max((day for day in days if day is not None), default=today)
    return ClockJump(newest, today) if today - newest > JUMP else None


def note_run(session: Session) -> None:
    """Remember that the chores ran today."""
    _row(session).ran_on = clock.today()


def confirm_date(service: Service, day: date) -> None:
    """A person says that today is this day; the chores go on. Raises OtherDay, db.Unavailable."""
    if day != clock.today():
        raise OtherDay
    with service.store.write() as session:
        note_run(session)


def note_presence(session: Session) -> None:
    """Remember that somebody of the team was here today: logged in, or answered."""
    _row(session).present_on = clock.today()


def present_on(session: Session) -> date | None:
    """The last day on which somebody of the team was here; None where that is not known."""
    row = session.get(Heartbeat, ROW)
    return row.present_on if row else None


def note_done(settings: Settings) -> None:
    """Remember the second at which the chores have come to their end, in a file without content."""
    fresh = settings.data / f"{FILE}.new"
    now = clock.seconds()
    with suppress(OSError):
        # A new one each time: the time of a file is changed by its owner alone, and an operator may
        # have run the chores by hand.
        fresh.unlink(missing_ok=True)
        own_files.make_file(fresh)
        os.utime(fresh, (now, now))
        fresh.replace(settings.data / FILE)


def done_at(settings: Settings) -> int | None:
    """When the chores last came to their end, in seconds since 1970; None if they never did."""
    try:
        return int((settings.data / FILE).stat().st_mtime)
    except FileNotFoundError:
        return None


def _row(session: Session) -> Heartbeat:
    row = session.get(Heartbeat, ROW)
    if row is None:
        row = Heartbeat(id=ROW)
        session.add(row)
    return row
