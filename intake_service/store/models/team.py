"""The team: its people, their keys and ways in, and the seal over all of them."""

from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, text, type_coerce
from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base, DutySet, Id, enum_column
from intake_service.store.terms import Duty, LetterChoice, Standing


class Counsellor(Base):
    """Somebody of the team, with a pair whose private half opens only under their password."""

    __tablename__ = "counsellor"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    duties: Mapped[frozenset[Duty]] = mapped_column(DutySet, server_default=text("''"))
    standing: Mapped[Standing] = mapped_column(enum_column(Standing))
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
    private_box: Mapped[bytes]
    totp_box: Mapped[bytes]
    totp_step: Mapped[int]
    session_epoch: Mapped[int] = mapped_column(server_default="0")
    """A session of an earlier epoch has ended, wherever its cookie is."""
    joined_on: Mapped[date]
    letters: Mapped[LetterChoice] = mapped_column(
        enum_column(LetterChoice), server_default=LetterChoice.DAILY.value
    )


def has_duty(duty: Duty) -> ColumnElement[bool]:
    """The condition that somebody has this duty."""
    return type_coerce(Counsellor.duties, String).contains(duty.value)


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


class KeyShare(Base):
    """The team's private half of one version, sealed to one counsellor."""

    __tablename__ = "key_share"

    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(ForeignKey("team_key.version"), primary_key=True)
    box: Mapped[bytes]


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


class RecoveryCode(Base):
    """A keyed, slow hash of a code that stands in once for the second factor."""

    __tablename__ = "recovery_code"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), index=True
    )


class SecurityKey(Base):
    """A security key of somebody: what it is called, its public half and its count, under a key
    that only its owner's private half gives."""

    __tablename__ = "security_key"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), index=True
    )
    box: Mapped[bytes]


class Invitation(Base):
    """An invitation to the desk; the id is a keyed hash of the code that was handed over and of all
    that the row says."""

    __tablename__ = "invitation"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    duties: Mapped[frozenset[Duty]] = mapped_column(DutySet, server_default=text("''"))
    until: Mapped[int]


class LoginDay(Base):
    """How often somebody logged in on a day; they see it themselves, and it goes after a month."""

    __tablename__ = "login_day"

    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    count: Mapped[int]
