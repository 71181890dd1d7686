"""What is read by a colleague, as it lies sealed under the staff key of its enquiry."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from intake_service.store import models, vault
from intake_service.store.models import Enquiry
from intake_service.store.vault import Place, Record, Refused, Role
from intake_service.work.casework.draft_slots import NotKept
from intake_service.work.casework.draft_windows import SIZE_MAX, new_name
from intake_service.work.conversation.key_rings import EpochKey, KeyRing
from intake_service.work.team.logins import Staff


class Stage(StrEnum):
    """How far a reading has come."""

    ASKED = "asked"
    RETURNED = "returned"
    GIVEN = "given"
    """Its text went already, and is read afterwards."""


@dataclass(frozen=True)
class Given:
    """What somebody sent at once in a crisis, to be read afterwards in the thread."""

    author: str
    """Their id, in hex."""
    by: str
    position: int


@dataclass(frozen=True)
class Reading:
    """An answer and what its reader said of it."""

    number: int
    stage: Stage
    author: str
    """Their id, in hex."""
    by: str
    text: str
    look_at: str
    after: int
    """Position of the last message that its author had seen."""
    asked_at: datetime
    reader: str = ""
    changed: str = ""
    remark: str = ""
    given: tuple[Given, ...] = ()
    """What went already; it is read when the text has gone, or beside none."""
    mark: str = field(default_factory=new_name)
    """Names the text as a page showed it: what was overtaken is not sent."""

    def is_by(self, staff: Staff) -> bool:
        """Whether this person wrote it."""
        return self.author == staff.id.hex()

    def waits_for(self, staff: Staff) -> bool:
        """Whether it is this person's turn: to read it, or to see what was changed."""
        if self.is_given:
            return any(each.author != staff.id.hex() for each in self.given)
        return self.is_by(staff) is (self.stage is Stage.RETURNED)

    @property
    def is_asked(self) -> bool:
        """Whether it is to be read before it goes."""
        return self.stage is Stage.ASKED

    @property
    def is_returned(self) -> bool:
        """Whether its author has it back with changes."""
        return self.stage is Stage.RETURNED

    @property
    def is_given(self) -> bool:
        """Whether it went already."""
        return self.stage is Stage.GIVEN

    @property
    def sent_by(self) -> str:
        """Who sent what went already."""
        return ", ".join(dict.fromkeys(each.by for each in self.given))

    @property
    def newest_text(self) -> str:
        """The text as its reader left it, otherwise as its author did."""
        return self.changed if self.is_returned else self.text


def keep(session: Session, enquiry: Enquiry, keys: KeyRing, reading: Reading) -> None:
    """Seal a reading under the staff key, in the place of what was there.

    Raises NotKept for one that is far longer than a message may be.
    """
    newest = keys.newest
    plain = _to_json(reading)
    if len(plain) > SIZE_MAX:
        raise NotKept
    box = vault.seal(newest.key, plain, _place(enquiry, newest))
    session.merge(models.Reading(enquiry_id=enquiry.id, box=box))


def open_row(enquiry: Enquiry, keys: KeyRing, row: models.Reading) -> Reading:
    """What a row holds; raises Refused for one that was changed or moved."""
    for epoch in keys.keys.values():
        with suppress(Refused):
            return _of_json(vault.unseal(epoch.key, row.box, _place(enquiry, epoch)))
    raise Refused


def _to_json(reading: Reading) -> bytes:
    written = asdict(reading) | {"asked_at": reading.asked_at.isoformat()}
    return json.dumps(written, ensure_ascii=False).encode()


def _of_json(plain: bytes) -> Reading:
    written: dict[str, Any] = json.loads(plain)
    written["stage"] = Stage(written["stage"])
    written["asked_at"] = datetime.fromisoformat(written["asked_at"])
    given = written.get("given") or []
    if written["stage"] is Stage.GIVEN and not given:  # as an earlier version wrote it
        position = written["after"] + 1
        given = [{"author": written["author"], "by": written["by"], "position": position}]
    written["given"] = tuple(Given(**each) for each in given)
    return Reading(**written)


def _place(enquiry: Enquiry, epoch: EpochKey) -> Place:
    return Place(Record.READING, enquiry.id, role=Role.TEAM, version=epoch.version)
