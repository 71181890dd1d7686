"""Texts of the sample are rendered once for all tests of a process.

A check of the content renders two hundred pages, and most tests change one file. Rendering asks for
facts and for pages; while each answers as it did, the same words make the same HTML. What has a
fault is rendered every time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element, tostring

import pytest

from centre.language.i18n import speaking
from centre.listings.lines import with_lists
from centre.reading.faults import Fault
from centre.reading.front_matter import Text
from centre.texts.pages import Link
from centre.texts.renderer import PageLinks, Rendered, Renderer, Snippets, UnknownSnippetError

Rendering: TypeAlias = tuple[Rendered, list[Fault]]
Render: TypeAlias = Callable[..., Rendering]
Answers: TypeAlias = Mapping[tuple[str, str], str | Link | None]
NO_VALUES: frozenset[str] = frozenset()


class Asked:
    """The facts and pages that one text asks for, each kept with the answer."""

    def __init__(self, snippets: Snippets, pages: PageLinks) -> None:
        self._snippets = snippets
        self._pages = pages
        self.answers: dict[tuple[str, str], str | Link | None] = {}

    def get(self, kind: str, name: str) -> Element | str | None:
        """The fact."""
        piece = self._snippets.get(kind, name)
        self.answers["fact", f"{kind}:{name}"] = written(piece)
        return piece

    def link(self, page_id: str, lang: str) -> Link | None:
        """The page."""
        found = self._pages.link(page_id, lang)
        self.answers["page", page_id] = found
        return found

    @property
    def ids(self) -> tuple[str, ...]:
        """All pages, asked for by the words of a fault."""
        return self._pages.ids

    @property
    def broken(self) -> frozenset[str]:
        """None: a link that leads nowhere is a fault, and so nothing is kept."""
        return frozenset()


@dataclass(frozen=True)
class Kept:
    """A rendering without a fault, as of a text that begins on line 0 of a file without a name."""

    rendered: Rendered
    answers: Answers

    def holds(self, snippets: Snippets, pages: PageLinks, lang: str) -> bool:
        """Whether every fact and page answers as it did."""
        now = Asked(snippets, pages)
        with speaking(lang):
            try:
                for kind, name in self.answers:
                    if kind == "fact":
                        now.get(*name.split(":", 1))
                    else:
                        now.link(name, lang)
            except UnknownSnippetError:
                return False
        return now.answers == self.answers

    def of(self, text: Text) -> Rendered:
        """The rendering of the text in its file."""
        jumps = [
            replace(jump, fault=Fault(*text.place(jump.fault.line), "", jump.fault.message))
            for jump in self.rendered.jumps
        ]
        documents = [
            replace(link, fault=Fault(*text.place(link.fault.line), "", link.fault.message))
            for link in self.rendered.documents
        ]
        return replace(self.rendered, jumps=tuple(jumps), documents=tuple(documents))


def written(piece: Element | str | None) -> str | None:
    """A piece of a text as it is now; the renderer goes on to change it."""
    return tostring(piece, "unicode") if isinstance(piece, Element) else piece


def once(render: Render) -> Render:
    """`Renderer.render`, which remembers what is without fault."""
    known: dict[Any, Kept] = {}

    def render_once(
        renderer: Renderer, text: Text, *, page: str = "", values: frozenset[str] = NO_VALUES
    ) -> Rendering:
        lists = renderer._lists
        snippets = renderer._snippets
        pages = renderer._page_links
        full, faults = with_lists(text, lists) if lists else (text, [])
        key = (full.source, full.lang, page, values)
        kept = known.get(key)
        if kept is None or not kept.holds(snippets, pages, full.lang):
            asked = Asked(snippets, pages)
            nowhere = Text("", 0, full.source, full.lang)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(renderer, "_lists", None)
                patch.setattr(renderer, "_snippets", asked)
                patch.setattr(renderer, "_page_links", asked)
                rendered, more = render(renderer, nowhere, page=page, values=values)
            if faults or more:
                return render(renderer, text, page=page, values=values)
            kept = known[key] = Kept(rendered, asked.answers)
        if faults:
            return render(renderer, text, page=page, values=values)
        return kept.of(full), []

    return render_once
