"""The outbox: hints to senders that there is news, notices to staff. They say nothing, and all look
the same.

A hint's address and language are sealed to the key of the chores; they are erased when the letter
is sent, and after three days of failures. A hint names no enquiry: its trace is a keyed hash that
only the thread key gives, so that whoever deletes the conversation, or wants no hint any more,
takes a waiting one back. Notices carry no address at all: where they go is a setting. One that is
for a single person of the team names them by a keyed hash.
"""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from centre.intake import maximums
from centre.language import i18n
from centre.language.i18n import gettext
from centre.language.languages import ORIGINAL
from intake_service import clock
from intake_service.store import vault
from intake_service.store.db import Unavailable
from intake_service.store.models import Letter, TickKey
from intake_service.store.terms import Purpose
from intake_service.store.vault import ID_SIZE, Refused
from intake_service.work.post import mail, recipients, tick_key, trouble
from intake_service.work.post.mail import CannotSend, NoServer, Send
from intake_service.work.post.tick_key import HeldKey
from intake_service.work.service import Service

DAY = 24 * 3600
HINT_DELAY = (10 * 60, 40 * 60)  # seconds; a letter at once would tell who was answered when
RETRIES = (
    5 * 60,
    15 * 60,
    3600,
    4 * 3600,
    12 * 3600,
)  # seconds after each failure; then the last one again
GIVE_UP_AFTER = maximums.HINT_DAYS * DAY  # seconds
PAYLOAD_SIZE = 320  # bytes; an address has 254 characters at most, and its length tells nothing
SHOW_DEAD_FOR = 30 * DAY  # seconds; long enough for the desk to see that mail does not work
DEAD = {"dead": True, "box": None, "trace": None}  # what is left of a letter that was given up


@dataclass(frozen=True)
class Address:
    """Where a hint goes, and in which language."""

    email: str
    language: str


def post_hint(session: Session, key: TickKey, to: Address, trace: bytes) -> None:
    """Put a hint into the outbox, in the transaction of the answer that it tells of.

    One that waits already tells of both answers.
    """
    if _is_waiting(session, Letter.trace == trace):
        return
    letter = Letter(id=vault.new_id(), purpose=Purpose.HINT, trace=trace)
    _seal_address(letter, key, to)
    delay = HINT_DELAY[0] + secrets.randbelow(HINT_DELAY[1] - HINT_DELAY[0])
    _post(session, letter, delay)


def _seal_address(letter: Letter, key: TickKey, to: Address) -> None:
    payload = json.dumps({"email": to.email, "language": to.language}).encode().ljust(PAYLOAD_SIZE)
    name = vault.version_name(key.version)
    letter.box = vault.seal_to(key.public, payload, b"hint", letter.id, name)
    letter.tick_version = key.version


def stranded(session: Session, key: TickKey) -> set[bytes]:
    """The traces of waiting hints that are sealed to a key of the chores that is lost."""
    other = or_(Letter.tick_version.is_(None), Letter.tick_version != key.version)
    waiting = Letter.dead.is_(False) & (Letter.purpose == Purpose.HINT)
    found = session.scalars(select(Letter.trace).where(waiting, other))
    return {trace for trace in found if trace is not None}


def seal_anew(session: Session, key: TickKey, to: Address, trace: bytes) -> None:
    """Seal the address of a waiting hint to the key that the chores have now."""
    for letter in session.scalars(select(Letter).where(Letter.trace == trace)):
        _seal_address(letter, key, to)


def withdraw(session: Session, trace: bytes) -> None:
    """Take a waiting hint back."""
    session.execute(delete(Letter).where(Letter.trace == trace))


def post_notice(service: Service, session: Session, purpose: Purpose) -> None:
    """Put a notice to staff into the outbox; one that waits already is enough."""
    if not _are_notices_sent(service):
        return
    if not _is_waiting(session, Letter.purpose == purpose):
        _post(session, Letter(id=vault.new_id(), purpose=purpose, trace=None, box=None), 0)


def post_account_changed(service: Service, session: Session, person: bytes) -> None:
    """Tell somebody of the team that the way they log in has changed, in the transaction that
    changes it; several changes before the letter goes are one."""
    trace = _person_trace(service, person)
    if _are_notices_sent(service) and not _is_waiting(session, Letter.trace == trace):
        letter = Letter(id=vault.new_id(), purpose=Purpose.ACCOUNT, trace=trace, box=None)
        _post(session, letter, 0)


def _person_trace(service: Service, person: bytes) -> bytes:
    """How a letter names somebody of the team: the chores know it again, the table tells nobody."""
    return service.vault.shared_mac("letter to", person)[:ID_SIZE]


def post_news(service: Service, session: Session, *, is_urgent: bool) -> None:
    """Put into the outbox what the team hears of a message from a sender: at once where it is
    urgent, else only whoever wants to hear of each."""
    if is_urgent:
        post_notice(service, session, Purpose.URGENT)
    elif _are_notices_sent(service) and recipients.of(service.settings, session, Purpose.NEWS):
        post_notice(service, session, Purpose.NEWS)


def _are_notices_sent(service: Service) -> bool:
    return mail.is_set_up(service.settings) and bool(service.settings.notices_to)


def undeliverable(service: Service) -> int:
    """How many letters were given up in the last weeks."""
    with service.store.read() as session:
        return session.scalar(select(func.count()).where(Letter.dead.is_(True))) or 0


@dataclass(frozen=True)
class Known:
    """What notices tell by the time that they are sent."""

    news: bool = False
    """Whether the daily one has something to tell."""
    website: Callable[[], str] = str
    """How the website stands, in a sentence of numbers."""


def deliver(
    service: Service,
    send: Send | None = None,
    *,
    known: Known = Known(),
    give_up: bool = True,
) -> int:
    """Send what is due; returns how many went. Without `give_up` no address is erased.

    Each letter is put off before it is sent, and erased afterwards: a crash in between sends it
    once more, later; two ticks at once send it once.
    """
    key = tick_key.held(service)
    sent = _send_due(service, key, send or mail.mailer(service.settings), known) if key else 0
    if give_up:
        _give_up(service)
    return sent


def _send_due(service: Service, key: HeldKey, send: Send, known: Known) -> int:
    sent = 0
    for letter in _due(service):
        if letter.tick_version not in (None, key.version):
            continue  # its key is lost or elsewhere; a counsellor at the desk seals it anew
        if not _put_off(service, letter):
            continue  # another tick has it
        try:
            if (written := _write(service, key, letter, known)) is not None:
                send(written)
        except NoServer as error:
            trouble.note(service.settings, error)
            break  # one wait in each tick, not one for each letter
        except CannotSend as error:
            trouble.note(service.settings, error)
            continue
        except Refused:
            if letter.tick_version is not None:
                _kill(service, letter)
        except Unavailable:
            raise
        except Exception:  # noqa: S112 - put off already, given up in time, and shown at the desk
            continue  # whatever is wrong with one letter, it stops no other
        else:
            _erase(service, letter)
            trouble.forget(service.settings)
            sent += 1
    return sent


def _post(session: Session, letter: Letter, delay: int) -> None:
    letter.send_after = clock.seconds() + delay
    letter.give_up = letter.send_after + GIVE_UP_AFTER
    letter.tries = 0
    letter.dead = False
    session.add(letter)


def _is_waiting(session: Session, which: ColumnElement[bool]) -> bool:
    return bool(session.scalar(select(func.count()).where(which, Letter.dead.is_(False))))


def _write(service: Service, key: HeldKey, letter: Letter, known: Known) -> EmailMessage | None:
    """The letter in its reader's language; None where nobody of the team wants it any more.

    Raises Refused when the address does not open.
    """
    if letter.purpose is Purpose.HINT:
        to = _address(service, key, letter)
        with i18n.speaking(to.language):
            text = gettext("There is news for you where you asked. This message knows no more.")
            return mail.write(service.settings, [to.email], text)
    with service.store.read() as session:
        own = _own_addresses(service, session, letter)
        team = own or recipients.of(service.settings, session, letter.purpose)
    if not team:
        return None
    with i18n.speaking(ORIGINAL):
        text = _own_account() if own else _notice(letter.purpose, known)
        return mail.write(service.settings, team, text)


def _own_addresses(service: Service, session: Session, letter: Letter) -> list[str]:
    """Where a letter goes that is for one person of the team; else empty."""
    if letter.purpose is not Purpose.ACCOUNT:
        return []

    def is_theirs(person: bytes) -> bool:
        return _person_trace(service, person) == letter.trace

    return recipients.own(service.settings, session, is_theirs)


def _own_account() -> str:
    return gettext(
        "The way you log in at the desk has changed. If it was not you, please tell a coordinator"
        " at once."
    )


def _notice(purpose: Purpose, known: Known) -> str:
    match purpose:
        case Purpose.URGENT:
            return gettext("Please look at the desk now.")
        case Purpose.NEWS:
            return gettext("There is something new at the desk.")
        case Purpose.COORDINATOR:
            return gettext("A coordinator is needed at the desk today.")
        case Purpose.WEBSITE:
            return known.website()
        case Purpose.DANGEROUS:
            return gettext(
                "Something that matters has changed on the website, or in who may change it. Please"
                " look at the desk whether it is right."
            )
        case Purpose.ACCOUNT:
            return gettext(
                "The way somebody of the team logs in at the desk has changed. Please look at the"
                " record of work who it is, and ask them whether it was them."
            )
        case Purpose.DAILY | Purpose.HINT:
            return (
                gettext("Something waits at the desk today.")
                if known.news
                else gettext("Nothing waits at the desk today.")
            )


def _address(service: Service, key: HeldKey, letter: Letter) -> Address:
    for version in tick_key.versions(service):
        try:
            plain = vault.unseal_from(
                key.private, letter.box or b"", b"hint", letter.id, vault.version_name(version)
            )
        except Refused:
            continue
        return Address(**json.loads(plain))
    raise Refused


def _due(service: Service) -> Sequence[Letter]:
    due = select(Letter).where(Letter.send_after <= clock.seconds(), Letter.dead.is_(False))
    with service.store.read() as session:
        return session.scalars(due.order_by(Letter.send_after)).all()


def _put_off(service: Service, letter: Letter) -> bool:
    """Put a letter off as if it had failed already; False when another tick was faster."""
    again = clock.seconds() + RETRIES[min(letter.tries, len(RETRIES) - 1)]
    mine = update(Letter).where(Letter.id == letter.id, Letter.tries == letter.tries)
    with service.store.write() as session:
        changed = mine.values(tries=letter.tries + 1, send_after=again).returning(Letter.id)
        return session.scalar(changed) is not None


def _erase(service: Service, letter: Letter) -> None:
    with service.store.write() as session:
        session.execute(delete(Letter).where(Letter.id == letter.id))


def _kill(service: Service, letter: Letter) -> None:
    with service.store.write() as session:
        session.execute(update(Letter).where(Letter.id == letter.id).values(DEAD))


def _give_up(service: Service) -> None:
    """Erase the addresses of letters that nobody took for three days, even where mail is switched
    off now."""
    now = clock.seconds()
    with service.store.write() as session:
        session.execute(
            update(Letter).where(Letter.give_up <= now, Letter.dead.is_(False)).values(DEAD)
        )
        session.execute(delete(Letter).where(Letter.give_up <= now - SHOW_DEAD_FOR))
