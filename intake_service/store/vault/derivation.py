"""Random keys and ids, and what is derived from a key."""

import secrets
from hashlib import blake2b
from typing import Final, NewType

KEY_SIZE: Final = 32
ID_SIZE: Final = 16

Key = NewType("Key", bytes)
"""A symmetric key or the private half of a pair."""


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
