"""What has to be done regularly: `intake tick`. Each chore may run twice, late, or beside the servers."""

from dataclasses import dataclass

from sqlalchemy import delete, or_, update

from intake_service import clock
from intake_service.store.models import Confirmation, Draft, Invitation, Visit
from intake_service.work import retention
from intake_service.work.service import Service


@dataclass(frozen=True)
class Done:
    """What one tick did."""

    deleted: int
    """Conversations whose time was over."""
    forgotten: bool
    """Whether the write-ahead log could be emptied; if not, the next tick tries again."""


def tick(service: Service) -> Done:
    """Erase what has ended, keep the promise of retention, empty the log."""
    now = clock.seconds()
    with service.store.write() as session:
        shown = Confirmation.body.is_not(None)
        session.execute(update(Confirmation).where(shown, Confirmation.body_until <= now).values(body=None))
        session.execute(delete(Confirmation).where(Confirmation.until <= now))
        session.execute(delete(Visit).where(or_(Visit.until <= now, Visit.idle_until <= now)))
        session.execute(delete(Draft).where(Draft.until <= now))
        session.execute(delete(Invitation).where(Invitation.until <= now))
    deleted = retention.keep_promise(service)
    return Done(deleted, service.store.forget_deleted())
