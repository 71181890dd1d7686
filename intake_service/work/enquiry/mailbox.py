"""The sender's mailbox: opened with the receipt, read, written in again, deleted for good."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre.language.i18n import gettext
from intake_service import clock
from intake_service.store import receipts, vault
from intake_service.store.db import Store, Unavailable
from intake_service.store.models import Enquiry
from intake_service.store.terms import Purpose, State
from intake_service.store.vault import Key, Role
from intake_service.work import switches
from intake_service.work.conversation import (
    kinds,
    publication,
    retention,
    settlement,
    threads,
    urgency,
)
from intake_service.work.conversation.key_rings import KeyRing
from intake_service.work.conversation.publication import Consent, Offer
from intake_service.work.conversation.thread_pages import ThreadPage, page_of
from intake_service.work.conversation.threads import Message
from intake_service.work.enquiry import epochs, feedback, figures, opening
from intake_service.work.enquiry.enquiries import check_doors, team_key, thread_key_place
from intake_service.work.enquiry.feedback import Feedback
from intake_service.work.enquiry.opened_mailbox import NothingOpens, OpenedMailbox
from intake_service.work.post import email_hints, letters
from intake_service.work.rate_limits import Act, Flooded, Slowed
from intake_service.work.replies import promises
from intake_service.work.service import Service
from intake_service.work.team import sessions
from intake_service.work.team.sessions import Limits, SessionKind

MESSAGES_MAX = 200  # in a conversation, of both sides; the team may always answer


class ConversationFull(Exception):
    """There are so many messages that the sender's next one begins a new conversation."""


class OfferChanged(Exception):
    """What the sender had before them has changed meanwhile."""


@dataclass(frozen=True)
class Mailbox:
    """What the sender sees."""

    kind: str
    language: str
    state: State
    due_on: date
    delete_on: date
    hint: bool
    feedback: Feedback | None
    offer: Offer | None
    messages: list[Message]
    taken_back: bool
    """Whether the team has taken an unopened answer back, and another one comes."""

    def page(self, until: int | None = None) -> ThreadPage:
        """The newest messages that fit on a page, or those up to a position."""
        return page_of(self.messages, until)

    @property
    def last_position(self) -> int:
        """Position of the last message; a reply says which one it follows."""
        return len(self.messages)

    @property
    def waits_for_team(self) -> bool:
        """Whether the next word is the team's."""
        return self.state is State.WAITING

    @property
    def answered(self) -> bool:
        """Whether the team had the last word."""
        return self.state is not State.WAITING and self.has_answer

    @property
    def has_answer(self) -> bool:
        """Whether the team has ever written."""
        return any(message.from_team for message in self.messages)


class OpenOnce(Unavailable):
    """The receipt is right, but nothing can be stored now: it opens for this one page."""

    def __init__(self, opened: OpenedMailbox) -> None:
        super().__init__()
        self.opened = opened


def open_with_receipt(service: Service, typed: str, address: str | None = None) -> bytes:
    """Open the mailbox of a typed receipt and return the session's cookie.

    `address` is the visitor's, for the rate limits only. Raises receipts.Misread for a typing
    error, NothingOpens, rate_limits.Slowed, rate_limits.Flooded, gates.Overloaded, OpenOnce,
    enquiries.NotOpenYet, db.Unavailable.
    """
    receipt = receipts.read(typed)
    service.rate_limits.check(Act.WRONG_RECEIPT, address)
    service.rate_limits.count(Act.OPENING, address)  # right ones, too: each costs an Argon2id
    with service.mailbox_gate.enter():
        keys = service.vault.receipt_keys(receipt)
    with service.store.read() as session:
        check_doors(session)
        enquiry = session.scalars(
            select(Enquiry).where(Enquiry.lookup_id == keys.lookup_id)
        ).first()
    if enquiry is None:
        with suppress(Slowed, Flooded):
            service.rate_limits.count(Act.WRONG_RECEIPT, address)
        raise NothingOpens
    first_key = vault.unseal(keys.wrap, enquiry.receipt_box, thread_key_place(enquiry))
    opened = OpenedMailbox(enquiry.id, Key(first_key), keys.private)
    try:
        _bring_up_to_date(service, opened)
        with service.store.write() as session:
            return sessions.begin(session, SessionKind.MAILBOX, opened.payload, limits(service))
    except Unavailable:
        raise OpenOnce(opened) from None


def _bring_up_to_date(service: Service, opened: OpenedMailbox) -> None:
    """Begin a fresh epoch where one is due; a damaged conversation says so when it is read."""
    with suppress(vault.Refused, NothingOpens):
        with service.store.read() as session:
            enquiry = opened.find(session)
            keys = opened.keys(service, enquiry)
            is_due = epochs.is_due(enquiry, keys, team_key(service, session))
        if is_due or enquiry.sender_public is None:
            with service.store.write() as session:
                opened.keys_for_writing(service, session, opened.find(session))


def resume(service: Service, cookie: bytes) -> OpenedMailbox:
    """The mailbox that a cookie keeps open; raises sessions.SessionExpired."""
    payload = sessions.resume(service.store, SessionKind.MAILBOX, cookie, limits(service))
    return OpenedMailbox.read(payload)


def leave(service: Service, cookie: bytes) -> None:
    """Close the mailbox in this browser."""
    with service.store.write() as session:
        sessions.end(session, SessionKind.MAILBOX, cookie)


def contents(service: Service, opened: OpenedMailbox, *, only_read: bool = False) -> Mailbox:
    """Everything in the mailbox, as the sender reads it; an answer counts as read before it is
    shown, so that none can be taken back that somebody has before them.

    With `only_read` nothing is written: nobody waits for a database that takes nothing.
    Raises NothingOpens, vault.Refused.
    """
    marked = opening.mark(service, opened, only_read=only_read)
    while True:
        with service.store.read() as session:
            enquiry = opened.find(session)
            keys = opened.keys(service, enquiry)
            messages = threads.read(session, enquiry, keys)
            offer = publication.read(session, enquiry, keys.newest)
            if marked is None:
                opening.remember(service, session, enquiry)
        if marked is None or len(messages) <= marked:
            break
        marked = opening.mark(service, opened, only_read=only_read)  # one more came meanwhile
    return Mailbox(
        kind=enquiry.kind,
        language=enquiry.language,
        state=enquiry.state,
        due_on=enquiry.due_on,
        delete_on=retention.delete_on(service.facts, enquiry),
        hint=email_hints.address(enquiry, keys.newest) is not None,
        feedback=feedback.read(enquiry, keys.newest),
        offer=offer,
        messages=messages,
        taken_back=enquiry.taken_back,
    )


def write_again(
    service: Service, opened: OpenedMailbox, text: str, *, after: int, address: str | None = None
) -> None:
    """Add the sender's next message. The same text after the same message is kept once.

    `address` is the visitor's, for the rate limits only. Raises NothingOpens, ConversationFull,
    rate_limits.Slowed, db.Unavailable; then nothing was stored.
    """
    service.rate_limits.count(Act.REPLY, address)
    with service.store.write() as session:
        enquiry = opened.find(session)
        if threads.last_position(session, enquiry) >= MESSAGES_MAX:
            raise ConversationFull
        keys = opened.keys_for_writing(service, session, enquiry)
        if not _add(service, session, enquiry, keys, text, after=after):
            return
        is_urgent = urgency.is_urgent(text, service.settings.content / "data")
        enquiry.urgent = enquiry.urgent or is_urgent
        letters.post_news(service, session, is_urgent=is_urgent)
        if kinds.find(enquiry.kind).for_a_coordinator:
            letters.post_notice(service, session, Purpose.COORDINATOR)


def _add(
    service: Service, session: Session, enquiry: Enquiry, keys: KeyRing, text: str, *, after: int
) -> bool:
    """Add a message of the sender, to be answered; False when the same one is there already."""
    new = threads.NewMessage(Role.SENDER, text)
    if threads.add(session, enquiry, keys, new, after=after) is None:
        return False
    if enquiry.state is State.BINNED:
        figures.count_received(session, enquiry)  # somebody real writes
    if enquiry.state is not State.WAITING:
        # A further question gets a new promise; one more word before the answer keeps the old one.
        now = switches.current_in(session)
        enquiry.due_on = promises.answer_day(service, enquiry.kind, now)
    settlement.let_wait(enquiry)
    enquiry.last_on = clock.today()
    return True


def set_hint(service: Service, opened: OpenedMailbox, email: str | None) -> None:
    """Switch the e-mail hint on, or off with None. Raises NothingOpens, db.Unavailable."""
    with service.store.write() as session:
        enquiry = opened.find(session)
        epoch = opened.keys_for_writing(service, session, enquiry).newest
        email_hints.keep(enquiry, epoch, email)
        email_hints.withdraw(session, epoch.key)  # one that waits goes to the address from before


def give_feedback(service: Service, opened: OpenedMailbox, given: Feedback) -> None:
    """Keep what the sender thinks of the answer; where there is none, nothing.

    Raises NothingOpens, db.Unavailable, vault.Swapped.
    """
    with service.store.write() as session:
        enquiry = opened.find(session)
        if not threads.answers(session, enquiry):
            return
        keys = opened.keys_for_writing(service, session, enquiry)
        feedback.keep(enquiry, keys.newest, given)
        if kinds.find(enquiry.counted_as or enquiry.kind).in_figures:
            team = team_key(service, session)
            feedback.count(session, team, enquiry, keys, given.rating)


def answer_offer(service: Service, opened: OpenedMailbox, consent: Consent, mark: str) -> None:
    """Keep whether the text may be published.

    What is published already comes down only by the team's hand: taking that consent back writes to
    them. `mark` says to which words. Raises OfferChanged when they have changed, NothingOpens,
    db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = opened.find(session)
        offer = publication.read(session, enquiry, opened.keys(service, enquiry).newest)
        if offer is None or offer.mark != mark:
            raise OfferChanged
        keys = opened.keys_for_writing(service, session, enquiry)
        publication.keep(session, enquiry, keys.newest, offer.answered(consent))
        if offer.page and offer.consent is Consent.GIVEN and consent is not Consent.GIVEN:
            withdrawal = gettext(
                "Please take the text “%(title)s” off the website. I take my consent back."
            )
            text = withdrawal % {"title": offer.question.title}
            after = threads.last_position(session, enquiry)
            _add(service, session, enquiry, keys, text, after=after)


def delete_all(service: Service, opened: OpenedMailbox, cookie: bytes) -> None:
    """Delete the whole conversation: keys and messages, overwritten on the disk.

    Raises db.Unavailable.
    """
    with service.store.write() as session:
        with suppress(NothingOpens):
            enquiry = opened.find(session)
            service.tombstones.bury(session, [enquiry.id])
            threads.delete(session, enquiry.id, opened.newest_key_if_sound(service, enquiry))
        sessions.end(session, SessionKind.MAILBOX, cookie)
    forget(service.store)


def forget(store: Store) -> None:
    """Empty the log now if nobody reads from it; otherwise the chores repeat it until it is."""
    store.forget_deleted()


def limits(service: Service) -> Limits:
    """How long a mailbox stays open."""
    return Limits(
        idle=service.settings.mailbox_idle_minutes * 60, total=service.settings.mailbox_hours * 3600
    )
