"""The bin: junk goes out of the way in one action, comes back as easily, and is not counted in the
figures.

Only what waits and was never answered can be junk. Whoever sent it still finds it in the mailbox,
as a closed conversation that opens when they write again: a mistake of ours shuts nobody out. Where
somebody has written since the page was shown, nothing happens.

What has lain in the bin for seven days, where everybody sees it, can be emptied by one person; what
is fresh wants a second one, or goes when its seven days are over.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import Act, State
from intake_service.work.audit import chain
from intake_service.work.casework import enquiry_keys, second_person
from intake_service.work.casework.seen import Seen
from intake_service.work.conversation import deletions, settlement, threads
from intake_service.work.conversation.proposals import NotYet, Proposal
from intake_service.work.enquiry import figures, hidden, mailbox
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


@dataclass
class Moved:
    """What an action did, by the numbers of enquiries."""

    done: list[int] = field(default_factory=list)
    newer: list[int] = field(default_factory=list)
    """Left alone, because somebody wrote after the page was shown."""
    proposed: list[int] = field(default_factory=list)
    """Those that wait for a second person, or for their day."""


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
                deletions.stop(session, enquiry)
                figures.count_received(session, enquiry)
                moved.done.append(enquiry.number)
    return moved


@dataclass(frozen=True)
class Bin:
    """What is in the bin now."""

    all: list[Seen]
    ready: list[Seen]
    """Those that one person can delete, because they have lain there long enough or a colleague
    has proposed it."""
    proposed: list[Proposal]
    """Those that somebody proposes to delete already."""

    @property
    def fresh(self) -> int:
        """How many want a second person, or wait for their day."""
        return len(self.all) - len(self.ready)


def contents(service: Service, staff: Staff) -> Bin:
    """All that is in the bin now, and what this person could do with it."""
    found = Bin([], [], [])
    with service.store.read() as session:
        shown = hidden.shown(service, session, staff)
        binned = (
            select(Enquiry).where(Enquiry.state == State.BINNED, shown).order_by(Enquiry.number)
        )
        for enquiry in session.scalars(binned):
            seen = Seen(enquiry.number, threads.last_position(session, enquiry))
            found.all.append(seen)
            if _may_delete(service, session, staff, enquiry):
                found.ready.append(seen)
            if proposal := deletions.read(service.vault, session, enquiry):
                found.proposed.append(proposal)
    return found


def empty_bin(service: Service, staff: Staff, seen: Iterable[Seen]) -> Moved:
    """Delete for good what has lain in the bin long enough or a colleague wants gone, and propose
    the rest, as far as it was shown there."""
    moved = Moved()
    with service.store.write() as session:
        for enquiry in _unchanged(session, seen, moved):
            if enquiry.state is not State.BINNED:
                continue
            if _may_delete(service, session, staff, enquiry):
                delete(service, session, staff, enquiry)
                moved.done.append(enquiry.number)
            else:
                deletions.propose(service.vault, session, enquiry, staff.id)
                moved.proposed.append(enquiry.number)
    mailbox.forget(service.store)
    return moved


def keep_bin(service: Service, staff: Staff) -> None:
    """Stop every proposal to delete what this person sees in the bin."""
    with service.store.write() as session:
        shown = hidden.shown(service, session, staff)
        binned = select(Enquiry).where(Enquiry.state == State.BINNED, shown)
        for enquiry in session.scalars(binned):
            deletions.stop(session, enquiry)


def _may_delete(service: Service, session: Session, staff: Staff, enquiry: Enquiry) -> bool:
    """Whether one person's word is enough for what is in the bin."""
    proposal = deletions.read(service.vault, session, enquiry) or _begun(staff, enquiry)
    try:
        second_person.check(session, staff, proposal)
    except NotYet:
        return False
    return True


def _begun(staff: Staff, enquiry: Enquiry) -> Proposal:
    """What this person would propose now."""
    return Proposal(by=staff.id, name=staff.name, on=clock.today(), waits_since=enquiry.settled_on)


def delete(service: Service, session: Session, staff: Staff, enquiry: Enquiry) -> None:
    """Delete a conversation for good; a damaged one can be deleted too."""
    key = enquiry_keys.newest_key_if_sound(service, staff, enquiry)
    service.tombstones.bury(session, [enquiry.id])
    chain.note(service, session, staff.name, Act.DELETED, enquiry.number)
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
