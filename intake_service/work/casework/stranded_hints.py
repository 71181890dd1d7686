"""Hints whose key of the chores was lost: sealed anew while a counsellor is at the desk.

Only a counsellor can open the address, and only the thread key tells which letter is whose.
"""

from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Enquiry, TickKey
from intake_service.work.casework import enquiry_keys
from intake_service.work.conversation import threads
from intake_service.work.post import email_hints, letters, tick_key
from intake_service.work.post.letters import Address
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


def seal_anew(service: Service, staff: Staff) -> None:
    """Let waiting hints go out after all.

    Raises db.Unavailable, and vault.Swapped when the key of the chores was swapped in the database.
    """
    with service.store.read() as session:
        key = tick_key.public(service, session)
        if key is None or not letters.stranded(session, key):
            return
    with service.store.write() as session:
        stranded = letters.stranded(session, key)
        for enquiry in session.scalars(select(Enquiry).where(Enquiry.read.is_(False))):
            with suppress(vault.Refused):
                _seal_if_stranded(service, session, staff, enquiry, key, stranded)


def _seal_if_stranded(
    service: Service,
    session: Session,
    staff: Staff,
    enquiry: Enquiry,
    key: TickKey,
    stranded: set[bytes],
) -> None:
    epoch = enquiry_keys.thread_keys(service, staff, enquiry).newest
    trace = threads.letter_trace(epoch.key)
    email = email_hints.address(enquiry, epoch)
    if trace in stranded and email is not None:
        letters.seal_anew(session, key, Address(email, enquiry.language), trace)
