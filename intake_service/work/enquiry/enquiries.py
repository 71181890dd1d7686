"""An enquiry's way in: sent once however often it is clicked, acknowledged when durable."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Row, bindparam, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import db, models, receipts, vault
from intake_service.store.models import Confirmation, Counsellor, Enquiry, has_duty
from intake_service.store.receipts import Receipt
from intake_service.store.roster import TeamPublicKey
from intake_service.store.terms import Duty, Purpose, Standing, State
from intake_service.store.vault import ID_SIZE, Key, Pair, Place, ReceiptKeys, Record, Role
from intake_service.work import tombstones
from intake_service.work.conversation import key_rings, kinds, notes, threads, urgency
from intake_service.work.conversation.key_rings import FIRST, EpochKey
from intake_service.work.enquiry import feedback, figures, intake
from intake_service.work.post import email_hints, letters
from intake_service.work.rate_limits import Flooded
from intake_service.work.replies import promises
from intake_service.work.service import Service


class NotOpenYet(Exception):
    """The desk has not been set up: nobody could read what is sent.

    Or the database was restored without its tombstones, and nobody has confirmed that.
    """


class Paused(Exception):
    """A coordinator has paused intake, or nobody of the team shows up."""


class AlreadySent(Exception):
    """The same text was sent from this browser today, and its receipt is not shown any more."""


class NotShown(Exception):
    """This browser has no such receipt to see: too long ago, or sent from elsewhere."""


@dataclass(frozen=True)
class Submission:
    """What a form brings. `cookie` is the sender's 32 bytes; `attempt` counts "send as new"."""

    kind: str
    language: str
    text: str
    cookie: bytes
    extras: Mapping[str, str] = field(default_factory=dict)
    attempt: int = 0
    email: str | None = None
    """Where a hint goes when there is an answer, if the sender wants one."""

    @property
    def handle(self) -> bytes:
        """16 bytes: equal for the same submission from the same browser, useless without the
        cookie."""
        parts = [self.kind, str(self.attempt), self.text]
        for name in sorted(self.extras):
            parts += [name, self.extras[name]]
        return vault.derive(self.cookie, "submit", *(part.encode() for part in parts), size=ID_SIZE)


@dataclass(frozen=True)
class Sent:
    """What the page after sending shows."""

    kind: str
    receipt: Receipt
    due_on: date


def check_doors(session: Session) -> None:
    """Raise NotOpenYet after a restore that nobody has confirmed: deleted things may be back."""
    if tombstones.closed_since(session) is not None:
        raise NotOpenYet


def is_open(service: Service) -> bool:
    """Whether set-up is finished, so that somebody can answer."""
    answering = select(func.count()).where(
        Counsellor.standing == Standing.ACTIVE, has_duty(Duty.ANSWERS)
    )
    with service.store.read() as session:
        return session.scalar(answering) != 0


def send(
    service: Service, submission: Submission, address: str | None = None, *, waited: int = 0
) -> bytes:
    """Store the enquiry unless it is stored already; return the handle of its confirmation.

    `address` is the sender's, for the rate limits only; it is not kept. `waited` are the seconds
    since this browser was first asked to wait. Raises NotOpenYet, Paused,
    AlreadySent, rate_limits.Slowed, rate_limits.Flooded, gates.Overloaded, db.Unavailable, and
    vault.Swapped when the team's key was swapped in the database; in each case nothing was stored.
    """
    confirmation = confirmation_id(submission.cookie, submission.handle)
    with service.store.read() as session:
        before = _confirmation(session, confirmation)
        now = intake.current_in(service, session)
    if now.is_restored:
        raise NotOpenYet
    if _is_shown(before):
        return submission.handle
    if now.is_paused:
        raise Paused
    try:
        service.rate_limits.count_send(address, waited=waited)
    except Flooded:
        figures.count_turned_away(service)
        raise
    promised = promises.answer_day(service, submission.kind, now.switches)
    receipt = receipts.new()
    with service.sending_gate.enter():
        keys = service.vault.receipt_keys(receipt)
    try:
        with service.store.write() as session:
            if before is not None:
                over = Confirmation.until <= clock.seconds()
                session.execute(delete(Confirmation).where(Confirmation.id == confirmation, over))
            trace = _keep(service, session, submission, keys, promised)
            shown = Sent(submission.kind, receipt, promised)
            db.insert_at_once(session, _confirm(service, submission, shown, trace))
    except IntegrityError:
        # A double click: the other request was faster, and its receipt is the one.
        with service.store.read() as session:
            if not _is_shown(_confirmation(session, confirmation)):
                raise
    return submission.handle


def keep_exercise(service: Service, submission: Submission) -> int:
    """Store an enquiry that nobody sent and return its number; nobody learns its receipt.

    Raises NotOpenYet, gates.Overloaded, vault.Swapped, db.Unavailable.
    """
    promised = promises.answer_day(service, submission.kind)
    with service.sending_gate.enter():
        keys = service.vault.receipt_keys(receipts.new())
    with service.store.write() as session:
        _keep(service, session, submission, keys, promised)
        stored = select(Enquiry.number).where(Enquiry.lookup_id == keys.lookup_id)
        return session.scalars(stored).one()


def sent(service: Service, cookie: bytes, handle: bytes) -> Sent:
    """The receipt of what was sent, for whoever holds the cookie; raises NotShown."""
    row_id = confirmation_id(cookie, handle)
    with service.store.read() as session:
        row = session.get(Confirmation, row_id)
    if row is None or row.body is None or clock.seconds() >= row.body_until:
        raise NotShown
    content = json.loads(
        vault.unseal(_confirmation_key(cookie, handle), row.body, _confirmation_place(row_id))
    )
    return Sent(content["kind"], Receipt(content["receipt"]), date.fromisoformat(content["due_on"]))


def confirmation_id(cookie: bytes, handle: bytes) -> bytes:
    """The row of a confirmation: nobody finds it from the address alone."""
    return vault.derive(cookie, "confirmation", handle, size=ID_SIZE)


def team_key(service: Service, session: Session) -> TeamPublicKey:
    """The team's newest public key, its MAC and the roster's seal checked.

    Raises NotOpenYet or vault.Swapped.
    """
    key = service.roster.team_key(session)
    if key is None:
        raise NotOpenYet
    return key


def thread_key_place(enquiry: Enquiry) -> Place:
    """Where the thread key is wrapped under the receipt."""
    return Place(Record.THREAD_KEY, enquiry.id, enquiry.lookup_id, version=enquiry.key_version)


_CONFIRMATION = db.table_of(Confirmation).c
_SHOWN_UNTIL = select(
    _CONFIRMATION.until,
    _CONFIRMATION.body_until,
    _CONFIRMATION.body.is_not(None).label("is_kept"),
).where(_CONFIRMATION.id == bindparam("id"))


def _confirmation(session: Session, row_id: bytes) -> Row[tuple[int, int, bool]] | None:
    """Until when a confirmation stands, until when its receipt is shown, and whether it is kept."""
    return session.execute(_SHOWN_UNTIL, {"id": row_id}).one_or_none()


def _is_shown(row: Row[tuple[int, int, bool]] | None) -> bool:
    """Whether this is stored and its receipt can still be shown; raises AlreadySent if it can't."""
    now = clock.seconds()
    if row is None or now >= row.until:
        return False
    if not row.is_kept or now >= row.body_until:
        raise AlreadySent
    return True


def _keep(
    service: Service, session: Session, submission: Submission, keys: ReceiptKeys, promised: date
) -> bytes:
    """Store the enquiry and return the trace of its conversation.

    What is read comes first, so that all is written at once: everybody waits while this transaction
    lasts.
    """
    team = team_key(service, session)
    thread_key = vault.new_key()
    staff_key = vault.new_key()
    enquiry_id = vault.new_id()
    today = clock.today()
    names = (enquiry_id, vault.version_name(team.version))
    enquiry = Enquiry(
        id=enquiry_id,
        kind=submission.kind,
        state=State.WAITING,
        language=submission.language,
        received_on=today,
        due_on=promised,
        last_on=today,
        closed_on=None,
        read=True,
        urgent=_is_urgent(service, submission),
        key_version=team.version,
        lookup_id=keys.lookup_id,
        thread_box=vault.seal_to(team.public, thread_key, b"thread", *names),
        staff_box=vault.seal_to(team.public, staff_key, b"staff", *names),
        sender_public=Pair.of(keys.private).public,
        notes_mac=notes.count_mac(staff_key, 0),
    )
    enquiry.receipt_box = vault.seal(keys.wrap, thread_key, thread_key_place(enquiry))
    enquiry.keys_mac = key_rings.mac_of_first(service.vault, enquiry, thread_key)
    epoch = EpochKey(FIRST, team.version, thread_key)
    email_hints.keep(enquiry, epoch, submission.email)
    feedback.keep(enquiry, epoch, None)
    new = threads.NewMessage(Role.SENDER, submission.text, extras=submission.extras)
    message = threads.first(enquiry, thread_key, new)
    figures.store_chosen(session, team, enquiry, submission.extras)
    figures.count_new(session, enquiry)
    db.insert_at_once(session, enquiry)
    db.insert_at_once(session, message)
    if not kinds.find(enquiry.kind).is_exercise:
        letters.post_news(service, session, is_urgent=enquiry.urgent)
    if kinds.find(enquiry.kind).for_a_coordinator:
        letters.post_notice(service, session, Purpose.COORDINATOR)
    return threads.confirmation_trace(thread_key)


def _is_urgent(service: Service, submission: Submission) -> bool:
    """Whether the mark is set: by a choice, or by a crisis word in anything that was typed."""
    if not kinds.find(submission.kind).urgent.isdisjoint(submission.extras.items()):
        return True
    typed = "\n".join((submission.text, *submission.extras.values()))
    return urgency.is_urgent(typed, service.settings.content / "data")


def _confirm(
    service: Service, submission: Submission, sent: Sent, trace: bytes
) -> models.Confirmation:
    row_id = confirmation_id(submission.cookie, submission.handle)
    now = clock.seconds()
    key = _confirmation_key(submission.cookie, submission.handle)
    content = {"kind": sent.kind, "receipt": sent.receipt, "due_on": sent.due_on.isoformat()}
    return Confirmation(
        id=row_id,
        trace=trace,
        body=vault.seal(key, json.dumps(content).encode(), _confirmation_place(row_id)),
        body_until=now + service.settings.receipt_minutes * 60,
        until=_full_hour(now + service.settings.sent_hours * 3600),
    )


def _full_hour(seconds: int) -> int:
    """The next full hour: a row that stays for a day tells no minute."""
    return -(-seconds // 3600) * 3600


def _confirmation_key(cookie: bytes, handle: bytes) -> Key:
    return vault.derive(cookie, "receipt shown", handle)


def _confirmation_place(row_id: bytes) -> Place:
    return Place(Record.CONFIRMATION, record=row_id)
