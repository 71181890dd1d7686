"""Pairs of keys, and what is sealed to the owner of one."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from intake_service.store.vault.derivation import Key
from intake_service.store.vault.faults import Refused


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
