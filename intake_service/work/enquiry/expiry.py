"""What has ended: quiet conversations are closed; those whose days are over are deleted, and those
whose deletion somebody proposed and nobody stopped.

Which they are is asked once, while others write; what is done to them is done in small batches,
each asked about once more and committed by itself. Nobody waits for thousands that are due at once.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.conversation import deletions, retention
from intake_service.work.enquiry import figures
from intake_service.work.service import Service

BATCH = 50  # conversations in one transaction: some hundredths of a second
PAUSE = 0.05  # seconds between two, in which whoever waits for the database gets it


def apply_retention(service: Service) -> int:
    """Close quiet conversations and delete those whose days are over.

    Returns how many were deleted. Doing it twice, or late, does no harm; where it is cut short, the
    next run goes on.
    """
    _close_quiet(service)
    return _delete_over(service) + _delete_proposed(service)


def _close_quiet(service: Service) -> None:
    today = clock.today()
    quiet_since = today - timedelta(days=service.facts.centre.retention.close_after_days)
    is_quiet = (Enquiry.state == State.ANSWERED) & (Enquiry.last_on <= quiet_since)
    for session, numbers in _in_batches(service, is_quiet):
        session.execute(
            update(Enquiry)
            .where(Enquiry.number.in_(numbers), is_quiet)
            .values(state=State.CLOSED, closed_on=today)
        )


def _delete_over(service: Service) -> int:
    is_over = retention.is_over(service.facts)
    deleted = 0
    for session, numbers in _in_batches(service, is_over):
        over = session.scalars(select(Enquiry).where(Enquiry.number.in_(numbers), is_over)).all()
        for enquiry in over:
            if enquiry.state is State.WAITING:
                figures.count_erased(session, enquiry)
        deleted += _delete(service, session, over)
    return deleted


def _delete_proposed(service: Service) -> int:
    with service.store.write() as session:
        return _delete(service, session, deletions.due(service.vault, session))


def _delete(service: Service, session: Session, enquiries: Sequence[Enquiry]) -> int:
    ids = [enquiry.id for enquiry in enquiries]
    if ids:
        service.tombstones.bury(session, ids)
        session.execute(delete(Enquiry).where(Enquiry.id.in_(ids)))
    return len(ids)


def _in_batches(
    service: Service, condition: ColumnElement[bool]
) -> Iterator[tuple[Session, Sequence[int]]]:
    """The numbers of those that fulfil a condition, some at a time, each in a transaction."""
    with service.store.read() as session:
        numbers = session.scalars(select(Enquiry.number).where(condition)).all()
    for start in range(0, len(numbers), BATCH):
        if start:
            time.sleep(PAUSE)
        with service.store.write() as session:
            yield session, numbers[start : start + BATCH]
