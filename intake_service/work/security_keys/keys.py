"""What is kept of a security key: sealed, so that only its owner's password opens it.

The rows are a part of the roster: nobody can add one, put a removed one back, or turn its count
back in the database.
"""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from intake_service.store import models, vault
from intake_service.store.models import Counsellor
from intake_service.store.terms import Act
from intake_service.store.vault import Key, Place, Record
from intake_service.work.audit import login_changes
from intake_service.work.audit.login_changes import Tell
from intake_service.work.service import Service
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff

AT_MOST: Final = 5
"""Keys that one person can have: one on the ring, one at home, a phone, and two more."""
NAME_MAX: Final = 40  # characters


@dataclass(frozen=True)
class SecurityKey:
    """A security key of somebody."""

    id: bytes
    name: str
    host: str
    """The host of the desk at which it was added, and at which alone it answers."""
    credential: bytes
    """What the key itself calls what it holds."""
    public: bytes
    """Its public half, as COSE writes it (RFC 9052)."""
    count: int
    """How often it had signed at its last login; some keys always say 0."""
    added_on: date
    used_on: date | None = None
    may_be_copied: bool = False
    """Whether it once counted less than before, as only a copy does; it lets nobody in any more."""


def of(session: Session, person: bytes, private: Key) -> list[SecurityKey]:
    """Somebody's keys, in the order in which they were added. Raises vault.Refused."""
    rows = session.scalars(
        select(models.SecurityKey).where(models.SecurityKey.counsellor_id == person)
    )
    found = [_read(row.id, vault.unseal(_key(private), row.box, _place(row.id))) for row in rows]
    return sorted(found, key=lambda each: (each.added_on, each.name))


def mine(service: Service, staff: Staff) -> list[SecurityKey]:
    """The keys of somebody who is logged in. Raises vault.Refused."""
    with service.store.read() as session:
        return of(session, staff.id, staff.private)


def keep(session: Session, person: bytes, private: Key, key: SecurityKey) -> None:
    """Keep a key, or what has changed of it; within a change of the roster."""
    box = vault.seal(_key(private), _written(key), _place(key.id))
    session.merge(models.SecurityKey(id=key.id, counsellor_id=person, box=box))


def used(key: SecurityKey, *, count: int, on: date) -> SecurityKey:
    """The key after a login. Where it counts no further than before, somebody has a copy of it."""
    if (count or key.count) and count <= key.count:
        return replace(key, may_be_copied=True)
    return replace(key, count=count, used_on=on)


def remove(service: Service, staff: Staff, key_id: bytes, *, tell: Tell) -> bytes:
    """Remove a key of one's own, and end every session but a new one, whose cookie this returns.

    `tell` lets its owner know by a letter. Raises db.Unavailable, vault.Refused.
    """
    table = models.SecurityKey
    with service.roster.change() as session:
        session.execute(delete(table).where(table.id == key_id, table.counsellor_id == staff.id))
        person = session.get_one(Counsellor, staff.id)
        login_changes.note_own(service, session, person, Act.REMOVED_KEY, tell)
        return logins.begin_anew(service, session, person, staff.private)


def remove_all_of(service: Service, person: bytes, *, tell: Tell) -> int:
    """Remove all keys of somebody, and end their sessions; returns how many keys there were.

    `tell` lets their owner know by a letter. Raises db.Unavailable, vault.Refused.
    """
    with service.roster.change() as session:
        theirs = models.SecurityKey.counsellor_id == person
        count = session.scalar(select(func.count()).where(theirs)) or 0
        session.execute(delete(models.SecurityKey).where(theirs))
        owner = session.get_one(Counsellor, person)
        owner.session_epoch += 1
        login_changes.note_by_command(service, session, owner, Act.REMOVED_KEYS, tell)
    return count


def count_of(service: Service, person: bytes) -> int:
    """How many keys somebody has."""
    theirs = models.SecurityKey.counsellor_id == person
    with service.store.read() as session:
        return session.scalar(select(func.count()).where(theirs)) or 0


def _written(key: SecurityKey) -> bytes:
    told = {
        "name": key.name,
        "host": key.host,
        "credential": key.credential.hex(),
        "public": key.public.hex(),
        "count": key.count,
        "added_on": key.added_on.isoformat(),
        "used_on": key.used_on.isoformat() if key.used_on else "",
        "may_be_copied": key.may_be_copied,
    }
    return json.dumps(told).encode()


def _read(row: bytes, plain: bytes) -> SecurityKey:
    told: dict[str, Any] = json.loads(plain)
    return SecurityKey(
        id=row,
        name=told["name"],
        host=told["host"],
        credential=bytes.fromhex(told["credential"]),
        public=bytes.fromhex(told["public"]),
        count=told["count"],
        added_on=date.fromisoformat(told["added_on"]),
        used_on=date.fromisoformat(told["used_on"]) if told["used_on"] else None,
        may_be_copied=told["may_be_copied"],
    )


def _key(private: Key) -> Key:
    return vault.derive(private, "security keys")


def _place(row: bytes) -> Place:
    return Place(Record.SECURITY_KEY, record=row)
