"""Letters on their way, and the key that opens their addresses."""

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base, Id, enum_column
from intake_service.store.terms import Purpose


class TickKey(Base):
    """The public key that e-mail hints are sealed to; only the chores read the file with the
    private one."""

    __tablename__ = "tick_key"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    heard_at: Mapped[int] = mapped_column(server_default="0")
    """The second of the last chores with this key; while it is fresh, no machine takes over."""


class Letter(Base):
    """A letter to be sent: a hint to a sender (address and language sealed), or a bare notice to
    staff."""

    __tablename__ = "letter"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose))
    trace: Mapped[bytes | None] = mapped_column(Id, index=True)
    """Of a hint, a keyed hash that only the thread key gives: whoever deletes the conversation
    deletes this too. Of a letter about somebody's login, one that the shared secret gives."""
    box: Mapped[bytes | None]
    tick_version: Mapped[int | None]
    """Which key of the chores a hint is sealed to; None in notices, and from an earlier version."""
    send_after: Mapped[int] = mapped_column(index=True)
    give_up: Mapped[int]
    tries: Mapped[int]
    dead: Mapped[bool]
