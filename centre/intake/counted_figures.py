"""What the desk counts, by the names under which a funder's table asks for it.

A name is a whole, such as `answered`, or a part of one, such as `answered.relatives`. Parts of one
whole never overlap, so only these may be added up.
"""

from typing import Final

from centre.intake.topics import TOPICS
from centre.language.languages import LANGUAGES

NOT_TOLD: Final = "not-told"
"""The part of those who did not choose."""

KINDS: Final = (
    *("counselling", "relatives", "found_syringe", "message"),
    *("journalist", "official", "threat", "trainee"),
)
RELATIONS: Final = ("child", "partner", "parent", "sibling", "friend", "other")
FIND_OUTCOMES: Final = ("collected", "not-found", "police", "own")

_PARTS: Final = {
    "received": KINDS,
    "language": tuple(LANGUAGES),
    "topic": (*TOPICS, NOT_TOLD),
    "relation": (*RELATIONS, NOT_TOLD),
    "answered": KINDS,
    "minutes": KINDS,
    "finds": FIND_OUTCOMES,
}
_WHOLES: Final = (
    *("received", "turned-away", "answered", "in-time", "read-by-colleague", "minutes", "raters"),
    *("at-counter", "erased", "pieces"),
)

FIGURES: Final = (
    *_WHOLES,
    *(f"{whole}.{part}" for whole, parts in _PARTS.items() for part in parts),
)
"""Everything that may stand in a funder's table."""

NO_SUMS: Final = ("median-days", "helped")
"""A median and a mean: they are shown, and belong into no sum."""

SEALED: Final = ("topic", "relation", "raters")
"""Wholes that only whoever holds the team's key can see."""


def whole_of(figure: str) -> str:
    """The whole that a figure is a part of, or is."""
    return figure.partition(".")[0]


def is_part(figure: str) -> bool:
    """Whether it may be added to others of its whole."""
    return "." in figure
