"""A remark, and the answer that it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from centre.proofreading.sentences import sentences


@dataclass(frozen=True, slots=True)
class Remark:
    """What to look at once more: the words in question, and what would be better."""

    quote: str
    """As it stands in the answer; empty where something is missing."""
    advice: str
    """In the language of the desk."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is not sent yet."""

    text: str
    lang: str
    urgent: bool = False

    @property
    def sentences(self) -> Iterator[str]:
        """One after another; the end of a line ends a sentence, too."""
        for line in self.text.splitlines():
            for _, sentence in sentences(line):
                if words := sentence.strip():
                    yield words

    def first(self, pattern: re.Pattern[str]) -> str:
        """What the pattern finds first, as it stands in the text; empty for nothing."""
        found = pattern.search(self.text)
        return " ".join(found[0].split()) if found else ""
