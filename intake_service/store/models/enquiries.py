"""Enquiries, and what was written to each: messages, notes, and the keys of either."""

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intake_service.store.models.base import Base, Id, enum_column
from intake_service.store.terms import State


class Enquiry(Base):
    """A conversation: what it is and where it stands in clear, its two keys wrapped."""

    __tablename__ = "enquiry"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[bytes] = mapped_column(Id, unique=True)
    kind: Mapped[str]
    counted_as: Mapped[str | None]
    """The kind under which the figures have it, where it has become another one since."""
    state: Mapped[State] = mapped_column(enum_column(State), index=True)
    language: Mapped[str]
    received_on: Mapped[date]
    due_on: Mapped[date]
    last_on: Mapped[date] = mapped_column(index=True)
    closed_on: Mapped[date | None]
    settled_on: Mapped[date | None]
    """Since when it is answered, done, or marked that it needs no answer; None while it waits."""
    read: Mapped[bool]
    read_position: Mapped[int] = mapped_column(server_default="0")
    """Up to which message the sender has opened it; set before anything is shown."""
    taken_back: Mapped[bool] = mapped_column(server_default=false())
    """Whether an answer was taken back and another one is to come."""
    urgent: Mapped[bool]
    key_version: Mapped[int] = mapped_column(ForeignKey("team_key.version"), index=True)
    lookup_id: Mapped[bytes] = mapped_column(Id, unique=True)
    receipt_box: Mapped[bytes]
    thread_box: Mapped[bytes]
    staff_box: Mapped[bytes]
    sender_public: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """The half that new thread keys are sealed to; its other half comes from the receipt alone.

    None until the sender opens a conversation that began under an earlier version.
    """
    keys_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """Binds the boxes and the sender's half to each other and to this enquiry."""
    count_mac: Mapped[bytes] = mapped_column(Id)
    """A keyed hash of how many messages there are: one that was taken away is noticed."""
    notes_mac: Mapped[bytes | None] = mapped_column(Id)
    """The same of the notes, under the staff key."""
    hint_box: Mapped[bytes | None]
    """The address for hints, or an empty one; the rows do not tell which."""
    slip_id: Mapped[bytes | None] = mapped_column(Id)
    """The slip of what was chosen in its form; nothing leads there any more when it is deleted."""
    feedback_box: Mapped[bytes | None]
    """What the sender thinks of the answer, or nothing; the rows do not tell which."""
    before_box: Mapped[bytes | None]
    """How it stood before the last answer, under the staff key."""
    minutes_box: Mapped[bytes | None]
    """How many minutes the newest answer took, if anybody said so, under the staff key."""

    epochs: Mapped[list["Epoch"]] = relationship(
        order_by="Epoch.number", lazy="selectin", passive_deletes="all"
    )
    """The keys that followed the first ones."""

    __table_args__ = (
        Index("ix_enquiry_state_urgent_due_on_number", "state", "urgent", "due_on", "number"),
        Index("ix_enquiry_state_due_on_number", "state", "due_on", "number"),
        Index("ix_enquiry_state_kind_due_on_number", "state", "kind", "due_on", "number"),
        Index("ix_enquiry_state_last_on_number", "state", "last_on", "number"),
        Index("ix_enquiry_kind_number", "kind", "number"),
        Index("ix_enquiry_language_number", "language", "number"),
        {"sqlite_autoincrement": True},  # a number is never used again
    )


class Epoch(Base):
    """Fresh keys of an enquiry from some moment on; the first epoch, number 1, is in the enquiry.

    Each is sealed to the team's newest key, the thread key to the sender as well. Where nothing is
    known that could be sealed to the sender, only the staff key is fresh.
    """

    __tablename__ = "epoch"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key_version: Mapped[int] = mapped_column(ForeignKey("team_key.version"))
    thread_box: Mapped[bytes | None]
    sender_box: Mapped[bytes | None]
    staff_box: Mapped[bytes]
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class Message(Base):
    """One sealed message of the thread."""

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("enquiry_id", "position"),)

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    enquiry_id: Mapped[bytes] = mapped_column(ForeignKey("enquiry.id", ondelete="CASCADE"))
    position: Mapped[int]
    role: Mapped[int]
    epoch: Mapped[int] = mapped_column(server_default="1")
    """Which of the thread keys opens it."""
    body: Mapped[bytes]


class Note(Base):
    """One sealed note that only the team reads."""

    __tablename__ = "note"
    __table_args__ = (UniqueConstraint("enquiry_id", "position"),)

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    enquiry_id: Mapped[bytes] = mapped_column(ForeignKey("enquiry.id", ondelete="CASCADE"))
    position: Mapped[int]
    epoch: Mapped[int] = mapped_column(server_default="1")
    """Which of the staff keys opens it."""
    body: Mapped[bytes]


class Reminder(Base):
    """The day on which somebody of the team wants to be reminded of an enquiry, and sealed why."""

    __tablename__ = "reminder"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    """The slot of one author in one enquiry; only its staff key gives it."""
    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), index=True
    )
    remind_on: Mapped[date] = mapped_column(index=True)
    box: Mapped[bytes]


class Summary(Base):
    """A few lines that sum an enquiry up, and up to where its text is covered; all sealed."""

    __tablename__ = "summary"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True
    )
    box: Mapped[bytes]
