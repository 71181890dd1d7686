"""The recovery key on paper: 13 groups of Crockford's Base32, and a last group that checks them."""

import base64

from intake_service.store import typed_codes, vault
from intake_service.store.receipts import ALPHABET
from intake_service.store.vault import KEY_SIZE, Key

_RFC4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_CROCKFORD = str.maketrans(_RFC4648, ALPHABET)
_FROM_CROCKFORD = str.maketrans(ALPHABET, _RFC4648)
GROUP = 4


class BadRecoveryKey(ValueError):
    """Not a recovery key, or mistyped: the last group does not fit the others."""


def write(private: Key) -> str:
    """Fourteen groups of four characters, separated by spaces."""
    text = _base32(private) + _check(private)
    return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def read(typed: str) -> Key:
    """The key that `write` wrote, typed or copied in any way; raises BadRecoveryKey."""
    text = typed_codes.forgive(typed)
    body = text[:-GROUP]
    check = text[-GROUP:]
    try:
        padded = body.translate(_FROM_CROCKFORD) + "=" * (-len(body) % 8)
        private = Key(base64.b32decode(padded))
    except ValueError as error:
        raise BadRecoveryKey from error
    if len(private) != KEY_SIZE or _check(private) != check:
        raise BadRecoveryKey
    return private


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").rstrip("=").translate(_TO_CROCKFORD)


def _check(private: Key) -> str:
    return _base32(vault.derive(private, "recovery check", size=16))[:GROUP]
