"""Abbreviations that a page uses and does not explain: „orgán … (OSPOD)“ or „OSPOD (orgán …)“."""

import re
from collections.abc import Iterator

from centre.proofreading.prose import FoundWord, Piece, Prose
from centre.reading.faults import Fault

_CAPITAL = "A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽА-ЯІЇЄҐ"
_CAPITALS = re.compile(f"[{_CAPITAL}][{_CAPITAL}]")  # quick to look for
_SHORT = re.compile(rf"(?<![\w§-])[{_CAPITAL}]{{2,6}}(?![\w-])")
_SHOUTED = re.compile(rf"\b(?:[{_CAPITAL}]+ )*[{_CAPITAL}]{{7,}}(?: [{_CAPITAL}]+)*\b")
_ROMAN = re.compile(r"[IVXLC]+")
_ANNOUNCEMENTS = {
    "cs": r"\bzkratk|\bzkrácen",
    "en": r"\babbreviat|\bshort for\b",
    "uk": r"\bскорочен",
}
LANGUAGES_KNOWN = frozenset(_ANNOUNCEMENTS)
_ANNOUNCED = re.compile("|".join(_ANNOUNCEMENTS.values()), re.IGNORECASE)
_NEAR = 80  # characters in which an announcement may stand before or after


def unexplained(prose: Prose, known: frozenset[str]) -> Iterator[Fault]:
    """Abbreviations whose first use on the page explains them in no way."""
    for found in unexplained_words(prose, known):
        yield prose.fault(found.piece, found.position, _message(found.word))


def unexplained_words(prose: Prose, known: frozenset[str]) -> Iterator[FoundWord]:
    """Each abbreviation that is not ``known`` and not explained, where it stands first."""
    seen = set(known | prose.abbreviations)
    explained_by_definition = {
        found[0] for piece in prose.pieces if piece.kind == "term" for found in _found(piece)
    }
    seen |= explained_by_definition
    for piece in prose.pieces:
        if piece.kind in ("heading", "law") or piece.field in ("title", "nav"):
            continue  # what a heading names, its text explains
        for found in _found(piece):
            short = found[0]
            if short in seen:
                continue
            seen.add(short)
            if not _is_explained(found, piece.text):
                yield FoundWord(piece, found.start(), short)


def _found(piece: Piece) -> Iterator[re.Match[str]]:
    if not _CAPITALS.search(piece.text):
        return
    quiet = _SHOUTED.sub(lambda shouted: shouted[0].lower(), piece.text)
    for found in _SHORT.finditer(quiet):
        if not _ROMAN.fullmatch(found[0]):
            yield found


def _is_explained(found: re.Match[str], text: str) -> bool:
    before = text[: found.start()]
    after = text[found.end() :]
    if re.match(r"\s*\(\s*[^\W\d_]{2,}", after):
        return True
    opened = before.rfind("(")
    if opened > before.rfind(")") and opened > 0:
        inside = before[opened + 1 :].rstrip()
        if not inside or inside.endswith(",") or inside.endswith(("dále jen", "dříve", "formerly")):
            return True
    near = before[-_NEAR:] + after[:_NEAR]
    return bool(_ANNOUNCED.search(near))


def _message(short: str) -> str:
    return (
        f"zkratku „{short}“ stránka nevysvětluje; napoprvé napište celý název a zkratku do "
        "závorky, "
        "běžnou přidejte do data/abbreviations.yaml"
    )
