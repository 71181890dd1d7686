"""How long a conversation is kept: the days are facts of the centre, promised to the sender."""

from datetime import date, timedelta

from sqlalchemy import delete, select, update

from centre.facts.loading import Facts
from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.conversation.kinds import KINDS, as_a_conversation
from intake_service.work.service import Service

BATCH = 500  # rows in one statement; SQLite binds a limited number of values


def delete_after_days(facts: Facts, kind: str) -> int:
    """How many days after the last message an enquiry of a kind goes."""
    known = KINDS.get(kind)  # one that is not offered any more goes as a conversation does
    return (known.keeps if known else as_a_conversation)(facts.centre.retention)


def delete_on(facts: Facts, kind: str, last_on: date) -> date:
    """The day on which a conversation goes, counted from the last message of either side."""
    return last_on + timedelta(days=delete_after_days(facts, kind))


def apply_retention(service: Service) -> int:
    """Close quiet conversations and delete old ones, never while a message waits for its answer.

    Returns how many were deleted. Doing it twice, or late, does no harm.
    """
    retention = service.facts.centre.retention
    today = clock.today()
    quiet_since = today - timedelta(days=retention.close_after_days)
    with service.store.write() as session:
        session.execute(
            update(Enquiry)
            .where(Enquiry.state == State.ANSWERED, Enquiry.last_on <= quiet_since)
            .values(state=State.CLOSED, closed_on=today)
        )
        done = session.execute(
            select(Enquiry.id, Enquiry.kind, Enquiry.last_on).where(Enquiry.state != State.WAITING)
        ).all()
        old = [row.id for row in done if delete_on(service.facts, row.kind, row.last_on) <= today]
        for start in range(0, len(old), BATCH):
            session.execute(delete(Enquiry).where(Enquiry.id.in_(old[start : start + BATCH])))
    return len(old)
