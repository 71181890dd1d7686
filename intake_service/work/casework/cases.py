"""What counsellors do with enquiries: read, answer, note, close, settle."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from centre.texts.replies.suggestions import Question
from intake_service import clock
from intake_service.store import vault
from intake_service.store.db import Unavailable
from intake_service.store.models import Enquiry
from intake_service.store.terms import Act, State
from intake_service.store.vault import Role
from intake_service.work import heartbeat
from intake_service.work.audit import chain
from intake_service.work.casework import drafts, enquiry_keys, publishing, seen, taking_back
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.casework.drafts import Drafts
from intake_service.work.casework.enquiry_keys import EnquiryKeys
from intake_service.work.casework.seen import NewerMessage, Seen
from intake_service.work.conversation import (
    deletions,
    kinds,
    notes,
    publication,
    retention,
    settlement,
    states,
    thread_pages,
    threads,
)
from intake_service.work.conversation.before_answer import BeforeAnswer
from intake_service.work.conversation.notes import Note
from intake_service.work.conversation.proposals import Proposal
from intake_service.work.conversation.publication import Offer
from intake_service.work.conversation.settlement import Reason
from intake_service.work.conversation.states import Meaning
from intake_service.work.conversation.thread_pages import NotesPage, ThreadPage
from intake_service.work.conversation.threads import Message
from intake_service.work.enquiry import claims, feedback, figures, summaries
from intake_service.work.enquiry.claims import Claim
from intake_service.work.enquiry.feedback import Feedback
from intake_service.work.enquiry.summaries import Summary
from intake_service.work.post import email_hints
from intake_service.work.replies.questions import question_of
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


@dataclass(frozen=True)
class Case:
    """An enquiry as the desk sees it, opened."""

    number: int
    kind: str
    state: State
    language: str
    received_on: date
    due_on: date
    delete_on: date
    read: bool
    read_position: int
    urgent: bool
    messages: list[Message]
    notes: list[Note]
    feedback: Feedback | None
    offer: Offer | None
    may_offer: bool
    """Whether the sender may be asked about publishing."""
    deletion: Proposal | None
    """That somebody proposes to delete it before its day."""
    drafts: Drafts
    """What is being written in it."""
    may_take_back: bool
    """Whether its last message is an answer that the sender has not opened."""
    taken_back: bool
    """Whether an answer was taken back and its sender waits for another one."""
    claim: Claim | None
    """Who means to answer it."""
    summary: Summary
    """What the team has pinned above it."""

    def page(self, until: int | None = None) -> ThreadPage:
        """The newest messages that fit on a page, or those up to a position."""
        return thread_pages.page_of(self.messages, until)

    def notes_page(self, until: int | None = None) -> NotesPage:
        """The newest notes that fit beside the messages, or a page of the first so many."""
        if until is None:
            return thread_pages.notes_of(self.notes, thread_pages.BESIDE_MAX)
        return thread_pages.notes_of(self.notes[:until], thread_pages.PAGE_MAX, at_least=1)

    @property
    def last_position(self) -> int:
        """Position of the last message; an answer says which one it follows."""
        return len(self.messages)

    @property
    def seen(self) -> Seen:
        """What a page with this case shows; every button on it says so."""
        return Seen(self.number, self.last_position)

    @property
    def last_answer(self) -> Message | None:
        """The last message, if the team had the last word."""
        last = self.messages[-1]
        return last if last.from_team else None

    @property
    def sender_messages(self) -> int:
        """How many messages the sender has written."""
        return sum(not message.from_team for message in self.messages)

    @property
    def wrote_before(self) -> Message | None:
        """The sender's message before the newest one, where there is one."""
        theirs = [message for message in self.messages if not message.from_team]
        return theirs[-2] if len(theirs) > 1 else None

    @property
    def email(self) -> str:
        """The address that the sender gave in a form; empty where none was given."""
        return next((each for m in self.messages if (each := m.extras.get("email"))), "")

    @property
    def unopened(self) -> bool:
        """Whether the sender has not opened the last message."""
        return self.read_position < self.last_position and not self.read

    @property
    def meaning(self) -> Meaning:
        """What its state means."""
        return states.MEANINGS[self.state]

    @property
    def question(self) -> Question:
        """What is known of what was asked."""
        return question_of(self.kind, self.messages, urgent=self.urgent)

    @property
    def overdue(self) -> bool:
        """Whether the promised day has passed without an answer."""
        late = states.is_overdue(self.state, self.due_on, clock.today())
        return late and self.waits_for_answer

    @property
    def waits_for_answer(self) -> bool:
        """Whether somebody was promised an answer by its day."""
        return self.meaning.waits_for_team and kinds.find(self.kind).promises_an_answer

    @property
    def may_bin(self) -> bool:
        """Whether it can be junk: it waits, and nobody has answered it yet."""
        return self.state is State.WAITING and not any(
            message.from_team for message in self.messages
        )

    @property
    def usual_reason(self) -> Reason | None:
        """Why most such messages need no answer; None where it takes a thought to say."""
        goes_on = any(message.from_team for message in self.messages)
        harmless = goes_on or kinds.find(self.kind).may_be_only_news
        return Reason.THANKS if harmless and not self.urgent else None

    @property
    def may_close(self) -> bool:
        """Whether closing makes sense now."""
        return self.meaning.may_close


def open_case(service: Service, staff: Staff, number: int) -> Case:
    """Everything about one enquiry; raises NoSuchEnquiry, vault.Refused."""
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.open_all(service, staff, enquiry)
        messages = threads.read(session, enquiry, keys.thread)
        given = feedback.read(enquiry, keys.thread.newest)
        offer = publication.read(session, enquiry, keys.thread.newest)
        may_offer = publishing.may_offer(session, enquiry, offer)
        colleagues_notes = notes.read(session, enquiry, keys.staff)
        deletion = deletions.read(service.vault, session, enquiry)
        unfinished = drafts.read(session, enquiry, keys.staff, staff)
        claim = claims.of(session, enquiry)
        summary = summaries.read(session, enquiry, keys.staff)
    with suppress(Unavailable):  # reading goes on in any case
        chain.note_once_a_day(service, staff.name, Act.OPENED, number)
    return Case(
        number=enquiry.number,
        kind=enquiry.kind,
        state=enquiry.state,
        language=enquiry.language,
        received_on=enquiry.received_on,
        due_on=enquiry.due_on,
        delete_on=retention.delete_on(service.facts, enquiry),
        read=enquiry.read,
        read_position=enquiry.read_position,
        urgent=enquiry.urgent,
        messages=messages,
        notes=colleagues_notes,
        feedback=given,
        offer=offer,
        may_offer=may_offer,
        deletion=deletion,
        drafts=unfinished,
        may_take_back=taking_back.may_take_back(enquiry, len(messages)),
        taken_back=enquiry.taken_back,
        claim=claim,
        summary=summary,
    )


@dataclass(frozen=True)
class NewestMessage:
    """The newest message of an enquiry, and what a page that shows it has shown."""

    seen: Seen
    message: Message | None
    """None where the enquiry is damaged."""
    is_covered: bool = False
    """Whether the team has covered its text."""


def newest_message(service: Service, staff: Staff, number: int) -> NewestMessage:
    """What is asked about before an enquiry goes, a damaged one too; raises NoSuchEnquiry."""
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, number)
        position = threads.last_position(session, enquiry)
        message = None
        is_covered = False
        with suppress(vault.Refused):
            keys = enquiry_keys.open_all(service, staff, enquiry)
            covered = summaries.read(session, enquiry, keys.staff)
            message = threads.read(session, enquiry, keys.thread)[-1]
            is_covered = covered.covers(message.position) and not message.from_team
    return NewestMessage(Seen(number, position), message, is_covered)


def check_there(service: Service, number: int) -> None:
    """Raise NoSuchEnquiry for an enquiry that is gone."""
    with service.store.read() as session:
        enquiry_keys.find(session, number)


def check_seen(service: Service, number: int, *, after: int) -> None:
    """Raise NewerMessage when somebody wrote after this position; raises NoSuchEnquiry."""
    with service.store.read() as session:
        seen.check(session, enquiry_keys.find(session, number), after)


def answer(
    service: Service,
    staff: Staff,
    number: int,
    text: str,
    *,
    after: int,
    window: Window | None = None,
) -> None:
    """Give the team's answer. The same text after the same message is kept once.

    `window` is where it was typed: nothing of it stays unfinished there.

    Raises NoSuchEnquiry, NewerMessage (nothing was stored), db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry)
        answer_in(service, session, staff, enquiry, keys, text, after=after, window=window)


def answer_in(
    service: Service,
    session: Session,
    staff: Staff,
    enquiry: Enquiry,
    keys: EnquiryKeys,
    text: str,
    *,
    after: int,
    window: Window | None = None,
) -> None:
    """The same within a transaction, which has to fail with what is raised."""
    drafts.spend(service, session, staff, enquiry, keys.staff, DraftKind.ANSWER, window)
    by = staff.name
    give(service, session, enquiry, keys, text, by=by, who=by, after=after)


def give(
    service: Service,
    session: Session,
    enquiry: Enquiry,
    keys: EnquiryKeys,
    text: str,
    *,
    by: str,
    who: str,
    after: int,
) -> bool:
    """Give an answer in the transaction of whoever does; False where the same one was given.

    `by` is the author's name; `who` sends it, as the audit tells. Raises NewerMessage, with which
    the transaction has to fail.
    """
    new = threads.NewMessage(Role.TEAM, text, by=by)
    message = threads.add(session, enquiry, keys.thread, new, after=after)
    if message is None:
        return False
    if message.position != after + 1:
        raise NewerMessage
    today = clock.today()
    is_first = sum(each.is_answer for each in threads.read(session, enquiry, keys.thread)) == 1
    before = BeforeAnswer.of(enquiry, message.position, today if is_first else None)
    before.keep(enquiry, keys.staff.newest)
    if enquiry.state is State.BINNED:
        figures.count_received(session, enquiry)  # whoever answers takes it out
    if is_first:
        figures.count_first_answer(session, enquiry, today)
    settlement.settle(enquiry, State.ANSWERED)
    claims.release(session, enquiry)
    heartbeat.note_presence(session)
    chain.note(service, session, who, Act.ANSWERED, enquiry.number)
    enquiry.last_on = today
    enquiry.read = False
    email_hints.post(service, session, enquiry, keys.thread.newest)
    return True


def add_note(
    service: Service, staff: Staff, number: int, text: str, *, window: Window | None = None
) -> None:
    """Keep a note for colleagues under the staff key; `window` is where it was typed."""
    with service.store.write() as session:
        add_note_in(service, session, staff, enquiry_keys.find(session, number), text, window)


def add_note_in(
    service: Service,
    session: Session,
    staff: Staff,
    enquiry: Enquiry,
    text: str,
    window: Window | None,
) -> None:
    """The same within a transaction."""
    keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
    drafts.spend(service, session, staff, enquiry, keys, DraftKind.NOTE, window)
    notes.add(session, enquiry, keys, text, by=staff.name)


def close(service: Service, staff: Staff, number: int, *, after: int) -> None:
    """Close an answered conversation; the sender may write again, which opens it.

    `after` is the position of the last message seen. Raises NoSuchEnquiry, NewerMessage,
    db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        seen.check(session, enquiry, after)
        if enquiry.state is State.ANSWERED:  # what waits can only be settled
            enquiry.state = State.CLOSED
            enquiry.closed_on = clock.today()
            chain.note(service, session, staff.name, Act.CLOSED, number)


def settle(service: Service, staff: Staff, number: int, reason: Reason, *, after: int) -> None:
    """Mark that what waits needs no answer; the reason is noted for colleagues.

    `after` is the position of the last message seen. Raises NoSuchEnquiry, NewerMessage,
    vault.Refused, db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        seen.check(session, enquiry, after)
        if enquiry.state is State.WAITING:
            keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
            notes.add(session, enquiry, keys, reason.note, by=staff.name)
            settlement.settle(enquiry, State.CLOSED)
            chain.note(service, session, staff.name, Act.SETTLED, number)
