"""Letters that do not belong to the language of a page: a reader, or a voice reading aloud, stumbles there.

A Czech word that is meant, such as the name of an office, is marked: ``*úřad práce*{: lang=cs}``.
"""

import re
from collections.abc import Iterable, Iterator

from centre.facts import Facts
from centre.faults import Fault
from centre.proofreading.prose import NEUTRAL, Prose

_WORD = re.compile(r"[^\W\d_]+")
_CZECH = r"[ěščřžýůťďňĚŠČŘŽÝŮŤĎŇ]"
_CYRILLIC = r"[Ѐ-ӿ]"
_MIXED = re.compile(rf"{_CYRILLIC}[A-Za-zÀ-ž]|[A-Za-zÀ-ž]{_CYRILLIC}")
_FOREIGN = {
    "cs": re.compile(_CYRILLIC),
    "en": re.compile(f"{_CYRILLIC}|{_CZECH}"),
    "uk": re.compile(f"[À-ž]|{_MIXED.pattern}"),  # English borrows é and á, Ukrainian does not
}


class ForeignWords:
    """Knows the proper names that may stand in any language: those of the facts, and the editors' own."""

    def __init__(self, facts: Facts, known_words: Iterable[str]) -> None:
        centre = facts.centre
        said = [
            *(centre.name, centre.provider.name, centre.town, *centre.service_area),
            *(place.name for place in facts.places.values()),
            *(place.address for place in facts.premises),
            *(words for line in facts.helplines.values() for words in (line.name, line.operator)),
        ]
        names = {str(getattr(words, "cs", words)) for words in said}
        names |= {word for word in known_words if word[:1].isupper()}
        longest_first = sorted(map(re.escape, names), key=len, reverse=True)
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")

    def check(self, prose: Prose) -> Iterator[Fault]:
        """Every word in letters that the language of the page does not have; each once a piece."""
        foreign = _FOREIGN[prose.lang]
        for piece in prose.pieces:
            if not foreign.search(piece.text):
                continue
            told: set[str] = set()
            own = self._names.sub(lambda name: NEUTRAL * len(name[0]), piece.text)
            for found in _WORD.finditer(own):
                word = found[0]
                is_abbreviation = word.isupper() and not re.search(_CYRILLIC, word)
                if foreign.search(word) and word not in told and not is_abbreviation:
                    told.add(word)
                    yield prose.fault(piece, found.start(), _message(word))


def _message(word: str) -> str:
    if _MIXED.search(word):
        return f"„{word}“ míchá latinku a azbuku; napište slovo celé znovu"
    if re.search(_CYRILLIC, word):
        return f"„{word}“ je azbukou; napište to jazykem stránky, nebo slovo označte: *{word}*{{: lang=uk}}"
    return (
        f"„{word}“ je česky; přeložte to, nebo české slovo označte: *{word}*{{: lang=cs}}; "
        "jméno přidejte do content/data/spelling.txt"
    )
