"""What has to be done regularly: `kacko tick`.

Each chore may run twice, late, or beside the servers.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from centre.language.i18n import gettext
from intake_service import clock
from intake_service.store import plain_copies
from intake_service.store.models import Confirmation, Draft, Enquiry, Invitation, StoredSession
from intake_service.store.roster import RosterRefused
from intake_service.store.terms import Purpose, State
from intake_service.work import heartbeat, switches, tombstones
from intake_service.work.audit import chain
from intake_service.work.colleagues import absences
from intake_service.work.conversation import retention
from intake_service.work.conversation.kinds import EXERCISE
from intake_service.work.editing import commits, site_state
from intake_service.work.enquiry import claims, expiry, hidden, silence, slips
from intake_service.work.enquiry.silence import Silence
from intake_service.work.post import letters
from intake_service.work.post.letters import Known
from intake_service.work.service import Service
from intake_service.work.shift import notebook
from intake_service.work.sorting import register
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
    try:
        deleted = 0 if jumped else _erase(service)
        commits.catch_up(service)
    finally:  # one damaged row must not keep letters from the team
        posted = _post(service, jumped=jumped, closed=closed)
    heartbeat.note_done(service.settings)
    return Done(
        deleted=deleted,
        sent=posted.sent,
        forgotten=posted.forgotten,
        jumped=jumped,
        closed=closed,
        roster=_trouble_with_roster(service),
    )


@dataclass(frozen=True)
class _Posted:
    sent: int
    forgotten: bool


def _post(service: Service, *, jumped: bool, closed: bool) -> _Posted:
    """Send what is due, and empty the log."""
    news = _notice_today(service)
    _notice_website(service)
    known = Known(news=news, website=lambda: _weekly(service))
    try:
        sent = 0 if closed else letters.deliver(service, known=known, give_up=not jumped)
    finally:  # deleted means deleted, whatever is wrong with the mail
        forgotten = service.store.forget_deleted()
    return _Posted(sent=sent, forgotten=forgotten)


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
        slips.forget_uncounted(session)
        claims.forget_lapsed(session)
        absences.forget_old(session)
        hidden.forget_numbers(session)
    backup_days = service.facts.centre.retention.backup_days
    service.tombstones.forget(backup_days)
    plain_copies.forget_old(service.settings.data, days=backup_days, today=clock.today())
    register.forget_old(service)
    notebook.forget_old(service)
    chain.forget_old(service.store, service.vault)
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
        waits = (Enquiry.state == State.WAITING, Enquiry.kind != EXERCISE)
        waiting = select(func.count()).where(*waits)
        return bool(session.scalar(waiting))


def _notice_website(service: Service) -> None:
    """Post once a week how the website stands: on Monday, or on the first day after it on which
    the chores run. Nobody looks after a sample."""
    if service.facts.centre.demo:
        return
    with service.store.write() as session:
        switch = switches.row_of(session)
        now = clock.now()
        monday = now.date() - timedelta(now.weekday())
        told = switch.weekly_letter_on is not None and switch.weekly_letter_on >= monday
        if switch.weekly_letter and not told and now.hour >= NOTICE_HOUR:
            switch.weekly_letter_on = now.date()
            letters.post_notice(service, session, Purpose.WEBSITE)


def _weekly(service: Service) -> str:
    """How the website stands, and where the record of work ends, for whoever keeps the letter."""
    told = site_state.in_numbers(service)
    if end := chain.head(service):
        return f"{told}\n{gettext('End of the record of work: %(head)s') % {'head': end}}"
    return told


def _needs_a_coordinator(service: Service, session: Session) -> bool:
    """Whether something waits that only a coordinator decides."""
    jumped = heartbeat.jump_in(session) is not None
    silent = silence.in_session(service.facts, session) is not Silence.NONE
    old = bool(retention.numbers_for_a_coordinator(service.facts, session))
    # Where the chores hold the sender's part of the secret, the desk posts this letter itself.
    unseen = service.vault.is_whole and hidden.count_unseen(service, session) > 0
    return jumped or silent or old or unseen
