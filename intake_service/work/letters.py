"""Letters: hints to senders that there is news, notices to staff. They say nothing, and all look the same.

A hint's address and language are sealed to the key of the chores; they are erased when the letter is sent,
and after three days of failures. Notices carry no address at all: where they go is a setting.
"""

import json
import secrets
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre import words
from centre.words import gettext as _
from intake_service import clock
from intake_service.settings import Settings
from intake_service.store import server_secret, vault
from intake_service.store.models import Letter, TickKey
from intake_service.store.terms import Purpose
from intake_service.store.vault import Key, Pair, Refused
from intake_service.work.service import Service

KEY_FILE = "tick-key"
HINT_DELAY = (10 * 60, 40 * 60)  # seconds; a letter at once would tell who was answered when
GIVE_UP_AFTER = 3 * 24 * 3600  # seconds
RETRIES = (5 * 60, 15 * 60, 3600, 4 * 3600, 12 * 3600)  # seconds after each failure; then the last one again
BODY_SIZE = 400  # bytes of every letter's text: yes and no, Czech and English look alike from outside

Send = Callable[[EmailMessage], None]


class CannotSend(Exception):
    """The mail server is down, slow or refuses; try again later."""


@dataclass(frozen=True)
class Address:
    """Where a hint goes, and in which language."""

    email: str
    language: str


def public_key(service: Service, session: Session) -> TickKey | None:
    """The key that hints are sealed to, its MAC checked; None where no mail is set up."""
    row = session.scalars(select(TickKey).order_by(TickKey.version.desc()).limit(1)).first()
    if row is not None:
        service.vault.verify(row.mac, "tick key", vault.version_name(row.version), row.public)
    return row


def post_hint(session: Session, key: TickKey, to: Address) -> None:
    """Put a hint into the outbox, in the transaction of the answer that it tells of."""
    letter = vault.new_id()
    payload = json.dumps({"email": to.email, "language": to.language}).encode()
    delay = HINT_DELAY[0] + secrets.randbelow(HINT_DELAY[1] - HINT_DELAY[0])
    box = vault.seal_to(key.public, payload, b"hint", letter, vault.version_name(key.version))
    _post(session, letter, Purpose.HINT, box, delay)


def post_notice(session: Session, purpose: Purpose) -> None:
    """Put a notice to staff into the outbox; one that waits already is enough."""
    waiting = select(func.count()).where(Letter.purpose == purpose, Letter.dead.is_(False))
    if not session.scalar(waiting):
        _post(session, vault.new_id(), purpose, None, 0)


def undeliverable(service: Service) -> int:
    """How many letters were given up."""
    with service.store.read() as session:
        return session.scalar(select(func.count()).where(Letter.dead.is_(True))) or 0


def open_key(service: Service) -> Key | None:
    """The private key of the chores, made at the first tick of a service that sends mail."""
    if not service.settings.smtp_host:
        return None
    path = service.settings.tick_key or service.settings.data / KEY_FILE
    key = Key(server_secret.read(path, size=vault.KEY_SIZE))
    public = Pair.of(key).public
    with service.store.write() as session:
        row = session.scalars(select(TickKey).order_by(TickKey.version.desc()).limit(1)).first()
        if row is None or row.public != public:
            version = (row.version if row else 0) + 1
            mac = service.vault.mac("tick key", vault.version_name(version), public)
            session.add(TickKey(version=version, public=public, mac=mac))
    return key


def deliver(service: Service, send: Send | None = None, *, news: bool = False) -> int:
    """Send what is due; returns how many went. `news` says whether the daily notice has something to tell.

    Each letter is sent outside any transaction, then marked; a crash in between sends it once more.
    """
    key = open_key(service)
    if key is None:
        return 0
    send = send or mailer(service.settings)
    now, sent = clock.seconds(), 0
    with service.store.read() as session:
        due = session.scalars(select(Letter).where(Letter.send_after <= now, Letter.dead.is_(False))).all()
    for letter in due:
        try:
            for message in _messages(service, key, letter, news=news):
                send(message)
        except Refused:
            _forget(service, letter.id, dead=True)
        except CannotSend:
            _postpone(service, letter.id)
        else:
            _forget(service, letter.id, dead=False)
            sent += 1
    return sent


def mailer(settings: Settings) -> Send:
    """Sends by SMTP as the settings say; raises CannotSend."""

    def send(message: EmailMessage) -> None:
        try:
            with smtplib.SMTP(
                settings.smtp_host, settings.smtp_port, timeout=settings.smtp_seconds
            ) as server:
                if settings.smtp_tls:
                    server.starttls(context=ssl.create_default_context())
                if settings.smtp_user and settings.smtp_password_file:
                    server.login(
                        settings.smtp_user, Path(settings.smtp_password_file).read_text("utf-8").strip()
                    )
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise CannotSend(type(error).__name__) from None

    return send


def _post(session: Session, letter: bytes, purpose: Purpose, box: bytes | None, delay: int) -> None:
    now = clock.seconds()
    session.add(
        Letter(
            id=letter,
            purpose=purpose,
            box=box,
            send_after=now + delay,
            give_up=now + delay + GIVE_UP_AFTER,
            tries=0,
            dead=False,
        )
    )


def _messages(service: Service, key: Key, letter: Letter, *, news: bool) -> list[EmailMessage]:
    if letter.purpose is not Purpose.HINT:
        with words.speaking(words.LANGUAGES[0]):
            text = _notice(letter.purpose, news=news)
            return [
                _message(service, to, text) for to in service.settings.notices_to.split(",") if to.strip()
            ]
    to = _address(service, key, letter)
    with words.speaking(to.language):
        return [
            _message(
                service, to.email, _("There is news for you where you asked. This message knows no more.")
            )
        ]


def _notice(purpose: Purpose, *, news: bool) -> str:
    if purpose is Purpose.URGENT:
        return _("Please look at the desk now.")
    return _("Something waits at the desk today.") if news else _("Nothing waits at the desk today.")


def _message(service: Service, to: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = service.settings.mail_from
    message["To"] = to.strip()
    message["Subject"] = _("Message")
    body = text.encode("utf-8")
    message.set_content(text + " " * (BODY_SIZE - len(body)) + "\n", cte="base64")
    return message


def _address(service: Service, key: Key, letter: Letter) -> Address:
    with service.store.read() as session:
        versions = [row.version for row in session.scalars(select(TickKey).order_by(TickKey.version.desc()))]
    for version in versions:
        try:
            plain = vault.unseal_from(key, letter.box or b"", b"hint", letter.id, vault.version_name(version))
        except Refused:
            continue
        content = json.loads(plain)
        return Address(content["email"], content["language"])
    raise Refused


def _forget(service: Service, letter_id: bytes, *, dead: bool) -> None:
    with service.store.write() as session:
        letter = session.get(Letter, letter_id)
        if letter is None:
            return
        if dead:
            letter.dead, letter.box = True, None
        else:
            session.delete(letter)


def _postpone(service: Service, letter_id: bytes) -> None:
    with service.store.write() as session:
        letter = session.get(Letter, letter_id)
        if letter is None:
            return
        letter.send_after = clock.seconds() + RETRIES[min(letter.tries, len(RETRIES) - 1)]
        letter.tries += 1
        if letter.send_after > letter.give_up:
            letter.dead, letter.box = True, None
