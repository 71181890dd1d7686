"""What a text asked while it was rendered, and what it was answered.

The same words make the same HTML while every fact and every page answers as it did: so a changed
title costs the texts that link to it, and no other.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from centre.keeping.memory import Memory


class Facts(Protocol):
    """Gives pieces of a text. One object gives the same for as long as it lives."""

    def get(self, kind: str, name: str) -> Any: ...


class Pages(Protocol):
    """Knows where pages are."""

    @property
    def ids(self) -> tuple[str, ...]: ...
    @property
    def broken(self) -> frozenset[str]: ...
    def link(self, page_id: str, lang: str) -> Any: ...


class AskedPages:
    """Pages that note which of them were asked for."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self.answers: dict[tuple[str, str], Any] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """All pages."""
        return self._pages.ids

    @property
    def broken(self) -> frozenset[str]:
        """Pages that cannot be used now."""
        return self._pages.broken

    def link(self, page_id: str, lang: str) -> Any:
        """The way to a page, noted."""
        found = self.answers[page_id, lang] = self._pages.link(page_id, lang)
        return found


@dataclass(frozen=True, slots=True)
class _Answered:
    """Something made, and how the pages answered then."""

    made: Any
    pages: Mapping[tuple[str, str], Any]

    def holds(self, pages: Pages) -> bool:
        """Whether each page answers as it did."""
        return all(pages.link(*asked) == answer for asked, answer in self.pages.items())


def remembered(held: Memory, key: tuple[Hashable, ...], facts: Facts, pages: Pages) -> Any:
    """What was made of the same ``key`` and facts, while the pages answer the same; else None."""
    found = held.find((*key, id(facts)))
    return found.made.made if found and found.made.holds(pages) else None


def remember(
    held: Memory, key: tuple[Hashable, ...], facts: Facts, asked: AskedPages, made: object
) -> None:
    """Keep what was made, unless a page was not there: whether that is a fault may change."""
    if None not in asked.answers.values():
        held.keep((*key, id(facts)), _Answered(made, asked.answers), (facts,))
