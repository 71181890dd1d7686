"""Whether somebody may do now what was proposed: as the second person, or after the days."""

from sqlalchemy.orm import Session

from intake_service.work import heartbeat
from intake_service.work.conversation.proposals import NotYet, Proposal
from intake_service.work.team.logins import Staff


def check(session: Session, staff: Staff, proposal: Proposal | None) -> None:
    """Raise NotYet unless this person's word is enough.

    Where the clock has jumped, days say nothing: only a second person goes on.
    """
    if proposal is None or not proposal.may_be_done_by(staff.id):
        raise NotYet
    if proposal.by == staff.id and heartbeat.jump_in(session):
        raise NotYet
