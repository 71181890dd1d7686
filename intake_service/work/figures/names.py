"""What figures are called, in the language spoken."""

from collections.abc import Callable, Mapping
from typing import Final

from centre.intake.counted_figures import FIGURES, NOT_TOLD, whole_of
from centre.language.i18n import N_, gettext, language_words
from intake_service.store.terms import FindOutcome
from intake_service.work.conversation import kinds
from intake_service.work.syringes.counting import OUTCOMES

NOBODY_TOLD: Final = N_("not told")

WHOLES: Final = {
    "received": N_("all enquiries"),
    "turned-away": N_("refused by a flood"),
    "language": N_("Languages"),
    "topic": N_("What people asked about themselves"),
    "relation": N_("Whom those close to somebody wrote about"),
    "answered": N_("answered"),
    "in-time": N_("of these in time"),
    "read-by-colleague": N_("read by a colleague"),
    "minutes": N_("minutes of work"),
    "at-counter": N_("reply codes at the counter"),
    "raters": N_("how many gave a number"),
    "erased": N_("erased unsettled"),
    "finds": N_("Found syringes"),
    "pieces": N_("pieces that we collected"),
}
"""Figures that are no part of another, and groups of parts, as messages."""


def kind(kind_id: str) -> str:
    """„o sobě“: a kind of enquiry."""
    return gettext(kinds.find(kind_id).name)


def topic(value: str) -> str:
    """What somebody asked about; nothing told has its own word."""
    return _chosen("counselling", "topic", value)


def relation(value: str) -> str:
    """Whom somebody close wrote about."""
    return _chosen("relatives", "relation", value)


def outcome(value: str) -> str:
    """How a find of syringes ended."""
    return gettext(OUTCOMES[FindOutcome(value)])


def of_figure(figure: str) -> str:
    """„odpovězeno: o blízkém člověku“: a figure by its name in a funder's table."""
    whole = whole_of(figure)
    part = figure.removeprefix(whole).removeprefix(".")
    words = gettext(WHOLES[whole])
    return f"{words}: {_PARTS[whole](part)}" if part else words


def by_figure() -> dict[str, str]:
    """All figures that may stand in a funder's table, each with its words."""
    return {figure: of_figure(figure) for figure in FIGURES}


def _chosen(kind_id: str, field: str, value: str) -> str:
    is_told = value not in ("", NOT_TOLD)
    return kinds.find(kind_id).words(field, value) if is_told else gettext(NOBODY_TOLD)


_PARTS: Final[Mapping[str, Callable[[str], str]]] = {
    "received": kind,
    "answered": kind,
    "minutes": kind,
    "language": language_words,
    "topic": topic,
    "relation": relation,
    "finds": outcome,
}
