"""Who edits the website: a session of a working day that holds no key and opens no enquiry.

It begins with a login at the desk. Enquiries lock after half an hour without a click; the hours of
the centre can be changed from the van all day.
"""

from dataclasses import dataclass

from centre.intake.maximums import CONFIRMED_MINUTES, EDITING_HOURS
from intake_service.store.models import Counsellor
from intake_service.store.terms import Duty, Standing
from intake_service.store.vault import ID_SIZE
from intake_service.work.service import Service
from intake_service.work.team import sessions
from intake_service.work.team.logins import EPOCH_SIZE, Staff
from intake_service.work.team.sessions import Limits, SessionKind

FRESH = Limits(idle=CONFIRMED_MINUTES * 60, total=CONFIRMED_MINUTES * 60)
LIMITS = Limits(idle=EDITING_HOURS * 3600, total=EDITING_HOURS * 3600)


@dataclass(frozen=True)
class LoggedInEditor:
    """Somebody who edits the website."""

    id: bytes
    name: str


def begin(service: Service, staff: Staff) -> bytes | None:
    """Open a session for somebody who has just logged in, and return its cookie; None for whoever
    does not edit."""
    if Duty.EDITS not in staff.duties:
        return None
    with service.store.write() as session:
        person = session.get_one(Counsellor, staff.id)
        payload = person.id + person.session_epoch.to_bytes(EPOCH_SIZE, "big")
        return sessions.begin(session, SessionKind.EDITING, payload, LIMITS)


def resume(service: Service, cookie: bytes) -> LoggedInEditor:
    """Whose session this is; raises SessionExpired, also for somebody who has left, edits no
    longer, or has ended all sessions, and vault.Refused."""
    payload = sessions.resume(service.store, SessionKind.EDITING, cookie, LIMITS)
    with service.store.read() as session:
        service.roster.verify(session)
        person = session.get(Counsellor, payload[:ID_SIZE])
        epoch = int.from_bytes(payload[ID_SIZE:], "big")
        if (
            person is None
            or person.standing is not Standing.ACTIVE
            or person.session_epoch != epoch
            or Duty.EDITS not in person.duties
        ):
            raise sessions.SessionExpired
        return LoggedInEditor(person.id, person.name)


def confirm(service: Service, person: bytes) -> bytes:
    """Note for ten minutes that somebody has just proved who they are; returns the cookie."""
    with service.store.write() as session:
        return sessions.begin(session, SessionKind.CONFIRMED, person, FRESH)


def is_confirmed(service: Service, cookie: bytes, person: bytes) -> bool:
    """Whether this person did so within the last ten minutes."""
    try:
        found = sessions.resume(service.store, SessionKind.CONFIRMED, cookie, FRESH)
    except sessions.SessionExpired:
        return False
    return found == person


def end(service: Service, cookie: bytes) -> None:
    """Close a session for good."""
    with service.store.write() as session:
        sessions.end(session, SessionKind.EDITING, cookie)
