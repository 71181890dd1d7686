"""Words of crisis: ``crisis_words.yaml``. They set a mark at the desk, and put the help for a
crisis above what a search finds; nothing else.

A slip in the list must neither mark every enquiry, so that nobody heeds the mark any more, nor
none: whatever happens to the file, ``AT_LEAST`` is looked for.
"""

import re
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from centre.language.folding import fold
from centre.layers.folder import data_file
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import read_from
from centre.reading.messages import quoted
from centre.reading.models import Fact, check
from centre.reading.reader import read_node
from centre.reading.salvage import sound_part
from centre.reading.values import refuse

CRISIS_WORDS_FILE: Final = "crisis_words.yaml"

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\*?")
_FEWEST_LETTERS = 4
_SIDE_BY_SIDE = 4
_EVERYDAY = (
    "dobrý den ahoj prosím děkuji mám nemám potřebuji chtěl chtěla bych jsem jste není bylo když "
    "protože nebo kvůli rád ráda můžu může jestli otázka dotaz pomoc odpověď syn dcera bratr "
    "hello please thank thanks have need want would because question help answer about with when "
    "добрий день вітаю прошу дякую маю потрібно хочу можна якщо питання допомога відповідь тому "
    "здравствуйте пожалуйста спасибо нужно можно если вопрос помощь ответ потому меня мой"
)
"""Words that stand in any enquiry: what finds one of them would mark all."""


_EVERYDAY_FOLDED = fold(_EVERYDAY)


def _expression(phrase: str) -> str:
    return r"\s+".join(
        re.escape(word.removesuffix("*")) + r"\w*" * word.endswith("*")
        for word in fold(phrase).split()
    )


def pattern_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """An expression that finds any of ``phrases`` in a folded text; a star is any ending."""
    alternatives = _by_first_letters(sorted({_expression(phrase) for phrase in phrases}))
    return re.compile(rf"\b(?:{alternatives})\b" if phrases else r"(?!)")


def _by_first_letters(expressions: list[str]) -> str:
    """One expression for all; a thousand side by side would each be tried at every word."""
    if len(expressions) <= _SIDE_BY_SIDE:
        return "|".join(expressions)
    groups = groupby(expressions, lambda each: each[:1] if each[:1].isalpha() else "")
    alternatives = []
    for first, group in groups:
        rest = [each.removeprefix(first) for each in group]
        alternatives.append(f"{first}(?:{_by_first_letters(rest)})" if first else "|".join(rest))
    return "|".join(alternatives)


@lru_cache(maxsize=4096)
def _checked(phrase: str) -> str:
    for word in phrase.split():
        if not _WORD.fullmatch(word):
            message = "čekáme slova z písmen, hvězdička smí být jen na konci slova"
            raise refuse("phrase", f"{message}; je tu {quoted(word)}")
    if sum(letter.isalpha() for letter in phrase) < _FEWEST_LETTERS:
        message = f"je to moc krátké, označilo by to skoro každý dotaz; je tu {quoted(phrase)}"
        raise refuse("short_phrase", message)
    if found := pattern_of((phrase,)).search(_EVERYDAY_FOLDED):
        message = f"našlo by to i „{found[0]}“, tedy skoro každý dotaz; je tu {quoted(phrase)}"
        raise refuse("everyday_phrase", message)
    return phrase


Phrases = Annotated[
    tuple[Annotated[str, AfterValidator(_checked)], ...],
    Field(title="Slova a slovní spojení; hvězdička na konci slova je jakékoli pokračování"),
]


class CrisisWords(Fact):
    """``crisis_words.yaml``: phrases by language. All are looked for in every text."""

    cs: Annotated[Phrases, Field(min_length=1)]
    en: Phrases = ()
    uk: Phrases = ()
    ru: Phrases = ()

    def found_in(self, text: str) -> bool:
        """Whether a phrase of any language stands in ``text``, however inflected or accented.

        People mix languages when they are in trouble.
        """
        return bool(self._pattern.search(fold(text)))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return pattern_of((*self.cs, *self.en, *self.uk, *self.ru))

    def typed_in(self, lang: str) -> tuple[str, ...]:
        """The phrases that readers of a language may type; Ukrainian pages are read by those too
        who write Russian."""
        return {"cs": self.cs, "en": self.en, "uk": (*self.uk, *self.ru)}.get(lang, ())


AT_LEAST: Final = CrisisWords(
    cs=("sebevra*", "zabít se", "se zabít", "zabij* se", "se zabij*", "nechc* žít", "chc* umřít"),
    en=("suicid*", "kill* myself", "want* to die", "overdos*", "not breathing"),
    uk=("самогуб*", "суїцид*", "вбити себе", "не хоч* жити", "передоз*", "не дихає"),
    ru=("самоуби*", "суицид*", "убить себя", "не хоч* жить", "не дышит"),
)
"""What is looked for while nothing of the file can be used."""


def read_crisis_words(data: Path) -> tuple[CrisisWords, list[Fault]]:
    """The list in the folder ``data``, of a faulty one what is sound, and every fault."""
    path = data_file(data, CRISIS_WORDS_FILE)
    words, faults = read_from("crisis words", path, lambda: _read(path))
    return words, list(faults)


def _read(path: Path) -> tuple[CrisisWords, list[Fault]]:
    file = file_name(path)
    try:
        node = read_node(path)
    except Faults as broken:
        return AT_LEAST, list(broken.all)
    words, faults = check(CrisisWords, node, file)
    sound = words or sound_part(CrisisWords, node, file)
    return sound or AT_LEAST, faults
