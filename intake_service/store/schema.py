"""The schema: which revision a database has, whether this program works on it, the way up.

A migration only expands, unless it says `expands = False`: the program of the revision before goes
on working on what it leaves. The oldest revision from which every later step only expands stands
beside the database's own, so that a program meets a newer database and knows whether it may go on.
"""

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).with_name("migrations")

_VERSION: Final = "alembic_version"
_WORKS_FOR: Final = "works_for"
"""A column of ours in Alembic's table: the oldest revision whose program works on this one.
Revisions are numbers of four digits, so their order is that of their names."""


class Standing(Enum):
    """How a database stands to this program."""

    EMPTY = auto()
    CURRENT = auto()
    NEWER = auto()
    """Of a later revision, up to which every step only expands: this program works on it."""
    OLDER = auto()
    FOREIGN = auto()
    """Of a revision that this program does not know, or none of ours."""


@dataclass(frozen=True)
class Schema:
    """The revision of a database; empty where it has none."""

    revision: str
    standing: Standing

    @property
    def is_usable(self) -> bool:
        """Whether this program can work on it as it is."""
        return self.standing in (Standing.CURRENT, Standing.NEWER)


class NotMigrated(Exception):
    """The database has a schema that this program does not work on; the message says what helps."""


def newest() -> str:
    """The revision that this program was written for."""
    return _newest().revision


def is_known(revision: str) -> bool:
    """Whether this program has a migration of that name."""
    return revision in {each.revision for each in steps(MIGRATIONS).walk_revisions()}


def of(connection: Connection) -> Schema:
    """The schema of the database behind a connection."""
    tables = set(inspect(connection).get_table_names())
    if _VERSION not in tables:
        return Schema("", Standing.FOREIGN if tables - {"sqlite_sequence"} else Standing.EMPTY)
    row = connection.execute(text("SELECT * FROM alembic_version")).mappings().first()
    if row is None:
        rest = tables - {_VERSION, "sqlite_sequence"}
        return Schema("", Standing.FOREIGN if rest else Standing.EMPTY)
    revision = str(row["version_num"])
    if revision == newest():
        return Schema(revision, Standing.CURRENT)
    if is_known(revision):
        return Schema(revision, Standing.OLDER)
    oldest = row.get(_WORKS_FOR)
    works_here = oldest is not None and str(oldest) <= newest()
    return Schema(revision, Standing.NEWER if works_here else Standing.FOREIGN)


def require_usable(schema: Schema, place: str) -> None:
    """Raise NotMigrated, in one sentence, for a database that is older, or unknown here."""
    if schema.standing is Standing.OLDER:
        raise NotMigrated(
            f"{place} is of an earlier version of this program ({schema.revision}, now "
            f"{newest()}): run `kacko migrate`, which makes a backup first"
        )
    if schema.standing is Standing.FOREIGN:
        raise NotMigrated(
            f"{place} is of another version ({schema.revision or 'none of ours'}, here "
            f"{newest()}): install the program that it belongs to, or a newer one"
        )


def upgrade(connection: Connection) -> None:
    """Make the tables, or bring them up to date, inside the transaction of the connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    _note_whom_it_works_for(connection)


def _note_whom_it_works_for(connection: Connection) -> None:
    columns = {column["name"] for column in inspect(connection).get_columns(_VERSION)}
    if _WORKS_FOR not in columns:
        connection.execute(text("ALTER TABLE alembic_version ADD COLUMN works_for VARCHAR(32)"))
    connection.execute(
        text("UPDATE alembic_version SET works_for = :oldest"),
        {"oldest": _oldest_that_works()},
    )


def _oldest_that_works() -> str:
    """The oldest revision from which every later step only expands."""
    oldest = _newest()
    for step in steps(MIGRATIONS).walk_revisions():
        oldest = step
        if not getattr(step.module, "expands", True):
            break
    return oldest.revision


def _newest() -> Script:
    known = steps(MIGRATIONS)
    return known.get_revision(known.get_current_head() or "")


@lru_cache(maxsize=4)
def steps(folder: Path) -> ScriptDirectory:
    """The migrations in a folder, read once."""
    config = Config()
    config.set_main_option("script_location", str(folder))
    return ScriptDirectory.from_config(config)
