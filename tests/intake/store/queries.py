"""What the database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from intake_service.work.service import Service


@contextmanager
def counted_queries(service: Service) -> Iterator[list[str]]:
    """What the database is asked meanwhile; the beginning of a transaction counts, too."""
    queries: list[str] = []

    def note(*given: object) -> None:
        queries.append(str(given[2]))

    event.listen(service.store.engine, "before_cursor_execute", note)
    yield queries
    event.remove(service.store.engine, "before_cursor_execute", note)
