"""Deleting a conversation before its day: one person proposes it, another one does it, or the
chores do after seven days in which everybody sees it and anybody can stop it."""

from dataclasses import dataclass

from intake_service.store.terms import Act, State
from intake_service.work.audit import chain
from intake_service.work.casework import enquiry_keys, junk, second_person, seen
from intake_service.work.conversation import deletions
from intake_service.work.conversation.proposals import Proposal
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


@dataclass(frozen=True)
class ListedDeletion:
    """A conversation that somebody proposes to delete."""

    number: int
    in_bin: bool
    proposal: Proposal


def propose(service: Service, staff: Staff, number: int, *, after: int) -> None:
    """Propose to delete a conversation, a damaged one too.

    `after` is the position of the last message seen. Raises NoSuchEnquiry, NewerMessage,
    db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        seen.check(session, enquiry, after)
        deletions.propose(service.vault, session, enquiry, staff.id)
        chain.note(service, session, staff.name, Act.WANTS_DELETED, number)


def stop(service: Service, number: int) -> None:
    """Keep the conversation, whoever proposed to delete it. Raises NoSuchEnquiry."""
    with service.store.write() as session:
        deletions.stop(session, enquiry_keys.find(session, number))


def delete(service: Service, staff: Staff, number: int, *, after: int) -> None:
    """Delete a conversation for good as the second person, a damaged one too.

    `after` is the position of the last message seen. Raises NoSuchEnquiry, NewerMessage, NotYet,
    db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        seen.check(session, enquiry, after)
        second_person.check(session, staff, deletions.read(service.vault, session, enquiry))
        junk.delete(service, session, staff, enquiry)
    mailbox.forget(service.store)


def proposal(service: Service, number: int) -> Proposal | None:
    """Who proposes to delete it, if anybody; raises NoSuchEnquiry."""
    with service.store.read() as session:
        return deletions.read(service.vault, session, enquiry_keys.find(session, number))


def list_proposed(service: Service) -> list[ListedDeletion]:
    """All conversations that somebody proposes to delete, by number."""
    listed = []
    with service.store.read() as session:
        for enquiry in deletions.proposed(session):
            if found := deletions.read(service.vault, session, enquiry):
                in_bin = enquiry.state is State.BINNED
                listed.append(ListedDeletion(enquiry.number, in_bin, found))
    return listed
