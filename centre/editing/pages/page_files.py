"""Which files are pages that staff may edit, by their names alone: no other name leads anywhere."""

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final, Self

from centre.language.languages import LANGUAGES, ORIGINAL
from centre.layers.common import is_common
from centre.layers.folder import text_files
from centre.news.items import NewsFront
from centre.news.reading import NEWS_FOLDER
from centre.reading.front_matter import FrontMatter
from centre.reading.models import Fact
from centre.texts.pages import SECTIONS

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID: Final = 60  # characters; it becomes the name of a file and an address


class PageKind(Enum):
    """What sort of page, by the folder in which its files lie."""

    PAGE = "pages"
    QUESTION = "questions"
    SERVICE = "services"
    NEWS = NEWS_FOLDER

    @property
    def front(self) -> type[Fact]:
        """What stands above its text."""
        return NewsFront if self is PageKind.NEWS else FrontMatter


@dataclass(frozen=True)
class PageFile:
    """One page in one language."""

    lang: str
    kind: PageKind
    id: str

    @classmethod
    def of(cls, name: str) -> Self | None:
        """The page of a name such as ``cs/pages/wound.md``; None for every other name."""
        lang, _, rest = name.partition("/")
        section, _, file = rest.partition("/")
        page_id = file.removesuffix(".md")
        if lang not in LANGUAGES or section not in (*SECTIONS, NEWS_FOLDER):
            return None
        if not file.endswith(".md") or len(page_id) > LONGEST_ID or not _ID.fullmatch(page_id):
            return None
        return cls(lang, PageKind(section), page_id)

    @property
    def name(self) -> str:
        """Below the folder of the content."""
        return f"{self.lang}/{self.kind.value}/{self.id}.md"

    @property
    def is_translation(self) -> bool:
        return self.lang != ORIGINAL

    def in_(self, lang: str) -> "PageFile":
        """The same page in another language."""
        return PageFile(lang, self.kind, self.id)

    @property
    def is_common(self) -> bool:
        """Whether the product has such a text, too."""
        return is_common(self.name)


def page_files(root: Path, lang: str, kind: PageKind) -> list[PageFile]:
    """The pages of one kind that count, in the order of their names."""
    paths, _ = text_files(root, f"{lang}/{kind.value}", ".md")
    found = (PageFile.of(f"{lang}/{kind.value}/{path.name}") for path in paths)
    return [page for page in found if page]
