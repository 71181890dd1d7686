"""Slips for the figures: what may not be counted in clear, sealed to the team, all of one size.

A slip names no enquiry and no day. It outlives the conversation, as the clear counters do.
"""

import json
from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake_service.store import vault
from intake_service.store.models import Slip, TeamKey
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

SIZE = 256  # bytes; more than any slip needs, so that none differs from another

SlipFacts = Mapping[str, str]
"""What a slip says, `about` what first."""


def store(session: Session, team: TeamKey, slip_id: bytes, facts: SlipFacts) -> None:
    """Seal a slip to the team, in the place of an earlier one with this id."""
    payload = json.dumps(dict(facts)).encode()
    assert len(payload) <= SIZE
    name = vault.version_name(team.version)
    box = vault.seal_to(team.public, payload.ljust(SIZE), b"slip", slip_id, name)
    session.merge(Slip(id=slip_id, key_version=team.version, box=box))


def take_back(session: Session, slip_id: bytes) -> None:
    """Count a slip no more."""
    session.execute(delete(Slip).where(Slip.id == slip_id))


def read(service: Service, staff: Staff) -> list[SlipFacts]:
    """All slips that this counsellor's keys open, in no order."""
    with service.store.read() as session:
        rows = session.scalars(select(Slip).where(Slip.key_version.in_(staff.team))).all()
    return [_unsealed(staff, row) for row in rows]


def _unsealed(staff: Staff, row: Slip) -> SlipFacts:
    name = vault.version_name(row.key_version)
    plain = vault.unseal_from(staff.team[row.key_version], row.box, b"slip", row.id, name)
    facts: SlipFacts = json.loads(plain)
    return facts
