"""Gaps: places of a template that only a person can fill in, such as «doplňte den»."""

import re
from typing import Final

_WORDS: Final = {"cs": "doplňte|doplnit", "en": "fill in", "uk": "допишіть|доповніть"}
_GAP = re.compile(rf"«\s*(?:{'|'.join(_WORDS.values())})\b[^»\n]*»?", re.IGNORECASE)


def gaps(text: str) -> tuple[str, ...]:
    """The gaps that are left in an answer, as they stand there; an answer with one is not sent."""
    return tuple(dict.fromkeys(found[0] for found in _GAP.finditer(text)))


def without_gaps(text: str, instead: str) -> str:
    """The text with something else in the place of each gap."""
    return _GAP.sub(instead, text)
