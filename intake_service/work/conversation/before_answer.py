"""How an enquiry stood before its last answer, so that an unopened answer can be taken back whole.

It is sealed under the staff key: nothing in clear tells that an answer was changed, but the word
to its sender that another one comes.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Self

from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.store.vault import Place, Record, Refused, Role
from intake_service.work.conversation.key_rings import EpochKey, KeyRing


@dataclass(frozen=True)
class BeforeAnswer:
    """What the answer at this position has changed."""

    position: int
    state: State
    due_on: date
    last_on: date
    settled_on: date | None
    closed_on: date | None
    read: bool
    """Whether nothing waited to be opened."""
    counted_on: date | None
    """The day on which the answer was counted, if it was the first one."""

    @classmethod
    def of(cls, enquiry: Enquiry, position: int, counted_on: date | None) -> Self:
        """How it stands now, before an answer at this position."""
        return cls(
            position=position,
            state=enquiry.state,
            due_on=enquiry.due_on,
            last_on=enquiry.last_on,
            settled_on=enquiry.settled_on,
            closed_on=enquiry.closed_on,
            read=enquiry.read,
            counted_on=counted_on,
        )

    def restore(self, enquiry: Enquiry) -> None:
        """Let it stand as it did."""
        enquiry.state = self.state
        enquiry.due_on = self.due_on
        enquiry.last_on = self.last_on
        enquiry.settled_on = self.settled_on
        enquiry.closed_on = self.closed_on
        enquiry.read = self.read

    def keep(self, enquiry: Enquiry, epoch: EpochKey) -> None:
        """Seal it to the enquiry, in the place of what was before an earlier answer."""
        written = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in vars(self).items()
        }
        enquiry.before_box = vault.seal(
            epoch.key, json.dumps(written).encode(), _place(enquiry, epoch)
        )


def read(enquiry: Enquiry, keys: KeyRing) -> BeforeAnswer | None:
    """What was kept; None where an earlier version answered. Raises Refused."""
    if enquiry.before_box is None:
        return None
    for epoch in keys.keys.values():
        try:
            plain = vault.unseal(epoch.key, enquiry.before_box, _place(enquiry, epoch))
        except Refused:
            continue
        return _read(json.loads(plain))
    raise Refused


def _read(written: dict[str, str]) -> BeforeAnswer:
    def day(name: str) -> date | None:
        return date.fromisoformat(written[name]) if written[name] else None

    return BeforeAnswer(
        position=int(written["position"]),
        state=State(written["state"]),
        due_on=date.fromisoformat(written["due_on"]),
        last_on=date.fromisoformat(written["last_on"]),
        settled_on=day("settled_on"),
        closed_on=day("closed_on"),
        read=bool(written.get("read", True)),
        counted_on=day("counted_on"),
    )


def _place(enquiry: Enquiry, epoch: EpochKey) -> Place:
    return Place(Record.BEFORE_ANSWER, enquiry.id, role=Role.TEAM, version=epoch.version)
