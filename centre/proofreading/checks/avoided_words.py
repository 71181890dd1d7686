"""Words that put a person down. A quotation of law may hold them, nothing else."""

import re
from collections.abc import Iterator

from centre.proofreading.lists import Avoided, any_of
from centre.proofreading.prose import Prose
from centre.reading.faults import Fault


class AvoidedWords:
    """Looks for the words of one language."""

    def __init__(self, avoided: tuple[Avoided, ...]) -> None:
        self._any = any_of(tuple(word for each in avoided for word in each.words))
        self._each: list[tuple[re.Pattern[str], str]] = [
            (any_of(each.words), each.say) for each in avoided
        ]

    def check(self, prose: Prose) -> Iterator[Fault]:
        """Every place with such a word, and what to say instead."""
        for piece in prose.pieces:
            if piece.kind == "law":
                continue
            for found in self._any.finditer(piece.lower):
                say = next(say for pattern, say in self._each if pattern.fullmatch(found[0]))
                words = " ".join(piece.text[slice(*found.span())].split())
                message = f"„{words}“ člověka sráží; lépe: {say}"
                yield prose.fault(piece, found.start(), message)
