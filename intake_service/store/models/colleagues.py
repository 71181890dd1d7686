"""What people of the team agree on: who answers what, who is away, who is called."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base, Id


class Claim(Base):
    """Who means to answer an enquiry: a courtesy that lapses, and stops nobody."""

    __tablename__ = "claim"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True
    )
    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), index=True
    )
    until: Mapped[int] = mapped_column(index=True)


class Call(Base):
    """That a note calls a colleague to an enquiry; it goes when they have seen it."""

    __tablename__ = "call"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True
    )
    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Reading(Base):
    """An answer that a colleague reads, with what they change; all of it under the staff key."""

    __tablename__ = "reading"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True
    )
    box: Mapped[bytes]


class SupervisionItem(Base):
    """A question about an enquiry for the team's supervision, under the staff key."""

    __tablename__ = "supervision_item"

    id: Mapped[bytes] = mapped_column(Id, primary_key=True)
    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), index=True
    )
    box: Mapped[bytes]


class Recusal(Base):
    """That somebody of the team cannot answer an enquiry and does not see it; the row does not tell
    who."""

    __tablename__ = "recusal"

    enquiry_id: Mapped[bytes] = mapped_column(
        ForeignKey("enquiry.id", ondelete="CASCADE"), primary_key=True
    )
    reader: Mapped[bytes] = mapped_column(Id, primary_key=True, index=True)
    """A keyed hash of the person (`team/names.py`)."""


class Absence(Base):
    """That somebody is not at work on a day; only the last such day is kept."""

    __tablename__ = "absence"

    counsellor_id: Mapped[bytes] = mapped_column(
        ForeignKey("counsellor.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(index=True)
