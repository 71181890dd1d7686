"""The database: one writer at a time, durable before anything is acknowledged.

SQLite runs in WAL mode with `synchronous=FULL` (an acknowledged commit survives a power cut) and
`secure_delete` (deleted bytes are overwritten). PostgreSQL, by URL, has one writer at a time too:
an advisory lock stands in for SQLite's, so that any number of processes keep the same order.
"""

import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import (
    Connection,
    Engine,
    Insert,
    LargeBinary,
    Table,
    create_engine,
    event,
    exc,
    insert,
    inspect,
    literal,
    select,
    text,
)
from sqlalchemy.orm import Session

from intake_service.store import own_files, schema
from intake_service.store.models import Base, TombstoneMark
from intake_service.store.schema import Schema

POSTGRESQL_WRITER = (
    0x6B61636B6F  # the advisory lock of whoever writes; its number only has to be ours
)

CONNECTIONS = 16
"""To a database server from each process at most: a server takes a hundred by default, which is
enough for three machines with two faces each."""


SILENT_SECONDS = 60
"""How long a machine may say nothing in the middle of a transaction. One that lost its power or its
network would else hold up every writer until the server's system misses it, two hours later."""

Value = TypeVar("Value")


class Unavailable(Exception):
    """The database cannot be written or read now; nothing was stored."""


class Store:
    """Sessions on one database. Open it once in a process and close it at the end."""

    def __init__(self, url: str, *, lock_seconds: float = 10.0) -> None:
        # Half of the wait in our own line (it beats SQLite's busy back-off), half for other
        # processes.
        self._turn_seconds = lock_seconds / 2
        self._writer = threading.Lock()
        self.engine = _engine(url, lock_seconds)
        self._held: Connection | None = None
        self._looking = threading.Lock()
        self._answers: dict[str, tuple[Hashable, Any]] = {}

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None for a server's."""
        url = self.engine.url
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    @property
    def is_shared(self) -> bool:
        """Whether other machines may work on it, too."""
        return self.file is None

    @property
    def place(self) -> str:
        """Where the database is, without a password."""
        return str(self.file or self.engine.url.render_as_string(hide_password=True))

    def is_made(self) -> bool:
        """Whether there is a database with tables in it. Makes none. Raises Unavailable."""
        if self.file is not None and not self.file.exists():
            return False
        with _honest():
            return bool(inspect(self.engine).get_table_names())

    def only_reads(self) -> bool:
        """Whether the server takes no writes. Raises Unavailable."""
        if self.file is not None:
            return False
        with _honest(), self.engine.connect() as connection:
            return bool(connection.scalar(text("SHOW transaction_read_only")) == "on")

    def holds_sealed(self) -> bool:
        """Whether any row needs the server secret to be read or found. Raises Unavailable."""
        if not self.is_made():
            return False
        with _honest(), self.engine.connect() as connection:
            made = set(inspect(connection).get_table_names())
            return any(
                connection.execute(select(literal(1)).select_from(table).limit(1)).first()
                for table in Base.metadata.sorted_tables
                if table.name in made and _is_sealed(table)
            )

    def make_file(self) -> None:
        """Make the file of an SQLite database, for its owner only; close one that is open to
        others.

        SQLite gives the write-ahead log the rights of its database. Raises Unavailable.
        """
        if self.file is None:
            return
        try:
            own_files.make_file(self.file)
        except OSError as error:
            raise Unavailable from error

    def schema(self) -> Schema:
        """Which revision the tables have, and whether this program works on it.

        Raises Unavailable.
        """
        with _honest(), self.engine.connect() as connection:
            return schema.of(connection)

    def migrate(self) -> None:
        """Make the tables, or bring them up to date. Raises Unavailable.

        One immediate transaction, begun before Alembic begins one for each step: it happens as a
        whole or not at all, and two processes that start at once do not make the tables twice.
        """
        with _honest(), self.engine.execution_options(writes=True).begin() as connection:
            schema.upgrade(connection)

    def hold(self) -> None:
        """Keep one connection to a file open: otherwise each last close checkpoints and deletes the
        WAL. A server's would be one less for those who ask."""
        if not self.is_shared:
            self._held = self.engine.connect()

    def close(self) -> None:
        """Close every connection."""
        if self._held is not None:
            self._held.close()
            self._held = None
        self.engine.dispose()

    @contextmanager
    def write(self, *, wait: float | None = None) -> Iterator[Session]:
        """One writing transaction: committed and durable when the block ends, or undone.

        `wait` are the seconds for our own line and for other processes each, where it is not worth
        the usual ones. Raises Unavailable.
        """
        if not self._writer.acquire(timeout=self._turn_seconds if wait is None else wait):
            raise Unavailable
        try:
            engine = self.engine.execution_options(writes=True, wait=wait)
            with _honest(), Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        finally:
            self._writer.release()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One reading transaction. Raises Unavailable."""
        with _honest(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    def answer(self, name: str, as_of: Hashable, ask: Callable[[Session], Value]) -> Value:
        """What `ask` reads, asked anew only after anybody has written, or for another `as_of`.

        The name stands for the question. Raises Unavailable.
        """
        version = self._version()  # first: what is written meanwhile makes the answer only newer
        known = self._answers.get(name)
        if known and version is not None and known[0] == (version, as_of):
            return cast(Value, known[1])
        with self.read() as session:
            found = ask(session)
        self._answers[name] = ((version, as_of), found)
        return found

    def _version(self) -> int | None:
        """Another number after each commit of any process; None where there is no such number.

        The held connection is asked, which never writes: it would not count its own commits.
        """
        held = self._held
        if held is None or self.is_shared:
            return None
        driver = cast(sqlite3.Connection, held.connection.driver_connection)
        try:
            with self._looking:
                ((version,),) = driver.execute("PRAGMA data_version").fetchall()
        except sqlite3.Error as error:
            raise Unavailable from error
        return int(version)

    def forget_deleted(self) -> bool:
        """Empty the write-ahead log, so that deleted rows are gone from the disk; False while it is
        busy."""
        if self.engine.dialect.name != "sqlite":
            return True
        try:
            with _honest(), self.engine.connect() as connection:
                busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar_one()
        except Unavailable:
            return False
        return not busy


def table_of(model: type[Base]) -> Table:
    """The table of a model: a statement about it costs half of one about the model."""
    return cast(Table, model.__table__)


def insert_at_once(session: Session, row: Base) -> None:
    """Write a new row past the unit of work, which costs some times as much.

    The session does not know it, and it comes before whatever was added to the session.
    """
    table = table_of(type(row))
    values = {name: value for name, value in vars(row).items() if name in table.c}
    session.execute(_insert_into(table), values)


@cache
def _insert_into(table: Table) -> Insert:
    return insert(table)


@contextmanager
def _honest() -> Iterator[None]:
    try:
        yield
    except (exc.OperationalError, exc.TimeoutError) as error:
        raise Unavailable from error
    except exc.InternalError as error:  # a server that only reads, while it stands in for another
        raise Unavailable from error
    except exc.DBAPIError as error:
        is_malformed_file = type(error) is exc.DatabaseError  # so SQLite says it
        if error.connection_invalidated or is_malformed_file:
            raise Unavailable from error
        raise


def _is_sealed(table: Table) -> bool:
    if table.name == TombstoneMark.__tablename__:
        return False  # it is there from the first start on
    return any(isinstance(column.type, LargeBinary) for column in table.columns)


def _engine(url: str, lock_seconds: float) -> Engine:
    is_server = not url.startswith("sqlite")
    try:
        engine = create_engine(
            url,
            pool_timeout=lock_seconds,
            pool_size=CONNECTIONS if is_server else 16,
            max_overflow=0 if is_server else 32,
            hide_parameters=True,  # an error names the statement, never what somebody wrote
            pool_pre_ping=is_server,  # one that was restarted is asked anew
        )
    except (
        ModuleNotFoundError
    ) as error:  # the driver of PostgreSQL is installed only where it is used
        raise Unavailable from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", partial(_prepare_sqlite, busy_seconds=lock_seconds / 2))
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", partial(_prepare_postgresql, lock_seconds=lock_seconds / 2))
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any, *, busy_seconds: float) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        f"busy_timeout={busy_seconds * 1000:.0f}",  # first: even the change to WAL may have to wait
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "temp_store=MEMORY",  # nothing readable in a temporary file
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # An immediate transaction takes the write lock at once: two readers that both turn writers
    # would fail.
    writes = connection.get_execution_options().get("writes", False)
    wait = connection.get_execution_options().get("wait")
    if wait is None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        return
    usual = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={wait * 1000:.0f}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={usual}")


def _prepare_postgresql(connection: Any, _record: Any, *, lock_seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {lock_seconds * 1000:.0f}")
        cursor.execute(f"SET idle_in_transaction_session_timeout = {SILENT_SECONDS * 1000}")
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("wait") is not None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {options['wait'] * 1000:.0f}")
    if options.get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({POSTGRESQL_WRITER})")
