"""The first sentence to somebody in a crisis: it goes at once, and the enquiry waits on for its
answer, with its promise."""

from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import Act, State
from intake_service.store.vault import Role
from intake_service.work import heartbeat
from intake_service.work.audit import chain
from intake_service.work.casework import drafts, enquiry_keys
from intake_service.work.casework.cases import Case
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.casework.enquiry_keys import EnquiryKeys
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.colleagues import reading, reading_rule
from intake_service.work.colleagues.reading import NotNow
from intake_service.work.conversation import threads
from intake_service.work.conversation.before_answer import BeforeAnswer
from intake_service.work.post import email_hints
from intake_service.work.replies import live_templates
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

TEMPLATE = "first-sentence"


def words(service: Service, case: Case) -> str:
    """What the centre says first, in the language of the enquiry, as its reader will have it."""
    return live_templates.with_template(service, "", TEMPLATE, case.kind, case.language)


def may_send(case: Case) -> bool:
    """Whether somebody waits in a crisis and nothing was said to them since they wrote."""
    return case.urgent and case.waits_for_answer and case.last_answer is None


def send(service: Service, staff: Staff, number: int, text: str, *, after: int) -> None:
    """Send it and let the enquiry wait; the same text after the same message goes once.

    Raises NoSuchEnquiry, NewerMessage, vault.Refused, db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        if _waits_in_a_crisis(enquiry):
            keys = enquiry_keys.for_writing(service, session, staff, enquiry)
            _say(service, session, staff, enquiry, keys, text, after)


def send_own(
    service: Service,
    staff: Staff,
    number: int,
    text: str,
    *,
    after: int,
    window: Window | None = None,
) -> None:
    """Send own words as `send` does; colleagues read them afterwards where they read answers.

    `window` is where they were typed. Raises NotNow where nobody waits in a crisis, and as `send`.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        if not _waits_in_a_crisis(enquiry):
            raise NotNow
        keys = enquiry_keys.for_writing(service, session, staff, enquiry)
        is_read = reading_rule.has_to_be_read_in(service, session, staff, enquiry, keys)
        drafts.spend(service, session, staff, enquiry, keys.staff, DraftKind.ANSWER, window)
        if _say(service, session, staff, enquiry, keys, text, after) and is_read:
            reading.note_given(session, staff, enquiry, keys, after + 1)


def _waits_in_a_crisis(enquiry: Enquiry) -> bool:
    return enquiry.urgent and enquiry.state is State.WAITING


def _say(
    service: Service,
    session: Session,
    staff: Staff,
    enquiry: Enquiry,
    keys: EnquiryKeys,
    text: str,
    after: int,
) -> bool:
    """Whether it went now, and not before."""
    mark = {threads.FIRST_SENTENCE: "1"}
    new = threads.NewMessage(Role.TEAM, text, by=staff.name, extras=mark)
    message = threads.add(session, enquiry, keys.thread, new, after=after)
    if message is None:
        return False
    if message.position != after + 1:
        raise NewerMessage
    BeforeAnswer.of(enquiry, message.position, None).keep(enquiry, keys.staff.newest)
    heartbeat.note_presence(session)
    chain.note(service, session, staff.name, Act.ANSWERED, enquiry.number)
    enquiry.last_on = clock.today()
    enquiry.read = False
    email_hints.post(service, session, enquiry, keys.thread.newest)
    return True
