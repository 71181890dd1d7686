"""Every row of a database copied into an empty one of another kind, and compared."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Connection,
    StaticPool,
    Table,
    create_engine,
    func,
    insert,
    inspect,
    select,
    text,
)

from intake_service.store.models import Base, Enquiry, RegisterEntry

ROWS_AT_ONCE: Final = 500
_WAIT_SECONDS: Final = 5.0
_DIGEST: Final = 32


class InUse(Exception):
    """Something still has the database open."""


class NotEqual(Exception):
    """What arrived is not what was sent."""


@dataclass(frozen=True, slots=True)
class TableCopy:
    """How many rows of a table were copied, and their print, whatever order they came in."""

    name: str
    rows: int
    digest: bytes


@contextmanager
def held_alone(file: Path) -> Iterator[Connection]:
    """The database of SQLite in `file`, which nobody else reads or writes meanwhile.

    Its write-ahead log is emptied into it. Raises InUse.
    """
    with closing(sqlite3.connect(file, timeout=_WAIT_SECONDS, isolation_level=None)) as raw:
        try:
            # Leaving the mode of the write-ahead log is refused while anybody else is connected.
            raw.execute("PRAGMA journal_mode=DELETE")
            raw.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise InUse(str(error)) from None
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        with engine.connect() as connection:
            yield connection


def is_empty(target: Connection) -> bool:
    """Whether no table that is there holds a row. Tables that are missing hold none."""
    made = set(inspect(target).get_table_names())
    return not any(
        target.scalar(select(func.count()).select_from(table))
        for table in Base.metadata.sorted_tables
        if table.name in made
    )


def copy_all(source: Connection, target: Connection) -> list[TableCopy]:
    """Copy all tables, those that others refer to first. Raises NotEqual."""
    copied = [_copy(table, source, target) for table in Base.metadata.sorted_tables]
    for table, sent in zip(Base.metadata.sorted_tables, copied, strict=True):
        if _copy_of(table, target) != sent:
            raise NotEqual(sent.name)
    _go_on_numbering(source, target)
    return copied


def _copy(table: Table, source: Connection, target: Connection) -> TableCopy:
    count = _Count()
    for part in source.execute(select(table)).mappings().partitions(ROWS_AT_ONCE):
        rows = [dict(row) for row in part]
        target.execute(insert(table), rows)
        count.take(rows)
    return count.of(table)


def _copy_of(table: Table, target: Connection) -> TableCopy:
    count = _Count()
    for part in target.execute(select(table)).mappings().partitions(ROWS_AT_ONCE):
        count.take([dict(row) for row in part])
    return count.of(table)


class _Count:
    """Adds up digests of rows, so that the order of two databases does not matter."""

    def __init__(self) -> None:
        self._rows = 0
        self._sum = 0

    def take(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            said = repr(sorted(row.items())).encode("utf-8")
            self._sum += int.from_bytes(hashlib.blake2b(said, digest_size=_DIGEST).digest(), "big")
        self._rows += len(rows)

    def of(self, table: Table) -> TableCopy:
        digest = (self._sum % 2 ** (8 * _DIGEST)).to_bytes(_DIGEST, "big")
        return TableCopy(name=table.name, rows=self._rows, digest=digest)


def _go_on_numbering(source: Connection, target: Connection) -> None:
    """The number of an enquiry is never used again, even of one that was deleted; nor is that of a
    complaint in the register."""
    given = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    for numbered in (Enquiry, RegisterEntry):
        table = numbered.__tablename__
        last = source.scalar(given, {"name": table})
        if last:
            sequence = func.pg_get_serial_sequence(table, numbered.number.name)
            target.execute(select(func.setval(sequence, last)))
