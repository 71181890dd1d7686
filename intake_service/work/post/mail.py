"""Mail on the wire: what a letter looks like, and the server that takes it.

Every letter has a body of the same size, so that yes and no, Czech and English look alike from
outside, and says that nobody reads replies. Nothing names the centre but what the operator chose in
`mail_from`; not even the greeting tells this machine.
"""

import secrets
import smtplib
import ssl
from collections.abc import Callable
from datetime import UTC
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path

from centre.language.i18n import gettext
from intake_service import clock
from intake_service.settings import Settings

BODY_SIZE = 400  # bytes of every letter's text, filled up with spaces

Send = Callable[[EmailMessage], None]


class CannotSend(Exception):
    """The mail server does not take this letter; try again later."""


class NoServer(CannotSend):
    """The mail server is down, slow, or does not know us; it would take no other letter either."""


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


def write(settings: Settings, to: str, text: str) -> EmailMessage:
    """A letter to one address, or to several split by commas, in the language spoken."""
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = ", ".join(address.strip() for address in to.split(",") if address.strip())
    message["Subject"] = gettext("Message")
    message["Date"] = format_datetime(clock.now().astimezone(UTC))
    message["Message-ID"] = f"<{secrets.token_hex(16)}@{_domain(settings)}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note answers it
    body = f"{text}\n\n{gettext('Please do not reply to this message. Nobody reads replies.')}"
    message.set_content(body + " " * (BODY_SIZE - len(body.encode())) + "\n", cte="base64")
    return message


def mailer(settings: Settings) -> Send:
    """Sends by SMTP as the settings say; raises CannotSend or NoServer."""

    def send(message: EmailMessage) -> None:
        try:
            with smtplib.SMTP(
                settings.smtp_host,
                settings.smtp_port,
                local_hostname=_domain(settings),
                timeout=settings.smtp_seconds,
            ) as server:
                _introduce(server, settings)
                _hand_over(server, message)
        except OSError as error:  # also everything else that smtplib raises
            raise NoServer(type(error).__name__) from None

    return send


def _introduce(server: smtplib.SMTP, settings: Settings) -> None:
    if settings.smtp_tls:
        server.starttls(context=ssl.create_default_context())
    if settings.smtp_user and settings.smtp_password_file:
        password = Path(settings.smtp_password_file).read_text("utf-8").strip()
        server.login(settings.smtp_user, password)


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> None:
    """Give the letter to a server that knows us: what goes wrong now is about this letter.

    Raises CannotSend; NoServer when the server has fallen silent.
    """
    try:
        server.send_message(message)
    except smtplib.SMTPException as error:
        if isinstance(error.__context__, TimeoutError):
            raise NoServer(type(error).__name__) from None
        raise CannotSend(type(error).__name__) from None


def _domain(settings: Settings) -> str:
    """The domain of the sender's address: what letters are allowed to tell anyway."""
    return parseaddr(settings.mail_from)[1].rpartition("@")[2] or "localhost"
