"""Which enquiries somebody of the team sees nothing of: neither them nor that they exist.

A complaint is hidden from the person it concerns. Until a coordinator has said who that is, only
those who coordinate see it, where anybody who answers does. Who has said that they cannot answer an
enquiry sees nothing of it either.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, delete, select, true
from sqlalchemy.orm import Session

from intake_service.store.models import (
    AuditLine,
    Call,
    Claim,
    Counsellor,
    Enquiry,
    HiddenNumber,
    Hiding,
    KeyShare,
    Recusal,
    has_duty,
)
from intake_service.store.terms import Duty, Purpose, Standing, State
from intake_service.store.vault import ID_SIZE
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.post import letters
from intake_service.work.service import Service
from intake_service.work.team import names, people
from intake_service.work.team.logins import Staff
from intake_service.work.team.people import Colleague

NOBODY = bytes(ID_SIZE)
"""Stands for the person where a complaint concerns nobody of the team."""


class NobodyElse(Exception):
    """Nobody would be left who sees the enquiry."""


def mark(service: Service, enquiry_id: bytes, person: bytes) -> bytes:
    """What stands beside an enquiry that is hidden from this person."""
    return service.vault.mac("hidden from", enquiry_id, person)[:ID_SIZE]


def recuse(service: Service, session: Session, enquiry: Enquiry, person: bytes) -> None:
    """Hide an enquiry from somebody who cannot answer it; nobody is told why."""
    reader = names.alias(service.vault, person)
    session.merge(Recusal(enquiry_id=enquiry.id, reader=reader))
    session.flush()
    detach(service, session, enquiry)


def detach(service: Service, session: Session, enquiry: Enquiry) -> None:
    """Take an enquiry away from whom it is hidden since a moment ago.

    Their claim goes, and the call to them. Where it was said of them by name, its number stays
    hidden from them in the audit when the enquiry is gone.
    """
    number = enquiry.number
    session.execute(delete(HiddenNumber).where(HiddenNumber.number == number))
    for each in people.everybody_in(session):
        if enquiry.id in _named(service, session, each.id):
            session.add(HiddenNumber(number=number, mark=_number_mark(service, number, each.id)))
        if is_hidden_from(service, session, enquiry, each):
            for table in (Claim, Call):
                theirs = (table.enquiry_id == enquiry.id, table.counsellor_id == each.id)
                session.execute(delete(table).where(*theirs))


def forget_numbers(session: Session) -> None:
    """Forget from whom numbers are hidden that no enquiry and no line of the audit has any more."""
    audited = select(AuditLine.enquiry).where(AuditLine.enquiry.is_not(None))
    gone = HiddenNumber.number.not_in(audited), HiddenNumber.number.not_in(select(Enquiry.number))
    session.execute(delete(HiddenNumber).where(*gone))


def _number_mark(service: Service, number: int, person: bytes) -> bytes:
    return service.vault.mac("hidden number", number.to_bytes(8, "big"), person)[:ID_SIZE]


def register_mark(service: Service, entry: int, person: bytes) -> bytes:
    """What stands beside an entry of the register that is hidden from this person."""
    return service.vault.mac("hidden entry", entry.to_bytes(8, "big"), person)[:ID_SIZE]


def ids(service: Service, session: Session, staff: Staff) -> set[bytes]:
    """The enquiries that are hidden from somebody; few, for there are few complaints."""
    return _ids(service, session, staff.id, coordinates=staff.coordinates)


def is_hidden_from(service: Service, session: Session, enquiry: Enquiry, person: Colleague) -> bool:
    """Whether a colleague does not see an enquiry."""
    coordinates = Duty.COORDINATES in person.duties
    return enquiry.id in _ids(service, session, person.id, coordinates=coordinates)


def sees(service: Service, session: Session, enquiry: Enquiry) -> list[Colleague]:
    """Who can read an enquiry and is shown it, in the transaction that changes either."""
    return [
        each
        for each in people.everybody_in(session)
        if _reads(each) and not is_hidden_from(service, session, enquiry, each)
    ]


def check_somebody_sees(service: Service, session: Session, enquiry: Enquiry) -> None:
    """Raise NobodyElse, which undoes the change, where nobody is left who sees an enquiry."""
    if not sees(service, session, enquiry):
        raise NobodyElse


def _ids(service: Service, session: Session, person: bytes, *, coordinates: bool) -> set[bytes]:
    hidden = _named(service, session, person)
    if not coordinates and _somebody_decides(session):
        hidden |= _complaints(session) - set(session.scalars(select(Hiding.enquiry_id)))
    return hidden


def _named(service: Service, session: Session, person: bytes) -> set[bytes]:
    """The enquiries of which it was said that this person is not to see them."""
    decided = session.scalars(select(Hiding))
    concerned = {
        row.enquiry_id for row in decided if row.mark == mark(service, row.enquiry_id, person)
    }
    reader = names.alias(service.vault, person)
    recused = select(Recusal.enquiry_id).where(Recusal.reader == reader)
    return concerned.union(session.scalars(recused))


@contextmanager
def nobody_lost(service: Service, session: Session) -> Iterator[None]:
    """A change of the team; raises NobodyElse, which undoes it, where it leaves an enquiry that
    somebody saw before to nobody."""
    before = _unseen(service, session)
    yield
    session.flush()
    if _unseen(service, session) - before:
        raise NobodyElse


@contextmanager
def told_if_lost(service: Service, session: Session) -> Iterator[None]:
    """A change of the team that cannot be refused; a letter calls a coordinator where it leaves an
    enquiry to nobody."""
    before = _unseen(service, session)
    yield
    session.flush()
    if _unseen(service, session) - before:
        letters.post_notice(service, session, Purpose.COORDINATOR)


def count_unseen(service: Service, session: Session) -> int:
    """How many enquiries nobody is shown. Raises vault.NotHeld without the whole secret."""
    return len(_unseen(service, session))


def _unseen(service: Service, session: Session) -> set[bytes]:
    """The enquiries that nobody of those who could read them is shown."""
    readers = [each for each in people.everybody_in(session) if _reads(each)]
    if not readers:
        return set(session.scalars(select(Enquiry.id)))
    unseen = [
        _ids(service, session, each.id, coordinates=Duty.COORDINATES in each.duties)
        for each in readers
    ]
    return set.intersection(*unseen)


def _reads(person: Colleague) -> bool:
    return person.holds_key and person.standing is Standing.ACTIVE


def shown(service: Service, session: Session, staff: Staff) -> ColumnElement[bool]:
    """The condition that an enquiry is not hidden from somebody."""
    hidden = ids(service, session, staff)
    return Enquiry.id.not_in(sorted(hidden)) if hidden else true()


def numbers(service: Service, staff: Staff) -> set[int]:
    """The numbers of those that are hidden from somebody, and of those that were until they were
    deleted."""
    with service.store.read() as session:
        hidden = ids(service, session, staff)
        found = select(Enquiry.number).where(Enquiry.id.in_(sorted(hidden)))
        there = set(session.scalars(found)) if hidden else set()
        gone = {
            row.number
            for row in session.scalars(select(HiddenNumber))
            if row.mark == _number_mark(service, row.number, staff.id)
        }
    return there | gone


def _complaints(session: Session) -> set[bytes]:
    of_people = [kind.id for kind in KINDS.values() if kind.in_register]
    found = select(Enquiry.id).where(Enquiry.state.in_(list(State)), Enquiry.kind.in_(of_people))
    return set(session.scalars(found))


def _somebody_decides(session: Session) -> bool:
    decides = has_duty(Duty.COORDINATES) & has_duty(Duty.ANSWERS)
    holds = select(KeyShare.counsellor_id)
    active = select(Counsellor.id).where(
        Counsellor.standing == Standing.ACTIVE, decides, Counsellor.id.in_(holds)
    )
    return session.scalar(active.limit(1)) is not None
