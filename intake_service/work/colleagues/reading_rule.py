"""Whether a colleague reads an answer before it goes: as the centre has chosen."""

from datetime import timedelta

from intake_service import clock
from intake_service.store.models import Counsellor
from intake_service.store.terms import ReadingRule
from intake_service.work import switches
from intake_service.work.casework import cases
from intake_service.work.casework.cases import Case
from intake_service.work.casework.draft_windows import Window
from intake_service.work.colleagues import handover
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

NEW_FOR = timedelta(days=90)


class HasToBeRead(Exception):
    """A colleague reads this answer first."""


def needs_reader(service: Service, staff: Staff, case: Case) -> bool:
    """Whether a colleague has to read this person's answer; never where there is no colleague."""
    match switches.current(service).reading:
        case ReadingRule.OFF:
            needed = False
        case ReadingRule.NEWCOMERS:
            needed = _is_new(service, staff)
        case ReadingRule.MARKED:
            needed = case.urgent or case.question.by_a_child
        case ReadingRule.ALL:
            needed = True
    return needed and bool(handover.who_else_sees_it(service, staff, case.number))


def has_to_be_read(service: Service, staff: Staff, number: int) -> bool:
    """The same for an enquiry that is not open; where nobody has to, it stays so."""
    if switches.current(service).reading is ReadingRule.OFF:
        return False
    return needs_reader(service, staff, cases.open_case(service, staff, number))


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
    if has_to_be_read(service, staff, number):
        raise HasToBeRead
    cases.answer(service, staff, number, text, after=after, window=window)


def _is_new(service: Service, staff: Staff) -> bool:
    with service.store.read() as session:
        joined_on = session.get_one(Counsellor, staff.id).joined_on
    return clock.today() - joined_on < NEW_FOR
