"""Receipts: the „kód k odpovědi“ that opens a conversation, and nothing else does.

Fifteen random characters of Crockford's Base32 (75 bits) and one check character after ISO 7064,
hybrid system MOD 33,32: it catches every single wrong character, and restores one that cannot be
read.
"""

import secrets
from typing import NewType

from stdnum.iso7064 import mod_37_36

from intake_service.store import typed_codes
from intake_service.store.typed_codes import UNREADABLE

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
RANDOM_CHARACTERS = 15
GROUP = 4

Receipt = NewType("Receipt", str)
"""A checked receipt: sixteen characters of ALPHABET without spaces."""


class Misread(ValueError):
    """This cannot be a receipt: the length, a character or the check character is wrong."""


def new() -> Receipt:
    """A fresh receipt from the system's random source."""
    random = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return Receipt(random + mod_37_36.calc_check_digit(random, alphabet=ALPHABET))


def read(typed: str) -> Receipt:
    """The receipt that somebody typed or copied, forgiven what `typed_codes` forgives.

    One character that cannot be read may be typed as `?`; the check character restores it.
    Raises Misread.
    """
    text = typed_codes.forgive(typed)
    if len(text) != RANDOM_CHARACTERS + 1 or text.count(UNREADABLE) > 1:
        raise Misread
    candidates = (
        [text.replace(UNREADABLE, character) for character in ALPHABET]
        if UNREADABLE in text
        else [text]
    )
    for candidate in candidates:
        if set(candidate) <= set(ALPHABET) and mod_37_36.is_valid(candidate, alphabet=ALPHABET):
            return Receipt(candidate)
    raise Misread


def groups(receipt: Receipt) -> list[str]:
    """The receipt as people read it: four groups of four characters."""
    return [receipt[start : start + GROUP] for start in range(0, len(receipt), GROUP)]
