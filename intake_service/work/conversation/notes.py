"""Notes that only the team reads: under the staff key, which no receipt opens.

They are counted, so that one that was taken away or put back is noticed.
"""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import models, vault
from intake_service.store.vault import ID_SIZE, Key, Place, Record, Refused, Role
from intake_service.work.conversation.key_rings import EpochKey, KeyRing, is_vouched_for


@dataclass(frozen=True)
class Note:
    """What a colleague noted."""

    text: str
    by: str
    at: datetime


def add(session: Session, enquiry: models.Enquiry, keys: KeyRing, text: str, *, by: str) -> None:
    """Seal a note to the end of an enquiry's notes.

    Raises Refused when one was taken away: the new one must not cover that up.
    """
    position = count(session, enquiry) + 1
    _check_count(enquiry, keys, position - 1)
    record = vault.new_id()
    content = json.dumps(
        {"text": text, "by": by, "at": clock.now().isoformat()}, ensure_ascii=False
    )
    epoch = keys.newest
    body = vault.seal(epoch.key, content.encode(), _place(enquiry, epoch, record, position))
    session.add(
        models.Note(
            id=record,
            enquiry_id=enquiry.id,
            position=position,
            epoch=epoch.number,
            body=body,
        )
    )
    enquiry.notes_mac = count_mac(epoch.key, position)


def read(session: Session, enquiry: models.Enquiry, keys: KeyRing) -> list[Note]:
    """All notes in order; raises Refused when one is missing, changed or moved."""
    rows = session.scalars(
        select(models.Note)
        .where(models.Note.enquiry_id == enquiry.id)
        .order_by(models.Note.position)
    ).all()
    if [row.position for row in rows] != list(range(1, len(rows) + 1)):
        raise Refused
    _check_count(enquiry, keys, len(rows))
    return [_unseal(enquiry, keys.at(row.epoch), row) for row in rows]


def count(session: Session, enquiry: models.Enquiry) -> int:
    """How many notes there are."""
    last = select(func.max(models.Note.position)).where(models.Note.enquiry_id == enquiry.id)
    return session.scalar(last) or 0


def count_mac(staff_key: Key, notes: int) -> bytes:
    """What stands beside an enquiry with so many notes."""
    return vault.derive(staff_key, "notes", notes.to_bytes(4, "big"), size=ID_SIZE)


def _check_count(enquiry: models.Enquiry, keys: KeyRing, notes: int) -> None:
    """Whoever begins an epoch without the staff keys leaves the count under an earlier one."""
    if enquiry.notes_mac is None:
        if is_vouched_for(enquiry):
            raise Refused
        return  # from an earlier version, where notes were not counted
    expected = (count_mac(each.key, notes) for each in keys.keys.values())
    if not any(hmac.compare_digest(enquiry.notes_mac, each) for each in expected):
        raise Refused


def _unseal(enquiry: models.Enquiry, epoch: EpochKey, row: models.Note) -> Note:
    place = _place(enquiry, epoch, row.id, row.position)
    content = json.loads(vault.unseal(epoch.key, row.body, place))
    return Note(content["text"], content["by"], datetime.fromisoformat(content["at"]))


def _place(enquiry: models.Enquiry, epoch: EpochKey, record: bytes, position: int) -> Place:
    return Place(
        Record.NOTE,
        enquiry.id,
        record,
        position=position,
        role=Role.TEAM,
        version=epoch.version,
    )
