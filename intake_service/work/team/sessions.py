"""Open mailboxes and desks.

The cookie holds the only key; the row names nobody and ends by itself.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import vault
from intake_service.store.db import Store, Unavailable
from intake_service.store.models import StoredSession
from intake_service.store.vault import ID_SIZE, KEY_SIZE, Key, Place, Record

RENEW_AFTER = 60  # seconds; a quiet limit of minutes needs no write at every click


class SessionKind(StrEnum):
    """What a session opens; a cookie of one kind opens no other."""

    MAILBOX = "mailbox"
    DESK = "desk"
    EDITING = "editing"
    CONFIRMED = "confirmed"
    KEY_LOGIN = "key login"
    NEW_KEY = "new key"


class SessionExpired(Exception):
    """There is no such session, or it has ended."""


@dataclass(frozen=True)
class Limits:
    """How long a session lasts, in seconds: without a click, and at most."""

    idle: int
    total: int
    remembered: int = 0
    """For so long after its end it is still known that there was one."""


def begin(session: Session, kind: SessionKind, payload: bytes, limits: Limits) -> bytes:
    """Open a session and return its cookie: 32 new random bytes."""
    cookie = secrets.token_bytes(KEY_SIZE)
    row = _row_id(cookie, kind)
    now = clock.seconds()
    session.add(
        StoredSession(
            id=row,
            body=vault.seal(_key(cookie, kind), payload, _place(row)),
            idle_until=now + limits.idle + limits.remembered,
            until=now + limits.total + limits.remembered,
        )
    )
    return cookie


def resume(store: Store, kind: SessionKind, cookie: bytes, limits: Limits) -> bytes:
    """The payload of a session that still lasts, kept alive for longer; raises SessionExpired."""
    row = _find(store, kind, cookie, ended_for=-limits.remembered)
    idle_until = clock.seconds() + limits.idle + limits.remembered
    if row.idle_until < idle_until - RENEW_AFTER:
        with suppress(Unavailable), store.write() as session:  # reading goes on in any case
            session.execute(
                update(StoredSession)
                .where(StoredSession.id == row.id)
                .values(idle_until=idle_until)
            )
    return _payload(row, kind, cookie)


def remember(store: Store, kind: SessionKind, cookie: bytes) -> bytes:
    """The payload of a session that lasts, or is still remembered; raises SessionExpired."""
    return _payload(_find(store, kind, cookie), kind, cookie)


def use_up(session: Session, kind: SessionKind, cookie: bytes) -> bytes:
    """The payload of a session that serves once, and is gone now; raises SessionExpired."""
    if len(cookie) != KEY_SIZE:
        raise SessionExpired
    row = session.get(StoredSession, _row_id(cookie, kind))
    if row is None:
        raise SessionExpired
    session.delete(row)
    if clock.seconds() >= min(row.idle_until, row.until):
        raise SessionExpired
    return _payload(row, kind, cookie)


def end(session: Session, kind: SessionKind, cookie: bytes) -> None:
    """Close a session for good."""
    if len(cookie) == KEY_SIZE:
        session.execute(delete(StoredSession).where(StoredSession.id == _row_id(cookie, kind)))


def _find(store: Store, kind: SessionKind, cookie: bytes, *, ended_for: int = 0) -> StoredSession:
    """The row of a session whose times are over for less than so many seconds."""
    if len(cookie) != KEY_SIZE:
        raise SessionExpired
    with store.read() as session:
        row = session.get(StoredSession, _row_id(cookie, kind))
    if row is None or clock.seconds() >= min(row.idle_until, row.until) + ended_for:
        raise SessionExpired
    return row


def _payload(row: StoredSession, kind: SessionKind, cookie: bytes) -> bytes:
    try:
        return vault.unseal(_key(cookie, kind), row.body, _place(row.id))
    except vault.Refused as error:
        raise SessionExpired from error


def _row_id(cookie: bytes, kind: SessionKind) -> bytes:
    return vault.derive(cookie, "visit row", kind.encode(), size=ID_SIZE)


def _key(cookie: bytes, kind: SessionKind) -> Key:
    return vault.derive(cookie, "visit key", kind.encode())


def _place(row: bytes) -> Place:
    return Place(Record.SESSION, record=row)
