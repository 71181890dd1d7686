"""Syringes that were found, as counts that outlive the reports of them."""

from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base, enum_column
from intake_service.store.terms import FindOutcome, FindPlace


class Find(Base):
    """How many finds of one month, town and sort of place ended how, and of how many pieces."""

    __tablename__ = "find"

    month: Mapped[str] = mapped_column(primary_key=True)
    town: Mapped[str] = mapped_column(primary_key=True)
    """One in which the website says that outreach workers walk; empty for any other."""
    place: Mapped[FindPlace] = mapped_column(enum_column(FindPlace), primary_key=True)
    outcome: Mapped[FindOutcome] = mapped_column(enum_column(FindOutcome), primary_key=True)
    finds: Mapped[int]
    pieces: Mapped[int]
    """Those that somebody counted."""
