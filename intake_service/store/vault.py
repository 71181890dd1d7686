"""All of the service's cryptography, and nothing else.

Primitives: XChaCha20-Poly1305 (IETF), X25519 sealed boxes and Argon2id of libsodium through PyNaCl;
keyed BLAKE2b (RFC 7693) with `person` as the label of each derived key. Sizes are bytes, keys are
32 bytes.

- *Server secret*: a file outside the database; every salt, MAC and cookie key is derived from it.
- *Receipt*: one Argon2id gives the row's `lookup_id` and the key that wraps the thread key.
- *Enquiry*: a random thread key (messages) and a random staff key (what only the team reads).
- *Counsellor*: an X25519 pair whose private half is wrapped under the password.
- *Team*: an X25519 pair for each version; its private half is sealed to each counsellor and for
  recovery.
"""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b
from pathlib import Path
from typing import Final, NewType

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import Aead

from centre.intake import data_inventory
from intake_service.store import server_secret
from intake_service.store.receipts import Receipt

KEY_SIZE: Final = 32
ID_SIZE: Final = 16
SIZES: Final = tuple(1024 * size for size in data_inventory.SIZES)

RECEIPT_MEMORY: Final = (
    32 * 1024 * 1024
)  # bytes; 75 random bits need no more than this, and 2 passes
RECEIPT_PASSES: Final = 2
PASSWORD_MEMORY: Final = (
    128 * 1024 * 1024
)  # bytes; a password is guessed far more easily than a receipt
PASSWORD_PASSES: Final = 4

Key = NewType("Key", bytes)
"""A symmetric key or the private half of a pair."""


class Refused(Exception):
    """What was stored does not open: wrong key, changed, moved, cut off or swapped."""


class Swapped(Refused):
    """A public key in the database is not the one that this service put there."""


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


def derive(key: bytes, label: str, *parts: bytes, size: int = KEY_SIZE) -> Key:
    """A key or id of `size` bytes from `key`; `label` (at most 16 bytes) says what for.

    The parts are length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
    """
    person = label.encode("ascii")
    assert len(person) <= blake2b.PERSON_SIZE
    digest = blake2b(key=key, person=person, digest_size=size)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return Key(digest.digest())


def new_key() -> Key:
    """Thirty-two random bytes."""
    return Key(secrets.token_bytes(KEY_SIZE))


def new_id() -> bytes:
    """A random (version 4) UUID as 16 bytes."""
    random = bytearray(secrets.token_bytes(ID_SIZE))
    random[6] = random[6] & 0x0F | 0x40
    random[8] = random[8] & 0x3F | 0x80
    return bytes(random)


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


@dataclass(frozen=True)
class Pair:
    """An X25519 pair: of a counsellor, of the team, or for recovery."""

    private: Key
    public: bytes

    @classmethod
    def new(cls) -> "Pair":
        """A random pair."""
        return cls.of(Key(bytes(PrivateKey.generate())))

    @classmethod
    def of(cls, private: Key) -> "Pair":
        """The pair that this private half belongs to."""
        try:
            return cls(private, bytes(PrivateKey(private).public_key))
        except (CryptoError, TypeError, ValueError) as error:
            raise Refused from error


def seal_to(public: bytes, payload: bytes, *names: bytes) -> bytes:
    """Seal to the owner of `public`; `names` (enquiry, version …) go inside: a moved box is
    noticed."""
    return bytes(SealedBox(PublicKey(public)).encrypt(_named(names) + payload))


def unseal_from(private: Key, box: bytes, *names: bytes) -> bytes:
    """What `seal_to` was given under the same names; raises Refused otherwise."""
    prefix = _named(names)
    try:
        plain = SealedBox(PrivateKey(private)).decrypt(box)
    except (CryptoError, TypeError, ValueError) as error:
        raise Refused from error
    if not hmac.compare_digest(plain[: len(prefix)], prefix):
        raise Refused
    return bytes(plain[len(prefix) :])


def _named(names: Iterable[bytes]) -> bytes:
    return b"".join(len(name).to_bytes(2, "big") + name for name in names)


def version_name(version: int) -> bytes:
    """A key version as a name for `seal_to`."""
    return version.to_bytes(4, "big")


@dataclass(frozen=True)
class ReceiptKeys:
    """What one Argon2id makes of a receipt."""

    lookup_id: bytes
    """16 bytes; stored, finds the row."""
    wrap: Key
    """Never stored; opens the thread key."""


class Vault:
    """Everything that is derived from the server secret."""

    def __init__(self, server_secret: bytes) -> None:
        assert len(server_secret) == KEY_SIZE
        self._secret = server_secret

    @classmethod
    def at(cls, path: Path) -> "Vault":
        """The vault whose server secret lies in `path`; the secret is made if the file does not
        exist yet."""
        secret = server_secret.read(path, size=KEY_SIZE)
        if len(secret) != KEY_SIZE:
            raise Refused(
                f"{path}: the server secret must have {KEY_SIZE} bytes, found {len(secret)}"
            )
        return cls(secret)

    def cookie_key(self, app: str) -> bytes:
        """The key that signs one app's cookies."""
        return derive(self._secret, "cookies", app.encode())

    def receipt_keys(self, receipt: Receipt) -> ReceiptKeys:
        """One Argon2id (32 MiB, about 0.03 s); call it outside any transaction, behind a gate."""
        salt = derive(self._secret, "receipt salt", size=argon2id.SALTBYTES)
        stretched = argon2id.kdf(
            KEY_SIZE, receipt.encode("ascii"), salt, RECEIPT_PASSES, RECEIPT_MEMORY
        )
        return ReceiptKeys(derive(stretched, "lookup id", size=ID_SIZE), derive(stretched, "wrap"))

    def password_key(self, password: str, counsellor: bytes) -> Key:
        """One Argon2id (128 MiB, 4 passes); the password is taken as typed."""
        salt = derive(self._secret, "password salt", counsellor, size=argon2id.SALTBYTES)
        stretched = argon2id.kdf(
            KEY_SIZE, password.encode(), salt, PASSWORD_PASSES, PASSWORD_MEMORY
        )
        return derive(stretched, "counsellor key")

    def mac(self, label: str, *parts: bytes) -> bytes:
        """A MAC over public keys, so that one swapped in the database is noticed."""
        return derive(self._secret, label, *parts)

    def verify(self, mac: bytes, label: str, *parts: bytes) -> None:
        """Raise Swapped unless `mac` is ours."""
        if not hmac.compare_digest(mac, self.mac(label, *parts)):
            raise Swapped
