"""What counsellors do with enquiries: read, answer, note, close, settle."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from intake_service import clock
from intake_service.store import vault
from intake_service.store.terms import State
from intake_service.store.vault import Role
from intake_service.work import heartbeat
from intake_service.work.casework import enquiry_keys, publishing, seen
from intake_service.work.casework.seen import NewerMessage, Seen
from intake_service.work.conversation import (
    deletions,
    kinds,
    notes,
    publication,
    retention,
    settlement,
    states,
    threads,
)
from intake_service.work.conversation.notes import Note
from intake_service.work.conversation.proposals import Proposal
from intake_service.work.conversation.publication import Offer
from intake_service.work.conversation.settlement import Reason
from intake_service.work.conversation.states import Meaning
from intake_service.work.conversation.thread_pages import ThreadPage, page_of
from intake_service.work.conversation.threads import Message
from intake_service.work.enquiry import feedback, figures
from intake_service.work.enquiry.feedback import Feedback
from intake_service.work.post import email_hints
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
    urgent: bool
    messages: list[Message]
    notes: list[Note]
    feedback: Feedback | None
    offer: Offer | None
    may_offer: bool
    """Whether the sender may be asked about publishing."""
    deletion: Proposal | None
    """That somebody proposes to delete it before its day."""

    def page(self, until: int | None = None) -> ThreadPage:
        """The newest messages that fit on a page, or those up to a position."""
        return page_of(self.messages, until)

    @property
    def last_position(self) -> int:
        """Position of the last message; an answer says which one it follows."""
        return len(self.messages)

    @property
    def seen(self) -> Seen:
        """What a page with this case shows; every button on it says so."""
        return Seen(self.number, self.last_position)

    @property
    def meaning(self) -> Meaning:
        """What its state means."""
        return states.MEANINGS[self.state]

    @property
    def overdue(self) -> bool:
        """Whether the promised day has passed without an answer."""
        return states.is_overdue(self.state, self.due_on, clock.today())

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
    return Case(
        number=enquiry.number,
        kind=enquiry.kind,
        state=enquiry.state,
        language=enquiry.language,
        received_on=enquiry.received_on,
        due_on=enquiry.due_on,
        delete_on=retention.delete_on(service.facts, enquiry),
        read=enquiry.read,
        urgent=enquiry.urgent,
        messages=messages,
        notes=colleagues_notes,
        feedback=given,
        offer=offer,
        may_offer=may_offer,
        deletion=deletion,
    )


@dataclass(frozen=True)
class NewestMessage:
    """The newest message of an enquiry, and what a page that shows it has shown."""

    seen: Seen
    message: Message | None
    """None where the enquiry is damaged."""


def newest_message(service: Service, staff: Staff, number: int) -> NewestMessage:
    """What is asked about before an enquiry goes, a damaged one too; raises NoSuchEnquiry."""
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, number)
        position = threads.last_position(session, enquiry)
        message = None
        with suppress(vault.Refused):
            keys = enquiry_keys.thread_keys(service, staff, enquiry)
            message = threads.read(session, enquiry, keys)[-1]
    return NewestMessage(Seen(number, position), message)


def check_seen(service: Service, number: int, *, after: int) -> None:
    """Raise NewerMessage when somebody wrote after this position; raises NoSuchEnquiry."""
    with service.store.read() as session:
        seen.check(session, enquiry_keys.find(session, number), after)


def answer(service: Service, staff: Staff, number: int, text: str, *, after: int) -> None:
    """Give the team's answer. The same text after the same message is kept once.

    Raises NoSuchEnquiry, NewerMessage (nothing was stored), db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).thread
        new = threads.NewMessage(Role.TEAM, text, by=staff.name)
        message = threads.add(session, enquiry, keys, new, after=after)
        if message is None:
            return
        if message.position != after + 1:
            raise NewerMessage
        today = clock.today()
        if threads.answers(session, enquiry) == 1:
            figures.count_first_answer(session, enquiry, today)
        settlement.settle(enquiry, State.ANSWERED)
        heartbeat.note_presence(session)
        enquiry.last_on = today
        enquiry.read = False
        email_hints.post(service, session, enquiry, keys.newest)


def add_note(service: Service, staff: Staff, number: int, text: str) -> None:
    """Keep a note for colleagues under the staff key."""
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        notes.add(session, enquiry, keys, text, by=staff.name)


def close(service: Service, number: int, *, after: int) -> None:
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
