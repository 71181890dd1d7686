"""One thing that the service holds: where it lies, in which form, about whom, and why.

`description` and `reason` are messages, translated when they are shown.
"""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How something lies in the database."""

    CLEAR = "clear"
    """Whoever has the database reads it."""
    SEALED = "sealed"
    """Only a reply code, a counsellor's password or the recovery key opens it; its length tells its
    class."""
    BLANK = "blank"
    """Random numbers, public keys, keyed hashes: nobody learns anything from them alone."""


SIZES = tuple(2**power for power in range(8))
"""Everything sealed is as long as one of these, in KiB: a length tells only its class."""


class Subject(StrEnum):
    """Whom something is about."""

    SENDER = "sender"
    STAFF = "staff"
    SERVICE = "service"


@dataclass(frozen=True)
class DataItem:
    """Columns that readers know as one thing, as words `table.column`."""

    where: str
    form: Form
    about: Subject
    description: str
    reason: str

    @property
    def columns(self) -> list[str]:
        """Each column as `table.column`."""
        return self.where.split()
