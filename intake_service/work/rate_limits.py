"""Limits against floods and guessing: counted in memory, forgotten with the process, never a stored
address.

An address is cut to its network (/24, /64 for IPv6) and hashed under a key that lives at most a
day; the counts are forgotten with the key. Visitors from this machine itself (an onion service, or
no proxy) share one budget of their own. A limit slows and never drops anything silently; what it
refuses counts for nobody else.

Only sending has a budget for everybody: it bounds what the team can be flooded with. For replies,
codes and logins one would be a lock that strangers could put on everybody; there the gates bound
the work, and 75 random bits, or a password and a second factor, bound the guessing.
"""

import ipaddress
import secrets
import threading
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from intake_service import clock
from intake_service.settings import Settings
from intake_service.store import vault
from intake_service.store.vault import ID_SIZE, KEY_SIZE

LOCAL = "onion"
EVERYBODY = "everybody"
NETWORK_BITS = {4: 24, 6: 64}


class Slowed(Exception):
    """Too many from one network; trying again later is right. Nothing was done."""


class Flooded(Exception):
    """Too many from everywhere at once; the waiting page says so."""


class Act(StrEnum):
    """What is counted."""

    SEND = "send"
    REPLY = "reply"
    WRONG_RECEIPT = "wrong-receipt"
    LOGIN = "login"


@dataclass(frozen=True)
class Budget:
    """How often an act may happen: from one network, from this machine, from everywhere."""

    network: RateLimitItem
    local: RateLimitItem
    everybody: RateLimitItem | None = None


class _NeverAgain(threading.Timer):
    """What the library takes for its own timer that still runs."""

    def is_alive(self) -> bool:
        """Always: so it starts no other."""
        return True


class DayCounts(MemoryStorage):
    """Counts in memory that are forgotten all at once, with their day.

    The library would forget them one by one: a new thread after almost every hit walks through the
    counts of all networks (14 ms of CPU for 100,000 networks), and two hits can count under two
    locks meanwhile.
    """

    def __init__(self) -> None:
        super().__init__()
        self.timer.cancel()
        self.timer = _NeverAgain(0, self.timer.cancel)


@dataclass(frozen=True)
class Day:
    """What the limits remember of one day: a key that hides the networks, and the counts."""

    date: date
    key: bytes = field(default_factory=lambda: secrets.token_bytes(KEY_SIZE))
    counts: MovingWindowRateLimiter = field(
        default_factory=lambda: MovingWindowRateLimiter(DayCounts())
    )

    def bucket(self, address: str | None) -> str:
        """The network of an address as a keyed hash; the hash of yesterday fits nothing today."""
        try:
            ip = ipaddress.ip_address(address or "")
        except ValueError:
            return LOCAL
        if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        if ip.is_loopback:
            return LOCAL
        network = ipaddress.ip_network((ip, NETWORK_BITS[ip.version]), strict=False)
        return vault.derive(self.key, "network", str(network).encode(), size=ID_SIZE).hex()


class RateLimits:
    """One for each process."""

    def __init__(self, settings: Settings) -> None:
        self._renewing = threading.Lock()
        self._day = Day(clock.today())
        self._budgets = {
            Act.SEND: Budget(
                RateLimitItemPerHour(settings.sends_network),
                RateLimitItemPerHour(settings.sends_local),
                RateLimitItemPerHour(settings.sends_everybody),
            ),
            Act.REPLY: Budget(
                RateLimitItemPerHour(settings.replies_network),
                RateLimitItemPerHour(settings.replies_local),
            ),
            Act.WRONG_RECEIPT: Budget(
                RateLimitItemPerMinute(settings.wrong_receipts_network, 10),
                RateLimitItemPerMinute(settings.wrong_receipts_local, 10),
            ),
            Act.LOGIN: Budget(
                RateLimitItemPerMinute(settings.logins_network),
                RateLimitItemPerMinute(settings.logins_local),
            ),
        }

    def check(self, act: Act, address: str | None) -> None:
        """Raise Slowed or Flooded when the budget for `act` is spent; counts nothing."""
        today = self._today()
        budget = self._budgets[act]
        bucket = today.bucket(address)
        if not today.counts.test(_own(budget, bucket), act, bucket):
            raise Slowed
        if budget.everybody and not today.counts.test(budget.everybody, act, EVERYBODY):
            raise Flooded

    def count(self, act: Act, address: str | None) -> None:
        """Count one act; raises Slowed or Flooded when it was one too many.

        One network's own budget comes first: what it is refused spends nothing of everybody's.
        """
        today = self._today()
        budget = self._budgets[act]
        bucket = today.bucket(address)
        if not today.counts.hit(_own(budget, bucket), act, bucket):
            raise Slowed
        if budget.everybody and not today.counts.hit(budget.everybody, act, EVERYBODY):
            raise Flooded

    def _today(self) -> Day:
        today = clock.today()
        with self._renewing:
            if self._day.date != today:
                self._day = Day(today)
            return self._day


def _own(budget: Budget, bucket: str) -> RateLimitItem:
    return budget.local if bucket == LOCAL else budget.network
