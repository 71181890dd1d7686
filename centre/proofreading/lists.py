"""The editors' own lists: words to avoid, abbreviations that everybody knows, words that a
dictionary lacks.

They lie in ``content/data`` beside the facts, so that a centre changes them without a programmer.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from centre.language.by_language import field_for_each_language
from centre.layers.folder import both, data_file
from centre.reading.faults import Fault, Faults
from centre.reading.files import is_there, read_below
from centre.reading.models import Fact
from centre.reading.reader import read_file
from centre.reading.text_files import text_of
from centre.reading.values import Commas

WORDS_TO_AVOID = "words_to_avoid.yaml"
ABBREVIATIONS = "abbreviations.yaml"
SPELLING = "spelling.txt"

Model = TypeVar("Model", bound=Fact)


class Avoided(Fact):
    """Words that hurt, and what to say instead.

    A star at the end of a word stands for any ending.
    """

    words: Commas
    say: str


@field_for_each_language(tuple[Avoided, ...], default=())
class WordsToAvoid(Fact):
    """Words to avoid by language."""

    def of(self, lang: str) -> tuple[Avoided, ...]:
        """Those of one language."""
        found: tuple[Avoided, ...] = getattr(self, lang)
        return found


@field_for_each_language(Commas, default=())
class Abbreviations(Fact):
    """Abbreviations that need no explanation, in all languages or in one."""

    everywhere: Commas = ()

    def of(self, lang: str) -> frozenset[str]:
        """Those that a reader of ``lang`` knows."""
        return frozenset((*self.everywhere, *getattr(self, lang)))


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists as they were read; of a faulty one nothing is known, and its faults are told."""

    avoided: WordsToAvoid = field(default_factory=WordsToAvoid)
    abbreviations: Abbreviations = field(default_factory=Abbreviations)
    known_words: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_lists(data: Path) -> Lists:
    """Read the lists in the folder ``data``. A missing file is an empty list."""
    names = (WORDS_TO_AVOID, ABBREVIATIONS, SPELLING)
    files = {path for name in names for path in (*both(data, name), data_file(data, name))}
    return read_below("words", sorted(files), lambda: _read_all(data), data)


def _read_all(data: Path) -> Lists:
    faults: list[Fault] = []
    avoided = _read(data_file(data, WORDS_TO_AVOID), WordsToAvoid, faults)
    abbreviations = _read(data_file(data, ABBREVIATIONS), Abbreviations, faults)
    known_words = tuple(word for path in both(data, SPELLING) for word in _lines(path, faults))
    return Lists(avoided, abbreviations, known_words, tuple(faults))


def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for whole words in lower case; „narkoman*“ finds every word that begins so."""
    patterns = (
        re.escape(word.lower()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)" if words else r"(?!)")


def _read(path: Path, model: type[Model], faults: list[Fault]) -> Model:
    made, found = read_file(path, model, required=False)
    faults += found
    return made or model()


def _lines(path: Path, faults: list[Fault]) -> tuple[str, ...]:
    if not is_there(path):
        return ()
    try:
        lines = [line.partition("#")[0].strip() for line in text_of(path).split("\n")]
    except Faults as broken:
        faults += broken.all
        return ()
    return tuple(line for line in lines if line)
