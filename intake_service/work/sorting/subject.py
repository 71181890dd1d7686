"""Whom of the team a complaint concerns: a coordinator says it, and the enquiry and all that hangs
on it is hidden from that person from then on."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from centre.language.i18n import gettext
from intake_service.store.models import Enquiry, Hiding, RegisterEntry
from intake_service.store.terms import Duty
from intake_service.work.casework import enquiry_keys
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.casework.seen import Seen
from intake_service.work.conversation import kinds, notes
from intake_service.work.enquiry import hidden
from intake_service.work.enquiry.hidden import NOBODY
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from intake_service.work.team.people import Colleague


def check(service: Service, staff: Staff, number: int) -> None:
    """Raise NoSuchEnquiry for an enquiry that is hidden from somebody, as if it did not exist."""
    if number in hidden.numbers(service, staff):
        raise NoSuchEnquiry


def not_hidden(service: Service, staff: Staff, seen: Iterable[Seen]) -> list[Seen]:
    """Those of the enquiries that are not hidden from somebody."""
    out_of_sight = hidden.numbers(service, staff)
    return [each for each in seen if each.number not in out_of_sight]


def may_decide(staff: Staff, kind_id: str) -> bool:
    """Whether somebody says whom an enquiry of this kind concerns."""
    return staff.coordinates and kinds.find(kind_id).in_register


def choices(service: Service) -> list[Colleague]:
    """Everybody of the team whom a complaint could concern and who could read it."""
    return [each for each in people.everybody(service) if Duty.ANSWERS in each.duties]


def decided(service: Service, number: int) -> str | None:
    """The id of the person whom it concerns in hex, or of nobody; None before anybody said it.

    Raises NoSuchEnquiry.
    """
    with service.store.read() as session:
        found = decided_in(service, session, enquiry_keys.find(session, number))
        return None if found is None else found.hex()


def decided_in(service: Service, session: Session, enquiry: Enquiry) -> bytes | None:
    """The same within a transaction; somebody who does not answer any more is found, too."""
    marks = set(session.scalars(select(Hiding.mark).where(Hiding.enquiry_id == enquiry.id)))
    everybody = [NOBODY, *(each.id for each in people.everybody_in(session))]
    found = (each for each in everybody if hidden.mark(service, enquiry.id, each) in marks)
    return next(found, None)


def decide(service: Service, staff: Staff, number: int, person: bytes) -> None:
    """Hide a complaint from this person, or from nobody; the notes say so to the others.

    Raises NobodyElse, NoSuchEnquiry, vault.Refused, db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        if may_decide(staff, enquiry.kind):
            decide_in(service, session, staff, enquiry, person)


def decide_in(
    service: Service, session: Session, staff: Staff, enquiry: Enquiry, person: bytes
) -> None:
    """The same within a transaction; it is undone where nobody else would see it."""
    answering = [each for each in people.everybody_in(session) if Duty.ANSWERS in each.duties]
    known = {each.id: each.name for each in answering}
    if person != NOBODY and person not in known:
        return
    session.execute(delete(Hiding).where(Hiding.enquiry_id == enquiry.id))
    session.add(Hiding(enquiry_id=enquiry.id, mark=hidden.mark(service, enquiry.id, person)))
    session.flush()
    hidden.check_somebody_sees(service, session, enquiry)
    hidden.detach(service, session, enquiry)
    entered = select(RegisterEntry).where(RegisterEntry.enquiry_number == enquiry.number)
    for entry in session.scalars(entered):
        entry.mark = hidden.register_mark(service, entry.number, person)
    keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
    note = (
        gettext("Hidden from: %(name)s.") % {"name": known[person]}
        if person != NOBODY
        else gettext("It concerns nobody of the team.")
    )
    notes.add(session, enquiry, keys, note, by=staff.name)
