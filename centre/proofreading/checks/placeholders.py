"""Text that was only to hold a place."""

import re
from collections.abc import Iterator

from centre.proofreading.prose import Prose
from centre.reading.faults import Fault

LANGUAGES_KNOWN = frozenset({"cs", "en", "uk"})
"""Those with words in the patterns below."""

# Capitals count here; the others look at small letters.
_NEVER_MEANT = re.compile(r"\bX{3,}\b|\b(?:TODO|FIXME|TBD|TBA|DOPLNIT)\b|(?<!\S)\?{3,}|_{4,}")
_NOTE_IN_BRACKETS = re.compile(
    r"\[\s*(?:doplnit|dopsat|додати|доповнити|add|fill in)\b[^\]]*\]"
    r"|\(\s*(?:doplnit|dopsat|to be added|буде додано)\s*\)"
    r"|[\[(]\s*(?:doplnit|doplníme|bude doplněno|to be added|буде додано)"
    r" (?:později|brzy|text|popis|odkaz|číslo|telefon|datum|jméno|later|пізніше)\b[^\])]*[\])]",
)
_LATER = re.compile(
    r"\b(?:lorem|dolor sit amet)\b"
    r"|\b(?:text|obsah|popis|fotk\w*|fotografi\w*|tabulka|odkaz) (?:\w+ )?"
    r"(?:(?:přijd(?:e|ou)|doplníme|bude doplněn\w*) (?:brzy|později)|bude doplněn\w*)"
    r"|\b(?:zde|tady|sem) (?:bude|přijde|dejte|doplňte) (?:text|popis|obsah|foto\w*|odkaz)\b"
    r"|\b(?:text goes here|insert text)\b|\bтут буде (?:текст|опис)",
)
# What the patterns above cannot do without, which is quick to look for.
_SIGNS = re.compile(r"XXX|TODO|FIXME|TBD|TBA|DOPLNIT|\?\?\?|____|[\[(]")
_SIGNS_OF_LATER = ("lorem", "dolor sit", "přijd", "dopln", "doplň", "bude", "dejte", "text", "буде")
_NOTHING_ELSE = re.compile(
    r"\W*(?:doplnit|doplníme|doplníme později|bude doplněno|přijde později|připravujeme|dopsat"
    r"|coming soon|to be added|to follow|буде додано)\W*",
)


def left_behind(prose: Prose) -> Iterator[Fault]:
    """Every place that still waits for its words."""
    for piece in prose.pieces:
        lower = piece.lower
        places: list[re.Match[str]] = []
        if _SIGNS.search(piece.text):
            places += [*_NEVER_MEANT.finditer(piece.text), *_NOTE_IN_BRACKETS.finditer(lower)]
        if any(sign in lower for sign in _SIGNS_OF_LATER):
            places += _LATER.finditer(lower)
        if alone := _NOTHING_ELSE.fullmatch(lower):
            places.append(alone)
        for place in places:
            words = " ".join(piece.text[slice(*place.span())].split())
            message = f"„{words}“ vypadá jako nedopsané místo; dopište ho, nebo smažte"
            yield prose.fault(piece, place.start(), message)
