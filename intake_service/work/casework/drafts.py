"""What is not given yet, and what an expired login would have lost: answers, notes, offers.

Each author has one slot for each kind of text in an enquiry. It is sealed under the enquiry's staff
key and goes with the enquiry, whoever deletes that.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, select

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Draft, Enquiry
from intake_service.store.vault import ID_SIZE, Key, Place, Record, Refused, Role
from intake_service.work.casework import enquiry_keys
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.conversation.key_rings import EpochKey
from intake_service.work.rate_limits import Act
from intake_service.work.service import Service
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff
from intake_service.work.team.sessions import SessionExpired


class NotKept(Exception):
    """This text is not kept here; it goes back to whoever wrote it."""


class DraftKind(StrEnum):
    """What was being written: a note for colleagues must never come back as an answer to the
    sender."""

    ANSWER = "answer"
    NOTE = "note"
    OFFER = "offer"


@dataclass(frozen=True)
class KeptDraft:
    """What was written but not given: the fields of its form by name."""

    number: int
    kind: DraftKind
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Writer:
    """Whose login has expired: the cookie that is left of it; the address is not kept."""

    cookie: bytes
    address: str | None


def keep(
    service: Service, staff: Staff, number: int, kind: DraftKind, fields: Mapping[str, str]
) -> str:
    """Seal what was written, in the place of what this author kept before; the returned handle
    finds it again.

    Raises enquiry_keys.NoSuchEnquiry, vault.Refused, db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        slots = [_slot(each.key, staff, kind) for each in keys.keys.values()]
        session.execute(delete(Draft).where(Draft.id.in_(slots)))
        newest = keys.newest
        slot = _slot(newest.key, staff, kind)
        plain = json.dumps(dict(fields), ensure_ascii=False).encode()
        box = vault.seal(newest.key, plain, _place(enquiry, newest, slot))
        until = clock.seconds() + service.settings.draft_hours * 3600
        session.add(
            Draft(
                id=slot,
                enquiry_id=enquiry.id,
                key_version=newest.version,
                box=box,
                until=until,
            )
        )
    return slot.hex()


def keep_for(
    writer: Writer, service: Service, number: int, kind: DraftKind, fields: Mapping[str, str]
) -> str:
    """Seal what an expired login would lose; the handle, put through the login form, finds it.

    Raises NotKept for whoever was not logged in lately, a text longer than a message may be, and an
    enquiry that is not there or damaged; rate_limits.Slowed.
    """
    lengths = (len(text.replace("\r\n", "\n")) for text in fields.values())
    if max(lengths, default=0) > service.settings.text_max:
        raise NotKept
    try:
        staff = logins.remember(service, writer.cookie)
    except SessionExpired as error:
        raise NotKept from error
    service.rate_limits.count(Act.DRAFT, writer.address)
    try:
        return keep(service, staff, number, kind, fields)
    except (NoSuchEnquiry, Refused) as error:
        raise NotKept from error


def find(service: Service, staff: Staff, handle: str) -> KeptDraft | None:
    """Open what this person kept; None when there is none. The chores forget it after its time."""
    try:
        draft_id = bytes.fromhex(handle)
    except ValueError:
        return None
    with service.store.read() as session:
        row = session.get(Draft, draft_id) if len(draft_id) == ID_SIZE else None
        if row is None or clock.seconds() >= row.until:
            return None
        if row.enquiry_id is None:
            return _of_earlier_version(staff, row)
        enquiry = session.scalars(select(Enquiry).where(Enquiry.id == row.enquiry_id)).one()
        keys = enquiry_keys.open_all(service, staff, enquiry).staff
    for each in keys.keys.values():
        for kind in DraftKind:
            if _slot(each.key, staff, kind) == row.id:
                fields = json.loads(vault.unseal(each.key, row.box, _place(enquiry, each, row.id)))
                return KeptDraft(enquiry.number, kind, fields)
    return None  # a colleague's


def _slot(staff_key: Key, author: Staff, kind: DraftKind) -> bytes:
    return vault.derive(staff_key, "draft slot", author.id, kind.encode(), size=ID_SIZE)


def _place(enquiry: Enquiry, epoch: EpochKey, slot: bytes) -> Place:
    return Place(Record.DRAFT, enquiry.id, slot, role=Role.TEAM, version=epoch.version)


def _of_earlier_version(staff: Staff, row: Draft) -> KeptDraft | None:
    """What an earlier version sealed to the whole team; there is none after `draft_hours`."""
    if row.key_version not in staff.team:
        return None
    name = vault.version_name(row.key_version)
    private = staff.team[row.key_version]
    content = json.loads(vault.unseal_from(private, row.box, b"draft", row.id, name))
    return KeptDraft(content["number"], DraftKind(content["what"]), content["fields"])
