"""The home of pages: all of them by kind, with what is being written about each."""

from collections.abc import Iterator
from dataclasses import dataclass

from centre.editing.pages.page_files import PageFile, PageKind, page_files
from centre.language.folding import fold
from centre.language.languages import LANGUAGES, ORIGINAL
from centre.layers.folder import text_file
from centre.news.items import NewsFront
from centre.reading.faults import Faults
from centre.reading.front_matter import FrontMatter
from centre.reading.reader import read_markdown
from intake_service.work.editing.writing import publishing, translating
from intake_service.work.service import Service


@dataclass(frozen=True)
class ListedPage:
    """A page as the home of pages names it."""

    page: PageFile
    title: str
    """The name of its file where its head cannot be read."""


@dataclass(frozen=True)
class Translation:
    """A page in one more language, or its lack."""

    page: PageFile
    language: str
    exists: bool
    is_behind: bool
    """Whether the Czech text has changed since it was made."""


def find_pages(service: Service, kind: PageKind | None, words: str) -> list[ListedPage]:
    """Czech pages of a kind, or of all, whose title or name holds every one of the words."""
    wanted = fold(words).split()
    kinds = [kind] if kind else list(PageKind)
    found = (listed for each in kinds for listed in _listed(service, each))
    return [
        each
        for each in found
        if all(word in fold(f"{each.title} {each.page.id}") for word in wanted)
    ]


def translations(service: Service, page: PageFile) -> list[Translation]:
    """The page in the other languages."""
    return [
        Translation(
            page=other,
            language=LANGUAGES[lang].name_for_editors,
            exists=_exists(service, other),
            is_behind=translating.is_behind(service, other),
        )
        for lang in LANGUAGES
        if (other := page.in_(lang)).lang != page.lang
    ]


def taken_names(service: Service) -> frozenset[str]:
    """Names of all pages that there are, of whatever kind."""
    root = service.settings.content
    return frozenset(page.id for kind in PageKind for page in page_files(root, ORIGINAL, kind))


def title_of(service: Service, page: PageFile) -> str:
    """The heading of a page that readers see."""
    path = text_file(service.settings.content, page.name)
    front, _, _ = read_markdown(path, page.lang, page.kind.front)
    return front.title if isinstance(front, FrontMatter | NewsFront) else page.id


def _listed(service: Service, kind: PageKind) -> Iterator[ListedPage]:
    for page in page_files(service.settings.content, ORIGINAL, kind):
        yield ListedPage(page, title_of(service, page))


def _exists(service: Service, page: PageFile) -> bool:
    try:
        return bool(publishing.open_page(service, page).text)
    except Faults:
        return True
