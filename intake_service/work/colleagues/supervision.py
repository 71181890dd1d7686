"""Questions for the team's supervision, each about one enquiry: sealed, listed, and done.

Only numbers and questions are there; they go with their enquiry, and nothing is exported.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import models, vault
from intake_service.store.models import Enquiry
from intake_service.store.vault import ID_SIZE, Place, Record, Refused, Role
from intake_service.work.casework import drafts, enquiry_keys
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.conversation.key_rings import EpochKey, KeyRing
from intake_service.work.enquiry import hidden
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

LISTED = 100


@dataclass(frozen=True)
class Item:
    """A question about an enquiry, to be talked over together."""

    id: bytes
    number: int
    question: str
    by: str
    on: date


def add(
    service: Service, staff: Staff, number: int, question: str, *, window: Window | None = None
) -> None:
    """Put a question on the list; `window` is where it was typed.

    Raises NoSuchEnquiry, vault.Refused, db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        drafts.spend(service, session, staff, enquiry, keys, DraftKind.SUPERVISION, window)
        record = vault.new_id()
        written = {"question": question, "by": staff.name, "on": clock.today().isoformat()}
        plain = json.dumps(written, ensure_ascii=False).encode()
        box = vault.seal(keys.newest.key, plain, _place(enquiry, keys.newest, record))
        session.add(models.SupervisionItem(id=record, enquiry_id=enquiry.id, box=box))


def of_enquiry(service: Service, staff: Staff, number: int) -> list[Item]:
    """What is to be talked over about an enquiry. Raises NoSuchEnquiry, vault.Refused."""
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, number)
        rows = _rows(session, [enquiry.id])
        keys = enquiry_keys.open_all(service, staff, enquiry).staff if rows else None
        return _sorted([_open(enquiry, keys, row) for row in rows]) if keys else []


def list_all(service: Service, staff: Staff) -> list[Item]:
    """All that this person sees, by enquiry; a damaged one is left out."""
    item = models.SupervisionItem
    found = []
    with service.store.read() as session:
        some = session.scalars(select(item.enquiry_id).distinct().limit(LISTED)).all()
        shown = Enquiry.id.in_(some) & hidden.shown(service, session, staff)
        for enquiry in session.scalars(select(Enquiry).where(shown)) if some else ():
            with suppress(Refused):
                keys = enquiry_keys.open_all(service, staff, enquiry).staff
                found += [_open(enquiry, keys, row) for row in _rows(session, [enquiry.id])]
    return _sorted(found)


def done(service: Service, staff: Staff, item: bytes) -> None:
    """Take a question from the list; nothing happens where it is not there any more."""
    with service.store.write() as session:
        row = session.get(models.SupervisionItem, item) if len(item) == ID_SIZE else None
        if row is None:
            return
        enquiry = session.scalars(select(Enquiry).where(Enquiry.id == row.enquiry_id)).one()
        if enquiry.id in hidden.ids(service, session, staff):
            raise NoSuchEnquiry
        session.delete(row)


def _rows(session: Session, ids: Sequence[bytes]) -> Sequence[models.SupervisionItem]:
    item = models.SupervisionItem
    return session.scalars(select(item).where(item.enquiry_id.in_(ids))).all()


def _sorted(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.number, item.on, item.question))


def _open(enquiry: Enquiry, keys: KeyRing, row: models.SupervisionItem) -> Item:
    """What a row holds; raises Refused for one that was changed or moved."""
    for epoch in keys.keys.values():
        with suppress(Refused):
            plain = vault.unseal(epoch.key, row.box, _place(enquiry, epoch, row.id))
            written = json.loads(plain)
            return Item(
                id=row.id,
                number=enquiry.number,
                question=written["question"],
                by=written["by"],
                on=date.fromisoformat(written["on"]),
            )
    raise Refused


def _place(enquiry: Enquiry, epoch: EpochKey, record: bytes) -> Place:
    return Place(Record.SUPERVISION, enquiry.id, record, role=Role.TEAM, version=epoch.version)
