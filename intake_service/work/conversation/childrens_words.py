"""Words by which children tell their age: „je mi 14“, «мені 14 років». They set a mark at the desk
and nothing else; no mark means nothing.

Whoever writes of a child's age is no child: „dceři je 14“, “my son is 14”.
"""

import re
from collections.abc import Mapping
from typing import Final

from centre.language.folding import fold

CHILDREN_ARE: Final = ("under-15", "15-17")
"""The bands of age, as a form offers them, in which somebody is under 18."""

_YEARS: Final = {
    "cs": "šest sedm osm devět deset jedenáct dvanáct třináct čtrnáct patnáct šestnáct sedmnáct",
    "en": "six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen",
    "uk": "шість сім вісім девять десять одинадцять дванадцять тринадцять чотирнадцять пятнадцять "
    "шістнадцять сімнадцять",
    "ru": "шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать",
}
_END: Final = r"(?=\s*(?:$|[.,;:!?()-]|(?:a|ale|and|but|і|й|та|але|и|но)\b))"
"""What may follow an age: „mám 15 let praxe“ and “I am 14 weeks pregnant” go on otherwise."""

_TOLD_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": (
        r"(?:je mi|mi je) (?:teprve |jen |skoro |už |zatím )?AGE(?: let| roků)?END",
        r"bude mi (?:AGE|18|osmnáct)(?: let)?END",
        r"mám (?:teprve |jen |skoro |už )?AGE (?:let|roků)END",
        r"AGE let mi je",
        r"jsem (?:teprve |jen )?AGE ?-?(?:t?i)? ?let[áýíé]",
        r"(?:chodím|jdu|učím se|(?<!l )(?<!la )jsem) (?:teď |ještě )?(?:do|v|ve) "
        r"(?:[5-9]\.? ?tříd[ěy]|(?:páté|šesté|sedmé|osmé|deváté) tříd[ěy]"
        r"|(?:pát|šest|sedmič|osmič|devít)(?:ky|ce|kách)|pětky|pětce|šestce|devítce|osmičky)",
        r"(?:chodím|jsem) na základ(?:ku|ce|ní školu|ní škole)",
        r"jsem (?:ještě )?nezletil[áý]",
        r"(?:není mi|mi není|nebylo mi) (?:ještě )?(?:18|osmnáct)|nemám (?:ještě )?(?:18|osmnáct)",
    ),
    "en": (
        r"i ?a?m (?:only |just |nearly |almost |a )?AGE[ -]?(?:years?[ -]old|y\.?o\b)",
        r"i ?a?m (?:only |just |nearly |almost )?AGEEND",
        r"i ?a?m in (?:year|grade|class) (?:[4-9]|1[0-2])\b",
        r"i ?a?m in (?:the )?(?:[4-9]th|1[0-2]th|fifth|sixth|seventh|eighth|ninth) grade",
        r"i ?a?m (?:still )?(?:under ?18|under ?age|a minor|not 18|not eighteen)",
        r"i(?: ?a?m (?:at|in)| go to) (?:primary|elementary|middle) school",
    ),
    "uk": (
        r"мені (?:лише |тільки |ще |майже |вже )?AGE(?: років| роки| рік)?END",
        r"мені (?:скоро )?буде (?:AGE|18|вісімнадцять)(?: років)?END",
        r"(?:я|навчаюся|навчаюсь|вчуся|вчусь|ходжу) (?:у |в |до )"
        r"(?:(?:[4-9]|1[01])(?:-\w+)?|пятому|шостому|сьомому|восьмому|девятому|десятому"
        r"|шостого|сьомого|восьмого|девятого) клас[іу]",
        r"я (?:ще )?неповнолітн|мені (?:ще )?нема(?:є)? (?:18|вісімнадцяти)",
    ),
    "ru": (
        r"мне (?:только |всего |еще |почти |уже )?AGE(?: лет| года| год)?END",
        r"мне (?:скоро )?будет (?:AGE|18|восемнадцать)(?: лет)?END",
        r"(?:я|учусь|хожу) в (?:(?:[4-9]|1[01])(?:-\w+)?|шестом|седьмом|восьмом|девятом) класс?е?",
        r"я (?:еще )?несовершеннолетн|мне (?:еще )?нет (?:18|восемнадцати)",
    ),
}


def _pattern() -> re.Pattern[str]:
    """One expression for all languages, over folded text."""
    told: list[str] = []
    for lang, phrases in _TOLD_BY.items():
        age = rf"(?:[6-9]|1[0-7]|{'|'.join(_YEARS[lang].split())})"
        told += (_folded(phrase, age) for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(told)})", re.MULTILINE)


def _folded(phrase: str, age: str) -> str:
    """The expression for a folded text, with AGE and END as what they stand for."""
    parts = (fold(part) for part in re.split("AGE|END", phrase))
    marks = (fold(age) if mark == "AGE" else _END for mark in re.findall("AGE|END", phrase))
    folded = next(parts)
    for mark, part in zip(marks, parts, strict=True):
        folded += mark + part
    return folded


_TELLS = _pattern()


def is_from_a_child(text: str, extras: Mapping[str, str]) -> bool:
    """Whether the writer of a message chose an age under 18, or tells one in the text.

    All languages are looked for in every text.
    """
    lines = (" ".join(line.split()) for line in fold(text).splitlines())
    return extras.get("age") in CHILDREN_ARE or bool(_TELLS.search("\n".join(lines)))
