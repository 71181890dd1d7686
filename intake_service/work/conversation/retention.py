"""How long a conversation is kept: the days are facts of the centre, promised to the sender.

They run from the day on which it was settled. What nobody has settled waits; a coordinator is told
of it in time, and it goes, counted, a year after its last message.
"""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from centre.facts.loading import Facts
from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.conversation.kinds import EXERCISE, KINDS, as_a_conversation

EXERCISE_DAYS = 7
AT_ONCE = 20  # what a coordinator is shown; the next ones follow when these are settled


def delete_after_days(facts: Facts, kind: str) -> int:
    """How many days after it was settled an enquiry of a kind goes."""
    known = KINDS.get(kind)  # one that is not offered any more goes as a conversation does
    return (known.keeps if known else as_a_conversation)(facts.centre.retention)


def delete_on(facts: Facts, enquiry: Enquiry) -> date:
    """The day on which an enquiry goes if nothing happens: from its settlement, or unsettled."""
    if enquiry.kind == EXERCISE:
        return enquiry.received_on + timedelta(days=EXERCISE_DAYS)
    if enquiry.state is State.WAITING:
        return enquiry.last_on + timedelta(days=facts.centre.retention.unsettled_days)
    settled_on = enquiry.settled_on or enquiry.last_on  # a server of an earlier version wrote it
    return settled_on + timedelta(days=delete_after_days(facts, enquiry.kind))


def is_over(facts: Facts) -> ColumnElement[bool]:
    """Which enquiries have reached the day that `delete_on` names."""
    today = clock.today()
    waited_since = today - timedelta(days=facts.centre.retention.unsettled_days)
    waits = Enquiry.state == State.WAITING
    settled_on = func.coalesce(Enquiry.settled_on, Enquiry.last_on)
    days_of_kind = {kind: delete_after_days(facts, kind) for kind in KINDS}
    kept_days = case(days_of_kind, value=Enquiry.kind, else_=delete_after_days(facts, ""))
    by_days = {
        days: today - timedelta(days=days)
        for days in {*days_of_kind.values(), delete_after_days(facts, "")}
    }
    settled_is_over = or_(
        *((kept_days == days) & (settled_on <= since) for days, since in by_days.items())
    )
    exercised_since = today - timedelta(days=EXERCISE_DAYS)
    return or_(
        waits & (Enquiry.last_on <= waited_since),
        ~waits & settled_is_over,
        (Enquiry.kind == EXERCISE) & (Enquiry.received_on <= exercised_since),
    )


def waits_for_a_coordinator(facts: Facts) -> ColumnElement[bool]:
    """Which enquiries have waited so long that a coordinator has to see to them."""
    long_ago = clock.today() - timedelta(days=facts.centre.retention.coordinator_days)
    return (Enquiry.state == State.WAITING) & (Enquiry.last_on <= long_ago)


def numbers_for_a_coordinator(facts: Facts, session: Session) -> list[int]:
    """The numbers of those that have waited longest, the oldest first."""
    forgotten = select(Enquiry.number).where(waits_for_a_coordinator(facts))
    oldest = forgotten.order_by(Enquiry.last_on, Enquiry.number).limit(AT_ONCE)
    return list(session.scalars(oldest))
