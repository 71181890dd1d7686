"""The bin: junk goes out of the way in one action, comes back as easily, and is not counted in the
figures.

Only what waits and was never answered can be junk. Whoever sent it still finds it in the mailbox,
as a closed conversation that opens when they write again: a mistake of ours shuts nobody out. Where
somebody has written since the page was shown, nothing happens.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.casework import enquiry_keys
from intake_service.work.casework.seen import Seen
from intake_service.work.conversation import settlement, threads
from intake_service.work.enquiry import figures, mailbox
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


@dataclass
class Moved:
    """What an action did, by the numbers of enquiries."""

    done: list[int] = field(default_factory=list)
    newer: list[int] = field(default_factory=list)
    """Left alone, because somebody wrote after the page was shown."""


def put_into_bin(service: Service, seen: Iterable[Seen]) -> Moved:
    """Bin those of the enquiries that wait for their first answer."""
    moved = Moved()
    with service.store.write() as session:
        for enquiry in _unchanged(session, seen, moved):
            if enquiry.state is State.WAITING and not threads.answers(session, enquiry):
                settlement.settle(enquiry, State.BINNED)
                figures.take_back(session, enquiry)
                moved.done.append(enquiry.number)
    return moved


def take_out(service: Service, seen: Iterable[Seen]) -> Moved:
    """Let enquiries wait again, for the day that was promised."""
    moved = Moved()
    with service.store.write() as session:
        for enquiry in _unchanged(session, seen, moved):
            if enquiry.state is State.BINNED:
                settlement.let_wait(enquiry)
                figures.count_received(session, enquiry)
                moved.done.append(enquiry.number)
    return moved


def contents(service: Service) -> list[Seen]:
    """All that is in the bin now."""
    with service.store.read() as session:
        binned = session.scalars(select(Enquiry).where(Enquiry.state == State.BINNED))
        return [Seen(each.number, threads.last_position(session, each)) for each in binned]


def empty_bin(service: Service, staff: Staff, seen: Iterable[Seen]) -> Moved:
    """Delete for good what is in the bin, as far as it was shown there."""
    moved = Moved()
    with service.store.write() as session:
        for enquiry in _unchanged(session, seen, moved):
            if enquiry.state is State.BINNED:
                delete(service, session, staff, enquiry)
                moved.done.append(enquiry.number)
    mailbox.forget(service.store)
    return moved


def delete(service: Service, session: Session, staff: Staff, enquiry: Enquiry) -> None:
    """Delete a conversation for good; a damaged one can be deleted too."""
    key = enquiry_keys.newest_key_if_sound(service, staff, enquiry)
    service.tombstones.bury(session, [enquiry.id])
    threads.delete(session, enquiry.id, key)


def _unchanged(session: Session, seen: Iterable[Seen], moved: Moved) -> Iterator[Enquiry]:
    """Each enquiry that is as it was shown; the others are noted in `moved`."""
    for each in seen:
        enquiry = session.get(Enquiry, each.number)
        if enquiry is None:
            continue
        if threads.last_position(session, enquiry) > each.position:
            moved.newer.append(each.number)
        else:
            yield enquiry
