"""Adding to the monthly counts that stay: one call in the transaction of what is counted.

What a tally counts is one entry of `store.terms.Counted`; the figures show every one of which there
is anything.
"""

from sqlalchemy.orm import Session

from intake_service.store.models import Tally
from intake_service.store.terms import Counted


def add(
    session: Session, month: str, kind: str, counted: Counted, count: int = 1, *, step: int = 0
) -> None:
    """Count so much more, or with a negative number less, of a month (`YYYY-MM`) and kind."""
    row = session.get(Tally, (month, kind, counted, step))
    if row is None:
        row = Tally(month=month, kind=kind, counted=counted, step=step, count=0)
        session.add(row)
    row.count += count
