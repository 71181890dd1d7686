"""Where unfinished texts lie: one slot for each author and kind of text in an enquiry."""

import json
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Draft, Enquiry
from intake_service.store.vault import ID_SIZE, Key, Place, Record, Refused, Role
from intake_service.work.casework.draft_windows import SIZE_MAX, Content, Unfinished
from intake_service.work.conversation.key_rings import EpochKey, KeyRing
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

BLANK_HOURS = 24  # nothing comes later from a window whose text has gone


class NotKept(Exception):
    """This text is not kept here; it goes back to whoever wrote it."""


class DraftKind(StrEnum):
    """What was being written: a note for colleagues must never come back as an answer to the
    sender."""

    ANSWER = "answer"
    NOTE = "note"
    OFFER = "offer"
    READING = "reading"
    SUPERVISION = "supervision"


def read_all(session: Session, enquiry: Enquiry, keys: KeyRing) -> list[Unfinished]:
    """All that anybody has begun in an enquiry; `keys` are its staff keys.

    What an earlier version sealed names no author, so only `read_own` finds it. Raises Refused.
    """
    rows = session.scalars(select(Draft).where(Draft.enquiry_id == enquiry.id, _lasts()))
    return [found for row in rows if (found := _open(enquiry, keys, row))]


def read_own(
    session: Session, enquiry: Enquiry, keys: KeyRing, author: Staff, kind: DraftKind
) -> Unfinished:
    """What an author has begun of a kind, empty where it is nothing. Raises Refused."""
    empty = Unfinished(kind=kind, author=author.id, by=author.name)
    slots = {slot(each.key, author.id, kind): each for each in keys.keys.values()}
    for row in session.scalars(select(Draft).where(Draft.id.in_(slots), _lasts())):
        return _open(enquiry, keys, row) or _of_earlier_version(
            empty, vault.unseal(slots[row.id].key, row.box, _place(enquiry, slots[row.id], row.id))
        )
    return empty


def write(
    service: Service, session: Session, enquiry: Enquiry, keys: KeyRing, unfinished: Unfinished
) -> bytes:
    """Seal it in the place of what was in its slot; returns the slot. Raises NotKept for what is
    far longer than a message may be."""
    plain = unfinished.to_json()
    if len(plain) > SIZE_MAX:
        raise NotKept
    before = [slot(each.key, unfinished.author, unfinished.kind) for each in keys.keys.values()]
    session.execute(delete(Draft).where(Draft.id.in_(before)))
    newest = keys.newest
    hours = service.settings.draft_hours
    if not unfinished.newest:
        hours = min(hours, BLANK_HOURS)
    name = slot(newest.key, unfinished.author, unfinished.kind)
    session.add(
        Draft(
            id=name,
            enquiry_id=enquiry.id,
            key_version=newest.version,
            box=vault.seal(newest.key, plain, _place(enquiry, newest, name)),
            until=clock.seconds() + hours * 3600,
        )
    )
    return name


def slot(staff_key: Key, author: bytes, kind: str) -> bytes:
    """The name of a slot; only the staff key of its enquiry gives it."""
    return vault.derive(staff_key, "draft slot", author, kind.encode(), size=ID_SIZE)


def _lasts() -> ColumnElement[bool]:
    return Draft.until > clock.seconds()


def _open(enquiry: Enquiry, keys: KeyRing, row: Draft) -> Unfinished | None:
    """What a row holds; None where an earlier version sealed it. Raises Refused for one that was
    changed or moved."""
    for each in _of_version(keys, row.key_version):
        try:
            plain = vault.unseal(each.key, row.box, _place(enquiry, each, row.id))
        except Refused:
            continue
        found = Unfinished.of_json(plain)
        if found and slot(each.key, found.author, found.kind) != row.id:
            raise Refused
        return found
    raise Refused


def _of_version(keys: KeyRing, version: int) -> Iterator[EpochKey]:
    return (each for each in keys.keys.values() if each.version == version)


def _of_earlier_version(empty: Unfinished, plain: bytes) -> Unfinished:
    """What an earlier version kept of one window, without a name or a time."""
    content = Content(window="", turn=0, at=clock.now(), fields=json.loads(plain), revision="")
    return Unfinished(empty.kind, empty.author, empty.by, (content,))


def _place(enquiry: Enquiry, epoch: EpochKey, slot: bytes) -> Place:
    return Place(Record.DRAFT, enquiry.id, slot, role=Role.TEAM, version=epoch.version)
