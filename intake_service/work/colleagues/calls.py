"""Calling a colleague to an enquiry: it stands on their home until they have seen it."""

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from intake_service.store.models import Call, Enquiry
from intake_service.work.casework import cases, enquiry_keys
from intake_service.work.casework.draft_windows import Window
from intake_service.work.enquiry import hidden
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff


def note(
    service: Service,
    staff: Staff,
    number: int,
    text: str,
    *,
    window: Window | None = None,
    called: bytes = b"",
) -> None:
    """Keep a note for colleagues, and call one of them to it, if they see the enquiry.

    Raises as `cases.add_note` does.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        cases.add_note_in(service, session, staff, enquiry, text, window)
        everybody = people.everybody_in(session)
        found = next((each for each in everybody if each.id == called), None)
        if found and not hidden.is_hidden_from(service, session, enquiry, found):
            session.merge(Call(enquiry_id=enquiry.id, counsellor_id=called))


def is_called(service: Service, staff: Staff, number: int) -> bool:
    """Whether this person is called to an enquiry and has not seen it yet."""
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, number)
        return session.get(Call, (enquiry.id, staff.id)) is not None


def end(session: Session, enquiry: Enquiry, person: bytes) -> None:
    """Note that somebody has seen to what they were called."""
    called = (Call.enquiry_id == enquiry.id, Call.counsellor_id == person)
    session.execute(delete(Call).where(*called))


def numbers_of(session: Session, person: bytes, *conditions: ColumnElement[bool]) -> list[int]:
    """Numbers of the enquiries to which somebody is called, by the day they are due."""
    called = select(Call.enquiry_id).where(Call.counsellor_id == person)
    found = select(Enquiry.number).where(Enquiry.id.in_(called), *conditions)
    return list(session.scalars(found.order_by(Enquiry.due_on, Enquiry.number)))
