"""What has to be done regularly: `kacko tick`.

Each chore may run twice, late, or beside the servers.
"""

from dataclasses import dataclass

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.models import Confirmation, Draft, Enquiry, Invitation, StoredSession
from intake_service.store.roster import RosterRefused
from intake_service.store.terms import Purpose, State
from intake_service.work import heartbeat, switches, tombstones
from intake_service.work.conversation import retention
from intake_service.work.enquiry import expiry, silence
from intake_service.work.enquiry.silence import Silence
from intake_service.work.post import letters
from intake_service.work.service import Service
from intake_service.work.team import login_days

NOTICE_HOUR = 8  # in Prague; before the first client comes


@dataclass(frozen=True)
class Done:
    """What one tick did."""

    deleted: int
    """Conversations whose time was over."""
    sent: int
    """Letters that were sent."""
    forgotten: bool
    """Whether the write-ahead log could be emptied; if not, the next tick tries again."""
    jumped: bool
    """Whether the clock has jumped, so that nothing was erased."""
    closed: bool
    """Whether a restored database waits to be confirmed, so that nothing was sent."""
    roster: str
    """What is wrong with people and keys in the database, so that nobody is let in; or nothing."""


def tick(service: Service) -> Done:
    """Erase what has ended, keep the promise of retention, send what is due, empty the log.

    After a jump of the clock nothing is erased until a person confirms the date.
    """
    service.tombstones.apply()
    with service.store.read() as session:
        jumped = heartbeat.jump_in(session) is not None
        closed = tombstones.closed_since(session) is not None
    deleted = 0 if jumped else _erase(service)
    news = _notice_today(service)
    try:
        sent = 0 if closed else letters.deliver(service, news=news, give_up=not jumped)
    finally:  # deleted means deleted, whatever is wrong with the mail
        forgotten = service.store.forget_deleted()
    return Done(
        deleted=deleted,
        sent=sent,
        forgotten=forgotten,
        jumped=jumped,
        closed=closed,
        roster=_trouble_with_roster(service),
    )


def _trouble_with_roster(service: Service) -> str:
    try:
        with service.store.read() as session:
            service.roster.verify(session)
    except RosterRefused as refused:
        return str(refused)
    return ""


def _erase(service: Service) -> int:
    """Erase all whose time is over; returns how many conversations."""
    now = clock.seconds()
    with service.store.write() as session:
        heartbeat.note_run(session)
        shown = Confirmation.body.is_not(None)
        ended = update(Confirmation).where(shown, Confirmation.body_until <= now)
        # The second of sending goes with the receipt.
        session.execute(ended.values(body=None, body_until=0))
        session.execute(delete(Confirmation).where(Confirmation.until <= now))
        session.execute(
            delete(StoredSession).where(
                or_(StoredSession.until <= now, StoredSession.idle_until <= now)
            )
        )
        session.execute(delete(Draft).where(Draft.until <= now))
        session.execute(delete(Invitation).where(Invitation.until <= now))
        login_days.forget_old(session)
    service.tombstones.forget(service.facts.centre.retention.backup_days)
    return expiry.apply_retention(service)


def _notice_today(service: Service) -> bool:
    """Post the daily notice once a day; it is sent whether or not there is news.

    Returns whether there is.
    """
    with service.store.write() as session:
        switch = switches.row_of(session)
        now = clock.now()
        if switch.noticed_on != now.date() and now.hour >= NOTICE_HOUR:
            switch.noticed_on = now.date()
            letters.post_notice(service, session, Purpose.DAILY)
            if _needs_a_coordinator(service, session):
                letters.post_notice(service, session, Purpose.COORDINATOR)
        waiting = select(func.count()).where(Enquiry.state == State.WAITING)
        return bool(session.scalar(waiting))


def _needs_a_coordinator(service: Service, session: Session) -> bool:
    """Whether something waits that only a coordinator decides."""
    jumped = heartbeat.jump_in(session) is not None
    silent = silence.in_session(service.facts, session) is not Silence.NONE
    return jumped or silent or bool(retention.numbers_for_a_coordinator(service.facts, session))
