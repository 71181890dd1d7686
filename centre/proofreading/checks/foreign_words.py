"""Words of another language than the page's: a reader, or a voice reading aloud, stumbles there.

A Czech word that is meant, such as the name of an office, is marked: ``*úřad práce*{: lang=cs}``.
"""

import re
from collections.abc import Iterable, Iterator

from centre.facts.loading import Facts
from centre.language.languages import ORIGINAL
from centre.proofreading.prose import NEUTRAL, Prose
from centre.proofreading.terminal import without_commands
from centre.reading.faults import Fault

_WORD = re.compile(r"[^\W\d_]+")
_CZECH_LETTER = r"[ěščřžýůťďň]"
_CYRILLIC = r"[Ѐ-ӿ]"
_MIXED = re.compile(rf"{_CYRILLIC}[A-Za-zÀ-ž]|[A-Za-zÀ-ž]{_CYRILLIC}")

# Little words that no sentence can do without and that the other language does not have.
_CZECH = (
    "nebo jak kde kdy kdo jsme jste jsou jako pokud aby podle se je na ne si za od po ve ze pomoc"
)
_ENGLISH = (
    "the and you your this with please are is of for from have what when how our who will send"
)


def _any(words: str) -> str:
    return rf"(?<![\w’'-])(?:{'|'.join(words.split())})(?![\w’'-])"


_FOREIGN = {
    "cs": re.compile(f"{_CYRILLIC}|{_any(_ENGLISH)}"),
    "en": re.compile(f"{_CYRILLIC}|{_CZECH_LETTER}|{_any(_CZECH)}"),
    "uk": re.compile(rf"[ß-ž]|{_MIXED.pattern}|[a-z]{{3}}"),
}
"""What gives a foreign word away, in small letters.

English borrows é and á; Ukrainian has no Latin one.
"""
LANGUAGES_KNOWN = frozenset(_FOREIGN)


class ForeignWords:
    """Knows the proper names that may stand in any language: those of the facts, and the editors'
    own."""

    def __init__(self, facts: Facts, known_words: Iterable[str]) -> None:
        centre = facts.centre
        proper_names = [
            *(centre.name, centre.provider.name, centre.town, *centre.service_area),
            *(place.name for place in facts.places.values()),
            *(place.address for place in facts.premises),
            *(words for line in facts.helplines.values() for words in (line.name, line.operator)),
        ]
        names = {re.escape(str(getattr(words, ORIGINAL, words))) for words in proper_names}
        names |= _capitals_within(centre.name.cs)
        names |= {_pattern(word) for word in known_words if word[:1].isupper() or word.isascii()}
        longest_first = sorted(names, key=len, reverse=True)
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")

    def check(self, prose: Prose) -> Iterator[Fault]:
        """Every word that the language of the page does not have; each once a piece."""
        foreign = _FOREIGN.get(prose.lang)
        if foreign is None:
            return
        for piece in prose.pieces:
            if not foreign.search(piece.lower):
                continue
            reported: set[str] = set()
            own = self._names.sub(_neutral, without_commands(piece.text))
            for found in _WORD.finditer(own):
                word = found[0]
                is_abbreviation = word.isupper() and not re.search(_CYRILLIC, word)
                if foreign.search(word.lower()) and word not in reported and not is_abbreviation:
                    reported.add(word)
                    yield prose.fault(piece, found.start(), _message(word, prose.lang))


def _neutral(found: re.Match[str]) -> str:
    return NEUTRAL * len(found[0])


def _capitals_within(name: str) -> set[str]:
    """„Káčko“ of „Kontaktní centrum Káčko“: what the house is called for short."""
    return {word for word in _WORD.findall(name)[1:] if word[0].isupper()}


def _pattern(word: str) -> str:
    first = f"[{word[0].lower()}{word[0].upper()}]"
    return first + re.escape(word[1:]).replace(r"\*", r"\w*")


def _message(word: str, lang: str) -> str:
    if _MIXED.search(word):
        return f"„{word}“ míchá latinku a azbuku; napište slovo celé znovu"
    if re.search(_CYRILLIC, word):
        return (
            f"„{word}“ je azbukou; napište to jazykem stránky, nebo slovo označte: "
            f"*{word}*{{: lang=uk}}"
        )
    if lang == ORIGINAL:
        return (
            f"„{word}“ je anglicky; přeložte to, nebo cizí slova označte: *{word} …*{{: lang=en}}"
        )
    if lang == "uk" and word.isascii():
        return (
            f"„{word}“ je latinkou; přeložte to, nebo slovo označte: *{word}*{{: lang=en}}; "
            "jméno přidejte do data/spelling.txt"
        )
    return (
        f"„{word}“ je česky; přeložte to, nebo české slovo označte: *{word}*{{: lang=cs}}; "
        "jméno přidejte do data/spelling.txt"
    )
