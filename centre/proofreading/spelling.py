"""Czech spelling, by hunspell where it is installed; advice only, because no dictionary knows every word."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from centre.faults import Fault
from centre.proofreading.lists import any_of
from centre.proofreading.prose import Prose

PROGRAM = Path("/usr/bin/hunspell")
DICTIONARY = Path("/usr/share/hunspell/cs_CZ")

_WORD = re.compile(r"(?<![\w@.-])[^\W\d_]{2,}(?![\w@-])")


class NotChecked(Exception):
    """Nobody looked at the spelling; the text says why in Czech."""


def misspelt(texts: Iterable[Prose], known_words: tuple[str, ...]) -> Iterator[Fault]:
    """Advice on Czech words that the dictionary lacks, at the first place of each.

    Raises NotChecked where hunspell or its dictionary is missing or broken.
    """
    first: dict[str, Fault] = {}
    known = any_of(known_words)
    for prose in texts:
        for piece in prose.pieces if prose.lang == "cs" else ():
            for found in _WORD.finditer(piece.text):
                word = found[0]
                if word not in first and not word.isupper() and not known.fullmatch(word.lower()):
                    first[word] = prose.fault(piece, found.start(), _message(word))
    for word in _unknown(first):
        yield first[word]


def _message(word: str) -> str:
    return f"slovo „{word}“ slovník nezná; je-li správně, přidejte ho do content/data/spelling.txt"


def _unknown(words: Iterable[str]) -> list[str]:
    """Those of ``words`` that hunspell does not know: one run for all."""
    if not (PROGRAM.exists() and DICTIONARY.with_suffix(".dic").exists()):
        raise NotChecked("Pravopis nezkontrolován: chybějí balíky hunspell a hunspell-cs.")
    try:
        asked = subprocess.run(  # noqa: S603 - a fixed program, and words only on its input
            [PROGRAM, "-d", DICTIONARY, "-i", "utf-8", "-l"],
            input="\n".join(words),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NotChecked(f"Pravopis nezkontrolován: hunspell selhal ({error}).") from error
    return asked.stdout.split()
