"""Where sentences end, and which of them are too long for somebody who is tired or in fear."""

import re
from collections.abc import Iterator

from centre.proofreading.prose import NEUTRAL, Prose
from centre.reading.faults import Fault

MOST_WORDS = 25

# A full stop after these ends no sentence, even before a capital letter.
_SHORTENED_IN = {
    "cs": "např tzv tj tzn resp popř příp č čl odst písm sv ul nám tel mj mjr bc mgr ing mudr phdr"
    " judr dr prof doc",
    "en": "st e g mr mrs",
    "uk": "напр ст вул тел див ім",
}
LANGUAGES_KNOWN = frozenset(_SHORTENED_IN)
_SHORTENED = frozenset(" ".join(_SHORTENED_IN.values()).split())
_END = re.compile(r"[.!?…]+[“”»’\"')\]]*(?=\s+[^\W\d_]|\s+[„“«(\[\ufffc\d])")
_LAST_WORD = re.compile(r"(\w+)\.$")
_WORD = re.compile(rf"[^\W_]+(?:[-–’'.,:/][^\W_]+)*|{NEUTRAL}+")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a piece, each with the position where it starts."""
    start = 0
    for end in _END.finditer(text):
        if not _goes_on(text[: end.start() + 1], text[end.end() :].lstrip()):
            yield start, text[start : end.end()]
            start = end.end()
    yield start, text[start:]


def starts_sentence(text: str, position: int) -> bool:
    """Whether a word at ``position`` has its capital from there, and not because it is a name."""
    before = text[:position].rstrip()
    return not before or before[-1] in ".!?:…–„“«("


def count_words(text: str) -> int:
    """How many words: „9.00–16.00“ is one, and so is an inserted fact."""
    return sum(1 for _ in _WORD.finditer(text))


def too_long(prose: Prose) -> Iterator[Fault]:
    """Advice on every sentence that is hard to read to its end."""
    for piece in prose.pieces:
        if piece.kind == "law":
            continue
        for start, sentence in sentences(piece.text):
            if sentence.count(" ") < MOST_WORDS // 2:
                continue  # short beyond doubt, and counting takes time
            length = count_words(sentence)
            if length > MOST_WORDS:
                beginning = " ".join(sentence.split()[:4])
                where = start + len(sentence) - len(sentence.lstrip())
                message = f"věta „{beginning} …“ má {length} slov; rozdělte ji, nejvýš {MOST_WORDS}"
                yield prose.fault(piece, where, message)


def _goes_on(before: str, after: str) -> bool:
    """Whether the stop belongs to a shortened word or a number: „tzv. Káčko“, „21. listopadu“."""
    if after[:1].islower():
        return True
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    return last[1].casefold() in _SHORTENED or (last[1].isdigit() and after[:1].isdigit())
