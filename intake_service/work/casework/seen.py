"""What a counsellor had read before pressing a button: nothing unread is put out of sight."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from sqlalchemy.orm import Session

from intake_service.store.models import Enquiry
from intake_service.work.casework.enquiry_keys import NUMBER_MAX
from intake_service.work.conversation import threads


class NewerMessage(Exception):
    """Somebody wrote meanwhile; read that first."""


@dataclass(frozen=True)
class Seen:
    """An enquiry as a page showed it; `position` is that of the newest message on it."""

    number: int
    position: int

    def __str__(self) -> str:
        return f"{self.number}.{self.position}"

    @classmethod
    def read(cls, written: str) -> Self | None:
        """What `str` wrote; None for what was tampered with."""
        number, _, position = written.partition(".")
        if not all(part.isascii() and part.isdigit() for part in (number, position)):
            return None
        seen = cls(int(number), int(position))
        return seen if 0 < seen.number <= NUMBER_MAX else None


def read_all(written: Iterable[str]) -> list[Seen]:
    """Each of them that can be read."""
    return [seen for each in written if (seen := Seen.read(each))]


def check(session: Session, enquiry: Enquiry, position: int) -> None:
    """Raise NewerMessage when there is a message after this position."""
    if threads.last_position(session, enquiry) > position:
        raise NewerMessage
