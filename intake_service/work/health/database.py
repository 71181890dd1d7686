"""The database: there, whole, of a version that this program works on."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy.exc import OperationalError

from centre.language.i18n import N_
from intake_service.store.db import Unavailable
from intake_service.store.schema import Standing, newest
from intake_service.work.health.findings import Finding, NotSeen, bad
from intake_service.work.health.machine import Machine

ROOM_TO_OPEN: Final = 1_000_000
"""Bytes; SQLite makes a file beside the database before it reads any of it."""


def database(machine: Machine) -> Finding | None:
    """Whether it is there and can be read."""
    if machine.store is None:
        return bad(
            N_("The driver of PostgreSQL is not installed."),
            N_("Install it beside the program: pip install 'psycopg[binary]'"),
        )
    try:
        is_made = machine.store.is_made()
        only_reads = machine.store.only_reads()
    except Unavailable as error:
        said = str(error.__cause__)
        if machine.store.is_shared:
            return _no_server(machine.store.place, said)
        if isinstance(error.__cause__, OperationalError):  # what is damaged raises another one
            return _closed(machine, machine.store.place, said)
        return _unreadable(machine.store.place, said)
    if not is_made:
        return bad(
            N_("There is no database in %(place)s."),
            N_("“kacko setup” makes a new one, “kacko restore” puts one back from a backup."),
            place=machine.store.place,
        )
    if only_reads:
        return bad(
            N_("The database in %(place)s can only be read: nothing can be sent or answered."),
            N_("A second server that stands in for the first has to be made the first (promoted)."),
            place=machine.store.place,
        )
    if machine.is_thorough and machine.store.file is not None:
        return _damaged(machine, machine.store.file)
    return None


def schema(machine: Machine) -> Finding | None:
    """Whether its tables are those of this program."""
    if machine.store is None or not machine.store.is_made():
        raise NotSeen
    found = machine.store.schema()
    if found.standing is Standing.OLDER:
        return bad(
            N_("The database is of an earlier version (%(revision)s, now %(newest)s)."),
            N_("Run “kacko migrate”; it makes a backup first."),
            revision=found.revision,
            newest=newest(),
        )
    if not found.is_usable:
        return bad(
            N_("The database is of a version that this program does not know (%(revision)s)."),
            N_("Install the version of the program that it belongs to, or a newer one."),
            revision=found.revision or "–",
        )
    return None


def _no_server(place: str, said: str) -> Finding:
    return bad(
        N_("The server of the database %(place)s does not answer: %(said)s"),
        N_("Start it; its log says why it stopped. Since then nothing was acknowledged."),
        place=place,
        said=said.splitlines()[0],
    )


def _closed(machine: Machine, place: str, said: str) -> Finding:
    if shutil.disk_usage(machine.settings.data).free < ROOM_TO_OPEN:
        return bad(
            N_("The database in %(place)s cannot be opened: its disk is full."),
            N_("Make room, leave it where it is, and look once more: a full disk damages nothing."),
            place=place,
        )
    return _unreadable(place, said)


def _unreadable(place: str, said: str) -> Finding:
    return bad(
        N_("The database in %(place)s cannot be read: %(said)s"),
        N_("Stop the services, move it away, and put the last backup back: “kacko restore”."),
        place=place,
        said=said.splitlines()[0],
    )


def _damaged(machine: Machine, file: Path) -> Finding | None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            said = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError as error:
        return _closed(machine, str(file), str(error))
    except sqlite3.DatabaseError as error:
        said = str(error)
    return None if said == "ok" else _unreadable(str(file), said)
