"""Czech spelling, by hunspell where it is installed; advice only, because no dictionary knows every
word."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from centre.keeping.memory import made_of
from centre.proofreading.lists import any_of
from centre.proofreading.prose import Prose
from centre.proofreading.sentences import starts_sentence
from centre.proofreading.terminal import without_commands
from centre.reading.faults import Fault

PROGRAM = Path("/usr/bin/hunspell")
DICTIONARY = Path("/usr/share/hunspell/cs_CZ")
LANGUAGES_KNOWN = frozenset({"cs"})
WORDS_KEPT = 200_000
LIST = "data/spelling.txt"

_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]{2,}(?![\w@-]|\.\w)")


class NotChecked(Exception):
    """Nobody looked at the spelling; the text says why in Czech."""


def misspelt(texts: Iterable[Prose], known_words: tuple[str, ...]) -> Iterator[Fault]:
    """Advice on Czech words that the dictionary lacks, at the first place of each; names are left
    alone.

    Raises NotChecked where hunspell or its dictionary is missing or broken.
    """
    first: dict[str, Fault] = {}
    known = any_of(known_words)
    for prose in texts:
        for piece in prose.pieces if prose.lang in LANGUAGES_KNOWN else ():
            for position, word in _words(without_commands(piece.text)):
                if word not in first and not known.fullmatch(word.lower()):
                    message = f"slovo „{word}“ slovník nezná; je-li správně, přidejte ho do {LIST}"
                    first[word] = prose.fault(piece, position, message)
    for word in _unknown(first):
        yield first[word]


def _words(text: str) -> Iterator[tuple[int, str]]:
    for found in _WORD.finditer(text):
        is_name = found[0][0].isupper() and not starts_sentence(text, found.start())
        if not is_name and not found[0].isupper():
            yield found.start(), found[0]


def _unknown(words: Iterable[str]) -> list[str]:
    """Those of ``words`` that hunspell does not know: one run for all that were not asked yet."""
    words = list(words)
    judged: dict[str, bool] = made_of("spelling", (), dict)
    if len(judged) > WORDS_KEPT:
        judged.clear()
    if fresh := [word for word in words if word not in judged]:
        wrong = set(_asked(fresh))
        judged.update((word, word not in wrong) for word in fresh)
    return [word for word in words if not judged[word]]


def _asked(words: list[str]) -> list[str]:
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
