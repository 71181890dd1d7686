"""What a coordinator switches in a minute: a pause, a longer promise, who reads what."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from centre.hours import promise
from intake_service import clock
from intake_service.store.models import Switch
from intake_service.store.terms import ReadingRule
from intake_service.work.service import Service

ROW = 1
MORE_DAYS_MAX = 20  # working days; beyond that a pause is more honest


@dataclass(frozen=True)
class Switches:
    """How the switches stand. `more_days` are working days added to the promise; `weekly_letter`
    says whether a letter a week tells how the website stands."""

    paused: bool = False
    more_days: int = 0
    weekly_letter: bool = True
    reading: ReadingRule = ReadingRule.OFF
    """Which answers a colleague reads before they go."""


def current(service: Service) -> Switches:
    """How the switches stand now."""
    with service.store.read() as session:
        return current_in(session)


def current_in(session: Session) -> Switches:
    """How the switches stand, as an open transaction sees them."""
    row = session.get(Switch, ROW)
    return (
        Switches(row.paused, row.more_days, row.weekly_letter, row.reading) if row else Switches()
    )


def turn_to(service: Service, to: Switches) -> None:
    """Switch; more days than MORE_DAYS_MAX are cut to it. Raises db.Unavailable."""
    with service.store.write() as session:
        row = row_of(session)
        row.paused = to.paused
        row.weekly_letter = to.weekly_letter
        row.more_days = min(max(to.more_days, 0), MORE_DAYS_MAX)
        row.reading = to.reading


def answer_day(service: Service, now: Switches | None = None) -> date:
    """The day that somebody who asks today is promised; `now` is how the switches stand, if that is
    known."""
    days = service.facts.centre.answer_days + (now or current(service)).more_days
    return promise.answer_day(service.facts, clock.today(), days=days)


def row_of(session: Session) -> Switch:
    """The one row, made at its first use."""
    row = session.get(Switch, ROW)
    if row is None:
        row = Switch(
            id=ROW,
            paused=False,
            more_days=0,
            noticed_on=None,
            weekly_letter=True,
            reading=ReadingRule.OFF,
        )
        session.add(row)
    return row
