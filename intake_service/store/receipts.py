"""Receipts: the „kód k odpovědi“ that opens a conversation, and nothing else does.

Fifteen random characters of Crockford's Base32 (75 bits) and one check character after ISO 7064,
hybrid system MOD 33,32: it catches every single wrong character, and restores one that cannot be
read.
"""

import secrets
from typing import NewType

from stdnum.iso7064 import mod_37_36

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
RANDOM_CHARACTERS = 15
GROUP = 4
UNREADABLE = "?"

Receipt = NewType("Receipt", str)
"""A checked receipt: sixteen characters of ALPHABET without spaces."""

_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans(dict.fromkeys(" \t\r\n-–—._\xa0\u202f"))


class Misread(ValueError):
    """This cannot be a receipt: the length, a character or the check character is wrong."""


def new() -> Receipt:
    """A fresh receipt from the system's random source."""
    random = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return Receipt(random + mod_37_36.calc_check_digit(random, alphabet=ALPHABET))


def read(typed: str) -> Receipt:
    """The receipt that somebody typed: any case, spaces or dashes, O for 0, I or L for 1.

    One character that cannot be read may be typed as `?`; the check character restores it.
    Raises Misread.
    """
    text = forgive(typed)
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


def forgive(typed: str) -> str:
    """What somebody meant who typed a code from paper: no separators, capitals, O as 0, I and L as
    1."""
    return typed.translate(_SEPARATORS).upper().translate(_FORGIVEN)


def groups(receipt: Receipt) -> list[str]:
    """The receipt as people read it: four groups of four characters."""
    return [receipt[start : start + GROUP] for start in range(0, len(receipt), GROUP)]
