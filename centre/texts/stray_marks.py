"""Marks that Markdown did not take for what their writer meant, and signs that it took for marks.

Readers would see the bare mark („## Nadpis“ in the middle of a paragraph), or points of a list in
one line, or „18 let“ where „> 18 let“ was typed. A sign after a backslash is meant as it is.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

_LIST = "seznam tu nezačne: před první bod dejte prázdný řádek, vnořený bod odsaďte čtyřmi mezerami"
_NO_CODE = "ukázky kódu v textech nejsou"
_LETTER = r"[^\W\d_]"

_LEFT_IN_TEXT = tuple(
    (re.compile(pattern, re.MULTILINE), message)
    for pattern, message in (
        (r"^[ \t]*#+[ \t]*[^\W_]+.*", "nadpis pište od kraje řádku: ##, mezera a slova"),
        (
            r"^[ \t]*(?:!!!|!!(?=[ ]*(?:emergency|soon|care|note|steps|checks)\b)).*",
            'rámeček pište od kraje řádku: !!! druh "nadpis", s rovnými uvozovkami',
        ),
        (
            r"\{:[^}\n]*\}?|\{[ ]*[#.][\w-]+[^}\n]*\}?",
            "značka {: … } tu nic neznačí; patří na konec nadpisu, nebo na řádek hned pod odstavec",
        ),
        (r"`+[^\W_]*", f"zpětný apostrof ` tu nic neznačí; {_NO_CODE}"),
        (r"^[ \t]*~~~.*", f"řádek ~~~ tu nic neznačí; {_NO_CODE}"),
        (r"~~[^\s~]+", "přeškrtnutí ~~ neumíme; co neplatí, smažte"),
        (
            r"^[ \t]*\|.*\|[ \t]*$|^[ \t]*:?-{3,}:?[ \t]*\|.*",
            "tabulka tu nezačne: dejte před ni prázdný řádek a pod záhlaví řádek čar "
            "se stejným počtem sloupců",
        ),
        (r"!\[[^\]\n]*\]?", "obrázek přidejte na pultu (Obrázky) a sem dejte [[picture:…]]"),
        (
            r"\]\([^\s)]*|\][ ]\([ ]*(?:https?:|page:|intake:)[^\s)]*"
            r"|[)\]][ ]?\[[ ]*(?:https?:|page:|intake:)[^\s\]]*",
            "odkaz není napsaný celý; čekáme [slova](adresa) bez mezery mezi závorkami",
        ),
        (
            r"\[\[(?![ ]*[\w-]+[ ]*:[ ]*[^\]\s]+[ ]*\]\])[^\]\n]*\]*"
            r"|(?<!\[)\[(?:fact|tel|helpline|helpline-full|list|picture|value)[ ]*:[^\]\n]*\]*",
            "údaj v [[ ]] není napsaný celý; čekáme třeba [[fact:name]]",
        ),
        (r"^[ \t]*={3,}[ \t]*$", "řádek === tu nic neznačí; nadpis pište ##, mezera a slova"),
        (r"\[TOC\]", "značku [TOC] neumíme; obsah stránky se přidá sám"),
        (
            rf"(?:(?<!\*)(?<!{_LETTER})|\w+(?<!{_LETTER}))\*{{2,3}}(?!\*)\S*"
            rf"|(?<!\*)\*{{2,3}}(?!\*|{_LETTER})"
            r"|(?<![\w*])\*(?=[^\W_])\S*|(?<![\w_])_{1,3}(?=[^\W_])\S*",
            "hvězdičky nebo podtržítka tu nemají dvojici; doplňte ji, nebo znak smažte",
        ),
        (r"(?<=\n)[ \t]*[-*+][ \t]+\S+", _LIST),
        (r"^[ \t]*[•·●▪◦‣∙][ \t]*\S+", "bod seznamu začíná spojovníkem a mezerou, ne puntíkem"),
    )
)
_POINTS = re.compile(
    r"^[ \t]*(?:(\d{1,3})[.)](?=\s|[^\W\d_])|([-–—])(?=\S|[ ]))[^\n]*", re.MULTILINE
)

_TAKEN_FROM_LINE = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"[ ]{0,3}\+[ ]+\d", "znak + by zmizel, byl by z něj bod seznamu; pište ho bez mezery"),
        (r"#{1,6}[^#]*[^\s#\\]#+[ \t]*$", "znak # na konci nadpisu by zmizel; pište \\#"),
        (r".*(?<!\\)&(?:[A-Za-z]\w*|#\w+);", "místo značky se znakem & napište přímo ten znak"),
    )
)
_ESCAPED = re.compile("\x02(\\d+)\x03")
_QUOTED_NUMBER = re.compile(r"[ ]{0,3}>[ ]?\d")
_POINT = re.compile(r"([ ]*)(?:[-*+]|\d+\.)[ ]+\S")
_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "blockquote"}


class Hears(Protocol):
    """Hears of everything wrong in a text, by the words that stand there."""

    def wrong(self, token: str, message: str) -> None: ...


class HasRun(Protocol):
    """Knows who hears of the text that is being rendered."""

    @property
    def run(self) -> Hears: ...


class StrayMarks(Treeprocessor):
    """Looks for marks among the words of the page; runs while signs after a backslash are known."""

    PRIORITY = 2

    def __init__(self, md: Markdown, house: HasRun) -> None:
        super().__init__(md)
        self._house = house

    def run(self, root: Element) -> None:
        hears = self._house.run
        blocks = [code for block in root.iter("pre") for code in block.iter("code")]
        for code in root.iter("code"):
            first, _, _ = "".join(code.itertext()).strip().partition("\n")
            if code in blocks:
                hears.wrong(first, f"řádek je odsazený o čtyři mezery a víc; {_NO_CODE}")
            else:
                hears.wrong(f"`{first}", f"zpětné apostrofy ` by zmizely; {_NO_CODE}")
        for element in root.iter():
            if element.tag in _BLOCKS:
                for token, message in _strays("".join(_own_text(element))):
                    hears.wrong(_ESCAPED.sub(_as_typed, token), message)


def taken_signs(source: str) -> Iterator[tuple[int, str]]:
    """Lines (from 0) with a sign that Markdown would take for a mark, and what to say of it."""
    indents: list[int] = []
    before = ""
    for number, line in enumerate(source.split("\n")):
        for pattern, message in _TAKEN_FROM_LINE:
            if pattern.match(line):
                yield number, message
        if _QUOTED_NUMBER.match(line) and not before.lstrip().startswith(">"):
            yield number, "znak > by zmizel, byl by z něj citát; napište „nad“, nebo \\>"
        if before.startswith(">") and not line.startswith((">", "{:")) and line.strip():
            yield number, "tenhle řádek by byl součástí citátu; dejte před něj prázdný řádek"
        point = _POINT.match(line)
        if point:
            indent = len(point[1])
            if indents and 0 < indent - indents[-1] < 4 and indent % 4:
                yield number, _LIST
            indents = [*(each for each in indents if each < indent), indent]
        elif line.strip() and not line.startswith(" "):
            indents = []
        before = line


def _strays(text: str) -> Iterator[tuple[str, str]]:
    for pattern, message in _LEFT_IN_TEXT:
        for found in pattern.finditer(text):
            yield found[0].strip(), message
    yield from _points_in_a_line(text)


def _points_in_a_line(text: str) -> Iterator[tuple[str, str]]:
    """Lines of one paragraph that begin as points of a list do: two of them, one after another."""
    points = list(_POINTS.finditer(text))
    for one, other in pairwise(points):
        follows = one[1] and other[1] and int(other[1]) == int(one[1]) + 1
        alike = one[2] and one[2] == other[2]
        if (follows or alike) and text.count("\n", one.start(), other.start()) == 1:
            yield other[0].strip(), f"body by splynuly do jedné řádky; pište {_RIGHT[bool(alike)]}"


_RIGHT = {
    True: "„- “, spojovník a mezeru, a před první dejte prázdný řádek",
    False: "„1. “, číslo, tečku a mezeru, a před první dejte prázdný řádek",
}


def _as_typed(escaped: re.Match[str]) -> str:
    return f"\\{chr(int(escaped[1]))}"


def _own_text(block: Element) -> Iterator[str]:
    yield block.text or ""
    for child in block:
        if child.tag not in ("code", "pre", "ul", "ol", "dl", "table", "div", *_BLOCKS):
            yield from _own_text(child)
        yield child.tail or ""
