"""Opening an enquiry at the desk: found by its number, its two keys opened with the team's."""

from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.vault import Key
from intake_service.work.team.logins import Staff

NUMBER_MAX = 2**63 - 1  # more than this no database can look up


class NoSuchEnquiry(Exception):
    """Deleted meanwhile, or never there."""


def find(session: Session, number: int) -> Enquiry:
    """The enquiry of this number; raises NoSuchEnquiry."""
    enquiry = session.get(Enquiry, number) if number <= NUMBER_MAX else None
    if enquiry is None:
        raise NoSuchEnquiry
    return enquiry


def thread_key(staff: Staff, enquiry: Enquiry) -> Key:
    """The key of messages, answers, contact and consent; raises vault.Refused."""
    return _opened(staff, enquiry, enquiry.thread_box, b"thread")


def thread_key_if_sound(staff: Staff, enquiry: Enquiry) -> Key | None:
    """The key of messages, or None for a damaged enquiry, which can still be deleted."""
    try:
        return thread_key(staff, enquiry)
    except vault.Refused:
        return None


def staff_key(staff: Staff, enquiry: Enquiry) -> Key:
    """The key of what only the team reads; raises vault.Refused."""
    return _opened(staff, enquiry, enquiry.staff_box, b"staff")


def _opened(staff: Staff, enquiry: Enquiry, box: bytes, name: bytes) -> Key:
    team = staff.team.get(enquiry.key_version)
    if team is None:
        raise vault.Refused
    return Key(
        vault.unseal_from(team, box, name, enquiry.id, vault.version_name(enquiry.key_version))
    )
