"""Crisis words in a text: they set a mark at the desk and nothing else. No mark means nothing."""

from dataclasses import dataclass
from pathlib import Path

from centre.layers.folder import data_file
from centre.reading.faults import Fault
from centre.reading.files import Stamp, file_stamp
from centre.texts.crisis_words import CRISIS_WORDS_FILE, CrisisWords, read_crisis_words


@dataclass(frozen=True, slots=True)
class _InUse:
    """The list that is looked for, and what is wrong with the file as it is now."""

    stamp: Stamp
    words: CrisisWords
    faults: tuple[Fault, ...]


_in_use: dict[Path, _InUse] = {}


def is_urgent(text: str, data: Path) -> bool:
    """Whether a word of crisis stands in the text, by the list in the folder `data`.

    While there are mistakes in the list, the last good one is used, or else what is sound of it.
    """
    return _list_of(data).words.found_in(text)


def faults(data: Path) -> tuple[Fault, ...]:
    """What is wrong with the list in the folder `data`; empty when it is in use."""
    return _list_of(data).faults


def _list_of(data: Path) -> _InUse:
    stamp = file_stamp(data_file(data, CRISIS_WORDS_FILE))
    before = _in_use.get(data)
    if before is None or before.stamp != stamp:
        words, found = read_crisis_words(data)
        if found and before:
            words = before.words
        _in_use[data] = _InUse(stamp, words, tuple(found))
    return _in_use[data]
