"""Complaints: from whom one is hidden, and the register that an inspection asks for."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base, Id


class Hiding(Base):
    """That an enquiry is hidden from one of the team, or that it was decided to hide it from
    nobody; the rows do not tell which, or from whom."""

    __tablename__ = "hiding"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True
    )
    mark: Mapped[bytes] = mapped_column(Id, primary_key=True)


class HiddenNumber(Base):
    """That the number of an enquiry is hidden from one of the team; it outlives the enquiry for as
    long as the audit tells of it, and does not tell from whom."""

    __tablename__ = "hidden_number"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[bytes] = mapped_column(Id, primary_key=True)


class RegisterEntry(Base):
    """One complaint in the register: its number and its day in clear, the rest sealed to the team.

    It outlives the conversation, and holds no word of whoever complained.
    """

    __tablename__ = "register_entry"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy asks for it so

    number: Mapped[int] = mapped_column(primary_key=True)
    enquiry_number: Mapped[int | None] = mapped_column(unique=True)
    """None where it came on paper, by phone or in person."""
    received_on: Mapped[date]
    mark: Mapped[bytes] = mapped_column(Id)
    """From whom it is hidden, as a fingerprint that only the desk can make; or from nobody."""
    key_version: Mapped[int] = mapped_column(ForeignKey("team_key.version"))
    box: Mapped[bytes]
