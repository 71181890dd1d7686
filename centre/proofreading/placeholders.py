"""Text that was only to hold a place."""

import re
from collections.abc import Iterator

from centre.faults import Fault
from centre.proofreading.prose import Prose

_NEVER_MEANT = re.compile(
    r"(?i:\b(?:lorem|dolor sit amet)\b)|\bX{3,}\b|\b(?:TODO|FIXME|TBD|TBA|DOPLNIT)\b|(?<!\S)\?{3,}|_{4,}"
)
_NOTE_IN_BRACKETS = re.compile(
    r"\[\s*(?:doplnit|dopsat|додати|доповнити|add|fill in)\b[^\]]*\]"
    r"|\(\s*(?:doplnit|dopsat|to be added|буде додано)\s*\)"
    r"|[\[(]\s*(?:doplnit|doplníme|bude doplněno|to be added|буде додано)"
    r" (?:později|brzy|text|popis|odkaz|číslo|telefon|datum|jméno|later|пізніше)\b[^\])]*[\])]",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:text|obsah|popis|fotk\w*|fotografi\w*|tabulka|odkaz) (?:\w+ )?"
    r"(?:(?:přijd(?:e|ou)|doplníme|bude doplněn\w*) (?:brzy|později)|bude doplněn\w*)"
    r"|\b(?:zde|tady|sem) (?:bude|přijde|dejte|doplňte) (?:text|popis|obsah|foto\w*|odkaz)\b"
    r"|\b(?:text goes here|insert text)\b|\bтут буде (?:текст|опис)",
    re.IGNORECASE,
)
_NOTHING_ELSE = re.compile(
    r"\W*(?:doplnit|doplníme|doplníme později|bude doplněno|přijde později|připravujeme|dopsat"
    r"|coming soon|to be added|to follow|буде додано)\W*",
    re.IGNORECASE,
)


def left_behind(prose: Prose) -> Iterator[Fault]:
    """Every place that still waits for its words."""
    for piece in prose.pieces:
        found = _NOTHING_ELSE.fullmatch(piece.text)
        places = [found] if found else [*_NEVER_MEANT.finditer(piece.text)]
        places += [*_NOTE_IN_BRACKETS.finditer(piece.text), *_LATER.finditer(piece.text)]
        for place in places:
            words = " ".join(place[0].split())
            message = f"„{words}“ vypadá jako nedopsané místo; dopište ho, nebo smažte"
            yield prose.fault(piece, place.start(), message)
