"""Notes that only the team reads: under the staff key, which no receipt opens."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import models, vault
from intake_service.store.vault import Key, Place, Record, Refused, Role


@dataclass(frozen=True)
class Note:
    """What a colleague noted."""

    text: str
    by: str
    at: datetime


def add(session: Session, enquiry: models.Enquiry, staff_key: Key, text: str, *, by: str) -> None:
    """Seal a note to the end of an enquiry's notes."""
    last = select(func.max(models.Note.position)).where(models.Note.enquiry_id == enquiry.id)
    position = (session.scalar(last) or 0) + 1
    record = vault.new_id()
    content = json.dumps(
        {"text": text, "by": by, "at": clock.now().isoformat()}, ensure_ascii=False
    )
    body = vault.seal(staff_key, content.encode(), _place(enquiry, record, position))
    session.add(models.Note(id=record, enquiry_id=enquiry.id, position=position, body=body))


def read(session: Session, enquiry: models.Enquiry, staff_key: Key) -> list[Note]:
    """All notes in order; raises Refused when one is missing in between, changed or moved."""
    rows = session.scalars(
        select(models.Note)
        .where(models.Note.enquiry_id == enquiry.id)
        .order_by(models.Note.position)
    ).all()
    if [row.position for row in rows] != list(range(1, len(rows) + 1)):
        raise Refused
    contents = (
        json.loads(vault.unseal(staff_key, row.body, _place(enquiry, row.id, row.position)))
        for row in rows
    )
    return [Note(each["text"], each["by"], datetime.fromisoformat(each["at"])) for each in contents]


def _place(enquiry: models.Enquiry, record: bytes, position: int) -> Place:
    return Place(Record.NOTE, enquiry.id, record, position, Role.TEAM, enquiry.key_version)
