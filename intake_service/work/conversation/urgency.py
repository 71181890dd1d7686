"""Crisis words in a text: they set a mark at the desk and nothing else. No mark means nothing."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

FILE = "crisis_words.yaml"
# Apostrophes as keyboards have them, which people in a hurry leave out; and a letter that many
# lack.
_SPELLED_ALIKE = str.maketrans("ґ", "г", "'’‘ʼ`´′")


def is_urgent(text: str, data: Path) -> bool:
    """Whether a word of any language's list in `data` stands in the text, however inflected or
    accented.

    All lists are looked through: people mix languages when they are in trouble. Lists that cannot
    be read mark every text: the desk notices, and nobody is overlooked.
    """
    path = data / FILE
    try:
        crisis = _pattern(path, path.stat().st_mtime_ns)
    except (OSError, YAMLError, AttributeError, TypeError, ValueError):
        return True
    return bool(crisis.search(_folded(text)))


@lru_cache(maxsize=4)
def _pattern(path: Path, _changed: int) -> re.Pattern[str]:
    lists = YAML(typ="safe", pure=True).load(path)
    phrases = (_expression(phrase) for phrases in lists.values() for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


def _expression(phrase: str) -> str:
    """A listed phrase as a regular expression: `*` ends a word in any way."""
    return r"\s+".join(
        re.escape(word.removesuffix("*")) + r"\w*" * word.endswith("*")
        for word in _folded(phrase).split()
    )


def _folded(text: str) -> str:
    """Lower case without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED_ALIKE))
    return "".join(character for character in plain if not unicodedata.combining(character))
