"""Phone numbers typed by hand.

A wrong one may cost a life, so each is kept once, among the facts.
"""

import re
from collections.abc import Iterator

from centre.facts.loading import Facts
from centre.proofreading.prose import Piece, Prose
from centre.reading.faults import Fault

_DIGIT = re.compile(r"\d")
_LONG = re.compile(
    r"(?<![\w.,+/-])(?:(?:\+|00)420[ -]?)?\d{3}[ -]?\d{3}[ -]?\d{3}(?![\w/]|[.,]\d)"
    r"(?!\s?(?:Kč|korun|EUR|€|грн|крон))"
)
_CALLS = {
    "cs": "vol[ae]j|zavol|linc|link|čísl|tísň|vytoč|telefon|záchran|polici|stráž|hasič|jde o život",
    "en": r"\bcall|\bdial|\bring\b|phone|number|helpline|emergency|ambulance|police|fire brigade"
    "|life is in danger",
    "uk": "дзвон|телефон|номер|виклик|лін[іи]|швидк|поліц|пожеж|життя",
}
_OF_CALLS = re.compile("|".join(_CALLS.values()), re.IGNORECASE)
# What may follow a number that is dialled; after any other word it counts something („155 lidí“).
_NO_NOUN = {
    "cs": "nebo a i či hned ihned v ve pro na při když pokud se je zdarma nepřetržitě kdykoli vždy"
    " také",
    "en": "or and at if when for is straight immediately first any",
    "uk": "або чи і й та негайно якщо коли для у в це безкоштовно",
}
LANGUAGES_KNOWN = _CALLS.keys() & _NO_NOUN.keys()
_DIALLED = "|".join(" ".join(_NO_NOUN.values()).split())
_AFTER = rf"(?!\w|/|[.,:]\d|\s*%|\s+(?!(?:{_DIALLED})\b)[^\W\d_A-ZÁ-Ž])"


class PhoneNumbers:
    """Knows the numbers of the centre and of the helplines, so that it can say what to insert."""

    def __init__(self, facts: Facts) -> None:
        own = facts.centre.contacts.phones
        self._snippets = {phone.digits[-9:]: f"[[tel:{name}]]" for name, phone in own.items()}
        self._snippets |= {
            line.digits: f"[[helpline:{line.id}]]" for line in facts.helplines.values()
        }
        short = (line.number for line in facts.helplines.values() if len(line.digits) < 9)
        numbers = "|".join(number.replace(" ", " ?") for number in short)
        self._short = re.compile(rf"(?<![\w§/.,+-])(?<!§ )(?<!č\. )(?:{numbers}){_AFTER}")

    def check(self, prose: Prose) -> Iterator[Fault]:
        """Every typed number, and the snippet that stands for it.

        The fields of the head take no snippets; there only a short number may stand.
        """
        for piece in prose.pieces:
            for found in self._typed(piece):
                yield prose.fault(piece, found.start(), self._message(found[0], piece.field))

    def _typed(self, piece: Piece) -> Iterator[re.Match[str]]:
        if not _DIGIT.search(piece.text):
            return
        yield from _LONG.finditer(piece.text)
        if not piece.field and (len(piece.text.split()) <= 3 or _OF_CALLS.search(piece.text)):
            yield from self._short.finditer(piece.text)

    def _message(self, number: str, field: str) -> str:
        number = " ".join(number.split())
        digits = re.sub(r"\D", "", number)
        snippet = self._snippets.get(digits) or self._snippets.get(digits[-9:])
        if field:
            return (
                f"číslo {number} sem nepatří; do textu stránky dejte {snippet or '[[tel:centre]]'}"
            )
        if snippet:
            return f"číslo {number} je napsané rukou; místo něj dejte {snippet}"
        return (
            f"číslo {number} je napsané rukou; zapište ho do složky data (naše do "
            "centre.yaml, cizí do "
            "helplines.yaml) a sem dejte [[tel:…]] nebo [[helpline:…]]"
        )
