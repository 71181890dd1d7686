"""That the sender opens what is in the mailbox: noted before it is shown."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service.store.db import Unavailable
from intake_service.store.models import Enquiry, Message
from intake_service.work.conversation import threads
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox
from intake_service.work.post import email_hints
from intake_service.work.service import Service
from intake_service.work.unmarked import Shown


def mark(service: Service, opened: OpenedMailbox, *, only_read: bool) -> int | None:
    """Note that all that is there now is opened; returns the position of the last message.

    None where it cannot be noted: reading goes on in any case, and what is shown is to be
    remembered. With `only_read` that is not now. Raises NothingOpens, vault.Refused.
    """
    with service.store.read() as session:
        enquiry = opened.find(session)
        last = threads.last_position(session, enquiry)
        if enquiry.read and enquiry.read_position >= last:
            return last
    if only_read:
        return None
    try:
        with service.store.write() as session:
            now = opened.find(session)
            last = threads.last_position(session, now)
            now.read = True
            now.read_position = last
            # Who reads the answer needs no letter about it.
            email_hints.withdraw(session, opened.keys(service, now).newest.key)
    except Unavailable:
        return None
    return last


def remember(service: Service, session: Session, enquiry: Enquiry) -> None:
    """Remember that all that this session reads of an enquiry is shown, though it is not noted."""
    newest = (
        select(Message.position, Message.id)
        .where(Message.enquiry_id == enquiry.id)
        .order_by(Message.position.desc())
        .limit(1)
    )
    position, message_id = session.execute(newest).one()
    service.unmarked.add(enquiry.id, Shown(position, message_id))


def mark_earlier(service: Service) -> None:
    """Note what was shown while nothing could be noted; free where there is nothing, or where
    another request is at it. Raises db.Unavailable."""
    shown = service.unmarked.all()
    if not shown or not service.unmarked.turn.acquire(blocking=False):
        return
    try:
        with service.store.write() as session:
            for enquiry in session.scalars(select(Enquiry).where(Enquiry.id.in_(shown))):
                _open_earlier(session, enquiry, shown[enquiry.id])
    finally:
        service.unmarked.turn.release()
    service.unmarked.forget(shown)


def _open_earlier(session: Session, enquiry: Enquiry, shown: Shown) -> None:
    """Note that a message was shown, if it is there still; what came after it was not."""
    message = session.get(Message, shown.message_id)
    if message is None or message.enquiry_id != enquiry.id:
        return
    enquiry.read_position = max(enquiry.read_position, message.position)
    if message.position == threads.last_position(session, enquiry):
        enquiry.read = True
