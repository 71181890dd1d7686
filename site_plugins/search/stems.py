"""Words of the search index: folded, brought together by their stems, and kept under a common
beginning.

The build stems, the browser does not: it takes a typed word for a word of the index when ``fits``
says so. Both sides agree because the beginning under which a word is kept is chosen so that every
form of it that the texts know fits it. ``fits`` and ``fold`` have their twins in
``theme/static/js/search/find.js``.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from itertools import filterfalse

import snowballstemmer

from centre.language.i18n import UnknownLanguageError

_APOSTROPHES = re.compile("[’'ʼ]")
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_STEM = 3
_SHORTEST_KEY = 4

# Snowball knows no Ukrainian. Endings of nouns, adjectives and verbs, the longest first; at least
# three letters stay. What this misses, the common beginning still finds.
_UKRAINIAN_ENDINGS = re.compile(
    "(?<=...)(?:"
    "(?:[ую]в)?анн(?:ям|[яюі])|[еі]нн(?:ям|[яюі])|[оі]ст(?:ями|ей|[іюь])|[ую]ватися|"
    "ними|ього|ьому|ться|тися|ами|ями|ові|еві|єві|ого|ому|ими|іми|"
    "ати|ити|іти|яти|ути|ють|ять|уть|ать|ить|ете|ємо|емо|имо|"
    "ою|ею|єю|ах|ях|ам|ям|ом|ем|єм|ів|їв|ей|ий|ій|их|іх|им|ім|ої|ію|ия|ся|ти|ла|ло|ли|"
    "[аяоеєуюиіїйьв])$"
)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, with their marks."""
    return _WORD.findall(_APOSTROPHES.sub("", unicodedata.normalize("NFC", text)).lower())


@cache
def fold(word: str) -> str:
    """A word without case and marks, as the browser folds what is typed."""
    parts = unicodedata.normalize("NFKD", word.lower())
    return "".join(filterfalse(unicodedata.combining, parts))


def folded_words(text: str) -> list[str]:
    """The words of a text, folded."""
    return [fold(word) for word in words_of(text)]


@cache
def stemmer(lang: str) -> Callable[[str], str]:
    """What brings the forms of a word together in one language. Its stems are for comparing only.

    A word stands on many pages; it is stemmed once.
    """
    if lang == "uk":
        return cache(lambda word: _UKRAINIAN_ENDINGS.sub("", word))
    names = {"cs": "czech", "en": "english"}
    if lang not in names:
        raise UnknownLanguageError(lang)
    return cache(snowballstemmer.stemmer(names[lang]).stemWord)


def shared(one: str, other: str) -> str:
    """What two words have in common from their beginning on."""
    length = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    return one[:length] if length is not None else min(one, other, key=len)


def fits(typed: str, word: str) -> bool:
    """Whether a typed word, folded, may mean ``word``: as its beginning, or as another form of it.

    Forms differ in their endings. Either the typed one only adds an ending, shorter than the word
    or of three letters; or both share at least four letters, which are three fifths of the typed
    one, and the word has up to three more.
    """
    if typed[:2] != word[:2]:
        return False  # nothing below is true of one letter
    same = len(shared(typed, word))
    ending = len(typed) - same
    other = len(word) - same
    if not ending:
        return same > 1
    if not other and same > 2 and (ending < 4 or ending < same):
        return True
    return same > 3 and 3 * ending <= 2 * same and other < 4


def keys_of(stem: str, forms: Iterable[str]) -> list[str]:
    """The beginnings under which the index keeps a word: all folded ``forms`` fit one of them."""
    found = sorted(set(forms))
    common = shared(found[0], found[-1])  # sorted, so that these two differ most
    least = min(len(stem), _SHORTEST_KEY)  # a stem may be no beginning: „prák“ of „práce“
    key = common[: max(len(shared(common, fold(stem))), least)]
    if len(key) >= _SHORTEST_STEM and all(fits(form, key) for form in found):
        return [key]
    keys: list[str] = []
    for form in found:
        if not any(fits(form, key) for key in keys):
            keys.append(form)
    return keys
