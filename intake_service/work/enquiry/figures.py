"""Counters that outlive the conversations: month, kind, language, answered, in time. No person."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.models import Enquiry, Figure, Flood
from intake_service.work.service import Service


@dataclass(frozen=True)
class Row:
    """Enquiries of one kind and language that came in one month (`YYYY-MM`)."""

    month: str
    kind: str
    language: str
    received: int
    answered: int
    in_time: int
    erased: int = 0
    """Erased after a year in which nobody had settled them."""


def count_received(session: Session, enquiry: Enquiry) -> None:
    """Count an enquiry, in the transaction that stores it."""
    _row(session, enquiry).received += 1


def take_back(session: Session, enquiry: Enquiry) -> None:
    """Count an enquiry no more: it was junk."""
    _row(session, enquiry).received -= 1


def count_first_answer(session: Session, enquiry: Enquiry, day: date) -> None:
    """Count the first answer, by the month in which the enquiry came."""
    row = _row(session, enquiry)
    row.answered += 1
    if day <= enquiry.due_on:
        row.in_time += 1


def count_erased(session: Session, enquiry: Enquiry) -> None:
    """Count an enquiry that goes although nobody has settled it."""
    _row(session, enquiry).erased += 1


def table(service: Service) -> list[Row]:
    """All months, newest first. Exact: for coordinators, not for publishing."""
    with service.store.read() as session:
        rows = session.scalars(
            select(Figure).order_by(Figure.month.desc(), Figure.kind, Figure.language)
        ).all()
    return [
        Row(
            month=row.month,
            kind=row.kind,
            language=row.language,
            received=row.received,
            answered=row.answered,
            in_time=row.in_time,
            erased=row.erased,
        )
        for row in rows
    ]


def count_turned_away(service: Service) -> None:
    """Count a send that a flood turned away, so that the desk learns of it."""
    today = clock.today()
    with service.store.write() as session:
        row = session.get(Flood, today)
        if row is None:
            session.add(Flood(day=today, turned_away=1))
        else:
            row.turned_away += 1


def turned_away_today(service: Service) -> int:
    """How many sends were turned away today."""
    with service.store.read() as session:
        row = session.get(Flood, clock.today())
    return row.turned_away if row else 0


def _row(session: Session, enquiry: Enquiry) -> Figure:
    key = (f"{enquiry.received_on:%Y-%m}", enquiry.kind, enquiry.language)
    row = session.get(Figure, key)
    if row is None:
        row = Figure(
            month=key[0], kind=key[1], language=key[2], received=0, answered=0, in_time=0, erased=0
        )
        session.add(row)
    return row
