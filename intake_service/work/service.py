"""The service as one object: settings, database, vault, facts, gates and rate limits, opened once
in a process."""

from dataclasses import dataclass

from centre.facts.loading import Facts
from centre.hours.live import LiveFacts
from intake_service.settings import Settings
from intake_service.store.db import Store
from intake_service.store.vault import Vault
from intake_service.work.gates import Gate
from intake_service.work.rate_limits import RateLimits


class NoDataDirectory(Exception):
    """The data directory cannot be made or written."""


@dataclass(frozen=True)
class Service:
    """Everything that the work needs; the two web apps and the command line each hold one."""

    settings: Settings
    store: Store
    vault: Vault
    live: LiveFacts
    sending_gate: Gate
    mailbox_gate: Gate
    login_gate: Gate
    rate_limits: RateLimits

    @property
    def facts(self) -> Facts:
        """The centre's facts as of now."""
        return self.live.facts

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def open_service(settings: Settings) -> Service:
    """Open the data directory, bring the tables up to date, load the facts.

    Raises NoDataDirectory, centre.reading.faults.Faults, store.db.Unavailable.
    """
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        vault = Vault.at(settings.data / "server-secret")
    except OSError as error:
        raise NoDataDirectory(f"{settings.data}: {error.strerror}") from error
    live = LiveFacts(settings.content / "data")
    store = Store(settings.database, lock_seconds=settings.lock_seconds)
    store.migrate()
    store.hold()
    wait = settings.permit_seconds
    return Service(
        settings=settings,
        store=store,
        vault=vault,
        live=live,
        sending_gate=Gate(settings.send_permits, wait),
        mailbox_gate=Gate(settings.mailbox_permits, wait),
        login_gate=Gate(settings.login_permits, wait),
        rate_limits=RateLimits(settings),
    )
