"""Readers are addressed as „vy“ and «ви»: a „ty“ among it sounds like a slap, or like a forgotten
draft.

Somebody else's words in quotation marks, such as what a parent may say to a child, are left alone.
"""

import re
from collections.abc import Iterator, Mapping

from centre.proofreading.prose import NEUTRAL, FoundWord, Prose
from centre.proofreading.sentences import starts_sentence
from centre.reading.faults import Fault

_QUOTED = re.compile(r"„[^“”]*[“”]|“[^“”]*”|«[^»]*»|\"[^\"]*\"")

_PRONOUNS = {
    # „ty“ and „ti“ also point at things and people (ty jehly, ti lidé), so they count only where
    # they cannot.
    "cs": r"tobě|tebe|tebou|tě|tvůj|tvoj[ei]|tvoj[ií]|tvého|tvému|tvém|tvým|tvými|tvých"
    r"|tvou|tvá|tvé|ty (?:sám|sama|jsi)|ti(?=[.!?])|bys|abys|kdybys|jsi|nejsi"
    r"|buď (?:sám|opatrn[ýá])",
    "uk": r"ти|тебе|тобі|тобою|твій|твоя|твоє|твої|твого|твоєї|твоїй|твоєму|твоїм"
    r"|твоїх|твоїми|твою",
}
_COMMANDS = {
    "cs": "zavolej volej napiš přijď řekni pojď neboj podívej zeptej najdi zkus vezmi přines "
    "počkej klikni vyplň ozvi přečti použij nesahej nechoď neber drž dýchej polož zůstaň objednej "
    "stáhni nezapomeň nečekej nestyď",
    "uk": "подзвони зателефонуй приходь напиши скажи візьми запитай натисни заповни прочитай",
}
# The second person singular is known by its ending; a few other words end alike, and so do some
# names.
_VERB = {"cs": r"\w{1,20}(?:áš|íš|eš)", "uk": r"\w{2,20}(?:еш|єш|иш|їш)"}
# fmt: off
_NO_VERB = {
    "spíš", "nejspíš", "náš", "váš", "guláš", "mariáš", "veš", "leš", "peleš", "keš", "heš",
    "товариш", "лиш", "миш", "тиш", "комиш", "кеш", "хеш", "слеш", "ідиш", "фетиш",
}
# fmt: on
_SAY = {
    "cs": "čtenáři vykáme („vy“, „zavolejte“)",
    "uk": "čtenáři vykáme i ukrajinsky («ви», «зателефонуйте»)",
}


def _pattern(lang: str) -> re.Pattern[str]:
    commands = "|".join(_COMMANDS[lang].split())
    alone = rf"(?<![\w-])(?:{_PRONOUNS[lang]}|{commands}|(?P<verb>{_VERB[lang]}))(?![\w-])"
    return re.compile(alone)


_PATTERNS: Mapping[str, re.Pattern[str]] = {lang: _pattern(lang) for lang in _PRONOUNS}

LANGUAGES_KNOWN = frozenset({*_PATTERNS, "en"})
"""English has no such word, so it needs no rule."""


def familiar(prose: Prose) -> Iterator[Fault]:
    """Every place that says „ty“ to the reader."""
    for found in familiar_words(prose):
        message = f"„{found.word}“ je tykání; {_SAY[prose.lang]}"
        yield prose.fault(found.piece, found.position, message)


def familiar_words(prose: Prose) -> Iterator[FoundWord]:
    """Every word that says „ty“ to the reader; none in a language without rules."""
    pattern = _PATTERNS.get(prose.lang)
    if pattern is None:
        return
    for piece in prose.pieces:
        if piece.kind in ("quote", "law"):
            continue
        own = _QUOTED.sub(_hidden, piece.text)
        for found in pattern.finditer(own.lower()):
            word = own[slice(*found.span())]
            is_name = word[0].isupper() and not starts_sentence(own, found.start())
            if not (found["verb"] and (is_name or found["verb"] in _NO_VERB)):
                yield FoundWord(piece, found.start(), word)


def _hidden(quoted: re.Match[str]) -> str:
    return re.sub(r"[^\n]", NEUTRAL, quoted[0])
