"""The editors' own lists: words to avoid, abbreviations that everybody knows, words that a
dictionary lacks.

They lie in ``content/data`` beside the facts, so that a centre changes them without a programmer.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from centre.reading.faults import Fault, Faults, file_name
from centre.reading.models import Fact, check, read_yaml
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


class WordsToAvoid(Fact):
    """Words to avoid by language."""

    cs: tuple[Avoided, ...] = ()
    en: tuple[Avoided, ...] = ()
    uk: tuple[Avoided, ...] = ()

    def of(self, lang: str) -> tuple[Avoided, ...]:
        """Those of one language."""
        return {"cs": self.cs, "en": self.en, "uk": self.uk}[lang]


class Abbreviations(Fact):
    """Abbreviations that need no explanation, in all languages or in one."""

    everywhere: Commas = ()
    cs: Commas = ()
    en: Commas = ()
    uk: Commas = ()

    def of(self, lang: str) -> frozenset[str]:
        """Those that a reader of ``lang`` knows."""
        return frozenset(self.everywhere + {"cs": self.cs, "en": self.en, "uk": self.uk}[lang])


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists as they were read; of a faulty one nothing is known, and its faults are told."""

    avoided: WordsToAvoid = field(default_factory=WordsToAvoid)
    abbreviations: Abbreviations = field(default_factory=Abbreviations)
    known_words: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_lists(data: Path) -> Lists:
    """Read the lists in the folder ``data``. A missing file is an empty list."""
    faults: list[Fault] = []
    avoided = _read(data / WORDS_TO_AVOID, WordsToAvoid, faults)
    abbreviations = _read(data / ABBREVIATIONS, Abbreviations, faults)
    return Lists(avoided, abbreviations, _lines(data / SPELLING), tuple(faults))


def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for whole words in lower case; „narkoman*“ finds every word that begins so."""
    patterns = (
        re.escape(word.lower()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)" if words else r"(?!)")


def _read(path: Path, model: type[Model], faults: list[Fault]) -> Model:
    if not path.exists():
        return model()
    file = file_name(path)
    try:
        made, found = check(model, read_yaml(path.read_text("utf-8-sig"), file), file)
    except UnicodeDecodeError:
        made, found = (
            None,
            [Fault(file, 1, "", "soubor není v kódování UTF-8; uložte ho znovu jako UTF-8")],
        )
    except Faults as broken:
        made, found = None, list(broken.all)
    faults += found
    return made or model()


def _lines(path: Path) -> tuple[str, ...]:
    if not path.exists():
        return ()
    lines = (
        line.partition("#")[0].strip()
        for line in path.read_text("utf-8-sig", "replace").splitlines()
    )
    return tuple(line for line in lines if line)
