"""The tables. What is readable here is all that a stolen database tells: kinds, states, days,
staff.

Everything else is sealed; models hold the bytes and never open them. Limits that last minutes or
hours are whole seconds since 1970, and their rows go when they end.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Enum,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
    text,
    type_coerce,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from intake_service.store.terms import Duty, Purpose, Standing, State

Id = LargeBinary(16)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def _enum(kind: type[StrEnum]) -> Enum:
    return Enum(
        kind,
        native_enum=False,
        length=16,
        values_callable=lambda members: [m.value for m in members],
    )


class DutySet(TypeDecorator[frozenset[Duty]]):
    """Duties as their words in alphabetical order, with a space between them."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: Iterable[Duty] | None, dialect: Dialect) -> str:
        return " ".join(sorted(value or ()))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[Duty]:
        return frozenset(map(Duty, (value or "").split()))


class RecoveryKey(Base):
    """The public half of the key in the centre's safe."""

    __tablename__ = "recovery_key"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_on: Mapped[date]


class TeamKey(Base):
    """A version of the team's pair: public in clear under a MAC, private sealed to the recovery
    key."""

    __tablename__ = "team_key"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    sender_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """The same under a key that the sender's face holds too."""
    recovery_version: Mapped[int] = mapped_column(ForeignKey("recovery_key.version"))
    recovery_box: Mapped[bytes]
    made_on: Mapped[date]


class Roster(Base):
    """The seal over everybody's rows and keys (`store/roster.py`). One row."""

    __tablename__ = "roster"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    generation: Mapped[int]
    """Grows by one with each change of the team."""
    team_version: Mapped[int]
    """The version of the team key that everything new is sealed to."""
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    sender_mac: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """The same under a key that the sender's face holds too."""


class Counsellor(Base):
    """Somebody of the team, with a pair whose private half opens only under their password."""

    __tablename__ = "counsellor"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    duties: Mapped[frozenset[Duty]] = mapped_column(DutySet, server_default=text("''"))
    standing: Mapped[Standing] = mapped_column(_enum(Standing))
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    private_box: Mapped[bytes]
    totp_box: Mapped[bytes]
    totp_step: Mapped[int]
    session_epoch: Mapped[int] = mapped_column(server_default="0")
    """A session of an earlier epoch has ended, wherever its cookie is."""
    joined_on: Mapped[date]


def has_duty(duty: Duty) -> ColumnElement[bool]:
    """The condition that somebody has this duty."""
    return type_coerce(Counsellor.duties, String).contains(duty.value)


class LoginDay(Base):
    """How often somebody logged in on a day; they see it themselves, and it goes after a month."""

    __tablename__ = "login_day"

    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    count: Mapped[int]


class KeyShare(Base):
    """The team's private half of one version, sealed to one counsellor."""

    __tablename__ = "key_share"

    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(ForeignKey("team_key.version"), primary_key=True)
    box: Mapped[bytes]


class RecoveryCode(Base):
    """A keyed, slow hash of a code that stands in once for the second factor."""

    __tablename__ = "recovery_code"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), index=True
    )


class Invitation(Base):
    """An invitation to the desk; the id is a keyed hash of the code that was handed over and of all
    that the row says."""

    __tablename__ = "invitation"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    duties: Mapped[frozenset[Duty]] = mapped_column(DutySet, server_default=text("''"))
    until: Mapped[int]


class Enquiry(Base):
    """A conversation: what it is and where it stands in clear, its two keys wrapped."""

    __tablename__ = "enquiry"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[bytes] = mapped_column(Id, unique=True)
    kind: Mapped[str]
    state: Mapped[State] = mapped_column(_enum(State), index=True)
    language: Mapped[str]
    received_on: Mapped[date]
    due_on: Mapped[date]
    last_on: Mapped[date]
    closed_on: Mapped[date | None]
    settled_on: Mapped[date | None]
    """Since when it is answered, done, or marked that it needs no answer; None while it waits."""
    read: Mapped[bool]
    urgent: Mapped[bool]
    key_version: Mapped[int] = mapped_column(ForeignKey("team_key.version"))
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
    feedback_box: Mapped[bytes | None]
    """What the sender thinks of the answer, or nothing; the rows do not tell which."""

    epochs: Mapped[list["Epoch"]] = relationship(
        order_by="Epoch.number", lazy="selectin", passive_deletes="all"
    )
    """The keys that followed the first ones."""

    __table_args__ = ({"sqlite_autoincrement": True},)  # a number is never used again


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


class Publication(Base):
    """A rewritten text that could be published, and what its sender says to it; both sealed to the
    thread."""

    __tablename__ = "publication"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True
    )
    text_box: Mapped[bytes]
    consent_box: Mapped[bytes]


class ProposedPage(Base):
    """That somebody of the team proposes to publish a text; what stands sealed with it agrees.

    Whoever may not read the text can still see that, and take the row away.
    """

    __tablename__ = "proposed_page"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("publication.enquiry_id", ondelete="CASCADE"), primary_key=True
    )
    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), index=True
    )
    proposed_on: Mapped[date]


class ProposedDeletion(Base):
    """That somebody of the team proposes to delete an enquiry before its day."""

    __tablename__ = "proposed_deletion"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True
    )
    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    """Of the last message that was there; a newer one ends the proposal."""
    proposed_on: Mapped[date]
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


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


class StoredSession(Base):
    """An open mailbox or desk; only the cookie opens it, and the row names nobody."""

    __tablename__ = "visit"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    body: Mapped[bytes]
    idle_until: Mapped[int] = mapped_column(index=True)
    until: Mapped[int] = mapped_column(index=True)


class Draft(Base):
    """What an author has not given yet, under the staff key of its enquiry, with which it goes."""

    __tablename__ = "draft"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    """The slot of one author and kind of text in one enquiry; only its staff key gives it."""
    enquiry_id: Mapped[bytes | None] = mapped_column(ForeignKey("enquiry.id", ondelete="CASCADE"))
    """None for one that an earlier version sealed to the team."""
    key_version: Mapped[int] = mapped_column(ForeignKey("team_key.version"))
    box: Mapped[bytes]
    until: Mapped[int] = mapped_column(index=True)


class TickKey(Base):
    """The public key that e-mail hints are sealed to; only the chores read the file with the
    private one."""

    __tablename__ = "tick_key"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


class Letter(Base):
    """A letter to be sent: a hint to a sender (address and language sealed), or a bare notice to
    staff."""

    __tablename__ = "letter"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    purpose: Mapped[Purpose] = mapped_column(_enum(Purpose))
    trace: Mapped[bytes | None] = mapped_column(Id, index=True)
    """A keyed hash that only the thread key gives: whoever deletes the conversation deletes this
    too."""
    box: Mapped[bytes | None]
    tick_version: Mapped[int | None]
    """Which key of the chores a hint is sealed to; None in notices, and from an earlier version."""
    send_after: Mapped[int] = mapped_column(index=True)
    give_up: Mapped[int]
    tries: Mapped[int]
    dead: Mapped[bool]


class Switch(Base):
    """What a coordinator has switched: intake paused, the promise longer. One row."""

    __tablename__ = "switch"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    paused: Mapped[bool]
    more_days: Mapped[int]
    noticed_on: Mapped[date | None]


class Heartbeat(Base):
    """When the chores last ran, and when somebody of the team was last here. One row."""

    __tablename__ = "heartbeat"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ran_on: Mapped[date | None]
    """The last day on which the clock was right: by itself, or because a person said so."""
    present_on: Mapped[date | None]


class TombstoneMark(Base):
    """How far the stream of tombstones had come when this database was last written. One row."""

    __tablename__ = "tombstone_mark"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stream: Mapped[bytes] = mapped_column(Id)
    count: Mapped[int]
    hash: Mapped[bytes] = mapped_column(Id)
    closed_on: Mapped[date | None]
    """Since when the doors are closed, because the stream does not belong to this database."""


class Figure(Base):
    """How many enquiries of a kind and language came in a month, and what became of them."""

    __tablename__ = "figure"

    month: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    received: Mapped[int]
    answered: Mapped[int]
    in_time: Mapped[int]
    erased: Mapped[int] = mapped_column(server_default="0")
    """Those that went after a year in which nobody had settled them."""


class Slip(Base):
    """One fact for the figures, sealed to the team; all have one size and name no enquiry."""

    __tablename__ = "slip"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    key_version: Mapped[int] = mapped_column(ForeignKey("team_key.version"))
    box: Mapped[bytes]


class Flood(Base):
    """How many sends were turned away on a day because of a flood."""

    __tablename__ = "flood"

    day: Mapped[date] = mapped_column(primary_key=True)
    turned_away: Mapped[int]
