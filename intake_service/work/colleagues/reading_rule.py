"""Whether a colleague reads an answer before it goes: as the centre has chosen."""

from datetime import timedelta

from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.models import Counsellor, Enquiry
from intake_service.store.terms import ReadingRule
from intake_service.work import switches
from intake_service.work.casework import cases, enquiry_keys
from intake_service.work.casework.cases import Case
from intake_service.work.casework.draft_windows import Window
from intake_service.work.casework.enquiry_keys import EnquiryKeys
from intake_service.work.colleagues import handover
from intake_service.work.conversation import threads
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

NEW_FOR = timedelta(days=90)


class HasToBeRead(Exception):
    """A colleague reads this answer first."""


def needs_reader(service: Service, staff: Staff, case: Case) -> bool:
    """Whether a colleague has to read this person's answer; never where there is no colleague.

    It is for a page: whoever sends asks `has_to_be_read_in` once more.
    """
    rule = switches.current(service).reading
    if rule is ReadingRule.OFF:
        return False
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, case.number)
        keys = enquiry_keys.open_all(service, staff, enquiry)
        return has_to_be_read_in(service, session, staff, enquiry, keys)


def has_to_be_read_in(
    service: Service, session: Session, staff: Staff, enquiry: Enquiry, keys: EnquiryKeys
) -> bool:
    """The same within the transaction that sends: whoever joins, leaves, or is kept from the
    enquiry, and whoever changes the rule, does so before or after it."""
    match switches.current_in(session).reading:
        case ReadingRule.OFF:
            needed = False
        case ReadingRule.NEWCOMERS:
            needed = _is_new(session, staff)
        case ReadingRule.MARKED:
            needed = enquiry.urgent or _is_by_a_child(session, enquiry, keys)
        case ReadingRule.ALL:
            needed = True
    return needed and bool(handover.who_else_sees_it_in(service, session, staff, enquiry))


def may_not_wait(case: Case) -> bool:
    """Whether first sentences may go before anybody has read them."""
    return case.urgent and case.meaning.waits_for_team


def answer(
    service: Service,
    staff: Staff,
    number: int,
    text: str,
    *,
    after: int,
    window: Window | None = None,
) -> None:
    """Give an answer that nobody has to read first; raises HasToBeRead and as `cases.answer`."""
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry)
        if has_to_be_read_in(service, session, staff, enquiry, keys):
            raise HasToBeRead
        cases.answer_in(service, session, staff, enquiry, keys, text, after=after, window=window)


def _is_by_a_child(session: Session, enquiry: Enquiry, keys: EnquiryKeys) -> bool:
    messages = threads.read(session, enquiry, keys.thread)
    return any(each.is_from_a_child for each in messages)


def _is_new(session: Session, staff: Staff) -> bool:
    joined_on = session.get_one(Counsellor, staff.id).joined_on
    return clock.today() - joined_on < NEW_FOR
