"""All that a copy of the database gives up to somebody with some secrets: every key on every box.

Written against the tables and the vault's primitives, not with the product's own reading: it goes
on for as long as one key opens another.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from intake_service.store import receipts, vault
from intake_service.store.vault import (
    ID_SIZE,
    KEY_SIZE,
    Key,
    Place,
    Record,
    Refused,
    Role,
    Vault,
    version_name,
)

DATABASE = "intake.sqlite3"
SESSION_KINDS = ("mailbox", "desk")


def copy(data: Path, to: Path) -> Path:
    """A copy of the database as a backup takes it."""
    with (
        closing(sqlite3.connect(data / DATABASE)) as here,
        closing(sqlite3.connect(to)) as there,
    ):
        here.backup(there)
    return to


@dataclass
class KeySearch:
    """What somebody holds; every copy of the database that is searched adds to it."""

    privates: set[bytes] = field(default_factory=set)
    """Private halves of pairs: of people, of the team, of a receipt, of the chores, of the safe."""
    keys: set[bytes] = field(default_factory=set)
    """Thread keys and staff keys."""
    secrets: Vault | None = None
    codes: set[str] = field(default_factory=set)
    passwords: set[str] = field(default_factory=set)
    cookies: set[bytes] = field(default_factory=set)

    def read(self, database: Path) -> set[str]:
        """Every text and address that opens in a copy."""
        with closing(sqlite3.connect(database)) as rows:
            self._learn(rows)
            return {*self._texts(rows), *self._letters(rows)}

    def totp_secrets(self, database: Path) -> dict[str, str]:
        """The secrets of authenticators that opened, by the name of their owner."""
        found = {}
        with closing(sqlite3.connect(database)) as rows:
            for person, name, box in rows.execute("SELECT id, name, totp_box FROM counsellor"):
                for private in self.privates:
                    with suppress(Refused):
                        key = vault.derive(private, "totp")
                        place = Place(Record.TOTP, record=person)
                        found[name] = vault.unseal(key, box, place).decode()
        return found

    def _learn(self, rows: sqlite3.Connection) -> None:
        known = -1
        self._open_sessions(rows)
        if self.secrets:
            self._open_with_codes(rows, self.secrets)
            self._open_with_passwords(rows, self.secrets)
        while known != len(self.privates) + len(self.keys):
            known = len(self.privates) + len(self.keys)
            self._open_team_keys(rows)
            self._open_enquiry_keys(rows)

    def _open_sessions(self, rows: sqlite3.Connection) -> None:
        for cookie in self.cookies:
            for kind in SESSION_KINDS:
                key = vault.derive(cookie, "visit key", kind.encode())
                for row, body in rows.execute("SELECT id, body FROM visit"):
                    with suppress(Refused):
                        payload = vault.unseal(key, body, Place(Record.SESSION, record=row))
                        self.privates.add(payload[-KEY_SIZE:])
                        self.keys.add(payload[ID_SIZE : ID_SIZE + KEY_SIZE])

    def _open_with_codes(self, rows: sqlite3.Connection, secrets: Vault) -> None:
        for code in self.codes:
            made = secrets.receipt_keys(receipts.read(code))
            self.privates.add(made.private)
            for enquiry, lookup, version, box in rows.execute(
                "SELECT id, lookup_id, key_version, receipt_box FROM enquiry"
            ):
                place = Place(Record.THREAD_KEY, enquiry, lookup, version=version)
                with suppress(Refused):
                    self.keys.add(vault.unseal(made.wrap, box, place))

    def _open_with_passwords(self, rows: sqlite3.Connection, secrets: Vault) -> None:
        for person, box in rows.execute("SELECT id, private_box FROM counsellor").fetchall():
            for password in self.passwords:
                key = secrets.password_key(password, person)
                with suppress(Refused):
                    place = Place(Record.COUNSELLOR_KEY, record=person)
                    self.privates.add(vault.unseal(key, box, place))

    def _open_team_keys(self, rows: sqlite3.Connection) -> None:
        for person, version, box in rows.execute(
            "SELECT counsellor_id, version, box FROM key_share"
        ):
            self.privates |= self._unsealed([box], [b"share"], [person, version_name(version)])
        for version, box in rows.execute("SELECT version, recovery_box FROM team_key"):
            self.privates |= self._unsealed([box], [b"team"], [version_name(version)])

    def _open_enquiry_keys(self, rows: sqlite3.Connection) -> None:
        kinds = [b"thread", b"staff", b"sender"]
        for enquiry, version, *boxes in rows.execute(
            "SELECT id, key_version, thread_box, staff_box FROM enquiry"
        ):
            self.keys |= self._unsealed(boxes, kinds, [enquiry, version_name(version)])
        for enquiry, version, number, *boxes in rows.execute(
            "SELECT enquiry_id, key_version, number, thread_box, sender_box, staff_box FROM epoch"
        ):
            names = [enquiry, version_name(version), version_name(number)]
            self.keys |= self._unsealed(boxes, kinds, names)

    def _unsealed(
        self, boxes: Iterable[bytes | None], kinds: list[bytes], names: list[bytes]
    ) -> set[bytes]:
        found = set()
        for private in self.privates:
            for box in boxes:
                for kind in kinds:
                    with suppress(Refused):
                        found.add(vault.unseal_from(Key(private), box or b"", kind, *names))
        return found

    def _letters(self, rows: sqlite3.Connection) -> Iterable[str]:
        for letter, version, box in rows.execute("SELECT id, tick_version, box FROM letter"):
            names = [letter, version_name(version or 0)]
            yield from (plain.decode() for plain in self._unsealed([box], [b"hint"], names))

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
                with suppress(Refused):
                    yield vault.unseal(Key(key), body, replace(place, version=version)).decode()
