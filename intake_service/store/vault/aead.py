"""Records under a symmetric key, each bound to its place."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from centre.intake import data_items
from intake_service.store.vault.derivation import ID_SIZE, Key
from intake_service.store.vault.faults import Refused

SIZES: Final = tuple(1024 * size for size in data_items.SIZES)


class Record(IntEnum):
    """What a sealed record is; part of its associated data, so that none passes for another."""

    THREAD_KEY = 1
    MESSAGE = 2
    CONFIRMATION = 3
    SESSION = 4
    COUNSELLOR_KEY = 5
    TOTP = 6
    NOTE = 7
    HINT = 8
    FEEDBACK = 9
    PUBLICATION = 10
    CONSENT = 11
    DRAFT = 12
    BEFORE_ANSWER = 13
    REMINDER = 14
    READING = 15
    SUPERVISION = 16
    SUMMARY = 20
    MINUTES = 21
    SECURITY_KEY = 22


class Role(IntEnum):
    """Who wrote a record."""

    NOBODY = 0
    SENDER = 1
    TEAM = 2


@dataclass(frozen=True)
class Place:
    """Where a record belongs. A record opens only where it was sealed.

    `enquiry` and `record` are 16-byte ids, `position` counts from 1 within the thread.
    """

    kind: Record
    enquiry: bytes = bytes(ID_SIZE)
    record: bytes = bytes(ID_SIZE)
    position: int = 0
    role: Role = Role.NOBODY
    version: int = 0

    def associated_data(self) -> bytes:
        """`kacko1`, type, enquiry, record, position, author's role, key version: 48 bytes."""
        assert len(self.enquiry) == len(self.record) == ID_SIZE
        return (
            b"kacko1"
            + self.kind.to_bytes(1, "big")
            + self.enquiry
            + self.record
            + self.position.to_bytes(4, "big")
            + self.role.to_bytes(1, "big")
            + self.version.to_bytes(4, "big")
        )


def seal(key: Key, plain: bytes, place: Place) -> bytes:
    """Encrypt `plain`, padded to 1, 2, 4 … 128 KiB, for this place only."""
    size = next(size for size in SIZES if len(plain) < size)
    return bytes(Aead(key).encrypt(sodium_pad(plain, size), place.associated_data()))


def unseal(key: Key, box: bytes, place: Place) -> bytes:
    """What `seal` was given; raises Refused unless key, bytes and place are all the same."""
    try:
        padded = Aead(key).decrypt(box, place.associated_data())
        return bytes(sodium_unpad(padded, len(padded)))
    except (CryptoError, ValueError) as error:
        raise Refused from error
