"""How long a conversation is kept: the days are facts of the centre, promised to the sender."""

from datetime import date, timedelta

from sqlalchemy import delete, select, update

from centre.facts import Facts
from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.service import Service


def delete_on(facts: Facts, last_on: date) -> date:
    """The day on which a conversation goes, counted from the last message of either side."""
    return last_on + timedelta(days=facts.centre.retention.delete_after_days)


def keep_promise(service: Service) -> int:
    """Close quiet conversations and delete old ones, never while a message waits for its answer.

    Returns how many were deleted. Doing it twice, or late, does no harm.
    """
    retention, today = service.facts.centre.retention, clock.today()
    quiet_since = today - timedelta(days=retention.close_after_days)
    old_since = today - timedelta(days=retention.delete_after_days)
    with service.store.write() as session:
        session.execute(
            update(Enquiry)
            .where(Enquiry.state == State.ANSWERED, Enquiry.last_on <= quiet_since)
            .values(state=State.CLOSED, closed_on=today)
        )
        old = session.scalars(
            select(Enquiry.id).where(Enquiry.state != State.WAITING, Enquiry.last_on <= old_since)
        ).all()
        if old:
            session.execute(delete(Enquiry).where(Enquiry.id.in_(old)))
    return len(old)
