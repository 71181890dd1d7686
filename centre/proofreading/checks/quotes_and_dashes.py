"""Quotation marks, apostrophes and dashes as each language writes them; all of it is advice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from centre.language.languages import LANGUAGES
from centre.proofreading.prose import Prose
from centre.reading.faults import Fault

_TYPEWRITTEN = re.compile(r"\"")
_WRONG = {
    "cs": re.compile(r"[\"”«]|,,(?=\w)|(?<=\w)''|(?<![^\s(])“(?=\w)"),
    "en": re.compile(r"[\"„«»]"),
    "uk": re.compile(r"[\"”]|(?<![^\s(])“(?=\w)"),
}
LANGUAGES_KNOWN = frozenset(_WRONG)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    message: str
    languages: tuple[str, ...] = tuple(LANGUAGES)


_RULES = (
    _Rule(re.compile(r"(?<=\w)'(?=\w)"), "rovný apostrof „{0}“; patří sem ’", ("en", "uk")),
    _Rule(re.compile(r"(?<=\S) --? (?=\S)"), "spojovník místo pomlčky; mezi mezery patří –"),
    _Rule(
        re.compile(r"(?<![\w./-])\d{1,4}(?:[.,:]\d+)?-\d{1,4}(?:[.,:]\d+)?(?![\w/-])"),
        "rozsah „{0}“ má spojovník; patří do něj – bez mezer",
    ),
)


def badly_set(prose: Prose) -> Iterator[Fault]:
    """Advice on marks that a typewriter left behind; each kind once a piece."""
    opening, closing = LANGUAGES[prose.lang].quotes
    right = f"{opening}…{closing}"
    marks = _WRONG.get(prose.lang, _TYPEWRITTEN)
    for piece in prose.pieces:
        if wrong := marks.search(piece.text):
            message = f"uvozovky {wrong[0]}; v tomto jazyce se píší {right}"
            yield prose.fault(piece, wrong.start(), message)
        elif piece.text.count(opening) != piece.text.count(closing):
            place = max(piece.text.find(opening), piece.text.find(closing))
            yield prose.fault(piece, place, f"uvozovka nemá svůj pár; píší se {right}")
        for rule in _RULES:
            if prose.lang in rule.languages and (found := rule.pattern.search(piece.text)):
                yield prose.fault(piece, found.start(), rule.message.format(found[0]))
