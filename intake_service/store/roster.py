"""The roster: everybody's rows and keys under one MAC: none is changed, swapped or put back.

The MAC is made with the server secret, over all that `roster_rows.COVERED` names and a generation
that grows by one with each change. The highest generation stands in a file beside the server
secret, outside the database and its backup: whoever puts older rows back is refused. The file is
raised after the commit: a power cut between the two leaves it one behind, which the next check
makes good. It is never ahead of what was committed, so no power cut locks anybody out.

What this does not notice: a roll-back of database and file together (docs/threat-model.md).
"""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from intake_service.store import models, roster_rows
from intake_service.store.db import Store, table_of
from intake_service.store.generation_mark import GenerationMark
from intake_service.store.models import Counsellor, RecoveryCode, TeamKey, TickKey
from intake_service.store.vault import Swapped, Vault, version_name

ROW = 1


@dataclass(frozen=True)
class SealedRow:
    """The seal as it lies in the database."""

    generation: int
    team_version: int
    digest: bytes
    mac: bytes
    sender_mac: bytes | None

    @property
    def sealed(self) -> tuple[bytes, ...]:
        """What its MACs are made of."""
        numbers = (number.to_bytes(8, "big") for number in (self.generation, self.team_version))
        return (*numbers, self.digest)


@dataclass(frozen=True)
class TeamPublicKey:
    """What is sealed to the team is sealed to."""

    version: int
    public: bytes


class RosterRefused(Swapped):
    """People or keys in the database are not as this service left them; the message says how."""


class RosterChanged(RosterRefused):
    """A row was changed, swapped, taken away or put back."""

    def __init__(self) -> None:
        super().__init__(
            "somebody else changed people or keys in the database; "
            "put the database back from the last backup, then `kacko accept-restored-roster`"
        )


class RosterRestored(RosterRefused):
    """The rows are whole and older than the newest known, or it is not known which are newest."""

    def __init__(self) -> None:
        super().__init__(
            "people and keys in the database are older than the newest known; if you have put back "
            "a backup, say so: `kacko accept-restored-roster`"
        )


class NothingToAccept(Exception):
    """The roster is the newest already."""


class RosterKeeper:
    """Seals the roster at each change, and checks it before anybody is let in."""

    def __init__(self, store: Store, vault: Vault, mark: GenerationMark) -> None:
        self._store = store
        self._vault = vault
        self._mark = mark

    @contextmanager
    def change(self) -> Iterator[Session]:
        """A writing transaction on people and keys: checked first, sealed at the end.

        Raises RosterRefused, db.Unavailable.
        """
        with self._store.write() as session:
            self.verify(session)
            if self._mark.read() is None:
                self._mark.raise_to(0)  # from now on its absence means that it was lost
            yield session
            generation = self._seal(session, _generation(session) + 1)
        self._raise_mark(generation)

    def verify(self, session: Session) -> None:
        """Raise RosterRefused unless every row is as this service left it last."""
        mark = self._read_mark()  # first: what is committed meanwhile is only newer
        row = _row(session)
        if row is None:
            if mark or roster_rows.has_people(session):
                raise RosterChanged
            return
        self._verify_row(row)
        if not self._is_whole(session, row):
            raise RosterChanged
        self._verify_generation(row, mark)
        if mark is not None and mark < row.generation:
            self._raise_mark(row.generation)

    def team_key(self, session: Session) -> TeamPublicKey | None:
        """The team's key that new messages are sealed to; None before set-up.

        Looks at the seal and at this key's own MAC, not at all that is under the seal. Raises
        RosterRefused, vault.Swapped.
        """
        version = self._team_version(session)
        row = session.execute(_TEAM_KEY, {"version": version}).one_or_none() if version else None
        if row is None:
            return None
        key = TeamPublicKey(row.version, row.public)
        name = version_name(key.version)
        self._vault.verify_shared(row.sender_mac, "team key", name, key.public)
        return key

    def _team_version(self, session: Session) -> int | None:
        mark = self._read_mark()
        row = _row(session)
        if row is None:
            if mark:
                raise RosterChanged
            return None
        self._verify_row(row)
        self._verify_generation(row, mark)
        return row.team_version

    def adopt(self) -> None:
        """Seal the roster of a database that was filled before there was a seal.

        Does nothing where a generation is known. Raises db.Unavailable, OSError.
        """
        if self._read_mark() or not self._vault.is_whole:
            return
        with self._store.read() as session:
            if _row(session) is not None or not roster_rows.has_people(session):
                return
        self._mark.raise_to(0)
        self._seal_first(1)

    def vouch_for_sender(self) -> None:
        """Give what an earlier version sealed the MACs that the sender's face can check.

        Only whoever holds the whole secret can. Raises vault.Swapped, db.Unavailable.
        """
        if not self._vault.is_whole:
            return
        lacks_mac = select(TeamKey).where(TeamKey.sender_mac.is_(None))
        with self._store.read() as session:
            row = _row(session)
            lacks = row is not None and row.sender_mac is None
            lacks = lacks or session.scalars(lacks_mac).first() is not None
            if not lacks and all(map(self._is_shared, session.scalars(select(TickKey)))):
                return
        with self._store.write() as session:
            for key in session.scalars(lacks_mac):
                name = version_name(key.version)
                self._vault.verify(key.mac, "team key", name, key.public)
                key.sender_mac = self._vault.shared_mac("team key", name, key.public)
            for tick in session.scalars(select(TickKey)):
                if not self._is_shared(tick):
                    name = version_name(tick.version)
                    if not hmac.compare_digest(
                        tick.mac, self._vault.mac("tick key", name, tick.public)
                    ):
                        continue  # swapped: the next tick announces another
                    tick.mac = self._vault.shared_mac("tick key", name, tick.public)
            row = _row(session)
            if row is not None:
                self._verify_row(row)
                mac = self._vault.shared_mac("roster", *row.sealed)
                session.execute(update(models.Roster).values(sender_mac=mac))

    def _is_shared(self, tick: TickKey) -> bool:
        name = version_name(tick.version)
        return hmac.compare_digest(tick.mac, self._vault.shared_mac("tick key", name, tick.public))

    def accept(self) -> None:
        """Take the older rows of a backup as the newest, and end every session.

        A person has to have looked at who is in them. Raises NothingToAccept, RosterChanged,
        db.Unavailable, OSError.
        """
        mark = self._mark.read()
        with self._store.read() as session:
            row = _row(session)
            if row is None and not roster_rows.has_people(session):
                raise NothingToAccept
        if row is None:
            self._seal_first((mark or 0) + 1)
            return
        with self._store.write() as session:
            row = _row(session)
            if row is None:
                raise RosterChanged
            self._verify_row(row)
            if not self._is_whole(session, row):
                raise RosterChanged
            if mark is not None and mark <= row.generation:
                raise NothingToAccept
            session.execute(update(Counsellor).values(session_epoch=Counsellor.session_epoch + 1))
            generation = self._seal(session, max(mark or 0, row.generation) + 1)
        self._mark.raise_to(generation)

    def _seal_first(self, generation: int) -> None:
        """Seal rows of before there was a seal; codes and invitations get the hashes of now."""
        with self._store.read() as session:
            codes = session.scalars(select(RecoveryCode.id)).all()
        hashes = {code: self._vault.slow_code_hash(code) for code in codes}
        with self._store.write() as session:
            if _row(session) is not None:
                return  # another process was faster
            for code, slow in hashes.items():
                session.execute(update(RecoveryCode).where(RecoveryCode.id == code).values(id=slow))
            for invitation in session.scalars(select(models.Invitation)):
                invitation.id = self._vault.invitation_id(
                    invitation.id, invitation.name, sorted(invitation.duties), invitation.until
                )
            self._seal(session, generation)
        self._mark.raise_to(generation)

    def _read_mark(self) -> int | None:
        try:
            return self._mark.read()
        except ValueError as error:
            raise RosterRestored from error

    def _raise_mark(self, generation: int) -> None:
        with suppress(OSError):  # the change is committed; the next check tries again
            self._mark.raise_to(generation)

    def _verify_row(self, row: SealedRow) -> None:
        try:
            if self._vault.is_whole:
                self._vault.verify(row.mac, "roster", *row.sealed)
            else:
                self._vault.verify_shared(row.sender_mac, "roster", *row.sealed)
        except Swapped as error:
            raise RosterChanged from error

    def _verify_generation(self, row: SealedRow, mark: int | None) -> None:
        """Raise RosterRestored for older rows, or where the newest generation is not known."""
        if mark is None:
            raise RosterRestored
        if row.generation < mark:
            # Perhaps this transaction only began before a change that is committed by now.
            with self._store.read() as session:
                now = _row(session)
            if now is None or now.generation < mark:
                raise RosterRestored

    def _is_whole(self, session: Session, row: SealedRow) -> bool:
        newest = roster_rows.newest_team_key(session)
        return row.team_version == newest and row.digest == roster_rows.digest(session)

    def _seal(self, session: Session, generation: int) -> int:
        session.flush()
        row = session.get(models.Roster, ROW) or models.Roster(id=ROW)
        row.generation = generation
        row.team_version = roster_rows.newest_team_key(session)
        row.digest = roster_rows.digest(session)
        numbers = (number.to_bytes(8, "big") for number in (generation, row.team_version))
        sealed = (*numbers, row.digest)
        row.mac = self._vault.mac("roster", *sealed)
        row.sender_mac = self._vault.shared_mac("roster", *sealed)
        session.add(row)
        return generation


_ROSTER = table_of(models.Roster).c
_SEAL = select(
    _ROSTER.generation,
    _ROSTER.team_version,
    _ROSTER.digest,
    _ROSTER.mac,
    _ROSTER.sender_mac,
).where(_ROSTER.id == ROW)
_KEYS = table_of(TeamKey).c
_TEAM_KEY = select(_KEYS.version, _KEYS.public, _KEYS.sender_mac).where(
    _KEYS.version == bindparam("version")
)
"""Made once: every message that is sent asks for both."""


def _row(session: Session) -> SealedRow | None:
    row = session.execute(_SEAL).one_or_none()
    if row is None:
        return None
    return SealedRow(
        generation=row.generation,
        team_version=row.team_version,
        digest=row.digest,
        mac=row.mac,
        sender_mac=row.sender_mac,
    )


def _generation(session: Session) -> int:
    row = _row(session)
    return row.generation if row else 0
