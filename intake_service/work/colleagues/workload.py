"""What a coordinator looks at: who has how much, what will be late, what has to be decided.

Answers are counted for a week back, out of the conversations that are still there; nothing is kept
about anybody for it.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from centre.hours import promise
from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import Duty, State
from intake_service.store.vault import Refused
from intake_service.work.casework import enquiry_keys, inbox
from intake_service.work.colleagues import absences
from intake_service.work.conversation import threads
from intake_service.work.conversation.kinds import WITHOUT_PROMISE
from intake_service.work.enquiry import claims, hidden
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff

LOOKED_BACK = timedelta(days=7)
LOOKED_THROUGH = 200  # conversations, the newest first
LISTED = 20


@dataclass(frozen=True)
class PersonLoad:
    """What somebody who answers has on their hands."""

    name: str
    claimed: int
    answered: int | None
    """Answers of the last week; None for a reader who holds no key."""
    is_away: bool


@dataclass(frozen=True)
class Workload:
    """How the work lies, as far as its reader sees it."""

    people: list[PersonLoad]
    waiting: int
    free: int
    """How many of them nobody has claimed."""
    late_soon: list[int]
    """Numbers of those that are promised for the next working day or sooner."""
    to_decide: list[int]
    """Numbers of those that have waited so long that a coordinator decides."""
    unseen: int
    """How many enquiries nobody of the team may see."""


def workload(service: Service, staff: Staff) -> Workload:
    """How the work lies today."""
    away = {each.id for each in absences.away_today(service)}
    next_day = promise.answer_day(service.facts, clock.today(), days=1)
    with service.store.read() as session:
        visible = hidden.shown(service, session, staff)
        waits = (Enquiry.state == State.WAITING) & visible
        claimed = claims.counts(session, visible)
        waiting = session.scalar(select(func.count()).select_from(Enquiry).where(waits)) or 0
        answered = _answered(service, session, staff) if staff.answers else None
        late_soon = _late_soon(session, next_day, waits)
        unseen = hidden.count_unseen(service, session)
    to_decide = inbox.for_a_coordinator(service, staff)
    loads = [
        PersonLoad(
            name=each.name,
            claimed=claimed[each.id],
            answered=answered[each.name] if answered is not None else None,
            is_away=each.id in away,
        )
        for each in people.everybody(service)
        if Duty.ANSWERS in each.duties and not each.waits
    ]
    free = waiting - sum(claimed.values())
    return Workload(
        people=loads,
        waiting=waiting,
        free=free,
        late_soon=late_soon,
        to_decide=to_decide,
        unseen=unseen,
    )


def _late_soon(session: Session, until: date, *conditions: ColumnElement[bool]) -> list[int]:
    promised = Enquiry.kind.not_in(WITHOUT_PROMISE)
    soon = select(Enquiry.number).where(Enquiry.due_on <= until, promised, *conditions)
    return list(session.scalars(soon.order_by(Enquiry.due_on, Enquiry.number).limit(LISTED)))


def _answered(service: Service, session: Session, staff: Staff) -> Counter[str]:
    """How many answers each has given lately, by name; a damaged conversation is left out."""
    since = datetime.combine(clock.today() - LOOKED_BACK, time.min, tzinfo=clock.PRAGUE)
    visible = hidden.shown(service, session, staff)
    lately = select(Enquiry).where(Enquiry.last_on >= since.date(), visible)
    counted: Counter[str] = Counter()
    for enquiry in session.scalars(lately.order_by(Enquiry.last_on.desc()).limit(LOOKED_THROUGH)):
        with suppress(Refused):
            keys = enquiry_keys.thread_keys(service, staff, enquiry)
            messages = threads.read(session, enquiry, keys)
            counted.update(each.by for each in messages if each.from_team and each.at >= since)
    return counted
