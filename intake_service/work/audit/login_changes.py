"""What follows when the way somebody logs in has changed: a line in the audit, a letter to them."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from intake_service.store.models import Counsellor
from intake_service.store.terms import Act
from intake_service.work.audit import chain
from intake_service.work.service import Service

Tell = Callable[[Service, Session, bytes], None]
"""Posts a letter to somebody of the team, in the transaction of what it tells."""


def note_own(service: Service, session: Session, person: Counsellor, act: Act, tell: Tell) -> None:
    """Note a change that somebody made at their own account; called in its transaction."""
    chain.note(service, session, person.name, act)
    tell(service, session, person.id)


def note_by_command(
    service: Service, session: Session, person: Counsellor, act: Act, tell: Tell
) -> None:
    """Note a change that a command on the server made for somebody; called in its transaction."""
    chain.note(service, session, "", act, person=person.name)
    tell(service, session, person.id)
