"""Turns of phrase that a Czech reader misreads, or that come back on every page; all of it is
advice."""

import re
from collections.abc import Iterator

from centre.proofreading.prose import Prose
from centre.reading.faults import Fault

_TURNS = {
    "cs": (
        (r"\bkrok\w{0,3} dolů\b", "krok k menšímu riziku"),
        (
            r"\b(?:píše|popisuje|ukazuje|radí|vysvětluje) (?:to )?stránka\b",
            "„najdete na stránce …“, nebo odkaz rovnou ve větě",
        ),
        (r"\bmáme (?:vám )?co nabídnout\b", "můžeme vám něco nabídnout"),
        (r"\bklientsk\w{1,3} kód\w{0,3}\b", "kód klienta"),
        (r"\b(?:potkat terén|zavolejte do terénu)\b", "„terénní pracovníci“, jsou to lidé"),
        (r"[?!]\.(?!\.)", "jedno znaménko na konci věty"),
    ),
}
"""What is typed, as it stands in small letters, and what reads better."""

# English and Ukrainian have no list yet: nobody has counted what comes back there too often.
_PATTERNS = {
    lang: tuple((re.compile(typed), better) for typed, better in turns)
    for lang, turns in _TURNS.items()
}


def worn_out(prose: Prose) -> Iterator[Fault]:
    """Advice on every such turn of phrase; laws are quoted as they are."""
    for piece in prose.pieces:
        if piece.kind in ("law", "quote"):
            continue
        for pattern, better in _PATTERNS.get(prose.lang, ()):
            for found in pattern.finditer(piece.lower):
                words = " ".join(piece.text[slice(*found.span())].split())
                message = f"„{words}“ se špatně čte; lépe: {better}"
                yield prose.fault(piece, found.start(), message)
