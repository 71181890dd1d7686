"""The service as one object: settings, database, vault, facts, gates and rate limits, opened once
in a process."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from centre.facts.loading import Facts
from centre.hours.live import LiveFacts
from centre.reading.last_good import LastGood
from intake_service.settings import Settings
from intake_service.store import own_files
from intake_service.store.db import Store
from intake_service.store.generation_mark import GenerationMark
from intake_service.store.models import TeamKey
from intake_service.store.roster import RosterKeeper
from intake_service.store.schema import Standing, require_usable
from intake_service.store.tombstone_stream import TombstoneStream
from intake_service.store.vault import Swapped, Vault, version_name
from intake_service.work.gates import Gate
from intake_service.work.rate_limits import RateLimits
from intake_service.work.tombstones import Tombstones
from intake_service.work.unmarked import Unmarked

VAULT_FILE = "server-secret"
TOMBSTONES_FILE = "tombstones"
GENERATION_FILE = "roster-generation"
LAST_GOOD_FACTS = "last-good-facts.zip"
"""In the data directory: the facts to start with when an editor has broken those of now."""


class NoDataDirectory(Exception):
    """The data directory cannot be made, written, or closed to others."""


class NoDatabase(Exception):
    """There is no database yet, and none was asked for."""


class WrongSecret(Exception):
    """The database was filled under another server secret than the one beside it, or there is none.

    Under a new one nothing opens: no code of a sender, no login, no answer.
    """


@dataclass(frozen=True)
class Service:
    """Everything that the work needs; the two web apps and the command line each hold one."""

    settings: Settings
    store: Store
    vault: Vault
    tombstones: Tombstones
    roster: RosterKeeper
    live: LiveFacts
    sending_gate: Gate
    mailbox_gate: Gate
    login_gate: Gate
    rate_limits: RateLimits
    unmarked: Unmarked

    @property
    def facts(self) -> Facts:
        """The centre's facts as of now."""
        return self.live.facts

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def open_service(settings: Settings, *, may_be_new: bool = True) -> Service:
    """Load the facts, open the data directory and the database.

    A database that is not there yet is made unless it may not be new; the tables of one that is
    there stay as they are: only `kacko migrate` changes them. Raises NoDataDirectory, NoDatabase,
    WrongSecret, store.schema.NotMigrated, vault.Refused for a secret of the wrong size,
    centre.reading.faults.Faults, store.db.Unavailable.
    """
    live = LiveFacts(settings.content / "data", LastGood(settings.copies / LAST_GOOD_FACTS))
    store = Store(settings.database, lock_seconds=settings.lock_seconds)
    if not may_be_new and not store.is_made():
        raise NoDatabase(store.place)
    vault = _open_vault(settings, store)
    store.make_file()
    _make_tables(store)
    check_secret(vault, store, secret_file(settings))
    roster = RosterKeeper(store, vault, GenerationMark(settings.data / GENERATION_FILE))
    _adopt(roster, settings)
    roster.vouch_for_sender()
    store.hold()
    tombstones = _open_tombstones(settings, store, vault)
    live.keep()
    wait = settings.permit_seconds
    return Service(
        settings=settings,
        store=store,
        vault=vault,
        tombstones=tombstones,
        roster=roster,
        live=live,
        sending_gate=Gate(settings.send_permits, wait),
        mailbox_gate=Gate(settings.mailbox_permits, wait),
        login_gate=Gate(settings.login_permits, wait),
        rate_limits=RateLimits(settings),
        unmarked=Unmarked(),
    )


def _make_tables(store: Store) -> None:
    """Make the tables of an empty database; raise NotMigrated where those of another are there."""
    if store.schema().standing is Standing.EMPTY:
        store.migrate()
    require_usable(store.schema(), store.place)


def _open_vault(settings: Settings, store: Store) -> Vault:
    """The vault of the secret in the data directory, made only for a database without content."""
    secret = secret_file(settings)
    try:
        own_files.make_directory(settings.data, shared=settings.shared)
        if not secret.exists() and store.holds_sealed():
            raise WrongSecret(
                f"{secret} is missing, and {store.place} was filled under it: "
                "put it back from the backup; a new one would open nothing"
            )
        return Vault.at(secret)
    except OSError as error:
        raise NoDataDirectory(f"{settings.data.resolve()}: {error.strerror}") from error


def secret_file(settings: Settings) -> Path:
    return settings.secret or settings.data / VAULT_FILE


def _open_tombstones(settings: Settings, store: Store, vault: Vault) -> Tombstones:
    """The stream of tombstones, applied to the database."""
    path = settings.tombstones or settings.data / TOMBSTONES_FILE
    tombstones = Tombstones(store, TombstoneStream(path, vault))
    tombstones.apply()
    return tombstones


def _adopt(roster: RosterKeeper, settings: Settings) -> None:
    try:
        roster.adopt()
    except OSError as error:
        raise NoDataDirectory(f"{settings.data.resolve()}: {error.strerror}") from error


def check_secret(vault: Vault, store: Store, secret: Path) -> None:
    """Raise WrongSecret when no key of the team was put there under this secret."""
    # Of the columns only what is looked at: a backup may be of a revision that had fewer.
    mac = TeamKey.mac if vault.is_whole else TeamKey.sender_mac
    with store.read() as session:
        keys = session.execute(select(TeamKey.version, TeamKey.public, mac)).all()
    if keys and not any(_is_ours(vault, *key) for key in keys):
        raise WrongSecret(
            f"{secret} is not the secret that {store.place} was filled under: "
            "put back the one that belongs to it, or the database of the same backup"
        )


def _is_ours(vault: Vault, version: int, public: bytes, mac: bytes | None) -> bool:
    try:
        if vault.is_whole:
            vault.verify(mac or b"", "team key", version_name(version), public)
        else:
            vault.verify_shared(mac, "team key", version_name(version), public)
    except Swapped:
        return False
    return True
