"""Opening an enquiry at the desk: found by its number, its keys opened with the team's."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Enquiry, Epoch
from intake_service.store.vault import Key
from intake_service.work.conversation import key_rings
from intake_service.work.conversation.key_rings import FIRST, EpochKey, KeyRing
from intake_service.work.enquiry import epochs
from intake_service.work.service import Service
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


def thread_keys(service: Service, staff: Staff, enquiry: Enquiry) -> KeyRing:
    """The keys of messages, answers, contact and consent; raises vault.Refused."""
    first = _opened(staff, enquiry.key_version, enquiry.thread_box, b"thread", _first(enquiry))

    def unseal(epoch: Epoch) -> Key:
        names = key_rings.names_of(epoch)
        return _opened(staff, epoch.key_version, epoch.thread_box or b"", b"thread", names)

    return key_rings.thread_keys(service.vault, enquiry, first, unseal)


def newest_key_if_sound(service: Service, staff: Staff, enquiry: Enquiry) -> Key | None:
    """The newest thread key, or None for a damaged enquiry, which can still be deleted."""
    try:
        return thread_keys(service, staff, enquiry).newest.key
    except vault.Refused:
        return None


@dataclass(frozen=True)
class EnquiryKeys:
    """All keys of one enquiry that the team holds."""

    thread: KeyRing
    staff: KeyRing
    """Of what only the team reads."""


def open_all(service: Service, staff: Staff, enquiry: Enquiry) -> EnquiryKeys:
    """The keys to read with; raises vault.Refused."""
    return EnquiryKeys(thread_keys(service, staff, enquiry), staff_keys(staff, enquiry))


def for_writing(service: Service, session: Session, staff: Staff, enquiry: Enquiry) -> EnquiryKeys:
    """The keys to write with, fresh ones where somebody has left since; raises vault.Refused."""
    keys = thread_keys(service, staff, enquiry)
    thread = epochs.for_writing(service, session, enquiry, keys)
    return EnquiryKeys(thread, staff_keys(staff, enquiry))


def staff_keys(staff: Staff, enquiry: Enquiry) -> KeyRing:
    """The keys of notes and drafts; only after `thread_keys` has found their boxes in order."""
    first = _opened(staff, enquiry.key_version, enquiry.staff_box, b"staff", _first(enquiry))
    keys = {FIRST: EpochKey(FIRST, enquiry.key_version, first)}
    for epoch in enquiry.epochs:
        names = key_rings.names_of(epoch)
        key = _opened(staff, epoch.key_version, epoch.staff_box, b"staff", names)
        keys[epoch.number] = EpochKey(epoch.number, epoch.key_version, key)
    return KeyRing(keys)


def _first(enquiry: Enquiry) -> list[bytes]:
    return [enquiry.id, vault.version_name(enquiry.key_version)]


def _opened(staff: Staff, version: int, box: bytes, name: bytes, names: list[bytes]) -> Key:
    team = staff.team.get(version)
    if team is None:
        raise vault.Refused
    return Key(vault.unseal_from(team, box, name, *names))
