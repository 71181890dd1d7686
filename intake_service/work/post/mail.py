"""Mail on the wire: what a letter looks like, and the server that takes it.

Every letter has a body of the same size, so that yes and no, Czech and English look alike from
outside, and says that nobody reads replies. Nothing names the centre but what the operator chose in
`mail_from`; not even the greeting tells this machine.
"""

import re
import secrets
import smtplib
import ssl
from collections.abc import Callable, Sequence
from datetime import UTC
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses, parseaddr
from functools import partial
from pathlib import Path

from centre.language.i18n import gettext
from intake_service import clock
from intake_service.settings import Settings
from intake_service.work.post.transcript import RecordedSMTP, Tell

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}\b")
_ONE = re.compile(r'(?:"[^"]*"|[^,])+')
BODY_SIZE = 400  # bytes of every letter's text, filled up with spaces

Send = Callable[[EmailMessage], None]


class CannotSend(Exception):
    """The mail server does not take this letter; try again later. The message is its numbers."""


class NoServer(CannotSend):
    """The mail server is down, slow, or does not know us; it would take no other letter either.

    The message is what it said: nothing in it is about a letter.
    """


def is_set_up(settings: Settings) -> bool:
    """Whether this service can send mail at all."""
    return bool(settings.smtp_host and settings.mail_from)


def reaches(address: str) -> bool:
    """Whether a letter to this address goes there, and nowhere else.

    The mail library reads encoded words (RFC 2047) in an address: it fails at some, and others
    become somebody else's address.
    """
    if "=?" in address or "?=" in address:
        return False
    message = EmailMessage()
    try:
        message["To"] = address
        header = message["To"]
        message.as_bytes()
    except Exception:  # the library raises whatever it stumbles over
        return False
    return [each.addr_spec for each in header.addresses] == [address] and not header.defects


def named(setting: str) -> list[tuple[str, str]]:
    """Name and address of each recipient that a setting tells; the name may be empty."""
    return [(name, address) for name, address in map(parseaddr, _ONE.findall(setting)) if address]


def write(settings: Settings, to: Sequence[str], text: str) -> EmailMessage:
    """A letter to these addresses, in the language spoken; several learn nothing of each other."""
    message = EmailMessage()
    message["From"] = settings.mail_from
    if len(to) == 1:
        message["To"] = to[0]
    else:
        message["To"] = "undisclosed-recipients:;"
        message["Bcc"] = ", ".join(to)  # smtplib hands it to the server, and not to the readers
    message["Subject"] = gettext("Message")
    message["Date"] = format_datetime(clock.now().astimezone(UTC))
    message["Message-ID"] = f"<{secrets.token_hex(16)}@{domain(settings)}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note answers it
    body = f"{text}\n\n{gettext('Please do not reply to this message. Nobody reads replies.')}"
    message.set_content(body + " " * (BODY_SIZE - len(body.encode())) + "\n", cte="base64")
    return message


def mailer(settings: Settings, *, told: Tell | None = None) -> Send:
    """Sends by SMTP as the settings say; `told` hears each line of the conversation.

    What it gives raises CannotSend or NoServer.
    """
    connect = partial(RecordedSMTP, told) if told else smtplib.SMTP

    def send(message: EmailMessage) -> None:
        try:
            with connect(
                settings.smtp_host,
                settings.smtp_port,
                local_hostname=domain(settings),
                timeout=settings.smtp_seconds,
            ) as server:
                _introduce(server, settings)
                _hand_over(server, message)
        except OSError as error:  # also everything else that smtplib raises
            raise NoServer(_words(error)) from None

    return send


def _introduce(server: smtplib.SMTP, settings: Settings) -> None:
    if settings.smtp_tls:
        server.starttls(context=ssl.create_default_context())
    if settings.smtp_user and settings.smtp_password_file:
        try:
            password = Path(settings.smtp_password_file).read_text("ascii").strip()
            server.login(settings.smtp_user, password)
        except UnicodeError:  # smtplib carries ASCII alone
            raise NoServer("user or password have letters with accents; choose others") from None


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> None:
    """Give the letter to a server that knows us: what goes wrong now is about this letter.

    Raises CannotSend; NoServer when the server has fallen silent.
    """
    told = [str(message[name]) for name in ("To", "Bcc") if message[name]]
    to = [address for _, address in getaddresses(told) if address]  # the name of a group has none
    try:
        server.send_message(message, to_addrs=to)
    except smtplib.SMTPException as error:
        if isinstance(error.__context__, TimeoutError):
            raise NoServer(_words(error)) from None
        raise CannotSend(_numbers(error)) from None


def _words(error: OSError) -> str:
    """What a server said that would take no letter at all."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {' '.join(text.split())}"
    return f"{type(error).__name__}: {error.strerror or error}"


def _numbers(error: smtplib.SMTPException) -> str:
    """The numbers of a refusal (RFC 5321, RFC 3463), for its words may name the reader."""
    replies: list[tuple[int, bytes | str]] = []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        replies = list(error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        replies = [(error.smtp_code, error.smtp_error)]
    for code, said in replies:
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        enhanced = _ENHANCED.match(text)
        return f"{code} {enhanced.group()}" if enhanced else str(code)
    return type(error).__name__


def domain(settings: Settings) -> str:
    """The domain of the sender's address: what letters are allowed to tell anyway."""
    return parseaddr(settings.mail_from)[1].rpartition("@")[2] or "localhost"
