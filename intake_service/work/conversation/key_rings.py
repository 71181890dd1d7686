"""The keys of one enquiry by epoch: what is read opens with any of them, what is written is sealed
with the newest.

A fresh epoch begins after somebody has left the team, so that what is written from then on is
closed to the copies they may have. Its thread key is sealed to the team and to the sender's public
half. That half, and every box, are bound to the enquiry under two keys at once: the server secret,
and the thread key that was in use before. Whoever writes to the database, with the server secret or
without it, cannot put a key of their own there.
"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from intake_service.store import vault
from intake_service.store.models import Enquiry, Epoch
from intake_service.store.vault import Key, Swapped, Vault

FIRST = 1
"""The number of the epoch whose boxes are in the enquiry itself."""


@dataclass(frozen=True)
class EpochKey:
    """A key of an enquiry, and the version of the team's key that it is sealed to."""

    number: int
    version: int
    key: Key


@dataclass(frozen=True)
class KeyRing:
    """All keys of one sort that an enquiry has had, by the number of their epoch."""

    keys: Mapping[int, EpochKey]

    @property
    def newest(self) -> EpochKey:
        """What is sealed now is sealed with this one."""
        return self.keys[max(self.keys)]

    def at(self, number: int) -> EpochKey:
        """The key of an epoch; raises vault.Refused where there is none of this sort."""
        try:
            return self.keys[number]
        except KeyError as error:
            raise vault.Refused from error

    def with_newest(self, key: EpochKey) -> "KeyRing":
        """The same keys and one more."""
        return KeyRing({**self.keys, key.number: key})


def thread_keys(
    secrets: Vault, enquiry: Enquiry, first: Key, unseal: Callable[[Epoch], Key]
) -> KeyRing:
    """All thread keys, given the first one and a way to open the boxes of the others.

    Raises vault.Refused when a box or the sender's half was changed, or an epoch is missing.
    """
    check_first(secrets, enquiry, first)
    keys = {FIRST: EpochKey(FIRST, enquiry.key_version, first)}
    newest = first
    for number, epoch in enumerate(enquiry.epochs, FIRST + 1):
        if epoch.number != number or not hmac.compare_digest(
            epoch.mac, mac_of_epoch(secrets, epoch, newest)
        ):
            raise Swapped
        if epoch.thread_box is not None:
            newest = unseal(epoch)
            keys[number] = EpochKey(number, epoch.key_version, newest)
    return KeyRing(keys)


def is_vouched_for(enquiry: Enquiry) -> bool:
    """Whether the first boxes are bound to each other; those of an earlier version are not yet."""
    return enquiry.keys_mac is not None


def check_first(secrets: Vault, enquiry: Enquiry, first: Key) -> None:
    """Raise vault.Swapped when a first box, or the sender's half, is not the one that was bound."""
    if enquiry.keys_mac is None and enquiry.sender_public is None:
        return  # from an earlier version; nothing new is sealed with its staff key
    expected = mac_of_first(secrets, enquiry, first)
    if enquiry.keys_mac is None or not hmac.compare_digest(enquiry.keys_mac, expected):
        raise Swapped


def mac_of_first(secrets: Vault, enquiry: Enquiry, first: Key) -> bytes:
    """Binds the boxes of the first epoch and the sender's half, under the first thread key."""
    bound = secrets.shared_mac(
        "enquiry keys",
        enquiry.id,
        enquiry.lookup_id,
        vault.version_name(enquiry.key_version),
        enquiry.receipt_box,
        enquiry.thread_box,
        enquiry.staff_box,
        enquiry.sender_public or b"",
    )
    return vault.derive(first, "enquiry keys", bound)


def mac_of_epoch(secrets: Vault, epoch: Epoch, before: Key) -> bytes:
    """Binds the boxes of a further epoch, under the thread key that was in use before it."""
    bound = secrets.shared_mac(
        "epoch",
        epoch.enquiry_id,
        vault.version_name(epoch.number),
        vault.version_name(epoch.key_version),
        epoch.thread_box or b"",
        epoch.sender_box or b"",
        epoch.staff_box,
    )
    return vault.derive(before, "epoch", bound)


def names_of(epoch: Epoch) -> list[bytes]:
    """What stands inside each box of an epoch, so that none passes for another."""
    numbers = (epoch.key_version, epoch.number)
    return [epoch.enquiry_id, *(vault.version_name(number) for number in numbers)]
