"""Typography: words and numbers that a line must not end with are bound to the next one: words of
one letter in languages that have them, numbers everywhere.

Runs over the finished tree, so that it never sees code, addresses or attributes. A phone number
that a snippet inserted keeps its own spaces.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from babel import Locale
from babel.units import format_unit
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from centre.language.language import Language
from centre.language.languages import LANGUAGES

BOUND = "\xa0"


def _after_one_letter(words: str) -> re.Pattern[str]:
    """The space after a word of one letter. Looking back from it lets the search run from space to
    space."""
    letters = words + words.upper()
    return re.compile(rf"[ \n](?<=[{letters}]\s)(?<![\w'’]\w\s)(?<!\w\xa0[A-ZА-ЯІ]\s)")


_ONE_LETTER = {
    code: _after_one_letter(language.one_letter_words)
    for code, language in LANGUAGES.items()
    if language.one_letter_words
}
# A capital inside a sentence is a name of the word before it: „žloutenka typu A“, „гепатит C“.
_NAMED_BY_LETTER = re.compile(r"[ \n](?<=[^\W\d_A-ZА-ЯІ]\s)(?=[A-ZА-ЯІ](?![\w'’.]))")
# A line may start after a dash, never with it.
_BEFORE_DASH = re.compile(r" (?=–\s)")
_DIGIT = re.compile(r"\d")
# „580 01 Havlíčkův Brod“
_POSTAL_CODE = re.compile(r"(?<!\d)\d{3} (?=\d\d(?:\s|$))")
_NUMBERS = (
    # a number and what it counts or measures: „14 dní“, „37 °C“, „10 000“; a year stands for itself
    re.compile(
        r"(?<![\w.,:/–-])(?!(?:19|20)\d\d\b)(?:\d+(?:[.,]\d+)*–)?\d+(?:[.,]\d+)* "
        r"(?=[%‰°]|\d{3}(?!\d)|(?!(?:nebo|až|do|a|i|či|або|чи|до|та|і|й)\b)[^\W\d_])"
    ),
    # „21. listopadu“, „1. 10.“
    re.compile(r"(?<!\w)\d{1,3}\. (?=[a-zá-ž\d])"),
    _POSTAL_CODE,
    # a year, where its noun follows: „2026 року“
    re.compile(r"(?<!\d)(?:19|20)\d\d (?=р(?:оку|оці|ік)\b)"),
    re.compile(r"/\d{4} (?=Sb\.)"),
    re.compile(r"(?:§|№|\bčl\.|\bodst\.|\bč\.|\bст\.) (?=\d)"),
)
_MEASURES = (
    *(f"duration-{unit}" for unit in ("second", "minute", "hour", "day", "week", "month", "year")),
    *(f"length-{unit}" for unit in ("millimeter", "centimeter", "meter", "kilometer")),
    *(f"mass-{unit}" for unit in ("milligram", "gram", "kilogram")),
    *(f"volume-{unit}" for unit in ("milliliter", "liter")),
    *(f"digital-{unit}" for unit in ("kilobyte", "megabyte")),
)
_LEFT_ALONE = {"code", "pre"}
_AFTER_SHORT_WORD = re.compile(r"(\A|(?<!\w)\w{1,8})[ \n]\Z")
"""A long one and a number would not fit in a card with wide spacing."""
_SHORT = 3
"""The length of a number for emergencies."""


def _names(language: Language) -> Iterator[str]:
    """Its weekdays, in the forms that stand before a date."""
    yield from Locale.parse(language.locale).days["format"]["wide"].values()
    yield from (words.rpartition(" ")[2] for words in language.on_weekdays)


def _in_dates(language: Language) -> tuple[re.Pattern[str], ...]:
    """„středu 25.“, "Wednesday 25"; and "25 November" in a language without a point between."""
    weekday = re.compile(rf"\b(?:{'|'.join(_names(language))}),? (?=\d)", re.IGNORECASE)
    if language.one_letter_words:
        return (weekday,)  # its months follow a number like any word
    months = Locale.parse(language.locale).months["format"]
    named = "|".join([*months["wide"].values(), *months["abbreviated"].values()])
    return weekday, re.compile(rf"(?<!\d)\d{{1,2}} (?=(?:{named})\b)")


def _units(language: Language) -> Iterator[str]:
    """What is measured, in words and in short: "minute", "minutes", "mins", "km"."""
    for measure in _MEASURES:
        for length in ("long", "short"):
            for number in (1, 2):
                yield format_unit(number, measure, length, locale=language.locale).split()[-1]


def _in_numbers(language: Language) -> tuple[re.Pattern[str], ...]:
    """Whatever a number counts, in a language that has words of one letter. In another one a line
    ends after most words: only "5 minutes", "3 working days", "No. 108/2006 Coll."."""
    if language.one_letter_words:
        return _NUMBERS
    units = "|".join(map(re.escape, sorted(set(_units(language)))))
    return (
        re.compile(
            rf"(?<![\w.,:/–-])(?:\d+(?:[.,]\d+)*–)?\d+(?:[.,]\d+)* (?=(?:working|{units})\b|[°%])"
        ),
        _POSTAL_CODE,
        re.compile(r"/\d{4} (?=Coll\.)"),
        re.compile(r"(?:§|\bNo\.|\b[Ss]ections?) (?=\d)"),
    )


_WITH_DIGITS = {
    code: (*_in_numbers(language), *_in_dates(language)) for code, language in LANGUAGES.items()
}


def bind(text: str, lang: str) -> str:
    """``text`` with hard spaces where a line must not break; where a language has no words of one
    letter, only in dates and between a number and its unit."""
    if lang not in _WITH_DIGITS or (" " not in text and "\n" not in text):
        return text
    if lang in _ONE_LETTER:
        text = _NAMED_BY_LETTER.sub(BOUND, text)
        text = _ONE_LETTER[lang].sub(BOUND, text)
        if "–" in text:
            text = _BEFORE_DASH.sub(BOUND, text)
    if _DIGIT.search(text):
        for pattern in _WITH_DIGITS[lang]:
            text = pattern.sub(_with_its_space_bound, text)
    return text


def unbroken(text: str) -> str:
    """``text`` in one piece: a date, whose year goes on the same line."""
    return text.replace(" ", BOUND)


def _with_its_space_bound(found: re.Match[str]) -> str:
    return found[0][:-1] + BOUND


class Typography(Extension):
    """Binds the words of every text that a parser of this language converts."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.treeprocessors.register(_Binding(md, self._lang), "typography", 0)


class _Binding(Treeprocessor):
    def __init__(self, md: Markdown, lang: str) -> None:
        super().__init__(md)
        self._lang = lang

    def run(self, root: Element) -> None:
        self._walk(root, self._lang)

    def _walk(self, element: Element, lang: str) -> None:
        if _is_left_alone(element):
            return
        inner = element.get("lang", lang)
        if element.text:
            element.text = bind(element.text, inner)
        for child in element:
            self._walk(child, inner)
            if child.tail:
                child.tail = bind(child.tail, inner)
        for place, child in enumerate(element):
            if _is_phone(child) and len(child.text or "") <= _SHORT:
                _bind_before(element, place)


def _is_left_alone(element: Element) -> bool:
    return element.tag in _LEFT_ALONE or _is_phone(element)


def _is_phone(element: Element) -> bool:
    return "tel" in element.get("class", "").split()


def _bind_before(element: Element, place: int) -> None:
    """Bind a child to the word before it: „Volejte 155“ is one thing to do."""
    if place:
        before = element[place - 1]
        before.tail = _bound_to_next(before.tail)
    else:
        element.text = _bound_to_next(element.text)


def _bound_to_next(text: str | None) -> str:
    return _AFTER_SHORT_WORD.sub(rf"\g<1>{BOUND}", text or "")
