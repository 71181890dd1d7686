"""Crisis words in a text: they set a mark at the desk and nothing else. No mark means nothing."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

FILE = "crisis_words.yaml"


def is_urgent(text: str, data: Path) -> bool:
    """Whether a word of any language's list in `data` stands in the text, however inflected or accented.

    All lists are looked through: people mix languages when they are in trouble.
    """
    path = data / FILE
    return bool(_pattern(path, path.stat().st_mtime_ns).search(_folded(text)))


@lru_cache(maxsize=4)
def _pattern(path: Path, _changed: int) -> re.Pattern[str]:
    lists = YAML(typ="safe", pure=True).load(path)
    return re.compile(r"\b(?:" + "|".join(_parts(word for words in lists.values() for word in words)) + r")")


def _parts(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        stem = _folded(word.removesuffix("*"))
        end = "" if word.endswith("*") else r"\b"
        yield r"\s+".join(re.escape(part) for part in stem.split()) + end


def _folded(text: str) -> str:
    """Lower case without accents, with one kind of apostrophe: people in a hurry type neither."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(character for character in plain if not unicodedata.combining(character))
