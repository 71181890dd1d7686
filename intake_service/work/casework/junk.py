"""The bin: junk goes out of the way in one action, comes back as easily, and is not counted in the
figures.

Only what waits and was never answered can be junk. Whoever sent it still finds it in the mailbox,
as a closed conversation that opens when they write again: a mistake of ours shuts nobody out.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.casework import enquiry_keys
from intake_service.work.conversation import threads
from intake_service.work.enquiry import figures, mailbox
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


def put_into_bin(service: Service, numbers: Iterable[int]) -> int:
    """Bin those of the enquiries that wait for their first answer; returns how many."""
    with service.store.write() as session:
        junk = [
            each
            for each in _of(session, numbers, State.WAITING)
            if not threads.answers(session, each)
        ]
        for enquiry in junk:
            enquiry.state = State.BINNED
            enquiry.closed_on = clock.today()
            figures.take_back(session, enquiry)
    return len(junk)


def take_out(service: Service, numbers: Iterable[int]) -> int:
    """Let enquiries wait again, for the day that was promised; returns how many."""
    with service.store.write() as session:
        back = _of(session, numbers, State.BINNED)
        for enquiry in back:
            enquiry.state = State.WAITING
            enquiry.closed_on = None
            figures.count_received(session, enquiry)
    return len(back)


def empty_bin(service: Service, staff: Staff) -> int:
    """Delete for good all that is in the bin; returns how many."""
    with service.store.write() as session:
        junk = session.scalars(select(Enquiry).where(Enquiry.state == State.BINNED)).all()
        for enquiry in junk:
            key = enquiry_keys.thread_key_if_sound(staff, enquiry)
            threads.delete(session, enquiry.id, key)
    mailbox.forget(service.store)
    return len(junk)


def _of(session: Session, numbers: Iterable[int], state: State) -> list[Enquiry]:
    known = [number for number in numbers if 0 < number <= enquiry_keys.NUMBER_MAX]
    query = select(Enquiry).where(Enquiry.number.in_(known), Enquiry.state == state)
    return list(session.scalars(query))
