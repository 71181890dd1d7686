"""Slips for the figures: what may not be counted in clear, sealed to the team, all of one size.

A slip names no enquiry and no day. It outlives the conversation, as the clear counters do.
"""

import json
from collections.abc import Mapping

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from intake_service.store import db, vault
from intake_service.store.models import Enquiry, Slip
from intake_service.store.roster import TeamPublicKey
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

SIZE = 256  # bytes; more than any slip needs, so that none differs from another

SlipFacts = Mapping[str, str]
"""What a slip says, `about` what first."""


def store(session: Session, team: TeamPublicKey, slip_id: bytes, facts: SlipFacts) -> None:
    """Seal a slip to the team, in the place of an earlier one with this id."""
    session.merge(_sealed(team, slip_id, facts))


def store_new(session: Session, team: TeamPublicKey, facts: SlipFacts) -> bytes:
    """Seal a slip to the team, and return its id."""
    slip_id = vault.new_id()
    db.insert_at_once(session, _sealed(team, slip_id, facts))
    return slip_id


def take_back(session: Session, slip_id: bytes) -> None:
    """Count a slip no more."""
    session.execute(delete(Slip).where(Slip.id == slip_id))


def counts(session: Session, slip_id: bytes) -> bool:
    """Whether a slip counts now."""
    row = session.get(Slip, slip_id)
    return row is not None and row.counted


def set_counted(session: Session, slip_id: bytes | None, *, counted: bool) -> None:
    """Let a slip count, or not for now; None stands for an enquiry without one."""
    if slip_id is not None:
        session.execute(update(Slip).where(Slip.id == slip_id).values(counted=counted))


def forget_uncounted(session: Session) -> None:
    """Delete the slips of what was deleted in the bin."""
    kept = select(Enquiry.slip_id).where(Enquiry.slip_id.is_not(None))
    session.execute(delete(Slip).where(Slip.counted.is_(False), Slip.id.not_in(kept)))


def read(service: Service, staff: Staff) -> list[SlipFacts]:
    """All slips that count and that this counsellor's keys open, in no order."""
    with service.store.read() as session:
        rows = session.scalars(
            select(Slip).where(Slip.key_version.in_(staff.team), Slip.counted)
        ).all()
    return [_unsealed(staff, row) for row in rows]


def find(session: Session, staff: Staff, slip_id: bytes | None) -> SlipFacts:
    """What one slip says; nothing where there is none that this counsellor's keys open."""
    row = session.get(Slip, slip_id) if slip_id is not None else None
    return _unsealed(staff, row) if row is not None and row.key_version in staff.team else {}


def _sealed(team: TeamPublicKey, slip_id: bytes, facts: SlipFacts) -> Slip:
    payload = json.dumps(dict(facts), ensure_ascii=False).encode()
    assert len(payload) <= SIZE
    name = vault.version_name(team.version)
    box = vault.seal_to(team.public, payload.ljust(SIZE), b"slip", slip_id, name)
    return Slip(id=slip_id, key_version=team.version, box=box)


def _unsealed(staff: Staff, row: Slip) -> SlipFacts:
    name = vault.version_name(row.key_version)
    plain = vault.unseal_from(staff.team[row.key_version], row.box, b"slip", row.id, name)
    facts: SlipFacts = json.loads(plain)
    return facts
