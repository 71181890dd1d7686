"""Fresh keys for the conversations that are under way, after somebody has left the team.

Nothing is written under an old key meanwhile: whoever writes first begins the epoch. This goes
through the others, each in a transaction of its own, so that it may stop anywhere, go on anywhere,
and run twice at once.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Enquiry, Epoch, TeamKey
from intake_service.work.casework import enquiry_keys
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.enquiry import epochs, hidden
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

AT_ONCE = 5  # beside a click for something else: a tenth of a second at most
AT_A_PRESS = 100  # of the button, which shows how far it has come


@dataclass(frozen=True)
class Progress:
    """How far the conversations from before the newest team key have come."""

    total: int
    done: int
    """Those that have a fresh thread key."""
    wait_for_sender: Sequence[int]
    """Numbers of those that get one when their sender opens them next."""

    @property
    def left(self) -> int:
        """How many can get a fresh key now."""
        return self.total - self.done - len(self.wait_for_sender)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left for anybody."""
        return self.done == self.total


def progress(service: Service, staff: Staff | None = None) -> Progress:
    """How many conversations have their fresh key, and which wait for their sender; as far as
    this person sees them, if one asks."""
    with service.store.read() as session:
        shown = hidden.shown(service, session, staff) if staff else true()
        before = and_(Enquiry.key_version < _newest(session), shown)
        is_done = _has_epoch(session, with_thread_key=True)
        total = select(func.count()).where(before)
        done = select(func.count()).where(before, is_done)
        waiting = select(Enquiry.number).where(before, ~is_done, Enquiry.sender_public.is_(None))
        return Progress(
            total=session.scalar(total) or 0,
            done=session.scalar(done) or 0,
            wait_for_sender=sorted(session.scalars(waiting)),
        )


def rotate(service: Service, staff: Staff, *, at_most: int) -> int:
    """Give so many conversations fresh keys; returns how many got them.

    A damaged one is left as it is. Raises db.Unavailable; what was done until then stays.
    """
    done = 0
    for number in _due(service):
        if done == at_most:
            break
        with suppress(NoSuchEnquiry, vault.Refused), service.store.write() as session:
            enquiry = enquiry_keys.find(session, number)
            keys = enquiry_keys.thread_keys(service, staff, enquiry)
            epochs.for_writing(service, session, enquiry, keys)
            done += 1
    return done


def _due(service: Service) -> Sequence[int]:
    with service.store.read() as session:
        has_any = _has_epoch(session, with_thread_key=False)
        has_thread_key = _has_epoch(session, with_thread_key=True)
        lacks_thread_key = Enquiry.sender_public.is_not(None) & ~has_thread_key
        due = select(Enquiry.number).where(
            Enquiry.key_version < _newest(session), or_(lacks_thread_key, ~has_any)
        )
        return sorted(session.scalars(due))  # in this order the index of versions would not serve


def _newest(session: Session) -> int:
    return session.scalar(select(func.max(TeamKey.version))) or 0


def _has_epoch(session: Session, *, with_thread_key: bool) -> ColumnElement[bool]:
    fresh = [Epoch.enquiry_id == Enquiry.id, Epoch.key_version == _newest(session)]
    if with_thread_key:
        fresh.append(Epoch.thread_box.is_not(None))
    return exists().where(*fresh)
