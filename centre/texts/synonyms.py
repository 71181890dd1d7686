"""Words that readers search by, and the pages where they should arrive: ``synonyms.yaml``.

People search in words of their own, often in slang. Such a word leads them to help and is never
shown; only what stands under ``listed`` is, in the list of all pages by letter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from centre.language.i18n import LANGUAGES
from centre.reading.faults import Fault
from centre.reading.messages import fold, suggestion
from centre.reading.models import Fact
from centre.reading.reader import read_file
from centre.reading.values import Commas, refuse
from centre.texts.pages import HOME, Page, Pages
from centre.texts.renderer import Rendered

SYNONYMS_FILE = "synonyms.yaml"

Texts = Mapping[tuple[str, str], Rendered]


class Synonym(Fact):
    """Words with one aim.

    ``pages`` are ids of pages, with an anchor if need be: ``infections#hiv``.
    """

    words: Annotated[Commas, Field(title="Slova, která lidé hledají; nikde se neukážou")] = ()
    listed: Annotated[
        Commas, Field(title="Slova, která má ukázat i seznam stránek podle abecedy")
    ] = ()
    pages: Annotated[Commas, Field(title="Kam vedou: značky stránek", min_length=1)]

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.all:
            raise refuse("no_words", "chybí slova (words, nebo listed)")
        return self

    @property
    def all(self) -> tuple[str, ...]:
        return self.words + self.listed


class Synonyms(Fact):
    """``synonyms.yaml``: entries by language, most important aims first."""

    cs: tuple[Synonym, ...] = ()
    en: tuple[Synonym, ...] = ()
    uk: tuple[Synonym, ...] = ()

    def of(self, lang: str) -> tuple[Synonym, ...]:
        """Those of one language."""
        return {"cs": self.cs, "en": self.en, "uk": self.uk}[lang]


@dataclass(frozen=True, slots=True)
class Aim:
    """A page, or a heading of it."""

    page: Page
    anchor: str


def read_synonyms(data: Path, pages: Pages, texts: Texts) -> tuple[Synonyms, list[Fault]]:
    """Read the file and hold it against the pages. A missing file is an empty list.

    What is said for a language that the site does not speak is not held against anything.
    """
    found, faults = read_file(data / SYNONYMS_FILE, Synonyms, required=False)
    if found is None:
        return Synonyms(), faults
    for lang in (lang for lang in LANGUAGES if pages.get(HOME, lang)):
        faults += _doubles(found.of(lang))
        faults += _dead_ends(found.of(lang), lang, pages, texts)
    return found, faults


def aims(entry: Synonym, lang: str, pages: Pages) -> list[Aim]:
    """Where an entry leads, as far as its pages exist in its language."""
    parts = (aim.partition("#") for aim in entry.pages)
    return [Aim(page, anchor) for page_id, _, anchor in parts if (page := pages.get(page_id, lang))]


def _doubles(entries: tuple[Synonym, ...]) -> Iterator[Fault]:
    first: dict[str, Synonym] = {}
    for entry in entries:
        for field, words in (("words", entry.words), ("listed", entry.listed)):
            for word in words:
                if not fold(word):
                    yield entry.fault(field, f"„{word}“ není slovo")
                elif (other := first.setdefault(fold(word), entry)) is not entry:
                    yield entry.fault(
                        field,
                        f"„{word}“ už je na řádku {other.line}; napište obě stránky na jedno místo",
                    )


def _dead_ends(
    entries: tuple[Synonym, ...], lang: str, pages: Pages, texts: Texts
) -> Iterator[Fault]:
    for entry in entries:
        for aim in entry.pages:
            page_id, _, anchor = aim.partition("#")
            if page_id in pages.broken:
                continue
            if page_id not in pages.ids:
                near = suggestion(page_id, pages.ids)
                yield entry.fault("pages", f"stránka „{page_id}“ neexistuje{near}")
            elif pages.get(page_id, lang) is None:
                yield entry.fault("pages", f"stránka „{page_id}“ není přeložená ({lang})")
            elif anchor and anchor not in texts[page_id, lang].anchors:
                near = suggestion(anchor, texts[page_id, lang].anchors)
                yield entry.fault("pages", f"stránka „{page_id}“ nemá kotvu „{anchor}“{near}")
