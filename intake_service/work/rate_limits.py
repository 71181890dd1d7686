"""Limits against floods and guessing: counted in memory, forgotten with the process, never a stored
address.

An address is cut to its networks (/24 and /16, or /64, /56, /48 and /32 for IPv6) and each is
hashed under a key that lives at most a day; the counts are forgotten with the key. The narrow one
is what a household or a cell of a mobile operator shares; the wide ones are what somebody can rent,
and may spend only a few times as much. Visitors from this machine itself (an onion service, or no
proxy) share one budget of their own. A limit slows and never drops anything silently; what it
refuses counts for nobody else.

Only sending has a budget for everybody: it bounds what the team can be flooded with. When it is
spent nobody is shut out: whoever has waited some seconds goes on, out of a smaller budget for each
network, so that those who flood us run dry first. For replies, codes and logins a budget for
everybody would be a lock that strangers could put on everybody; there the gates bound the work, and
75 random bits, or a password and a second factor, bound the guessing.
"""

import ipaddress
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import floor

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from intake_service import clock
from intake_service.settings import Settings
from intake_service.store import vault
from intake_service.store.vault import ID_SIZE, KEY_SIZE

LOCAL = "onion"
EVERYBODY = "everybody"
OF_ONE = {4: {24: 1}, 6: {64: 1, 56: 2, 48: 4}}
"""Bits of the networks that one home or company holds, and how many times the narrow one's budget
each has."""
OF_A_PROVIDER = {4: {16: 4}, 6: {32: 7}}
"""The same for what providers hold. Seven times 30 stays below what everybody may send: no
provider's customers alone can spend that. For codes and logins this would lock out neighbours."""
OPENINGS = 6  # so many codes may be tried, right or wrong, for each that may be wrong
FLOOD_WAIT = 5  # seconds; short for a person, and what floods us has to come back for each message
FLOOD_SHARE = 10  # while we are flooded a network sends a tenth of what it may


class Later(Exception):
    """Too many at once; nothing was done, and coming back in so many seconds is right."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Slowed(Later):
    """Too many from one network."""


class Flooded(Later):
    """Too many from everywhere: whoever waits so long goes on."""


class Act(StrEnum):
    """What is counted."""

    SEND = "send"
    SEND_IN_FLOOD = "send-in-flood"
    REPLY = "reply"
    OPENING = "opening"
    DRAFT = "draft"
    WRONG_RECEIPT = "wrong-receipt"
    LOGIN = "login"


@dataclass(frozen=True)
class Budget:
    """How often an act may happen: from one network, from this machine, from everywhere."""

    network: RateLimitItem
    local: RateLimitItem
    everybody: RateLimitItem | None = None
    by_provider: bool = False


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
        """The narrow network of an address as a keyed hash; yesterday's fits nothing today."""
        return next(iter(self.buckets(address)))

    def buckets(self, address: str | None, *, by_provider: bool = False) -> dict[str, int]:
        """All networks of an address that count, the narrow one first: keyed hashes, and how many
        times the narrow one's budget each has."""
        try:
            ip = ipaddress.ip_address(address or "")
        except ValueError:
            return {LOCAL: 1}
        if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        if ip.is_loopback:
            return {LOCAL: 1}
        widths = OF_ONE[ip.version] | (OF_A_PROVIDER[ip.version] if by_provider else {})
        return {
            self._hash(ipaddress.ip_network((ip, bits), strict=False)): times
            for bits, times in widths.items()
        }

    def seconds_until(self, item: RateLimitItem, act: Act, bucket: str) -> int:
        """How long until a spent budget has room for one more."""
        left = self.counts.get_window_stats(item, act, bucket).reset_time - clock.now().timestamp()
        return max(1, floor(left) + 1)  # in the last second it is still spent

    def _hash(self, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> str:
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
                by_provider=True,
            ),
            Act.SEND_IN_FLOOD: Budget(
                RateLimitItemPerHour(max(1, settings.sends_network // FLOOD_SHARE)),
                RateLimitItemPerHour(max(1, settings.sends_local // FLOOD_SHARE)),
                by_provider=True,
            ),
            Act.REPLY: Budget(
                RateLimitItemPerHour(settings.replies_network),
                RateLimitItemPerHour(settings.replies_local),
            ),
            Act.OPENING: Budget(
                RateLimitItemPerMinute(settings.wrong_receipts_network * OPENINGS, 10),
                RateLimitItemPerMinute(settings.wrong_receipts_local * OPENINGS, 10),
            ),
            Act.DRAFT: Budget(
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
        for item, bucket in _own(budget, today, address):
            if not today.counts.test(item, act, bucket):
                raise Slowed(today.seconds_until(item, act, bucket))
        if budget.everybody and not today.counts.test(budget.everybody, act, EVERYBODY):
            raise Flooded(FLOOD_WAIT)

    def count(self, act: Act, address: str | None) -> None:
        """Count one act; raises Slowed or Flooded when it was one too many.

        One network's own budget comes first: what it is refused spends nothing of everybody's.
        """
        today = self._today()
        budget = self._budgets[act]
        for item, bucket in _own(budget, today, address):
            if not today.counts.hit(item, act, bucket):
                raise Slowed(today.seconds_until(item, act, bucket))
        if budget.everybody and not today.counts.hit(budget.everybody, act, EVERYBODY):
            raise Flooded(FLOOD_WAIT)

    def count_send(self, address: str | None, *, waited: int = 0) -> None:
        """Count a message; `waited` are the seconds since its sender was first asked to wait.

        Raises Slowed, or Flooded while everybody's budget is spent. Where strangers have spent it,
        or that of all onion visitors, waiting FLOOD_WAIT is enough.
        """
        try:
            self.count(Act.SEND, address)
        except Later as spent:
            if isinstance(spent, Slowed) and self._today().bucket(address) != LOCAL:
                raise
            if waited < FLOOD_WAIT:
                raise type(spent)(FLOOD_WAIT - waited) from None
            self.count(Act.SEND_IN_FLOOD, address)

    def _today(self) -> Day:
        today = clock.today()
        with self._renewing:
            if self._day.date != today:
                self._day = Day(today)
            return self._day


def _own(budget: Budget, day: Day, address: str | None) -> Iterator[tuple[RateLimitItem, str]]:
    """What a visitor's own networks may do, the narrow one first."""
    for bucket, times in day.buckets(address, by_provider=budget.by_provider).items():
        item = budget.local if bucket == LOCAL else budget.network
        yield type(item)(item.amount * times, item.multiples), bucket
