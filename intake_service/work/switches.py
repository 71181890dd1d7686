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
class Position:
    """How the switches stand. `more_days` are working days added to the promise."""

    paused: bool = False
    more_days: int = 0


def position(service: Service) -> Position:
    """How the switches stand now."""
    with service.store.read() as session:
        return position_in(session)


def position_in(session: Session) -> Position:
    """The same, seen by a transaction that is open."""
    row = session.get(Switch, ROW)
    return Position(row.paused, row.more_days) if row else Position()


def turn(service: Service, to: Position) -> None:
    """Switch."""
    with service.store.write() as session:
        row = row_of(session)
        row.paused, row.more_days = to.paused, min(max(to.more_days, 0), MORE_DAYS_MAX)


def answer_day(service: Service, now: Position | None = None) -> date:
    """The day that somebody who asks today is promised; `now` is how the switches stand, if that is
    known."""
    days = service.facts.centre.answer_days + (now or position(service)).more_days
    return promise.answer_day(service.facts, clock.today(), days=days)


def row_of(session: Session) -> Switch:
    """The one row, made at its first use."""
    row = session.get(Switch, ROW)
    if row is None:
        row = Switch(id=ROW, paused=False, more_days=0, noticed_on=None)
        session.add(row)
    return row
