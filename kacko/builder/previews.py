"""A draft as the page that the site would show, with what the check says of it.

The page is made by the same plugins and templates as in a build for the public, as if the draft lay
in the content; nothing is written anywhere.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pelican import signals
from pelican.generators import PagesGenerator
from pelican.settings import read_settings

from centre.keeping.memory import Memory
from centre.language.i18n import language
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.layers.folder import common_under
from centre.news.items import NewsItem
from centre.news.reading import NEWS_FOLDER
from centre.proofreading.checks.spelling import NotChecked
from centre.proofreading.proof_reader import ProofReader
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import as_if_written, read_below
from centre.texts.content import Content
from centre.texts.pages import HOME, SECTIONS, Page
from site_plugins.checks.links import objections_to_itself
from site_plugins.checks.written_html import WrittenPage
from site_plugins.pages import news
from site_plugins.run.build import Build
from site_plugins.run.publication import PRODUCT
from site_plugins.run.reading import build_day, template_of
from site_plugins.run.site import Site

NOT_OF_READERS: Final = "site_plugins.pages.pattern_book"
_FOLDERS: Final = "|".join((*SECTIONS, NEWS_FOLDER, "intake", "desk"))
_FILE: Final = re.compile(
    rf"(?:{'|'.join(LANGUAGES)})/(?:{_FOLDERS})/[a-z0-9]+(?:[-_][a-z0-9]+)*\.md"
)


class NoPlaceForTexts(Exception):
    """The file is none of those that texts of a content stand in."""


@dataclass(frozen=True, slots=True)
class FoundFault:
    """What is wrong in a draft, or deserves a second look (``advice``)."""

    line: int
    field: str | None
    message: str
    advice: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The page as the site would show it. Both are empty for a text without a page of its own, and
    where what is wrong leaves none."""

    html: str
    address: str
    faults: tuple[FoundFault, ...]


class Previews:
    """Makes previews over one folder of content, one after another: not for several threads."""

    def __init__(self, content: Path, day: str = "") -> None:
        """``day`` is that of the pages, for tests; empty means today."""
        self._content = content.absolute()
        self._day = day
        self._site: Site | None = None
        self._memory = Memory()

    def preview(self, file: str, text: str) -> Preview:
        """``text`` as if it lay in ``file`` of the content. Raises NoPlaceForTexts."""
        if not _FILE.fullmatch(file):
            raise NoPlaceForTexts(file)
        path = self._content / file
        with self._memory.run():
            before = self._faults_elsewhere(path)
            with as_if_written(path, text):
                return self._made(path, before)

    def warm_up(self) -> None:
        """Read all content and one template, so that the first draft waits for neither."""
        home = self._content / ORIGINAL / "pages" / f"{HOME}.md"
        with suppress(OSError, Faults, UnicodeDecodeError):
            self.preview(f"{ORIGINAL}/pages/{HOME}.md", home.read_text("utf-8"))
        with self._memory.run(), suppress(Faults, NotChecked):
            ProofReader(self._build().content).spelling()  # the dictionary takes a second to open

    def _made(self, path: Path, before: frozenset[tuple[str, str, str]]) -> Preview:
        try:
            build = self._build()
        except Faults as error:  # of the facts: without them no page can be shown
            return Preview("", "", tuple(_told(error.all, path, before)))
        page = _Shown.of(build.content, path)
        html = self._html(page, build) if page else ""
        faults = [*build.faults, *_in_html(html, path)]
        told = (*_told(faults, path, before), *_advice(build.content, path))
        return Preview(html, page.address if page else "", told)

    def _faults_elsewhere(self, path: Path) -> frozenset[tuple[str, str, str]]:
        """What is wrong in other files already: no draft is told of it."""
        layers = (
            [self._content]
            if (common := common_under(self._content)) is None
            else [self._content, common]
        )
        day = build_day(self._day)
        faults = read_below("faults", layers, self._faults, day)
        return frozenset(_key(fault) for fault in faults if fault.file != file_name(path))

    def _faults(self) -> tuple[Fault, ...]:
        try:
            return tuple(self._build().faults)
        except Faults as error:
            return error.all

    def _build(self) -> Build:
        """All content read and checked as in a build. Raises Faults of the facts."""
        site = self._opened_site()
        site.settings.pop("BUILD", None)
        outer = language.set(ORIGINAL)
        try:
            signals.get_generators.send(site)
        finally:
            language.reset(outer)
        build = site.settings["BUILD"]
        assert isinstance(build, Build)
        return build

    def _html(self, page: "_Shown", build: Build) -> str:
        site = self._opened_site()
        site.settings["SITEURL"] = build.content.facts.centre.base_url
        known = build.faults
        build.faults = []  # they are told beside the page
        outer = language.set(page.lang)
        try:
            return page.render(_generator(site), build)
        finally:
            language.reset(outer)
            build.faults = known

    def _opened_site(self) -> Site:
        if self._site is None:
            settings = read_settings(
                str(PRODUCT / "pelicanconf.py"),
                override={
                    "PATH": str(self._content),
                    "WATCH": True,  # faults are told, and end nothing
                    "BUILD_DAY": self._day,
                    "DELETE_OUTPUT_DIRECTORY": False,
                },
            )
            settings["PLUGINS"] = [each for each in settings["PLUGINS"] if each != NOT_OF_READERS]
            self._site = Site(settings)
        return self._site


@dataclass(slots=True)
class _Shown:
    """What has a page of its own on the site."""

    doc: Page | NewsItem
    template: str = ""
    """The plugins of some pages name another one."""

    @classmethod
    def of(cls, content: Content, path: Path) -> "_Shown | None":
        name = file_name(path)
        found: Page | NewsItem | None = content.pages.of_file(name)
        if found is None:
            found = next((item for item in content.news if item.text.file == name), None)
        return cls(found) if found else None

    @property
    def address(self) -> str:
        return self.doc.address

    @property
    def lang(self) -> str:
        return self.doc.lang

    def render(self, generator: PagesGenerator, build: Build) -> str:
        if isinstance(self.doc, NewsItem):
            writer = _OnePage(self.address)
            news.write_item(generator, writer, build, self.doc)
            return writer.html
        self.template = template_of(self.doc)
        signals.page_generator_write_page.send(generator, content=self)
        context = generator.context | {"page": self}
        return str(generator.get_template(self.template).render(context))


class _OnePage:
    """In the place of Pelican's writer: renders the page at one address, and passes over others."""

    def __init__(self, address: str) -> None:
        self._name = f"{address.lstrip('/')}index.html"
        self.html = ""

    def write_file(self, name: str, template: Any, context: dict[str, Any]) -> None:
        """Render the page called ``name``, if it is the one."""
        if name == self._name:
            self.html = template.render(context)


def _generator(site: Site) -> PagesGenerator:
    context = site.settings.copy()
    context["localsiteurl"] = site.settings["SITEURL"]
    return PagesGenerator(
        context=context,
        settings=site.settings,
        path=site.path,
        theme=site.theme,
        output_path=site.output_path,
    )


def _in_html(html: str, path: Path) -> Iterator[Fault]:
    """What the check of written pages finds in this one."""
    if html:
        for message in objections_to_itself(WrittenPage.of(html)):
            yield Fault(file_name(path), 1, "", message)


def _told(
    faults: list[Fault] | tuple[Fault, ...], path: Path, before: frozenset[tuple[str, str, str]]
) -> Iterator[FoundFault]:
    """Faults of the draft itself, then what it breaks in other files."""
    own = file_name(path)
    for fault in sorted(set(faults)):
        if fault.file == own:
            yield FoundFault(fault.line, fault.field or None, fault.message, advice=False)
    for fault in sorted(set(faults)):
        if fault.file != own and _key(fault) not in before:
            yield FoundFault(1, None, f"{fault.file}: {fault.message}", advice=False)


def _advice(content: Content, path: Path) -> Iterator[FoundFault]:
    own = file_name(path)
    found = [each for each in content.advice if each.file == own]
    found += ProofReader(content).advice_on_file(own)
    for fault in sorted(set(found)):
        yield FoundFault(fault.line, fault.field or None, fault.message, advice=True)


def _key(fault: Fault) -> tuple[str, str, str]:
    """A fault without its line, which moves when something is put in above it."""
    return fault.file, fault.field, fault.message
