"""What the team pins above an enquiry: three lines that sum it up, and up to which message its
text is covered, because it would hurt whoever reads it unprepared. Sealed under the staff key."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service.store import models, vault
from intake_service.store.models import Enquiry
from intake_service.store.vault import Place, Record, Refused, Role
from intake_service.work.conversation.key_rings import EpochKey, KeyRing


@dataclass(frozen=True)
class Summary:
    """What is pinned; empty where nothing is."""

    text: str = ""
    by: str = ""
    on: date | None = None
    covered_until: int = 0
    """Position of the last message that is covered."""

    @property
    def mark(self) -> str:
        """Tells this text from another one."""
        return sha256(self.text.encode()).hexdigest()[:16] if self.text else ""

    def covers(self, position: int) -> bool:
        """Whether a message at this position is covered."""
        return position <= self.covered_until


def read(session: Session, enquiry: Enquiry, keys: KeyRing) -> Summary:
    """What is pinned above an enquiry; raises Refused."""
    row = session.get(models.Summary, enquiry.id)
    return _opened(enquiry, keys, row.box) if row else Summary()


def pinned(session: Session, enquiry_ids: Sequence[bytes]) -> set[bytes]:
    """Above which of these enquiries anything is pinned, so that its keys have to be opened."""
    summary = models.Summary.enquiry_id
    return set(session.scalars(select(summary).where(summary.in_(enquiry_ids))))


def keep(session: Session, enquiry: Enquiry, keys: KeyRing, summary: Summary) -> None:
    """Pin this, in the place of what was pinned."""
    newest = keys.newest
    plain = json.dumps(asdict(summary), ensure_ascii=False, default=str).encode()
    box = vault.seal(newest.key, plain, _place(enquiry, newest))
    session.merge(models.Summary(enquiry_id=enquiry.id, box=box))


def _opened(enquiry: Enquiry, keys: KeyRing, box: bytes) -> Summary:
    for epoch in keys.keys.values():
        try:
            plain = vault.unseal(epoch.key, box, _place(enquiry, epoch))
        except Refused:
            continue
        found = json.loads(plain)
        on = date.fromisoformat(found["on"]) if found["on"] else None
        return Summary(found["text"], found["by"], on, found["covered_until"])
    raise Refused


def _place(enquiry: Enquiry, epoch: EpochKey) -> Place:
    return Place(Record.SUMMARY, enquiry.id, role=Role.TEAM, version=epoch.version)
