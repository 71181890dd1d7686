"""What in a text could be a place or a name: for whoever decides whether to call for help.

It finds what begins with a capital letter inside a sentence, the towns of the centre however they
are declined, and streets with a number. It knows no names: it may miss one, and show what is none.
"""

import re
from collections.abc import Iterator
from typing import Final

from centre.facts.loading import Facts
from centre.language.folding import fold

SHOWN: Final = 8
_WORD: Final = r"[^\W\d_][\w’'-]*"
_WORDS: Final = re.compile(_WORD)
_INSIDE: Final = re.compile(r"[^\s.!?…:„“«»\"(–-] $")
_WITH_NUMBER: Final = re.compile(rf"({_WORD} \d{{1,4}}(?:/\d{{1,4}})?\b)")
_STEM: Final = 4  # letters of a town's name that stay when it is declined


def found(text: str, facts: Facts) -> list[str]:
    """What could be one, as it stands in the text, each once."""
    every = dict.fromkeys((*_capitals(text), *_addresses(text), *_towns(text, facts)))
    shown = [each for each in every if not any(each != other and each in other for other in every)]
    return shown[:SHOWN]


def _capitals(text: str) -> Iterator[str]:
    """Each run of words with a capital letter that begins inside a sentence."""
    line = " ".join(text.split())
    run: list[re.Match[str]] = []
    for match in _WORDS.finditer(line):
        goes_on = bool(run) and match.start() == run[-1].end() + 1
        if run and not (goes_on and _is_name(match[0])):
            yield line[run[0].start() : run[-1].end()]
            run = []
        if _is_name(match[0]) and (run or _INSIDE.search(line[: match.start()])):
            run.append(match)
    if run:
        yield line[run[0].start() : run[-1].end()]


def _is_name(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and not word.isupper()


def _addresses(text: str) -> Iterator[str]:
    for match in _WITH_NUMBER.finditer(text):
        if match[1][0].isupper():
            yield match[1]


def _towns(text: str, facts: Facts) -> Iterator[str]:
    names = (facts.centre.town, *(town.name.cs for town in facts.towns))
    stems = {fold(name.split()[0])[:_STEM] for name in names if len(name.split()[0]) > _STEM}
    for match in re.finditer(_WORD, text):
        if fold(match[0])[:_STEM] in stems and match[0][0].isupper():
            yield match[0]
