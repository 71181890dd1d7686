"""Salts, MACs and keys that come from the server secret, a password or a receipt."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nacl.pwhash import argon2id

from intake_service.store import server_secret
from intake_service.store.receipts import Receipt
from intake_service.store.vault.derivation import ID_SIZE, KEY_SIZE, Key, derive
from intake_service.store.vault.faults import Refused, Swapped

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
        """A MAC over public keys, so that one swapped in the database is noticed."""
        return derive(self._secret, label, *parts)

    def verify(self, mac: bytes, label: str, *parts: bytes) -> None:
        """Raise Swapped unless `mac` is ours."""
        if not hmac.compare_digest(mac, self.mac(label, *parts)):
            raise Swapped
