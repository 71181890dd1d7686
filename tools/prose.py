"""`make prose`: how the texts of the sample read: words a sentence, the share of short ones, and
formulas that come back too often.

A measure, no test: a good text may be an exception. The aim for Czech is 9 to 13 words a sentence,
at most a fifth with six or fewer, and no formula more than eight times.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import mean

from centre.language.languages import LANGUAGES, ORIGINAL
from centre.layers.common import PRODUCT
from centre.proofreading.prose import Prose, prose
from centre.proofreading.sentences import count_words, sentences
from centre.texts import content

SHORT = 6
"""A sentence with so many words or fewer is short."""

WORST = 12
"""So many pages are listed, those with the most short sentences first."""

FORMULAS = (
    r"(píše|popisuje|ukazuje|radí|vysvětluje|říká) (stránka|\[)",
    r"\b(píšou|popisují|ukazují|radí|vysvětlují) ",
    r"\bneznamená\b",
    r"Stačí jedna věta",
    r"máme co nabídnout",
    r"věci, které se nedějí",
    r"Víc je na stránce",
    r"najdete na stránce",
)
"""Czech turns of phrase that were once on every second page."""

_DAY = date(2026, 11, 21)  # any: words depend on no day


@dataclass(frozen=True, slots=True)
class Measure:
    """The sentences of one text, by their number of words."""

    name: str
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, name: str, texts: Iterable[Prose]) -> "Measure":
        """Sentences in paragraphs, points and cards; headings, labels and cells of one or two words
        are no sentences."""
        return cls(name, tuple(length for text in texts for length in _lengths(text)))

    @property
    def average(self) -> float:
        return mean(self.lengths) if self.lengths else 0

    @property
    def share_of_short(self) -> float:
        return sum(each <= SHORT for each in self.lengths) / max(len(self.lengths), 1)

    def __str__(self) -> str:
        return (
            f"{self.name}: {len(self.lengths)} sentences, {self.average:.1f} words on average, "
            f"{self.share_of_short:.0%} with {SHORT} or fewer"
        )


def _lengths(text: Prose) -> Iterator[int]:
    for piece in text.pieces:
        if piece.kind != "paragraph":
            continue
        for _, sentence in sentences(piece.text):
            if sentence.rstrip(" “”\"'’)*").endswith((".", "?", "!", "…")):
                yield count_words(sentence)


def formulas(texts: Iterable[Prose]) -> Counter[str]:
    """How often each formula stands in the texts."""
    found: Counter[str] = Counter()
    for text in texts:
        for piece in text.pieces:
            for formula in FORMULAS:
                found[formula] += len(re.findall(formula, piece.raw))
    return found


def main() -> None:
    """Print the measure of each language, its worst pages, and the Czech formulas."""
    pages = content.read_leniently(PRODUCT, _DAY).pages
    by_language = {
        lang: [prose(page.text) for page in pages if page.lang == lang] for lang in LANGUAGES
    }
    for lang, texts in by_language.items():
        print(Measure.of(lang, texts))
    for texts in by_language.values():
        print()
        pages_measured = [Measure.of(text.file, [text]) for text in texts]
        for measure in sorted(pages_measured, key=lambda each: -each.share_of_short)[:WORST]:
            print(measure)
    print()
    for formula, count in formulas(by_language[ORIGINAL]).most_common():
        print(f"{count:3} × {formula}")


if __name__ == "__main__":
    main()
