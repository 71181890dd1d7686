"""Taking an answer back that its sender has not opened: everything stands as before it, the text is
its author's again, and the mailbox says that another answer comes, for which the enquiry waits."""

from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import Act, State
from intake_service.work import switches
from intake_service.work.audit import chain
from intake_service.work.casework import draft_slots, enquiry_keys
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.casework.enquiry_keys import EnquiryKeys
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.conversation import before_answer, settlement, threads
from intake_service.work.enquiry import figures
from intake_service.work.post import email_hints
from intake_service.work.replies import promises
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


class AlreadyOpened(Exception):
    """The sender has it on the screen, or had: it can only be corrected by another one."""


def may_take_back(enquiry: Enquiry, last_position: int) -> bool:
    """Whether the sender has not opened the last message, an answer of which we know what was
    before it."""
    is_unopened = not enquiry.read and enquiry.read_position < last_position
    return is_unopened and enquiry.before_box is not None


def take_back(service: Service, staff: Staff, number: int, *, position: int) -> None:
    """Take back the answer at this position, the last message.

    Raises AlreadyOpened, seen.NewerMessage, NoSuchEnquiry, vault.Refused, db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry)
        take_back_in(service, session, staff, enquiry, keys, position)


def take_back_in(
    service: Service,
    session: Session,
    staff: Staff,
    enquiry: Enquiry,
    keys: EnquiryKeys,
    position: int,
) -> None:
    """The same in the transaction of whoever does more."""
    last = threads.last_position(session, enquiry)
    if last != position:
        raise NewerMessage
    before = before_answer.read(enquiry, keys.staff)
    if before is None or before.position != last or not may_take_back(enquiry, last):
        raise AlreadyOpened
    text = threads.remove_last(session, enquiry, keys.thread).text
    before.restore(enquiry)
    if before.state is not State.WAITING:
        settlement.let_wait(enquiry)
        now = switches.current_in(session)
        enquiry.due_on = promises.answer_day(service, enquiry.kind, now)
    chain.note(service, session, staff.name, Act.TOOK_BACK, enquiry.number)
    enquiry.before_box = None
    enquiry.taken_back = True
    if before.counted_on:
        figures.take_first_answer_back(session, enquiry, before.counted_on)
    if before.read:  # otherwise an earlier answer waits, of which the hint tells as well
        email_hints.withdraw(session, keys.thread.newest.key)
    own = draft_slots.read_own(session, enquiry, keys.staff, staff, DraftKind.ANSWER)
    returned = own.put(Window.new(), {"text": text}, clock.now())
    draft_slots.write(service, session, enquiry, keys.staff, returned)
