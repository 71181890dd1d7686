"""Somebody who has left with everything: what do a copy of then and a copy of now open?

Written against the tables and the vault's primitives, not with the product's own reading: it tries
every key on every box.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from intake_service.store import vault
from intake_service.store.vault import Key, Place, Record, Refused, Role, version_name
from intake_service.work.team.logins import Staff

Row = tuple[object, ...]


def copy(data: Path, to: Path) -> Path:
    """A copy of the database as a backup takes it."""
    with (
        closing(sqlite3.connect(data / "intake.sqlite3")) as here,
        closing(sqlite3.connect(to)) as there,
    ):
        here.backup(there)
    return to


@dataclass
class Leaver:
    """Holds the team's private keys of then; learns the keys of enquiries from any copy."""

    staff: Staff
    keys: set[bytes] = field(default_factory=set)

    def read(self, database: Path) -> set[str]:
        """Every text that these keys open in a copy."""
        with closing(sqlite3.connect(database)) as rows:
            self._learn(rows)
            return set(self._texts(rows))

    def _learn(self, rows: sqlite3.Connection) -> None:
        for enquiry, version, *boxes in rows.execute(
            "SELECT id, key_version, thread_box, staff_box FROM enquiry"
        ):
            self._open(boxes, [enquiry, version_name(version)])
        for enquiry, version, number, *boxes in rows.execute(
            "SELECT enquiry_id, key_version, number, thread_box, staff_box FROM epoch"
        ):
            self._open(boxes, [enquiry, version_name(version), version_name(number)])

    def _open(self, boxes: Iterable[bytes | None], names: list[bytes]) -> None:
        for private in (*self.staff.team.values(), self.staff.private):
            for box in boxes:
                for name in (b"thread", b"staff", b"sender"):
                    try:
                        self.keys.add(vault.unseal_from(private, box or b"", name, *names))
                    except Refused:
                        continue

    def _texts(self, rows: sqlite3.Connection) -> Iterable[str]:
        versions = [row[0] for row in rows.execute("SELECT version FROM team_key")]
        places = [
            (Place(Record.MESSAGE, enquiry, record, position, Role(role)), body)
            for record, enquiry, position, role, body in rows.execute(
                "SELECT id, enquiry_id, position, role, body FROM message"
            )
        ]
        places += [
            (Place(Record.NOTE, enquiry, record, position, Role.TEAM), body)
            for record, enquiry, position, body in rows.execute(
                "SELECT id, enquiry_id, position, body FROM note"
            )
        ]
        for enquiry, lookup, hint, feedback in rows.execute(
            "SELECT id, lookup_id, hint_box, feedback_box FROM enquiry"
        ):
            places.append((Place(Record.HINT, enquiry, lookup), hint))
            places.append((Place(Record.FEEDBACK, enquiry, lookup, role=Role.SENDER), feedback))
        for place, body in places:
            yield from self._opened(place, body or b"", versions)

    def _opened(self, place: Place, body: bytes, versions: list[int]) -> Iterable[str]:
        for key in self.keys:
            for version in versions:
                try:
                    where = Place(
                        place.kind,
                        place.enquiry,
                        place.record,
                        position=place.position,
                        role=place.role,
                        version=version,
                    )
                    yield vault.unseal(Key(key), body, where).decode()
                except Refused:
                    continue
