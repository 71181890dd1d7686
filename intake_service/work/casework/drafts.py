"""What an expired login would have lost: answers and notes, sealed to the team until the author is
back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Draft, Enquiry
from intake_service.store.vault import ID_SIZE
from intake_service.work.enquiry.enquiries import team_key
from intake_service.work.rate_limits import Act
from intake_service.work.service import Service
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff


class NotKept(Exception):
    """This text is not kept here; it goes back to whoever wrote it."""


class DraftKind(StrEnum):
    """What was being written: a note for colleagues must never come back as an answer to the
    sender."""

    ANSWER = "answer"
    NOTE = "note"
    OFFER = "offer"


@dataclass(frozen=True)
class KeptDraft:
    """What was written but not given: the fields of its form by name."""

    number: int
    kind: DraftKind
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Writer:
    """Whose login has expired: the cookie that is left of it; the address is not kept."""

    cookie: bytes
    address: str | None


def keep(service: Service, number: int, kind: DraftKind, fields: Mapping[str, str]) -> str:
    """Seal what was written to the team; the returned handle finds it again."""
    with service.store.write() as session:
        return _keep(service, session, number, kind, fields)


def keep_for(
    writer: Writer, service: Service, number: int, kind: DraftKind, fields: Mapping[str, str]
) -> str:
    """Seal what an expired login would lose; the handle, put through the login form, finds it.

    Raises NotKept for whoever was not logged in lately, a text longer than a message may be, and an
    enquiry that is not there; rate_limits.Slowed.
    """
    lengths = (len(text.replace("\r\n", "\n")) for text in fields.values())
    if max(lengths, default=0) > service.settings.text_max:
        raise NotKept
    if not logins.was_here_recently(service, writer.cookie):
        raise NotKept
    service.rate_limits.count(Act.DRAFT, writer.address)
    with service.store.write() as session:
        if session.get(Enquiry, number) is None:
            raise NotKept
        return _keep(service, session, number, kind, fields)


def _keep(
    service: Service, session: Session, number: int, kind: DraftKind, fields: Mapping[str, str]
) -> str:
    team = team_key(service, session)
    draft_id = vault.new_id()
    content = json.dumps(
        {"number": number, "what": kind, "fields": dict(fields)}, ensure_ascii=False
    )
    box = vault.seal_to(
        team.public, content.encode(), b"draft", draft_id, vault.version_name(team.version)
    )
    until = clock.seconds() + service.settings.draft_hours * 3600
    session.add(Draft(id=draft_id, key_version=team.version, box=box, until=until))
    return draft_id.hex()


def find(service: Service, staff: Staff, handle: str) -> KeptDraft | None:
    """Open a kept text; None when there is none. The chores forget it after its time."""
    try:
        draft_id = bytes.fromhex(handle)
    except ValueError:
        return None
    with service.store.read() as session:
        row = session.get(Draft, draft_id) if len(draft_id) == ID_SIZE else None
    if row is None or row.key_version not in staff.team or clock.seconds() >= row.until:
        return None
    name = vault.version_name(row.key_version)
    content = json.loads(
        vault.unseal_from(staff.team[row.key_version], row.box, b"draft", draft_id, name)
    )
    return KeptDraft(content["number"], DraftKind(content["what"]), content["fields"])
