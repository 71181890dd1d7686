"""What a coordinator switches in a minute: intake paused, or a longer promise."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from centre.hours import promise
from intake_service import clock
from intake_service.store.models import Switch
from intake_service.work.service import Service

ROW = 1
MORE_DAYS_MAX = 20  # working days; beyond that a pause is more honest


@dataclass(frozen=True)
class Switches:
    """How the switches stand. `more_days` are working days added to the promise."""

    paused: bool = False
    more_days: int = 0


def current(service: Service) -> Switches:
    """How the switches stand now."""
    with service.store.read() as session:
        return current_in(session)


def current_in(session: Session) -> Switches:
    """How the switches stand, as an open transaction sees them."""
    row = session.get(Switch, ROW)
    return Switches(row.paused, row.more_days) if row else Switches()


def turn_to(service: Service, to: Switches) -> None:
    """Switch; more days than MORE_DAYS_MAX are cut to it. Raises db.Unavailable."""
    with service.store.write() as session:
        row = row_of(session)
        row.paused = to.paused
        row.more_days = min(max(to.more_days, 0), MORE_DAYS_MAX)


def answer_day(service: Service, now: Switches | None = None) -> date:
    """The day that somebody who asks today is promised; `now` is how the switches stand, if that is
    known."""
    days = service.facts.centre.answer_days + (now or current(service)).more_days
    return promise.answer_day(service.facts, clock.today(), days=days)


def row_of(session: Session) -> Switch:
    """The one row, made at its first use."""
    row = session.get(Switch, ROW)
    if row is None:
        row = Switch(id=ROW, paused=False, more_days=0, noticed_on=None)
        session.add(row)
    return row
