"""What may stand in a text: everything that people write, nothing that only machines do."""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# NUL and the other control characters but tab and newline, lone surrogates, and Unicode's
# non-characters.
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


class BadText(ValueError):
    """The text cannot be kept as it is."""


class Empty(BadText):
    """Nothing but white space."""


class TooLong(BadText):
    """More characters than the limit."""


class NotText(BadText):
    """Characters that are no writing."""


def clean(typed: str, limit: int) -> str:
    """The text exactly as typed, with one kind of line end; raises Empty, TooLong or NotText."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    if _REFUSED.search(text):
        raise NotText
    if not text.strip():
        raise Empty
    if len(text) > limit:
        raise TooLong
    return text


def showable(typed: str) -> str:
    """The text with REPLACEMENT for every refused character, to be given back in a form."""
    return _REFUSED.sub(REPLACEMENT, typed.replace("\r\n", "\n").replace("\r", "\n"))


def first_line(text: str, length: int = 100) -> str:
    """The beginning of a text, for lists."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
