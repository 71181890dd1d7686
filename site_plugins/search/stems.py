"""What all forms of a word share, by the endings and small words of its language.

``theme/static/js/search/1-find.js`` does the same with what readers type; a test holds the two
together.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from centre.language.folding import fold
from centre.language.languages import LANGUAGES

SHORTEST: Final = 3
"""How many letters stay when an ending is cut off."""

_WORD: Final = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case without accents and apostrophes."""
    return _WORD.findall(fold(text))


def stems_of(texts: Iterable[str], lang: str) -> list[str]:
    """The stems in ``texts``, each once, in the order of their first words.

    Small words, which tell no page from another, have none.
    """
    pieces = (piece for text in texts for piece in text.split())
    return list(dict.fromkeys(found for piece in pieces for found in _stems_of_piece(piece, lang)))


@cache
def _stems_of_piece(piece: str, lang: str) -> tuple[str, ...]:
    """The stems of what stands between two spaces, which mostly is a word."""
    small = LANGUAGES[lang].stop_words
    return tuple(stem(word, lang) for word in words_of(piece) if word not in small)


def stem(word: str, lang: str) -> str:
    """The beginning that the forms of a folded word share."""
    for ending in LANGUAGES[lang].endings:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word
