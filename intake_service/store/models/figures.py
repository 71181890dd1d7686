"""What is counted: in clear what is clear, sealed what is not."""

from sqlalchemy import ForeignKey, true
from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base, Id


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
    counted: Mapped[bool] = mapped_column(server_default=true())
    """Whether it counts: what its enquiry chose does not while that lies in the bin."""
