"""What somebody does who writes to the database: adds a person, puts older rows back."""

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from intake_service import clock
from intake_service.store import roster_rows, vault
from intake_service.store.db import Store
from intake_service.store.models import Counsellor, Roster
from intake_service.store.models.base import Base
from intake_service.store.roster_rows import COVERED
from intake_service.store.terms import Duty, Standing
from intake_service.store.vault import Pair, Place, Record, Vault
from intake_service.work.team import totp
from tests.intake.browser import Person
from tests.intake.conftest import PASSWORD
from tests.intake.keys.service_life import DELETED, LEAVER

STRANGER = "Cizí"


def add_person(database: Path, secrets: Vault) -> Person:
    """Put in somebody with all duties, and seal the roster anew with these secrets."""
    person = vault.new_id()
    pair = Pair.new()
    factor = totp.new_secret()
    password_key = secrets.password_key(PASSWORD, person)
    row = Counsellor(
        id=person,
        name=STRANGER,
        duties=frozenset(Duty),
        standing=Standing.ACTIVE,
        public=pair.public,
        mac=secrets.mac("counsellor", person, pair.public),
        private_box=vault.seal(
            password_key, pair.private, Place(Record.COUNSELLOR_KEY, record=person)
        ),
        totp_box=totp.seal(pair.private, person, factor),
        totp_step=0,
        session_epoch=0,
        joined_on=clock.today(),
    )
    store = Store(f"sqlite:///{database}")
    with store.write() as session:
        session.add(row)
        session.flush()
        roster = session.scalars(select(Roster)).one()
        roster.generation += 1
        roster.digest = roster_rows.digest(session)
        numbers = (number.to_bytes(8, "big") for number in (roster.generation, roster.team_version))
        roster.mac = secrets.mac("roster", *numbers, roster.digest)
    store.close()
    return Person(STRANGER, PASSWORD, factor, [])


def put_person_back(database: Path, earlier: Path) -> None:
    """The rows of somebody who has left, as they were."""
    with closing(sqlite3.connect(earlier)) as then:
        (person,) = then.execute("SELECT id FROM counsellor WHERE name = ?", [LEAVER]).fetchone()
    _put_back(database, earlier, "counsellor", "id", person)
    _put_back(database, earlier, "key_share", "counsellor_id", person)


def put_roster_back(database: Path, earlier: Path) -> None:
    """All rows of people and keys, with the seal over them."""
    covered: list[type[Base]] = [*COVERED, Roster]
    tables = [table.__tablename__ for table in covered]
    with closing(sqlite3.connect(database)) as now:
        for table in tables:
            now.execute(f"DELETE FROM {table}")
        now.commit()
    for table in tables:
        _put_back(database, earlier, table)


def put_database_back(database: Path, earlier: Path) -> None:
    """The whole database."""
    shutil.copy(earlier, database)


def put_conversation_back(database: Path, earlier: Path) -> None:
    """All rows of a conversation that was deleted."""
    with closing(sqlite3.connect(earlier)) as then:
        (enquiry,) = then.execute("SELECT id FROM enquiry WHERE number = ?", [DELETED]).fetchone()
    _put_back(database, earlier, "enquiry", "id", enquiry)
    for table in ("epoch", "message", "note"):
        _put_back(database, earlier, table, "enquiry_id", enquiry)


def _put_back(
    database: Path, earlier: Path, table: str, column: str = "", value: bytes = b""
) -> None:
    where = f"WHERE {column} = ?" if column else ""
    with closing(sqlite3.connect(earlier)) as then:
        rows = then.execute(f"SELECT * FROM {table} {where}", [value] if column else []).fetchall()
    with closing(sqlite3.connect(database)) as now:
        _insert(now, table, rows)
        now.commit()


def _insert(now: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    for row in rows:
        now.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
