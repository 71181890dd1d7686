"""How the house's Markdown differs from plain Python-Markdown.

``[[fact:name]]`` inserts a fact, ``page:id`` and ``intake:kind`` link without knowing addresses,
``!!! emergency "…"`` makes a care card. A paragraph or a point of a list that needs a fact which
the centre does not have is left out. Raw HTML, pictures of Markdown and bare paths are mistakes.
Everything wrong is told to the run that is attached to the parser, which knows the file and finds
the line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Protocol
from xml.etree.ElementTree import Element

from babel import localedata
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from centre.language.typography import bind
from centre.texts.stray_marks import StrayMarks
from centre.texts.typed_words import ShownWords
from centre.texts.vanishing import keep_words

CARDS = {
    "emergency": "card emergency",
    "soon": "card soon",
    "care": "card care",
    "note": "card note-card",
}
KINDS = (*CARDS, "steps", "checks")

OPENING_END = "\ue002"
"""Follows an emergency card that opens a text: a page may put something between it and the rest."""

_NOT_KNOWN = "\ue003"
"""Stands for a fact that the centre does not have, until what holds it is left out."""

SNIPPET = r"\[\[\s*(?P<kind>[\w-]+)\s*:\s*(?P<name>[^\]\s]+)\s*\]\]"
_NOT_LIKE_THIS = "obrázek přidejte na pultu (Obrázky) a sem dejte [[picture:…]]"
_RAW_HTML = re.compile(r"<(?:/?[A-Za-z][\w-]*(?=[\s/>])|!--|[!?](?=[A-Za-z\[]))")
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "dt", "dd")
_SAFE_ATTRIBUTES = {"id", "class", "lang"}
_ATTRIBUTES_OF = {
    "a": {"href", "rel", "hreflang"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},  # ours, or refused
    "ol": {"start"},
    "source": {"type", "srcset", "sizes"},
}
_KNOWN_CLASSES = {
    *("admonition-title", "card-title", "steps-title"),
    *("law", "line", "mail", "tel", "times"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: ``lang`` is the language of that page, maybe not the reader's."""

    address: str
    lang: str


class Run(Protocol):
    """The text being rendered: answers what the text asks for, and hears of everything wrong."""

    @property
    def lang(self) -> str: ...
    def snippet(self, kind: str, name: str, token: str) -> Element | str | None: ...
    def target(self, href: str) -> Target | None: ...
    def heading(self, level: int, anchor: str, words: str, html: str) -> None: ...
    def wrong(self, token: str, message: str) -> None: ...
    def keep_shown(self, words: str) -> None: ...
    def language_note(self, lang: str) -> str: ...


class HouseMarkup(Extension):
    """Registers everything below. ``run`` is set before each text."""

    run: Run

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")  # an address of ours comes from the facts
        md.parser.blockprocessors.deregister("setextheader")  # a line below words stays a line
        md.inlinePatterns.register(_Snippets(SNIPPET, self), "snippets", 185)
        md.treeprocessors.register(ShownWords(md, self), "shown_words", ShownWords.PRIORITY)
        md.treeprocessors.register(_EmptyCards(md, self), "empty_cards", 11)
        md.treeprocessors.register(
            _LeaveOut(md), "leave_out", 10
        )  # before the toc lists the headings
        md.treeprocessors.register(StrayMarks(md, self), "stray_marks", StrayMarks.PRIORITY)
        md.treeprocessors.register(_Tree(md, self), "house", 1)
        keep_words(md, self)


class _Snippets(InlineProcessor):
    def __init__(self, pattern: str, house: HouseMarkup) -> None:
        super().__init__(pattern)
        self.house = house

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        piece = self.house.run.snippet(m["kind"], m["name"], m[0])
        if piece is None:
            piece = _NOT_KNOWN
        words = piece if isinstance(piece, str) else "".join(piece.itertext())
        # „…, z.ú.“ ends its sentence itself
        doubled = words.endswith(".") and data[m.end(0) :].startswith(".")
        return piece, m.start(0), m.end(0) + doubled


class _EmptyCards(Treeprocessor):
    """Finds cards whose text slipped out of them, before facts that are missing leave any empty."""

    def __init__(self, md: Markdown, house: HouseMarkup) -> None:
        super().__init__(md)
        self.house = house

    def run(self, root: Element) -> None:
        for card in root.iter("div"):
            kind = next((name for name in _classes(card) if name != "admonition"), "")
            text = [child for child in card if child.get("class") != "admonition-title"]
            if "admonition" in _classes(card) and kind in KINDS and not text:
                message = "rámeček je prázdný; jeho text odsaďte čtyřmi mezerami"
                self.house.run.wrong(f"!!! {kind}", message)


class _LeaveOut(Treeprocessor):
    """Takes out every block that needs a fact which the centre does not have, and lists left empty
    by it."""

    def run(self, root: Element) -> None:
        if not any(_NOT_KNOWN in text for text in root.itertext()):
            return
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag in _BLOCKS and _NOT_KNOWN in "".join(_own_text(child)):
                    parent.remove(child)
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag in ("ul", "ol") and not len(child):
                    parent.remove(child)


class _Tree(Treeprocessor):
    """Walks the finished tree once: links, cards, headings, and what must not be there."""

    def __init__(self, md: Markdown, house: HouseMarkup) -> None:
        super().__init__(md)
        self.house = house

    def run(self, root: Element) -> None:
        if len(root) and {"admonition", "emergency"} <= set(_classes(root[0])):
            root[0].tail = OPENING_END
        level = 1
        anchors: set[str] = set()
        ours = {part for picture in root.iter("picture") for part in picture}
        for element in root.iter():
            run = self.house.run
            self._attributes(element, anchors, run)
            match element.tag:
                case "a":
                    self._link(element, run)
                case "li" if _only_leads_to_a_form(element):
                    element.set("class", "way")
                case "div" if "admonition" in _classes(element):
                    self._card(element, run)
                case "img" if element not in ours:
                    run.wrong(f"]({element.get('src', '')}", _NOT_LIKE_THIS)
                case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                    level = self._heading(element, level, run)
        for table in root.iter("table"):
            _tell_cells_apart(table)

    def _attributes(self, element: Element, anchors: set[str], run: Run) -> None:
        known = _SAFE_ATTRIBUTES | _ATTRIBUTES_OF.get(element.tag, set())
        for name in sorted(set(element.keys()) - known):
            run.wrong(name, f"vlastnost „{name}“ v textu být nesmí, jen #kotva a .třída")
        anchor = element.get("id")
        if anchor in anchors:
            run.wrong(f"#{anchor}", f"kotva „{anchor}“ je na stránce dvakrát")
        if anchor:
            anchors.add(anchor)
        lang = element.get("lang")
        if lang and not localedata.exists(lang):
            run.wrong(f"lang={lang}", f"jazyk „{lang}“ neznáme; čekáme třeba lang=en")
        if "admonition" not in _classes(element):
            for name in set(_classes(element)) - _KNOWN_CLASSES:
                run.wrong(f".{name}", f"třída „.{name}“ nic neznačí; známe .law")

    def _link(self, element: Element, run: Run) -> None:
        href = element.get("href", "")
        if href.startswith(("mailto:", "tel:")) and "tel" in _classes(element):
            return  # made from a fact
        target = run.target(href)
        if target is None:  # its words stay, and do not look as if they led anywhere
            element.tag = "span"
            element.attrib.clear()
            return
        element.set("href", target.address)
        if target.address.startswith("https://"):
            element.set("rel", "noreferrer")
        elif target.lang != run.lang:
            element.set("hreflang", target.lang)
            last = element[-1] if len(element) else None
            note = f" ({run.language_note(target.lang)})"
            if last is None:
                element.text = (element.text or "") + note
            else:
                last.tail = (last.tail or "") + note

    def _card(self, element: Element, run: Run) -> None:
        kind = next((name for name in _classes(element) if name != "admonition"), "")
        if kind not in KINDS:
            run.wrong(f"!!! {kind}", f"neznámý druh rámečku „{kind}“; známe {', '.join(KINDS)}")
        element.set("class", CARDS.get(kind, kind))
        title = next((child for child in element if child.get("class") == "admonition-title"), None)
        if title is None:
            run.wrong(f"!!! {kind}", f'rámeček nemá nadpis, čekáme !!! {kind} "nadpis"')
        else:
            title.set("class", "card-title" if kind in CARDS else "steps-title")

    def _heading(self, element: Element, before: int, run: Run) -> int:
        level = int(element.tag[1])
        words = "".join(element.itertext()).strip()
        if not words:
            run.wrong("#" * level, "nadpis nemá žádná slova")
        elif level == 1:
            run.wrong(words, "nadpis první úrovně je název stránky; v textu začněte od ##")
        elif level > before + 1:
            run.wrong(words, f"nadpis přeskočil úroveň: po {'#' * before} nemůže být {'#' * level}")
        run.heading(level, element.get("id", ""), words, _in_its_languages(element, run.lang))
        return level


def _own_text(block: Element) -> Iterator[str]:
    """The texts of a block, without those of smaller blocks in it."""
    yield block.text or ""
    for child in block:
        if child.tag not in _BLOCKS:
            yield from _own_text(child)
        yield child.tail or ""


def raw_html(source: str) -> list[tuple[int, str]]:
    """Places (line from 1, what stands there) where a text tries to use HTML."""
    found = []
    for number, line in enumerate(source.split("\n") if "<" in source else (), start=1):
        outside_code = re.sub(r"`[^`]*`", "", line)
        found += [(number, match[0]) for match in _RAW_HTML.finditer(outside_code)]
    return found


def _tell_cells_apart(table: Element) -> None:
    """Give a table headings both ways, and each cell the words of its column.

    A narrow screen lays the cells of a row under each other; the roles keep it a table for those
    who listen.
    """
    table.attrib.update({"class": "cells", "role": "table"})
    columns = [_words(cell) for cell in table.iter("th")]
    for part in table:
        part.set("role", "rowgroup")
        for row in part:
            row.set("role", "row")
            for column, cell in zip(columns, row, strict=True):
                if part.tag == "thead":
                    cell.attrib.update({"scope": "col", "role": "columnheader"})
                elif cell is row[0]:
                    cell.tag = "th"
                    cell.attrib.update({"scope": "row", "role": "rowheader"})
                else:
                    cell.attrib.update({"role": "cell", "data-on": column})


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _only_leads_to_a_form(item: Element) -> bool:
    """Whether a point of a list is only a link to the intake, which is shown as a button."""
    links = item.findall("a")
    alone = len(item) == 1 and not (item.text or "").strip() and not (item[0].tail or "").strip()
    return bool(links) and alone and links[0].get("href", "").startswith("intake:")


def _in_its_languages(element: Element, lang: str) -> str:
    """The words as HTML; of all marks inside only the languages are kept."""
    html = escape(bind(element.text or "", lang))
    for child in element:
        inner = child.get("lang", lang)
        words = _in_its_languages(child, inner)
        html += words if inner == lang else f'<span lang="{escape(inner)}">{words}</span>'
        html += escape(bind(child.tail or "", lang))
    return html


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()
