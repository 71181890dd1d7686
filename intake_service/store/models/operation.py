"""How the service stands: switches, chores, deletions noted, floods turned away."""

from datetime import date

from sqlalchemy import true
from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base, Id, enum_column
from intake_service.store.terms import ReadingRule


class Switch(Base):
    """What a coordinator has switched: a pause, a longer promise, no letter a week, who reads what.
    One row."""

    __tablename__ = "switch"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    paused: Mapped[bool]
    more_days: Mapped[int]
    noticed_on: Mapped[date | None]
    weekly_letter: Mapped[bool] = mapped_column(server_default=true())
    """Whether a letter a week says how the website stands."""
    weekly_letter_on: Mapped[date | None]
    reading: Mapped[ReadingRule] = mapped_column(
        enum_column(ReadingRule), server_default=ReadingRule.OFF.value
    )


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


class Flood(Base):
    """How many sends were turned away on a day because of a flood."""

    __tablename__ = "flood"

    day: Mapped[date] = mapped_column(primary_key=True)
    turned_away: Mapped[int]
