"""Salts, MACs and keys that come from the server secret, a password or a receipt."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final, Self

from nacl.pwhash import argon2id

from centre.intake import cookies
from intake_service.store import server_secret
from intake_service.store.receipts import Receipt
from intake_service.store.vault.derivation import ID_SIZE, KEY_SIZE, Key, derive
from intake_service.store.vault.faults import NotHeld, Refused, Swapped

RECEIPT_MEMORY: Final = (
    32 * 1024 * 1024
)  # bytes; 75 random bits need no more than this, and 2 passes
RECEIPT_PASSES: Final = 2
RECOVERY_MEMORY: Final = 32 * 1024 * 1024  # bytes; a code has 50 random bits
RECOVERY_PASSES: Final = 2
PASSWORD_MEMORY: Final = (
    128 * 1024 * 1024
)  # bytes; a password is guessed far more easily than a receipt
PASSWORD_PASSES: Final = 4


@dataclass(frozen=True)
class ReceiptKeys:
    """What one Argon2id makes of a receipt."""

    lookup_id: bytes
    """16 bytes; stored, finds the row."""
    wrap: Key
    """Never stored; opens the first thread key."""
    private: Key
    """Never stored; opens the thread keys that followed, which are sealed to its public half."""


@dataclass(frozen=True)
class SenderPart:
    """What the sender's face and the chores need of the server secret.

    Neither the secret nor anything else that comes from it can be made of this.
    """

    receipt_salt: bytes
    cookies: Key
    shared: Key
    """Of the MACs that both faces make and check."""

    SIZE: ClassVar = argon2id.SALTBYTES + 2 * KEY_SIZE

    @classmethod
    def of(cls, server_secret: bytes) -> Self:
        """The part of a whole secret."""
        return cls(
            receipt_salt=derive(server_secret, "receipt salt", size=argon2id.SALTBYTES),
            cookies=derive(server_secret, "cookies", cookies.SENDER.plain_name.encode()),
            shared=derive(server_secret, "shared"),
        )

    @classmethod
    def read(cls, written: bytes) -> Self:
        """What `bytes` wrote."""
        keys = written[argon2id.SALTBYTES :]
        return cls(
            receipt_salt=written[: argon2id.SALTBYTES],
            cookies=Key(keys[:KEY_SIZE]),
            shared=Key(keys[KEY_SIZE:]),
        )

    def __bytes__(self) -> bytes:
        return self.receipt_salt + self.cookies + self.shared


class Vault:
    """Everything that is derived from the server secret, or from the sender's part of it."""

    def __init__(self, secret: bytes) -> None:
        self._whole = secret if len(secret) == KEY_SIZE else None
        self.sender = SenderPart.of(secret) if self._whole else SenderPart.read(secret)

    @classmethod
    def at(cls, path: Path) -> "Vault":
        """The vault whose secret lies in `path`; a whole one is made if the file does not exist
        yet. Raises Refused, OSError."""
        server_secret.read(path, size=KEY_SIZE)
        return cls.in_file(path)

    @classmethod
    def in_file(cls, path: Path) -> "Vault":
        """The vault whose secret lies in `path`, which has to be there. Raises Refused, OSError."""
        secret = path.read_bytes()
        if len(secret) not in (KEY_SIZE, SenderPart.SIZE):
            raise Refused(
                f"{path}: the server secret must have {KEY_SIZE} bytes, found {len(secret)}"
            )
        return cls(secret)

    @property
    def is_whole(self) -> bool:
        """Whether this process holds what only the desk needs."""
        return self._whole is not None

    @property
    def _secret(self) -> bytes:
        if self._whole is None:
            raise NotHeld
        return self._whole

    def cookie_key(self, app: str) -> bytes:
        """The key that signs one app's cookies."""
        if app == cookies.SENDER.plain_name:
            return self.sender.cookies
        return derive(self._secret, "cookies", app.encode())

    def receipt_keys(self, receipt: Receipt) -> ReceiptKeys:
        """One Argon2id (32 MiB, about 0.03 s); call it outside any transaction, behind a gate."""
        salt = self.sender.receipt_salt
        stretched = argon2id.kdf(
            KEY_SIZE, receipt.encode("ascii"), salt, RECEIPT_PASSES, RECEIPT_MEMORY
        )
        return ReceiptKeys(
            lookup_id=derive(stretched, "lookup id", size=ID_SIZE),
            wrap=derive(stretched, "wrap"),
            private=derive(stretched, "sender's half"),
        )

    def password_key(self, password: str, counsellor: bytes) -> Key:
        """One Argon2id (128 MiB, 4 passes); the password is taken as typed."""
        salt = derive(self._secret, "password salt", counsellor, size=argon2id.SALTBYTES)
        stretched = argon2id.kdf(
            KEY_SIZE, password.encode(), salt, PASSWORD_PASSES, PASSWORD_MEMORY
        )
        return derive(stretched, "counsellor key")

    def recovery_code_id(self, counsellor: bytes, code: str) -> bytes:
        """What is kept of a recovery code; one Argon2id, so outside any transaction."""
        return self.slow_code_hash(self.mac("recovery code", counsellor, code.encode())[:ID_SIZE])

    def slow_code_hash(self, fast: bytes) -> bytes:
        """What is kept of a code whose keyed hash is `fast` (16 bytes: what was kept before).

        50 random bits under a fast hash would be guessed by whoever has database and secret.
        """
        salt = derive(self._secret, "recovery salt", size=argon2id.SALTBYTES)
        stretched = argon2id.kdf(KEY_SIZE, fast, salt, RECOVERY_PASSES, RECOVERY_MEMORY)
        return derive(stretched, "recovery code", size=ID_SIZE)

    def invitation_hash(self, code: str) -> bytes:
        """A keyed hash of an invitation's code: 16 bytes, as earlier versions kept it."""
        return self.mac("invitation", code.encode())[:ID_SIZE]

    def invitation_id(
        self, code_hash: bytes, name: str, duties: Iterable[str], until: int
    ) -> bytes:
        """The id of an invitation: it fits only the code and what the invitation says."""
        words = (name, " ".join(duties), str(until))
        return self.mac("invited", code_hash, *(word.encode() for word in words))[:ID_SIZE]

    def mac(self, label: str, *parts: bytes) -> bytes:
        """A MAC that only the desk makes and checks; raises NotHeld elsewhere."""
        return derive(self._secret, label, *parts)

    def verify(self, mac: bytes, label: str, *parts: bytes) -> None:
        """Raise Swapped unless `mac` is the desk's; NotHeld elsewhere."""
        if not hmac.compare_digest(mac, self.mac(label, *parts)):
            raise Swapped

    def shared_mac(self, label: str, *parts: bytes) -> bytes:
        """A MAC that both faces and the chores make and check."""
        return derive(self.sender.shared, label, *parts)

    def verify_shared(self, mac: bytes | None, label: str, *parts: bytes) -> None:
        """Raise Swapped unless `mac` is that of one of them."""
        if mac is None or not hmac.compare_digest(mac, self.shared_mac(label, *parts)):
            raise Swapped
