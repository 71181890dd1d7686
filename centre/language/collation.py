"""Words in the order of a language's own alphabet: Czech „ch“ follows h, Ukrainian ґ follows г."""

import re
import unicodedata
from collections.abc import Iterator

from centre.language.languages import LANGUAGES

_LETTERS = {
    code: {letter: n for n, letter in enumerate(language.alphabet.split())}
    for code, language in LANGUAGES.items()
}
_BETWEEN_WORDS = (0, "")

SortKey = tuple[tuple[tuple[int, str], ...], str, str]


def sort_key(words: str, lang: str) -> SortKey:
    """A key to sort by. Signs do not count; digits come first, letters of other scripts last."""
    return tuple(_places(words, lang)), unicodedata.normalize("NFD", words.casefold()), words


def index_letter(words: str, lang: str) -> str:
    """The capital letter under which ``words`` stand in a list, such as „CH“; ``#`` for a digit."""
    rank, first = next(
        (place for place in _places(words, lang) if place != _BETWEEN_WORDS), (1, "#")
    )
    return "#" if rank == 1 else first.upper()


def _places(words: str, lang: str) -> Iterator[tuple[int, str]]:
    """Letter by letter: its rank in the alphabet, and the letter for what the alphabet does not
    know."""
    known = _LETTERS[lang]
    letters = "|".join(sorted(known, key=len, reverse=True))
    for found in re.finditer(rf"{letters}|\w|\s+", unicodedata.normalize("NFC", words.casefold())):
        sign = found[0]
        if sign.isspace():
            yield _BETWEEN_WORDS
            continue
        plain = sign if sign in known else unicodedata.normalize("NFD", sign)[0]
        if plain.isdigit():
            yield 1, plain
        else:
            yield (2 + known[plain] if plain in known else 1000), plain
