"""Which letters somebody of the team wants, as they choose it at their own account."""

from intake_service.store.models import Counsellor
from intake_service.store.terms import LetterChoice, Purpose
from intake_service.work.post import letters, recipients
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


def choice(service: Service, staff: Staff) -> LetterChoice:
    """Which letters somebody wants."""
    with service.store.read() as session:
        return session.get_one(Counsellor, staff.id).letters


def choose(service: Service, staff: Staff, wanted: LetterChoice) -> None:
    """Let somebody get these letters from now on.

    Where nobody would get urgent ones any more, a letter calls a coordinator. Raises
    db.Unavailable.
    """
    with service.store.write() as session:
        session.get_one(Counsellor, staff.id).letters = wanted
        session.flush()
        if recipients.urgent_reaches_nobody(service, session):
            letters.post_notice(service, session, Purpose.COORDINATOR)


def own_address(service: Service, staff: Staff) -> str:
    """Where somebody's letters go; empty where no address is theirs."""
    with service.store.read() as session:
        for each in recipients.addressed(service.settings, session):
            if each.owner is not None and each.owner.id == staff.id:
                return each.address
    return ""
