"""Who means to answer an enquiry: a courtesy among colleagues, never a lock.

It lapses four hours after it was said, so that a claim outlives no shift; what a colleague hands
over waits until the end of their next working day. It ends with the answer, and when its holder
is away.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import Session

from centre.hours import promise
from intake_service import clock
from intake_service.store import models
from intake_service.store.models import Counsellor, Enquiry
from intake_service.store.terms import State
from intake_service.work.service import Service

LASTS = 4 * 3600  # seconds


@dataclass(frozen=True)
class Claim:
    """That somebody means to answer an enquiry."""

    holder: bytes
    name: str
    until: datetime


def take(session: Session, enquiry: Enquiry, person: bytes) -> None:
    """Say that this person answers an enquiry, in the place of whoever said so before."""
    _keep(session, enquiry, person, clock.seconds() + LASTS)


def give(service: Service, session: Session, enquiry: Enquiry, person: bytes) -> None:
    """Say that this person is to answer an enquiry, until their next working day is over."""
    day = promise.answer_day(service.facts, clock.today(), days=1)
    end = datetime.combine(day, time(23, 59), tzinfo=clock.PRAGUE)
    _keep(session, enquiry, person, int(end.timestamp()))


def release(session: Session, enquiry: Enquiry) -> None:
    """Say that nobody in particular answers an enquiry."""
    session.execute(delete(models.Claim).where(models.Claim.enquiry_id == enquiry.id))


def release_all_of(session: Session, person: bytes) -> None:
    """Free everything that somebody has claimed."""
    session.execute(delete(models.Claim).where(models.Claim.counsellor_id == person))


def forget_lapsed(session: Session) -> None:
    """Erase the claims that have ended."""
    session.execute(delete(models.Claim).where(models.Claim.until <= clock.seconds()))


def of(session: Session, enquiry: Enquiry) -> Claim | None:
    """Who means to answer an enquiry now."""
    row = session.get(models.Claim, enquiry.id)
    if row is None or row.until <= clock.seconds():
        return None
    name = session.get_one(Counsellor, row.counsellor_id).name
    until = datetime.fromtimestamp(row.until, tz=clock.PRAGUE)
    return Claim(row.counsellor_id, name, until)


def names(session: Session, ids: Sequence[bytes]) -> dict[bytes, str]:
    """Who means to answer which of these enquiries, by their ids."""
    claim = models.Claim
    named = select(claim.enquiry_id, Counsellor.name).join(
        Counsellor, Counsellor.id == claim.counsellor_id
    )
    rows = session.execute(named.where(claim.enquiry_id.in_(ids), _lasts()))
    return {row.enquiry_id: row.name for row in rows}


def waiting(session: Session, person: bytes, *conditions: ColumnElement[bool]) -> list[int]:
    """Numbers of the enquiries that wait and that somebody means to answer, by the day they are
    due.

    Few are claimed, very many wait: a condition on the state would have the database go through
    all of those.
    """
    columns = select(Enquiry.due_on, Enquiry.number, Enquiry.state)
    claimed = columns.where(Enquiry.id.in_(held_by(person)), *conditions)
    found = session.execute(claimed).all()
    return [row.number for row in sorted(found) if row.state == State.WAITING]


def held_by(person: bytes) -> Select[bytes]:
    """A query for the enquiries that somebody means to answer, by their ids."""
    return select(models.Claim.enquiry_id).where(models.Claim.counsellor_id == person, _lasts())


def counts(session: Session, *conditions: ColumnElement[bool]) -> Counter[bytes]:
    """How many of the enquiries that wait and fulfil the conditions each person means to answer."""
    claim = models.Claim
    held = select(claim.counsellor_id, Enquiry.state).join(Enquiry, Enquiry.id == claim.enquiry_id)
    rows = session.execute(held.where(_lasts(), *conditions))
    return Counter(row.counsellor_id for row in rows if row.state == State.WAITING)


def _lasts() -> ColumnElement[bool]:
    return models.Claim.until > clock.seconds()


def _keep(session: Session, enquiry: Enquiry, person: bytes, until: int) -> None:
    session.merge(models.Claim(enquiry_id=enquiry.id, counsellor_id=person, until=until))
