"""The pages of the site in all languages: read once, checked against each other, found by id.

A page is the same page in every language by its ``translation_id``. Czech is complete: a page that
has no translation is linked to in Czech, and the link says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from centre.approvals.given import Approvals, read_approvals
from centre.approvals.standing import Standing
from centre.intake import addresses
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.layers.folder import is_common_text, may_be_missing, text_files
from centre.reading.approval import needs_too_little
from centre.reading.faults import Fault, file_name
from centre.reading.front_matter import FrontMatter, Text
from centre.reading.messages import suggestion
from centre.reading.reader import read_markdown

HOME = "home"
SECTIONS = ("pages", "services", "questions")


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page.

    ``lang`` is the language found there, which may be Czech for want of a translation.
    """

    id: str
    address: str
    name: str
    lang: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language, as its file says it."""

    front: FrontMatter
    text: Text
    section: str
    standing: Standing

    @property
    def id(self) -> str:
        return self.front.translation_id

    @property
    def lang(self) -> str:
        return self.text.lang

    @property
    def name(self) -> str:
        """Short name for menus."""
        return self.front.nav or self.front.title

    @property
    def address(self) -> str:
        if self.id == HOME:
            return addresses.HOME[self.lang]
        return addresses.page(self.front.slug, self.section, self.lang)

    @property
    def waiting(self) -> str:
        """Whose approval is missing, in words for readers; empty when none is."""
        return self.standing.waiting

    @property
    def link(self) -> Link:
        return Link(self.id, self.address, self.name, self.lang)


class Pages:
    """All pages, in the order of their files.

    ``broken`` are ids of files whose front matter cannot be used: a link to one of them is no
    mistake.
    """

    def __init__(self, pages: Iterable[Page], broken: Iterable[str] = ()) -> None:
        self.broken = frozenset(broken)
        self._by_id: dict[str, dict[str, Page]] = {}
        for page in pages:
            self._by_id.setdefault(page.id, {})[page.lang] = page
        self._by_file = {page.text.file: page for page in self}
        self._children: dict[str | None, list[str]] = {}
        for page_id, translations in self._by_id.items():
            self._children.setdefault(_any(translations).front.parent, []).append(page_id)

    def __iter__(self) -> Iterator[Page]:
        for translations in self._by_id.values():
            yield from translations.values()

    def __len__(self) -> int:
        return sum(map(len, self._by_id.values()))

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._by_id)

    def get(self, page_id: str, lang: str) -> Page | None:
        """The page in exactly this language."""
        return self._by_id.get(page_id, {}).get(lang)

    def of_file(self, file: str) -> Page | None:
        """The page that stands in ``file``, as faults name it."""
        return self._by_file.get(file)

    def best(self, page_id: str, lang: str) -> Page | None:
        """The page in this language, else in Czech, else nothing."""
        return self.get(page_id, lang) or self.get(page_id, ORIGINAL)

    def link(self, page_id: str, lang: str) -> Link | None:
        """The way to the best page for a reader of ``lang``."""
        page = self.best(page_id, lang)
        return page.link if page else None

    def links(self, page_ids: Iterable[str], lang: str) -> list[Link]:
        """Ways to those of the pages that exist."""
        return [link for page_id in page_ids if (link := self.link(page_id, lang))]

    def translations(self, page_id: str) -> MappingProxyType[str, Page]:
        """The page by language."""
        return MappingProxyType(self._by_id.get(page_id, {}))

    def of_group(self, group: str, lang: str) -> list[Link]:
        """Ways to all pages of a group, in Czech where there is no translation."""
        found = [
            page_id for page_id, pages in self._by_id.items() if _any(pages).front.group == group
        ]
        return self.links(found, lang)

    def children(self, page_id: str, lang: str) -> list[Page]:
        """The pages that name this one as their parent, in Czech where there is no translation.

        First those whose order the Czech page tells, then the others in the order of their files.
        """
        original = self.get(page_id, ORIGINAL)
        first = original.front.order if original else ()
        found = self._children.get(page_id, [])
        ordered = [*(each for each in first if each in found), *found]
        return [page for child in dict.fromkeys(ordered) if (page := self.best(child, lang))]

    def ancestors(self, page: Page) -> list[Link]:
        """From home down to the parent, for the breadcrumb; nothing for home itself."""
        if page.id == HOME:
            return []
        above = [each.id for each in self._above(page) if each.id != HOME]
        return self.links([HOME, *reversed(above)], page.lang)

    def can_be_left(self, page: Page) -> bool:
        """Whether the page offers the quick exit: its file says so, or that of a page above it."""
        return page.front.exit or any(each.front.exit for each in self._above(page))

    def _above(self, page: Page) -> list[Page]:
        """The parent, then its parent, as far as they exist."""
        found: list[Page] = []
        parent = page.front.parent
        while parent and (above := self.best(parent, page.lang)) and above not in found:
            found.append(above)
            parent = above.front.parent
        return found

    def missing(self) -> dict[str, list[str]]:
        """Ids that are not translated, by language."""
        return {
            lang: [page_id for page_id, pages in self._by_id.items() if lang not in pages]
            for lang in LANGUAGES
            if lang != ORIGINAL
        }


def read_pages(content: Path) -> tuple[Pages, list[Fault]]:
    """The pages of all languages under ``content`` that can be used, and every fault."""
    faults: list[Fault] = []
    pages: list[Page] = []
    broken: set[str] = set()
    approvals, _ = read_approvals(content)  # its faults are told by whoever reads all
    for lang in LANGUAGES:
        for section in SECTIONS:
            paths, found = text_files(content, f"{lang}/{section}", ".md")
            faults += found
            for path in paths:
                front, text, found = read_markdown(path, lang, FrontMatter)
                faults += found
                if front is None or text is None:
                    broken.add(path.stem)
                else:
                    standing = _standing(approvals, front, text, f"{section}/{path.name}")
                    pages.append(Page(front, text, section, standing))
                    faults += _against_its_place(pages[-1], path)
    kept, doubles = _without_doubles(pages)
    together = Pages(kept, broken)
    faults += doubles
    if not together.get(HOME, ORIGINAL) and HOME not in broken:
        home = content / ORIGINAL / "pages" / f"{HOME}.md"
        faults.append(Fault(file_name(home), 1, "", "chybí úvodní stránka"))
    for page in together:
        faults += _references(page, together)
        faults += _against_original(page, together)
    return together, faults


def _standing(approvals: Approvals, front: FrontMatter, text: Text, place: str) -> Standing:
    words = (front.title, front.nav, front.lead, text.source)
    return Standing.of(approvals, f"{text.lang}/{place}", front.approval, *words)


def _against_its_place(page: Page, path: Path) -> Iterator[Fault]:
    if page.id != path.stem:
        yield page.front.fault("translation_id", f"má být stejné jako jméno souboru, „{path.stem}“")
    if page.id != HOME and addresses.is_reserved(page.address):
        yield page.front.fault("slug", f"adresa {page.address} patří formulářům nebo souborům webu")


def _any(translations: dict[str, Page]) -> Page:
    return next(iter(translations.values()))


def _without_doubles(pages: list[Page]) -> tuple[list[Page], list[Fault]]:
    kept: dict[tuple[str, str], Page] = {}
    addresses_taken: dict[str, Page] = {}
    faults = []
    # Common ones first, so that of two it is the file that staff can change that is told.
    for page in sorted(pages, key=lambda page: not is_common_text(page.text.file)):
        first = kept.setdefault((page.lang, page.id), page)
        if first is not page:
            faults.append(page.front.fault("translation_id", f"stejné už má {first.text.file}"))
            continue
        first = addresses_taken.setdefault(page.address, page)
        if first is not page:
            faults.append(
                page.front.fault("slug", f"stejnou adresu {page.address} už má {first.text.file}")
            )
            del kept[page.lang, page.id]
    return list(kept.values()), faults


def _references(page: Page, pages: Pages) -> Iterator[Fault]:
    wanted = [("parent", page.front.parent)] if page.front.parent else []
    wanted += [("related", page_id) for page_id in page.front.related]
    wanted += [("order", page_id) for page_id in page.front.order]
    for field, page_id in wanted:
        if page_id in pages.broken:
            continue
        if pages.best(str(page_id), page.lang) is None:
            if may_be_missing(str(page_id), page.text.file):
                continue
            near = suggestion(str(page_id), pages.ids)
            yield page.front.fault(field, f"stránka „{page_id}“ neexistuje{near}")
        elif page_id == page.id:
            yield page.front.fault(field, "stránka tu odkazuje sama na sebe")


def _against_original(page: Page, pages: Pages) -> Iterator[Fault]:
    """A translation says the same of itself as the original does."""
    original = pages.get(page.id, ORIGINAL)
    if original is None and page.id in pages.broken:
        return
    if original is None:
        yield page.front.fault("translation_id", f"stránka „{page.id}“ nemá český originál")
        return
    if page.section != original.section:
        yield page.front.fault(
            "", f"český originál je ve složce {original.section}, přesuňte soubor tam"
        )
    for field in ("group", "parent", "exit", "phone", "template"):
        expected = getattr(original.front, field)
        found = getattr(page.front, field)
        if found != expected:
            message = f"je tu „{found}“, ale v českém originálu „{expected}“"
            yield page.front.fault(field, message)
    for message in needs_too_little(page.front, original.front):
        yield page.front.fault("approval", message)
