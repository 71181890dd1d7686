"""The e-mail hint: opt-in, its address sealed under the thread key, to be switched off at any time.

Something is sealed whether or not a hint is wanted: the database does not tell who left an address.
"""

import re

from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.vault import Key, Place, Record, Swapped
from intake_service.work.conversation import threads
from intake_service.work.conversation.key_rings import EpochKey
from intake_service.work.post import letters, mail, tick_key
from intake_service.work.post.letters import Address
from intake_service.work.service import Service

EMAIL_MAX = 254  # characters, RFC 5321
# What browsers take for an address (HTML, "valid e-mail address"), with a dot in the domain and
# none astray.
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?=[^@]{{1,64}}@){_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+{_LABEL}")


class NotAnAddress(ValueError):
    """No mail would arrive there."""


def checked(typed: str) -> str:
    """The address without the spaces around it; raises NotAnAddress.

    Only the mail server can tell whether it exists.
    """
    email = typed.strip()
    if len(email) > EMAIL_MAX or not _EMAIL.fullmatch(email) or not mail.reaches(email):
        raise NotAnAddress
    return email


def are_offered(service: Service) -> bool:
    """Whether a hint would be sent: mail is set up, and the chores have made the key for it."""
    if not mail.is_set_up(service.settings):
        return False
    try:
        with service.store.read() as session:
            return tick_key.public(service, session) is not None
    except Swapped:
        return False  # forms and mailboxes go on; the next tick puts the key right


def keep(enquiry: Enquiry, epoch: EpochKey, email: str | None) -> None:
    """Seal the address to the thread, or forget it."""
    plain = (email or "").encode("ascii")
    enquiry.hint_box = vault.seal(epoch.key, plain, _place(enquiry, epoch))


def address(enquiry: Enquiry, epoch: EpochKey) -> str | None:
    """Where the sender wants hints, if they want any; raises vault.Refused."""
    if enquiry.hint_box is None:
        return None
    plain = vault.unseal(epoch.key, enquiry.hint_box, _place(enquiry, epoch))
    return plain.decode("ascii") or None


def post(service: Service, session: Session, enquiry: Enquiry, epoch: EpochKey) -> None:
    """Put a hint into the outbox if the sender wants one; in the transaction of the answer.

    Raises vault.Swapped when the key of the chores was swapped in the database: the answer is then
    not kept.
    """
    email = address(enquiry, epoch)
    if email is None or not mail.is_set_up(service.settings):
        return
    key = tick_key.public(service, session)
    if key is not None:
        letters.post_hint(
            session, key, Address(email, enquiry.language), threads.letter_trace(epoch.key)
        )


def withdraw(session: Session, thread_key: Key) -> None:
    """Take back a hint that still waits: there is nothing to tell any more, or nobody to tell it
    to."""
    letters.withdraw(session, threads.letter_trace(thread_key))


def _place(enquiry: Enquiry, epoch: EpochKey) -> Place:
    return Place(Record.HINT, enquiry.id, enquiry.lookup_id, version=epoch.version)
