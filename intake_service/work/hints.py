"""The e-mail hint: opt-in, its address sealed under the thread key, to be switched off at any time."""

import re

from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.vault import Key, Place, Record
from intake_service.work import letters
from intake_service.work.letters import Address
from intake_service.work.service import Service

EMAIL_MAX = 254  # characters, RFC 5321
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")


class NotAnAddress(ValueError):
    """No mail would arrive there."""


def check(typed: str) -> str:
    """The address as typed; raises NotAnAddress. Only the mail server can tell whether it exists."""
    email = typed.strip()
    if len(email) > EMAIL_MAX or not email.isascii() or not _EMAIL.fullmatch(email):
        raise NotAnAddress
    return email


def offered(service: Service) -> bool:
    """Whether this service can send mail at all."""
    return bool(service.settings.smtp_host and service.settings.mail_from)


def keep(enquiry: Enquiry, thread_key: Key, email: str | None) -> None:
    """Seal the address to the thread, or forget it."""
    enquiry.hint_box = vault.seal(thread_key, email.encode("ascii"), _place(enquiry)) if email else None


def post(service: Service, session: Session, enquiry: Enquiry, thread_key: Key) -> None:
    """Put a hint into the outbox if the sender wants one; in the transaction of the answer."""
    key = letters.public_key(service, session)
    if enquiry.hint_box is None or key is None:
        return
    email = vault.unseal(thread_key, enquiry.hint_box, _place(enquiry)).decode("ascii")
    letters.post_hint(session, key, Address(email, enquiry.language))


def _place(enquiry: Enquiry) -> Place:
    return Place(Record.HINT, enquiry.id, enquiry.lookup_id, version=enquiry.key_version)
