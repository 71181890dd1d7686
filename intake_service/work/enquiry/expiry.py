"""What has ended: quiet conversations are closed; those whose days are over are deleted, and those
whose deletion somebody proposed and nobody stopped."""

from datetime import timedelta

from sqlalchemy import select, update

from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.conversation import deletions
from intake_service.work.conversation.retention import delete_on
from intake_service.work.enquiry import figures
from intake_service.work.service import Service


def apply_retention(service: Service) -> int:
    """Close quiet conversations and delete those whose days are over.

    Returns how many were deleted. Doing it twice, or late, does no harm.
    """
    today = clock.today()
    quiet_since = today - timedelta(days=service.facts.centre.retention.close_after_days)
    with service.store.write() as session:
        session.execute(
            update(Enquiry)
            .where(Enquiry.state == State.ANSWERED, Enquiry.last_on <= quiet_since)
            .values(state=State.CLOSED, closed_on=today)
        )
        over = [
            enquiry
            for enquiry in session.scalars(select(Enquiry))
            if delete_on(service.facts, enquiry) <= today
        ]
        proposed = [each for each in deletions.due(service.vault, session) if each not in over]
        service.tombstones.bury(session, [enquiry.id for enquiry in (*over, *proposed)])
        for enquiry in over:
            if enquiry.state is State.WAITING:
                figures.count_erased(session, enquiry)
        for enquiry in (*over, *proposed):
            session.delete(enquiry)
    return len(over) + len(proposed)
