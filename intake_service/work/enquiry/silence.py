"""When nobody of the team shows up: the forms say so by themselves, and then pause."""

from datetime import date
from enum import IntEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre.facts.loading import Facts
from centre.hours import promise
from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work import heartbeat
from intake_service.work.conversation.kinds import WITHOUT_PROMISE
from intake_service.work.service import Service

TOLD_AFTER = 3  # working days past a promise, in which nobody has logged in or answered
PAUSED_AFTER = 6  # working days; then the forms take nothing that nobody would read


class Silence(IntEnum):
    """How long nobody has shown up while somebody waits past the promised day."""

    NONE = 0
    TOLD = 1
    """The forms say that nobody answers now, and where help is."""
    PAUSED = 2
    """The forms take no new messages."""


def now(service: Service) -> Silence:
    """How long it has been silent, as of today."""
    with service.store.read() as session:
        return in_session(service.facts, session)


def names_a_day(service: Service) -> bool:
    """Whether anything may name the day of an answer: while it is silent, nobody knows it."""
    return now(service) is Silence.NONE


def in_session(facts: Facts, session: Session) -> Silence:
    """How long it has been silent, as an open transaction sees it."""
    since = _since(session)
    if since is None:
        return Silence.NONE
    today = clock.today()
    if promise.answer_day(facts, since, days=PAUSED_AFTER) < today:
        return Silence.PAUSED
    if promise.answer_day(facts, since, days=TOLD_AFTER) < today:
        return Silence.TOLD
    return Silence.NONE


def _since(session: Session) -> date | None:
    """The day of the oldest missed promise, or the last day on which somebody was here.

    None where no promise has been missed.
    """
    missed = session.scalar(
        select(func.min(Enquiry.due_on)).where(
            Enquiry.state == State.WAITING,
            Enquiry.due_on < clock.today(),
            Enquiry.kind.not_in(WITHOUT_PROMISE),
        )
    )
    present_on = heartbeat.present_on(session)
    return max(missed, present_on) if missed and present_on else missed
