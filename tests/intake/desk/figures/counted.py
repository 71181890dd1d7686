"""What the clear counters hold, line by line, as tests compare it."""

from dataclasses import dataclass

from sqlalchemy import select

from intake_service.store.models import Figure
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


def table(service: Service) -> list[Row]:
    """All months, newest first."""
    ordered = select(Figure).order_by(Figure.month.desc(), Figure.kind, Figure.language)
    with service.store.read() as session:
        rows = session.scalars(ordered).all()
    names = Row.__dataclass_fields__
    return [Row(**{name: getattr(row, name) for name in names}) for row in rows]
