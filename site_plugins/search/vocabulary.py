"""The words of all pages of one language, and which of them say what a page is about."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import inf
from typing import Final

from site_plugins.search.page_parts import Entry
from site_plugins.search.stems import fits, fold, folded_words, keys_of, stemmer

EVERYWHERE: Final = 0.08
"""A word on more than this share of the pages tells none of them apart, unless it is in their
titles."""

SHORTEST: Final = 3

Reference = tuple[str, list[int]]
"""Words that lead to parts.

Parts are numbered through all pages, headings and what stands before them.
"""


@dataclass(frozen=True, slots=True)
class Use:
    """How often a page uses a word, and the number of the part that does so most."""

    stem: str
    times: float
    """Without end for a word that has to be found, more for one in bold; 0 where the heading has
    it."""
    part: int


class Vocabulary:
    """The words of ``entries``, gathered by their stems."""

    def __init__(self, entries: list[Entry], lang: str) -> None:
        self._stem = stemmer(lang)
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._keys = cache(lambda stem: keys_of(stem, self._forms[stem]))
        self._uses: list[Use] = []
        firsts = accumulate((len(entry.parts) for entry in entries), initial=0)
        for entry, first in zip(entries, firsts, strict=False):
            self._uses += self._uses_of(entry, first)
        pages = Counter(use.stem for use in self._uses)
        most = max(2, len(entries) * EVERYWHERE)
        self._common = {stem for stem, number in pages.items() if number > most}

    def references(self, least: int) -> Iterator[Reference]:
        """Each word under a beginning that all its forms fit, where pages use it ``least`` times or
        more."""
        found: dict[str, set[int]] = defaultdict(set)
        for use in self._uses:
            if use.times >= least and use.stem not in self._common:
                for key in self._keys(use.stem):
                    found[key].add(use.part)
        for key in sorted(found):
            yield key, sorted(found[key])

    def _uses_of(self, entry: Entry, first: int) -> Iterator[Use]:
        spoken: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        forms: dict[str, set[str]] = defaultdict(set)
        kept: set[str] = set()
        for number, part in enumerate(entry.parts):
            lifted = part.marked | part.kept
            for word, often in part.words.items():
                if len(word) < SHORTEST or word.isdigit():
                    continue
                stem = self._stem(word)
                forms[stem].add(fold(word))
                spoken[stem][number] += often + 2 * (word in lifted)
                if word in part.kept:
                    kept.add(stem)
        shown = [_by_beginning(f"{entry.title} {part.heading}") for part in entry.parts]
        for stem, parts in spoken.items():
            self._forms[stem] |= forms[stem]
            best = max(parts, key=parts.__getitem__)
            led = all(
                any(fits(form, word) for word in shown[best].get(form[:2], ()))
                for form in forms[stem]
            )
            times = 0 if led else inf if stem in kept else sum(parts.values())
            yield Use(stem, times, first + best)


def _by_beginning(text: str) -> dict[str, list[str]]:
    """The words by their first two letters: no word ``fits`` another that begins otherwise."""
    words: dict[str, list[str]] = defaultdict(list)
    for word in folded_words(text):
        words[word[:2]].append(word)
    return words
