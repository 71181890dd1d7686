"""Words in the order of a language's own alphabet: Czech „ch“ follows h, Ukrainian ґ follows г.

Czech after ČSN 97 6030: č, ř, š and ž are letters of their own, other marks only decide between
words that are the same without them. Ukrainian after the alphabet of the 2019 orthography.
"""

import re
import unicodedata
from collections.abc import Iterator

_ALPHABETS = {
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "en": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
}
_LETTERS = {
    lang: {letter: n for n, letter in enumerate(alphabet.split())}
    for lang, alphabet in _ALPHABETS.items()
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
