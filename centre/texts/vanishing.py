"""Words that plain Markdown would change or take away without a word: they are told instead.

A list is numbered anew from its first number, so a second date in it turns into another day; a
line „[Pozor]: zavřeno“ defines a link and vanishes; so does a cell for which a table has no column.
"""

import re
from collections.abc import Sequence
from typing import Any, Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.extensions.tables import TableProcessor

_NUMBERED = re.compile(r"^[ ]{0,3}(\d+)\.[ ]+.*", re.MULTILINE)
_LONGEST_NUMBER = 9  # digits; what is longer is no number of a list
_LEADS_SOMEWHERE = re.compile(r"<?(https?:|page:|intake:|mailto:|tel:|#|/)")


class Hears(Protocol):
    """Hears of everything wrong in a text, by the words that stand there."""

    def wrong(self, token: str, message: str) -> None: ...


class HasRun(Protocol):
    """Knows who hears of the text that is being rendered."""

    @property
    def run(self) -> Hears: ...


def keep_words(md: Markdown, house: HasRun) -> None:
    """Put the processors below in place of the library's own."""
    processors = md.parser.blockprocessors
    table: Any = processors["table"]
    processors.register(_NumberedList(md.parser, house), "olist", 40)
    processors.register(_LinkDefinition(md.parser, house), "reference", 15)
    processors.register(_Table(md.parser, table.config, house), "table", 75)
    unused: Any = md.treeprocessors["abbr"]
    md.treeprocessors.register(_Abbreviations(md, unused.abbrs, house), "abbr", 7)


class _NumberedList(SaneOListProcessor):
    def __init__(self, parser: Any, house: HasRun) -> None:
        super().__init__(parser)
        self.house = house

    def run(self, parent: Element, blocks: list[str]) -> None:
        before = self.lastChild(parent)
        expected = None
        start = None
        if before is not None and before.tag == "ol":
            start = int(before.get("start", "1"))
            expected = start + len(before)
        for item in _NUMBERED.finditer(blocks[0]):
            typed = int(item[1][:_LONGEST_NUMBER])
            start = typed if start is None else start
            expected = typed if expected is None else expected
            always_one = start == 1 and typed == 1  # a habit of those who know Markdown well
            unlike = item[1] != str(typed)  # „007“, or longer than any number of a list
            if (typed != expected and not always_one) or unlike:
                message = (
                    f"seznam by z čísla „{item[1]}.“ udělal „{expected}.“; "
                    f"je-li to datum, pište {item[1]}\\. (před tečkou zpětné lomítko)"
                )
                self.house.run.wrong(item[0].strip(), message)
            expected += 1
        super().run(parent, blocks)


class _LinkDefinition(ReferenceProcessor):
    """Defines nothing: links are written whole, and other words stay on the page as typed."""

    def __init__(self, parser: Any, house: HasRun) -> None:
        super().__init__(parser)
        self.house = house

    def run(self, parent: Element, blocks: list[str]) -> bool:
        for found in self.RE.finditer(blocks[0]):
            if _LEADS_SOMEWHERE.match(found[2]):
                message = "odkaz pište celý na jednom místě: [slova](adresa)"
                self.house.run.wrong(found[0].strip().partition("\n")[0], message)
        return False


class _Table(TableProcessor):
    def __init__(self, parser: Any, config: dict[str, Any], house: HasRun) -> None:
        super().__init__(parser, config)
        self.house = house

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        if "|" not in row and len(align) > 1:
            message = "tenhle řádek by byl částí tabulky; dejte před něj prázdný řádek"
            self.house.run.wrong(row.strip(), message)
        surplus = self._split_row(row)[len(align) :]  # type: ignore[attr-defined]
        if any(cell.strip() for cell in surplus):
            message = f"řádek tabulky má víc buněk než záhlaví ({len(align)}); poslední by zmizely"
            self.house.run.wrong(row.strip(), message)
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _Abbreviations(AbbrTreeprocessor):
    """Tells abbreviations that are explained and stand nowhere: their explanation would vanish."""

    def __init__(self, md: Markdown, known: dict[str, str], house: HasRun) -> None:
        super().__init__(md, known)
        self.house = house

    def run(self, root: Element) -> None:
        super().run(root)
        used = {element.text for element in root.iter("abbr")}
        for short in self.abbrs:
            if short not in used:
                message = f"zkratka „{short}“ v textu není, její vysvětlení by zmizelo; smažte ho"
                self.house.run.wrong(f"*[{short}]", message)
