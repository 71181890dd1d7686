"""A consistent copy of the database, taken while the service runs, and put back.

SQLite's own online backup, and PostgreSQL's `pg_dump` in its custom format: each sees one moment.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from intake_service.store import schema

SQLITE: Final = "database.sqlite3"
POSTGRESQL: Final = "database.pgdump"
"""What a copy is called; the name says which of the two it is."""

_PAGES = 1000  # copied at once; between two rounds the service writes
_NOT_A_REVISION = ""


class CopyFailed(Exception):
    """The database could not be copied or put back, or the copy is not whole."""


def name_for(url: str) -> str:
    """What the copy of the database at `url` is called."""
    return SQLITE if _is_sqlite(url) else POSTGRESQL


def copy(url: str, target: Path) -> None:
    """Copy the database at `url` to the file `target`, as of one moment. Raises CopyFailed."""
    if _is_sqlite(url):
        _copy_sqlite(file_of(url), target)
    else:
        _run(url, "pg_dump", "--format=custom", "--no-owner", f"--file={target}", _plain(url))


def check(copied: Path, *, kind: str = "", known_only: bool = True) -> str:
    """The schema's revision of a whole copy; its name says which kind it is, or `kind` does.

    Raises CopyFailed for one that is damaged, or with `known_only` of a version of the program
    that this one does not know.
    """
    is_sqlite = (kind or copied.name) == SQLITE
    revision = _checked_sqlite(copied) if is_sqlite else _checked_dump(copied)
    if known_only and revision != _NOT_A_REVISION and not schema.is_known(revision):
        raise CopyFailed(f"the database is of another version of the program ({revision})")
    return revision


def put_back(copied: Path, url: str) -> None:
    """Put a copy in the place of an empty database. Raises CopyFailed."""
    if _is_sqlite(url):
        _copy_sqlite(copied, file_of(url))
    else:
        options = ("--no-owner", "--exit-on-error", "--single-transaction")
        _run(url, "pg_restore", *options, f"--dbname={_plain(url)}", str(copied))


def file_of(url: str) -> Path:
    """The file of the SQLite database at `url`."""
    return Path(make_url(url).database or "")


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _plain(url: str) -> str:
    """The address as PostgreSQL's own programs want it; everybody here may read it."""
    bare = make_url(url)._replace(drivername="postgresql", password=None)
    return bare.render_as_string(hide_password=False)


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.exists():
        raise CopyFailed(f"there is no database in {source}")
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as running,
            closing(sqlite3.connect(target)) as copied,
        ):
            running.backup(copied, pages=_PAGES)
    except sqlite3.Error as error:
        raise CopyFailed(f"{source} cannot be copied: {error}") from None


def _checked_sqlite(copied: Path) -> str:
    try:
        with closing(sqlite3.connect(f"file:{copied}?mode=ro&immutable=1", uri=True)) as database:
            found = [row[0] for row in database.execute("PRAGMA integrity_check")]
            if found != ["ok"]:
                raise CopyFailed(f"the copy of the database is damaged: {found[0]}")
            if broken := database.execute("PRAGMA foreign_key_check").fetchone():
                raise CopyFailed(f"the copy of the database is damaged: rows of {broken[0]}")
            revision = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise CopyFailed(f"the copy of the database is damaged: {error}") from None
    return str(revision[0]) if revision else _NOT_A_REVISION


def _checked_dump(copied: Path) -> str:
    """Of a dump only its table of contents is looked at, and the row that names the revision."""
    rows = _run("", "pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(copied))
    lines = rows.splitlines()
    for number, line in enumerate(lines[:-1]):
        if line.startswith("COPY ") and "alembic_version" in line:
            return lines[number + 1].split("\t")[0].strip()
    raise CopyFailed("the dump of the database names no version of the program")


def _run(url: str, program: str, *words: str) -> str:
    """What a program of PostgreSQL's prints. A password goes past the list of processes."""
    found = shutil.which(program)
    if found is None:
        raise CopyFailed(f"{program} is missing; on Debian: apt install postgresql-client")
    password = make_url(url).password if url else None
    given = os.environ | ({"PGPASSWORD": password} if password else {})
    done = subprocess.run(  # noqa: S603 - a fixed program, and addresses of the operator's
        [found, *words],
        env=given,
        capture_output=True,
        encoding="utf-8",
        errors="replace",  # a server words its faults in an encoding of its own
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        raise CopyFailed(f"{program}: {said[-1]}")
    return done.stdout
