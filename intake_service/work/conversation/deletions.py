"""That somebody of the team proposes to delete a conversation before its day.

A proposal holds for the conversation as it was read: the next message of anybody ends it. It goes
with whoever made it, too, so that nobody leaves, or stops answering, and takes conversations along.
"""

import hmac
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.models import Counsellor, Enquiry, ProposedDeletion
from intake_service.store.terms import State
from intake_service.store.vault import Vault
from intake_service.work.conversation import threads
from intake_service.work.conversation.proposals import Proposal, may_propose


def propose(secrets: Vault, session: Session, enquiry: Enquiry, person: bytes) -> None:
    """Keep that this person proposes to delete it as it is now; an earlier proposal stays."""
    if read(secrets, session, enquiry) is not None:
        return
    row = ProposedDeletion(
        enquiry_id=enquiry.id,
        counsellor_id=person,
        position=threads.last_position(session, enquiry),
        proposed_on=clock.today(),
    )
    row.mac = _mac(secrets, row)
    session.merge(row)


def stop(session: Session, enquiry: Enquiry) -> None:
    """Keep the conversation after all."""
    row = session.get(ProposedDeletion, enquiry.id)
    if row is not None:
        session.delete(row)


def read(secrets: Vault, session: Session, enquiry: Enquiry) -> Proposal | None:
    """Who proposes to delete it as it is now; None where nobody of the team does."""
    row = session.get(ProposedDeletion, enquiry.id)
    if row is None or row.position != threads.last_position(session, enquiry):
        return None
    person = session.get(Counsellor, row.counsellor_id)
    if person is None or not may_propose(person):
        return None
    if not hmac.compare_digest(row.mac, _mac(secrets, row)):
        return None
    # In the bin everybody has seen it all the time.
    waits_since = enquiry.settled_on if enquiry.state is State.BINNED else None
    return Proposal(by=person.id, name=person.name, on=row.proposed_on, waits_since=waits_since)


def proposed(session: Session) -> Sequence[Enquiry]:
    """All conversations that somebody has proposed to delete at some time, by number."""
    ids = session.scalars(select(ProposedDeletion.enquiry_id)).all()  # few, so all else waits
    found = session.scalars(select(Enquiry).where(Enquiry.id.in_(ids))).all() if ids else []
    return sorted(found, key=lambda enquiry: enquiry.number)


def due(secrets: Vault, session: Session) -> list[Enquiry]:
    """Those whose deletion nobody has stopped in time."""
    found = ((each, read(secrets, session, each)) for each in proposed(session))
    return [enquiry for enquiry, proposal in found if proposal and proposal.is_over]


def _mac(secrets: Vault, row: ProposedDeletion) -> bytes:
    return secrets.shared_mac(
        "deletion",
        row.enquiry_id,
        row.counsellor_id,
        row.position.to_bytes(4, "big"),
        row.proposed_on.isoformat().encode(),
    )
