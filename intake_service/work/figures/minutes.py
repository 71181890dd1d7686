"""How many minutes an answer took, as whoever gave it says after sending; nobody has to.

The figures have the sum of a month. What was said of the newest answer is sealed under the staff
key as well, so that saying it twice counts once, and whoever pressed the wrong number can press
another one. An answer that is taken back has taken its minutes all the same.
"""

import json
from dataclasses import asdict, dataclass
from typing import Final

from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.vault import Place, Record, Refused, Role
from intake_service.work.casework import enquiry_keys
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.conversation import threads
from intake_service.work.conversation.key_rings import EpochKey, KeyRing
from intake_service.work.enquiry import figures
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

CHOICES: Final = (10, 20, 30, 45, 60)


@dataclass(frozen=True)
class Noted:
    """What was said of the answer at this position; no minutes where nothing was."""

    position: int = 0
    minutes: int = 0


def note(service: Service, staff: Staff, number: int, minutes: int, *, position: int) -> None:
    """Note that the answer at this position, the last message, took so many minutes, in the place
    of what was noted of it before.

    Raises ValueError for what no button says, NoSuchEnquiry, NewerMessage, vault.Refused,
    db.Unavailable.
    """
    if minutes not in CHOICES:
        raise ValueError(minutes)
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry)
        last = threads.read(session, enquiry, keys.thread)[-1]
        if last.position != position or not last.from_team:
            raise NewerMessage
        before = _read(enquiry, keys.staff)
        already = before.minutes if before.position == position else 0
        figures.count_minutes(session, enquiry, minutes - already)
        _keep(enquiry, keys.staff.newest, Noted(position, minutes))


def noted(service: Service, staff: Staff, number: int, *, position: int) -> int:
    """The minutes of the answer at this position; 0 where none were noted.

    Raises NoSuchEnquiry, vault.Refused.
    """
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, number)
        if enquiry.minutes_box is None:
            return 0
        found = _read(enquiry, enquiry_keys.open_all(service, staff, enquiry).staff)
    return found.minutes if found.position == position else 0


def _keep(enquiry: Enquiry, epoch: EpochKey, what: Noted) -> None:
    plain = json.dumps(asdict(what)).encode()
    enquiry.minutes_box = vault.seal(epoch.key, plain, _place(enquiry, epoch))


def _read(enquiry: Enquiry, keys: KeyRing) -> Noted:
    if enquiry.minutes_box is None:
        return Noted()
    for epoch in keys.keys.values():
        try:
            plain = vault.unseal(epoch.key, enquiry.minutes_box, _place(enquiry, epoch))
        except Refused:
            continue
        return Noted(**json.loads(plain))
    raise Refused


def _place(enquiry: Enquiry, epoch: EpochKey) -> Place:
    return Place(Record.MINUTES, enquiry.id, role=Role.TEAM, version=epoch.version)
