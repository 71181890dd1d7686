"""What is kept for a while: open sessions, shown receipts, texts that are not given yet."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base, Id


class StoredSession(Base):
    """An open mailbox or desk; only the cookie opens it, and the row names nobody."""

    __tablename__ = "visit"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    body: Mapped[bytes]
    idle_until: Mapped[int] = mapped_column(index=True)
    until: Mapped[int] = mapped_column(index=True)


class Confirmation(Base):
    """That a text was sent, and for half an hour its receipt, sealed to the sender's cookie."""

    __tablename__ = "confirmation"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    trace: Mapped[bytes] = mapped_column(Id, index=True)
    """A keyed hash that only the thread key gives: whoever deletes the conversation deletes this
    too."""
    body: Mapped[bytes | None]
    body_until: Mapped[int] = mapped_column(index=True)
    until: Mapped[int] = mapped_column(index=True)


class Draft(Base):
    """What an author has not given yet, under the staff key of its enquiry, with which it goes."""

    __tablename__ = "draft"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    """The slot of one author and kind of text in one enquiry; only its staff key gives it."""
    enquiry_id: Mapped[bytes | None] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), index=True
    )
    """None for one that an earlier version sealed to the team."""
    key_version: Mapped[int] = mapped_column(ForeignKey("team_key.version"))
    box: Mapped[bytes]
    until: Mapped[int] = mapped_column(index=True)
