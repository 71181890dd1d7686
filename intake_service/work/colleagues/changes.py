"""What somebody changed in a text: crossed out and added, word by word."""

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

_WORD = re.compile(r"\S+\s*|\s+")
EQUALS_MAX = 100_000  # pairs of equal pieces; with more, comparing them would take seconds


class Part(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    CROSSED_OUT = "crossed-out"
    ADDED = "added"


@dataclass(frozen=True)
class Change:
    """Some words of either text, as they stand there."""

    part: Part
    text: str

    @property
    def is_crossed_out(self) -> bool:
        """Whether they are gone."""
        return self.part is Part.CROSSED_OUT

    @property
    def is_added(self) -> bool:
        """Whether they are new."""
        return self.part is Part.ADDED


def between(before: str, after: str) -> list[Change]:
    """Both texts as one; without what is crossed out it reads as the later one."""
    old, new = _pieces(before, after)
    changes = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            changes.append(Change(Part.KEPT, "".join(new[new_from:new_to])))
            continue
        if old_from < old_to:
            changes.append(Change(Part.CROSSED_OUT, "".join(old[old_from:old_to])))
        if new_from < new_to:
            changes.append(Change(Part.ADDED, "".join(new[new_from:new_to])))
    return changes


def _pieces(before: str, after: str) -> tuple[list[str], list[str]]:
    """What is compared: words, where they repeat too often lines, otherwise the whole texts."""
    by_words = (_WORD.findall(before), _WORD.findall(after))
    by_lines = (before.splitlines(keepends=True), after.splitlines(keepends=True))
    for old, new in (by_words, by_lines):
        counts = Counter(new)
        if sum(counts[piece] for piece in old) <= EQUALS_MAX:
            return old, new
    return [before], [after]
