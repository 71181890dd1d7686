"""Moves the database from a file of SQLite to a PostgreSQL server: `kacko move-to`."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, exc, make_url

from intake_service import clock
from intake_service.store import copying, plain_copies
from intake_service.store.copying import InUse, NotEqual, TableCopy
from intake_service.store.db import Store
from intake_service.store.roster import RosterRefused
from intake_service.work.service import Service


class NotMoved(Exception):
    """The database is where it was, and works on. The message says why."""


@dataclass(frozen=True)
class Moved:
    """What lies on the server now, and where the file is that nobody uses any more."""

    tables: list[TableCopy]
    left: Path
    """It is deleted with the backups of its days."""

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(each.rows for each in self.tables)


def move(service: Service, url: str) -> Moved:
    """Copy everything to the empty database at `url` as one transaction, and put the file aside.

    Closes the service's own database. Counts and digests of every table are compared, and the
    people of the team are held against their MAC on the other side, before anything counts there.
    Raises NotMoved.
    """
    file = service.store.file
    if file is None:
        raise NotMoved(f"the database is on a server already: {service.store.place}")
    target = Store(_checked(url), lock_seconds=service.settings.lock_seconds)
    try:
        _require_empty(target)
        service.store.close()
        with copying.held_alone(file) as source:
            tables = _filled(service, source, target)
            left = _put_aside(file)
    except InUse:
        raise NotMoved(f"{file} is in use; stop the services and their timers first") from None
    except NotEqual as error:
        raise NotMoved(f"what arrived of {error} is not what was sent") from None
    except RosterRefused as error:
        raise NotMoved(f"people and keys do not fit on the other side: {error}") from None
    except exc.SQLAlchemyError as error:
        raise NotMoved(f"the server says: {error.__cause__ or error}") from None
    finally:
        target.close()
    return Moved(tables, left)


def _require_empty(target: Store) -> None:
    with target.engine.connect() as connection:
        if not copying.is_empty(connection):
            raise NotMoved(f"{target.place} is not empty")


def _filled(service: Service, source: Connection, target: Store) -> list[TableCopy]:
    target.migrate()
    with target.write() as session:
        tables = copying.copy_all(source, session.connection())
        service.roster.verify(session)
    return tables


def _put_aside(file: Path) -> Path:
    """Where the file lies now; under its own name still, where it cannot be renamed."""
    try:
        return plain_copies.put_aside(file, today=clock.today())
    except OSError:
        return file


def _checked(url: str) -> str:
    try:
        parsed = make_url(url)
    except exc.ArgumentError:
        raise NotMoved(
            "this is not an address of a database: postgresql://USER@HOST/NAME"
        ) from None
    if parsed.get_backend_name() != "postgresql":
        raise NotMoved(f"{parsed.get_backend_name()} is not supported, only postgresql")
    if parsed.password:
        raise NotMoved(
            "the password would be seen by all who list processes; put it into ~/.pgpass"
        )
    return url
