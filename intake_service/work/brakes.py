"""Brakes against floods and guessing: counted in memory, forgotten with the process, never a stored address.

An address is cut to its network (/24, /64 for IPv6) and hashed under a key that lives at most a day. Visitors
from this machine itself (an onion service, or no proxy) share one budget of their own. A brake slows; it
locks nobody out for good, and never drops anything silently.
"""

import ipaddress
import secrets
import threading
from dataclasses import dataclass
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


class Slowed(Exception):
    """Too many from one network; trying again later is right. Nothing was done."""


class Flooded(Exception):
    """Too many from everywhere at once; the waiting page says so."""


class Act(StrEnum):
    """What is counted."""

    SEND = "send"
    WRONG_RECEIPT = "wrong-receipt"
    LOGIN = "login"


@dataclass(frozen=True)
class Budget:
    """How often an act may happen: from one network, from this machine, from everywhere."""

    network: RateLimitItem
    local: RateLimitItem
    everybody: RateLimitItem


class Brakes:
    """One for each process."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._day: date | None = None
        self._key = b""
        self._renewing = threading.Lock()
        self._budgets = {
            Act.SEND: Budget(
                RateLimitItemPerHour(settings.sends_network),
                RateLimitItemPerHour(settings.sends_local),
                RateLimitItemPerHour(settings.sends_everybody),
            ),
            Act.WRONG_RECEIPT: Budget(
                RateLimitItemPerMinute(settings.wrong_receipts_network, 10),
                RateLimitItemPerMinute(settings.wrong_receipts_local, 10),
                RateLimitItemPerHour(settings.wrong_receipts_everybody),
            ),
            Act.LOGIN: Budget(
                RateLimitItemPerMinute(settings.logins_network),
                RateLimitItemPerMinute(settings.logins_local),
                RateLimitItemPerMinute(settings.logins_everybody),
            ),
        }

    def check(self, act: Act, address: str | None) -> None:
        """Raise Slowed or Flooded when the budget for `act` is spent; counts nothing."""
        budget, bucket = self._of(act, address)
        if not self._limiter.test(budget.everybody, act, EVERYBODY):
            raise Flooded
        if not self._limiter.test(self._item(budget, bucket), act, bucket):
            raise Slowed

    def count(self, act: Act, address: str | None) -> None:
        """Count one act; raises Slowed or Flooded when it was one too many."""
        budget, bucket = self._of(act, address)
        if not self._limiter.hit(budget.everybody, act, EVERYBODY):
            raise Flooded
        if not self._limiter.hit(self._item(budget, bucket), act, bucket):
            raise Slowed

    def _of(self, act: Act, address: str | None) -> tuple[Budget, str]:
        return self._budgets[act], self._bucket(address)

    def _item(self, budget: Budget, bucket: str) -> RateLimitItem:
        return budget.local if bucket == LOCAL else budget.network

    def _bucket(self, address: str | None) -> str:
        """The network of an address as a keyed hash; the hash of yesterday fits nothing today."""
        try:
            ip = ipaddress.ip_address(address or "")
        except ValueError:
            return LOCAL
        if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        if ip.is_loopback:
            return LOCAL
        network = ipaddress.ip_network((ip, 24 if ip.version == 4 else 64), strict=False)
        return vault.derive(self._today(), "network", str(network).encode(), size=ID_SIZE).hex()

    def _today(self) -> bytes:
        today = clock.today()
        with self._renewing:
            if self._day != today:
                self._day, self._key = today, secrets.token_bytes(KEY_SIZE)
            return self._key
