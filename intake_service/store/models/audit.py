"""Who of the team did what, by day: a chain of lines to which one is only added."""

from datetime import date

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from intake_service.store.models.base import Base, enum_column
from intake_service.store.terms import Act


class AuditLine(Base):
    """That somebody did something on a day; the hash binds the line to all before it."""

    __tablename__ = "audit_line"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date]
    who: Mapped[str]
    """The name of then; empty for a command on the server."""
    act: Mapped[Act] = mapped_column(enum_column(Act))
    enquiry: Mapped[int | None]
    """The number of the enquiry, if it was about one."""
    person: Mapped[str]
    """The name of the person whom it was about; else empty."""
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    __table_args__ = (Index("ix_audit_line_day_enquiry", "day", "enquiry"),)


class AuditHead(Base):
    """Where the chain begins and ends, under a MAC: lines cut off at either end are noticed. One
    row."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cut: Mapped[int]
    """The number of the last line whose months are over."""
    cut_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    last: Mapped[int]
    last_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
