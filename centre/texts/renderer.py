"""The one renderer of Markdown, for the pages of the site and the passages of the intake alike.

Everything wrong in a text is collected with its file and line; rendering goes on to the end, so
that an editor sees all mistakes of one run.
"""

import re
from dataclasses import dataclass, field
from html import escape
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import slugify, slugify_unicode

from centre.intake import addresses
from centre.keeping.asked import AskedPages, remember, remembered
from centre.keeping.memory import memory
from centre.language.i18n import gettext, speaking
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.language.typography import Typography
from centre.layers.folder import may_be_missing
from centre.listings.lines import Lists, with_lists
from centre.reading.faults import Fault
from centre.reading.front_matter import Text
from centre.reading.messages import suggestion
from centre.reading.web_addresses import objection
from centre.texts.markup import OPENING_END, HouseMarkup, Target, raw_html
from centre.texts.pages import Link
from centre.texts.stray_marks import taken_signs
from centre.texts.typed_words import lost_words

_EXTENSIONS = ["abbr", "attr_list", "def_list", "tables", "toc", "admonition", "sane_lists"]

# A value is known only when a passage is shown; until then a private-use pair keeps its place. No
# text that staff type can hold such characters: they are dropped below.
_OPEN = "\ue000"
_CLOSE = "\ue001"
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_VALUE = re.compile(f"{_OPEN}([^{_CLOSE}]+){_CLOSE}")


class UnknownSnippetError(LookupError):
    """No fact of that name. The text says in Czech what was asked for and what is known."""


class Snippets(Protocol):
    """Facts as pieces of a text, in the language spoken."""

    def get(self, kind: str, name: str) -> Element | str | None:
        """The piece for ``[[kind:name]]``, None where the centre has none; raises
        UnknownSnippetError."""
        ...


class PageLinks(Protocol):
    """Knows where pages are."""

    @property
    def ids(self) -> tuple[str, ...]: ...
    @property
    def broken(self) -> frozenset[str]: ...
    def link(self, page_id: str, lang: str) -> Link | None: ...


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a text."""

    level: int
    anchor: str
    words: str
    html: str
    """The words with their languages, for a list of contents."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to an anchor, to be checked when the page it leads to has been rendered."""

    page: str
    lang: str
    anchor: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A link to a PDF of the centre, to be held against those that it offers."""

    name: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class PictureUse:
    """A picture in a text; the fault is told where the page weighs too much with it."""

    name: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML, and what others need to know of it.

    ``opening`` is the emergency card that the text begins with, if it does; ``body`` is all the
    rest. ``links`` are ids of pages.
    """

    opening: str
    body: str
    headings: tuple[Heading, ...] = ()
    jumps: tuple[Jump, ...] = ()
    values: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    documents: tuple[DocumentLink, ...] = ()
    pictures: tuple[PictureUse, ...] = ()

    @property
    def html(self) -> str:
        return self.opening + self.body

    @property
    def anchors(self) -> frozenset[str]:
        return frozenset(heading.anchor for heading in self.headings)

    def filled(self, **values: object) -> str:
        """The HTML with the caller's values, escaped. Raises KeyError for a value not given."""
        return _VALUE.sub(lambda place: escape(str(values[place[1]])), self.html)


@dataclass
class _Run:
    """One text being rendered."""

    text: Text
    page: str
    snippets: Snippets
    page_links: PageLinks
    known_values: frozenset[str]
    faults: list[Fault] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    jumps: list[Jump] = field(default_factory=list)
    values: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    documents: list[DocumentLink] = field(default_factory=list)
    pictures: list[PictureUse] = field(default_factory=list)
    shown: str = ""
    _searched: dict[str, int] = field(default_factory=dict)

    @property
    def lang(self) -> str:
        return self.text.lang

    def wrong(self, token: str, message: str) -> None:
        self.faults.append(self._fault(token, message))

    def keep_shown(self, words: str) -> None:
        self.shown = words

    def heading(self, level: int, anchor: str, words: str, html: str) -> None:
        self.headings.append(Heading(level, anchor, words, html))

    def language_note(self, lang: str) -> str:
        # Only Czech can stand in for a missing translation.
        return gettext("in Czech") if lang == ORIGINAL else lang

    def snippet(self, kind: str, name: str, token: str) -> Element | str | None:
        if kind == "value":
            if name not in self.known_values:
                near = suggestion(name, self.known_values)
                self.wrong(token, f"hodnotu „{name}“ tu program nedává{near}")
            self.values.add(name)
            return f"{_OPEN}{name}{_CLOSE}"
        if kind == "list":
            self.wrong(token, "seznam patří na vlastní řádek, a jen na stránku")
            return token
        if kind == "picture":
            self.pictures.append(PictureUse(name, self._fault(token, "")))
        try:
            return self.snippets.get(kind, name)
        except UnknownSnippetError as error:
            self.wrong(token, str(error))
            return token

    def target(self, href: str) -> Target | None:
        kind, _, rest = href.partition(":")
        if kind == "page":
            return self._page(href, *rest.partition("#")[::2])
        if kind == "intake":
            if rest in addresses.LINKABLE:
                return Target(addresses.intake(rest, self.lang), self.lang)
            near = suggestion(rest, addresses.LINKABLE)
            self.wrong(f"({href}", f"formulář „{rest}“ neexistuje{near}")
        elif kind == "document":
            fault = self._fault(f"({href}", f"dokument „{rest}“ mezi dokumenty centra není")
            self.documents.append(DocumentLink(rest, fault))
            return Target(addresses.document(rest), self.lang)
        elif href.startswith("https://"):
            if message := objection(href):
                self.wrong(href, f"{message}; je tu „{href}“")
                return None
            return Target(href, self.lang)
        elif href.startswith("#"):
            fault = self._fault(f"({href}", f"kotva „{href[1:]}“ na této stránce není")
            self.jumps.append(Jump(self.page, self.lang, href[1:], fault))
            return Target(href, self.lang)
        else:
            self.wrong(
                f"({href}",
                f"odkaz „{href}“ nejde použít; čekáme page:…, intake:…, document:… nebo https://…",
            )
        return None

    def _page(self, href: str, page_id: str, anchor: str) -> Target | None:
        link = self.page_links.link(page_id, self.lang)
        if link is None and page_id in self.page_links.broken:
            return None
        if link is None:
            near = suggestion(page_id, self.page_links.ids)
            message = f"odkaz na stránku „{page_id}“, která neexistuje{near}"
            fault = self._fault(f"({href}", message)
            if not may_be_missing(page_id, fault.file):
                self.faults.append(fault)
            return None
        self.links.add(page_id)
        if not anchor:
            return Target(link.address, link.lang)
        fault = self._fault(f"({href}", f"stránka „{page_id}“ nemá kotvu „{anchor}“")
        self.jumps.append(Jump(page_id, link.lang, anchor, fault))
        return Target(f"{link.address}#{anchor}", link.lang)

    def _fault(self, token: str, message: str) -> Fault:
        start = self.text.source.find(token, self._searched.get(token, 0))
        if start < 0:  # one place may have two faults
            start = self.text.source.rfind(token)
        if start < 0:
            return Fault(*self.text.place(0), "", message)
        self._searched[token] = start + len(token)
        return Fault(*self.text.place(self.text.source.count("\n", 0, start)), "", message)


class Renderer:
    """Renders texts one after another.

    Not for several threads at once: render at the start, then serve.
    """

    def __init__(self, snippets: Snippets, links: PageLinks, lists: Lists | None = None) -> None:
        self._snippets = snippets
        self._page_links = links
        self._lists = lists
        self._house = HouseMarkup()
        self._parsers: dict[str, Markdown] = {}

    def render(
        self, text: Text, *, page: str = "", values: frozenset[str] = frozenset()
    ) -> tuple[Rendered, list[Fault]]:
        """``text`` as HTML, with every fault in it.

        ``values`` are those that its caller will give.
        """
        faults: list[Fault] = []
        if self._lists:
            text, faults = with_lists(text, self._lists)
        held = memory()
        if held is None or faults:
            return self._rendered(text, page, values, self._page_links, faults)
        key = ("rendered", text, page, values)
        made = remembered(held, key, self._snippets, self._page_links)
        if made is None:
            asked = AskedPages(self._page_links)
            made, faults = self._rendered(text, page, values, asked, faults)
            if not faults:
                remember(held, key, self._snippets, asked, made)
        return made, faults

    def _rendered(
        self,
        text: Text,
        page: str,
        values: frozenset[str],
        page_links: PageLinks,
        faults: list[Fault],
    ) -> tuple[Rendered, list[Fault]]:
        run = _Run(text, page, self._snippets, page_links, values, faults)
        for line, found in raw_html(text.source):
            message = f"HTML v textu nejde použít; je tu „{found}“"
            run.faults.append(Fault(*text.place(line - 1), "", message))
        for line, message in taken_signs(text.source):
            run.faults.append(Fault(*text.place(line), "", message))
        self._house.run = run
        with speaking(text.lang):
            source = _PRIVATE_USE.sub("", text.source)
            try:
                html = self._parser(text.lang).reset().convert(source)
            except Exception as error:  # a text that Markdown itself stumbles over
                message = f"text nejde převést ({type(error).__name__}); vraťte poslední změnu"
                return Rendered("", ""), [*run.faults, Fault(*text.place(0), "", message)]
        if not run.faults:  # what is told already may well be why words are lost
            line, lost = lost_words(source, run.shown)
            if lost:
                message = f"tohle by se na stránce neukázalo tak, jak je to napsané: „{lost}“"
                run.faults.append(Fault(*text.place(line), "", message))
        opening, _, body = html.rpartition(OPENING_END)
        rendered = Rendered(
            opening=opening,
            body=body,
            headings=tuple(run.headings),
            jumps=tuple(run.jumps),
            values=frozenset(run.values),
            links=frozenset(run.links),
            documents=tuple(run.documents),
            pictures=tuple(run.pictures),
        )
        return rendered, run.faults

    def _parser(self, lang: str) -> Markdown:
        if lang not in self._parsers:
            # Anchors stay readable: without diacritics in Czech, in their own letters in Ukrainian.
            anchors = {
                "slugify": slugify_unicode if LANGUAGES[lang].anchor_form == "NFC" else slugify,
                "permalink": False,
                "marker": "",  # „[TOC]“ stays what it is: words
            }
            made = Markdown(
                extensions=[*_EXTENSIONS, self._house, Typography(lang)],
                extension_configs={"toc": anchors},
                output_format="html",
            )
            # Each piece of text asks for each pattern by its number; a list is quicker than a
            # registry.
            inline = made.treeprocessors["inline"]
            inline.inlinePatterns = list(made.inlinePatterns)  # type: ignore[attr-defined]
            self._parsers[lang] = made
        return self._parsers[lang]
