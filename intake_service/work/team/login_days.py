"""How often each person logged in on which day; not when, from where, or what for."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import models
from intake_service.work.service import Service

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class LoginDay:
    """A day on which somebody logged in, and how often."""

    day: date
    count: int


def note(session: Session, counsellor_id: bytes) -> None:
    """Count a login of today."""
    row = session.get(models.LoginDay, (counsellor_id, clock.today()))
    if row is None:
        row = models.LoginDay(counsellor_id=counsellor_id, day=clock.today(), count=0)
        session.add(row)
    row.count += 1


def recent(service: Service, counsellor_id: bytes) -> list[LoginDay]:
    """The days of somebody's logins, the newest first."""
    table = models.LoginDay
    newest_first = (
        select(table).where(table.counsellor_id == counsellor_id).order_by(table.day.desc())
    )
    with service.store.read() as session:
        return [LoginDay(row.day, row.count) for row in session.scalars(newest_first)]


def forget_old(session: Session) -> None:
    """Erase what is older than a month."""
    session.execute(delete(models.LoginDay).where(models.LoginDay.day < clock.today() - KEPT))
