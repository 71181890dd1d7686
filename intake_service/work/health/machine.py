"""The machine that is examined: its settings, and as much of the service as can be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from sqlalchemy.orm import Session

from centre.facts.loading import Facts
from centre.hours.live import LiveFacts
from centre.reading.faults import Fault, Faults
from centre.reading.last_good import LastGood
from intake_service.settings import Settings
from intake_service.store.db import Store, Unavailable
from intake_service.store.generation_mark import GenerationMark
from intake_service.store.roster import RosterKeeper
from intake_service.store.vault import Refused, Vault
from intake_service.work.health.findings import NotSeen
from intake_service.work.service import GENERATION_FILE, LAST_GOOD_FACTS, Service, secret_file


@dataclass(frozen=True)
class Machine:
    """What the checks look at. Whatever could not be opened is None."""

    settings: Settings
    store: Store | None
    vault: Vault | None
    live: LiveFacts | None
    broken_facts: tuple[Fault, ...] = ()
    """Why there are no facts at all."""
    is_thorough: bool = False
    """Whether there is time to read the whole database."""

    @classmethod
    def of(cls, service: Service) -> Self:
        """The machine of a service that runs."""
        return cls(service.settings, service.store, service.vault, service.live)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A reading transaction on tables that this program knows.

        Raises NotSeen, db.Unavailable.
        """
        if self.store is None or not self.store.is_made() or not self.store.schema().is_usable:
            raise NotSeen
        with self.store.read() as session:
            yield session

    @property
    def facts(self) -> Facts:
        """The centre's facts as of now. Raises NotSeen."""
        if self.live is None:
            raise NotSeen
        return self.live.facts

    @property
    def roster(self) -> RosterKeeper:
        """Who checks the roster. Raises NotSeen."""
        if self.store is None or self.vault is None:
            raise NotSeen
        return RosterKeeper(
            self.store, self.vault, GenerationMark(self.settings.data / GENERATION_FILE)
        )


@contextmanager
def opened(settings: Settings) -> Iterator[Machine]:
    """The machine of these settings, for the length of the block; nothing is made that is not
    there."""
    store = _store(settings)
    live, broken_facts = _facts(settings)
    try:
        yield Machine(settings, store, _vault(settings), live, broken_facts, is_thorough=True)
    finally:
        if store is not None:
            store.close()


def _store(settings: Settings) -> Store | None:
    try:
        return Store(settings.database, lock_seconds=settings.lock_seconds)
    except Unavailable:  # the driver of PostgreSQL is not installed
        return None


def _vault(settings: Settings) -> Vault | None:
    try:
        return Vault.in_file(secret_file(settings))
    except (OSError, Refused):
        return None


def _facts(settings: Settings) -> tuple[LiveFacts | None, tuple[Fault, ...]]:
    try:
        kept = LastGood(settings.copies / LAST_GOOD_FACTS)
        return LiveFacts(settings.content / "data", kept), ()
    except Faults as faults:
        return None, faults.all
