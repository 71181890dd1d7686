"""What the roster's MAC covers: rows of people and keys, digested as they lie there."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

from sqlalchemy import func, inspect, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from intake_service.store.models import (
    Base,
    Counsellor,
    KeyShare,
    RecoveryCode,
    RecoveryKey,
    SecurityKey,
    TeamKey,
)

COVERED: Final[Mapping[type[Base], tuple[str, ...]]] = {
    Counsellor: (
        "id",
        "name",
        "duties",
        "standing",
        "public",
        "mac",
        "private_box",
        "totp_box",
        "session_epoch",
        "joined_on",
    ),
    RecoveryCode: ("id", "counsellor_id"),
    KeyShare: ("counsellor_id", "version", "box"),
    TeamKey: ("version", "public", "mac", "recovery_version", "recovery_box", "made_on"),
    RecoveryKey: ("version", "public", "mac", "made_on"),
    SecurityKey: ("id", "counsellor_id", "box"),
}
"""The columns under the MAC, by table. A column that comes later changes the digest of every row:
its migration has to let the old digest pass once, and seal anew."""
CAME_LATER: Final = frozenset([SecurityKey])
"""Tables that an earlier version did not seal; each says nothing while it is empty, so that such a
seal holds. They stand last, or two sets of rows could read alike."""
NOT_COVERED: Final = {
    (TeamKey, "sender_mac"): "is a MAC itself, of the row's version and public half",
    (
        Counsellor,
        "totp_step",
    ): "changes at each login; put back, a code of this minute works again",
    (Counsellor, "letters"): "a wish; whatever it says, an urgent letter reaches somebody",
}


def newest_team_key(session: Session) -> int:
    return session.scalar(select(func.max(TeamKey.version))) or 0


def has_people(session: Session) -> bool:
    return any(session.execute(select(table).limit(1)).first() for table in COVERED)


def digest(session: Session) -> bytes:
    """BLAKE2b over every covered value, as it lies in the database, with its length."""
    found = blake2b(digest_size=32, person=b"roster")
    for table, names in COVERED.items():
        columns = inspect(table).columns
        raw = (type_coerce(columns[name], NullType()) for name in names)
        rows = sorted(tuple(map(_encoded, row)) for row in session.execute(select(*raw)))
        if not rows and table in CAME_LATER:
            continue
        found.update(len(rows).to_bytes(8, "big"))
        for row in rows:
            for value in row:
                found.update(len(value).to_bytes(8, "big") + value)
    return found.digest()


def _encoded(value: object) -> bytes:
    if isinstance(value, bytes | memoryview):
        return b"b" + bytes(value)
    return b"t" + str(value).encode()
