"""Open mailboxes and desks. The cookie holds the only key; the row names nobody and ends by itself."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import vault
from intake_service.store.db import Store, Unavailable
from intake_service.store.models import Visit
from intake_service.store.vault import ID_SIZE, KEY_SIZE, Key, Place, Record

RENEW_AFTER = 60  # seconds; a quiet limit of minutes needs no write at every click


class Door(StrEnum):
    """What a visit opens; a cookie of one door opens no other."""

    MAILBOX = "mailbox"
    DESK = "desk"


class Over(Exception):
    """There is no such visit, or it has ended."""


@dataclass(frozen=True)
class Limits:
    """How long a visit lasts, in seconds: without a click, and at most."""

    idle: int
    total: int


def begin(session: Session, door: Door, payload: bytes, limits: Limits) -> bytes:
    """Open a visit and return its cookie: 32 new random bytes."""
    cookie = secrets.token_bytes(KEY_SIZE)
    row = _row_id(cookie, door)
    now = clock.seconds()
    session.add(
        Visit(
            id=row,
            body=vault.seal(_key(cookie, door), payload, _place(row)),
            idle_until=now + limits.idle,
            until=now + limits.total,
        )
    )
    return cookie


def resume(store: Store, door: Door, cookie: bytes, limits: Limits) -> bytes:
    """The payload of a visit that still lasts, kept alive for longer; raises Over."""
    if len(cookie) != KEY_SIZE:
        raise Over
    row_id, now = _row_id(cookie, door), clock.seconds()
    with store.read() as session:
        row = session.get(Visit, row_id)
    if row is None or now >= min(row.idle_until, row.until):
        raise Over
    if row.idle_until < now + limits.idle - RENEW_AFTER:
        with suppress(Unavailable), store.write() as session:  # reading goes on in any case
            session.execute(update(Visit).where(Visit.id == row_id).values(idle_until=now + limits.idle))
    try:
        return vault.unseal(_key(cookie, door), row.body, _place(row.id))
    except vault.Refused as error:
        raise Over from error


def end(session: Session, door: Door, cookie: bytes) -> None:
    """Close a visit for good."""
    if len(cookie) == KEY_SIZE:
        session.execute(delete(Visit).where(Visit.id == _row_id(cookie, door)))


def _row_id(cookie: bytes, door: Door) -> bytes:
    return vault.derive(cookie, "visit row", door.encode(), size=ID_SIZE)


def _key(cookie: bytes, door: Door) -> Key:
    return vault.derive(cookie, "visit key", door.encode())


def _place(row: bytes) -> Place:
    return Place(Record.SESSION, record=row)
