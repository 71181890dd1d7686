"""Questions that readers type into the search, and the pages that answer them:
``search_questions.yaml``.

Staff add those that they hear. Whatever edit makes the search miss one is told as advice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field

from centre.language.by_language import field_for_each_language
from centre.layers.folder import data_file, may_be_missing
from centre.reading.faults import Fault
from centre.reading.messages import suggestion
from centre.reading.models import Fact
from centre.reading.reader import read_file
from centre.reading.values import Commas
from centre.texts.content import Content
from centre.texts.pages import HOME
from site_plugins.search.engine import SearchEngine
from site_plugins.search.index import index

FILE: Final = "search_questions.yaml"

FIRST: Final = 3
"""Among so many results an answer is looked for."""


class SearchQuestion(Fact):
    """What somebody typed."""

    question: Annotated[str, Field(title="Otázka, jak ji lidé píšou")]
    pages: Annotated[
        Commas,
        Field(title="Značky stránek, které odpovídají, nejlepší první; bez nich je otázka odjinud"),
    ] = ()
    crisis: Annotated[bool, Field(title="Ptá se někdo v ohrožení")] = False


@field_for_each_language(tuple[SearchQuestion, ...], default=())
class SearchQuestions(Fact):
    """``search_questions.yaml``: questions by language."""

    def of(self, lang: str) -> tuple[SearchQuestion, ...]:
        """Those of one language."""
        found: tuple[SearchQuestion, ...] = getattr(self, lang)
        return found


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search made of a question."""

    question: SearchQuestion
    found: tuple[str, ...]
    """Ids of pages, the best first."""

    @property
    def is_good(self) -> bool:
        """Whether an answer stands among the first, or little is found from elsewhere."""
        if not self.question.pages:
            return len(self.found) <= FIRST
        return not set(self.question.pages).isdisjoint(self.found[:FIRST])


def read_questions(content: Content) -> tuple[SearchQuestions, list[Fault]]:
    """Read the file and hold it against the pages. A missing file is an empty list."""
    path = data_file(content.root / "data", FILE)
    questions, faults = read_file(path, SearchQuestions, required=False)
    if questions is None:
        return SearchQuestions(), faults
    for lang in content.pages.translations(HOME):
        for question in questions.of(lang):
            faults += _unknown_pages(question, content)
    return questions, faults


def _unknown_pages(question: SearchQuestion, content: Content) -> Iterator[Fault]:
    for page in question.pages:
        if page not in (*content.pages.ids, *content.pages.broken):
            near = suggestion(page, content.pages.ids)
            fault = question.fault("pages", f"stránka „{page}“ neexistuje{near}")
            if not may_be_missing(page, fault.file):
                yield fault


def answers(content: Content, lang: str, questions: Iterable[SearchQuestion]) -> list[Answer]:
    """Ask every question of one language. Raises NoEngine where nothing can run the script."""
    ids = {page.address: page.id for page in content.pages}
    with SearchEngine(index(content, lang)) as engine:
        return [
            Answer(question, tuple(ids[_page(hit)] for hit in engine.find(question.question)))
            for question in questions
        ]


def _page(address: str) -> str:
    return address.partition("#")[0]


def advice(content: Content, questions: SearchQuestions) -> Iterator[Fault]:
    """Each question that the search does not answer. Raises NoEngine, as ``answers``."""
    for lang in content.pages.translations(HOME):
        for answer in answers(content, lang, questions.of(lang)):
            if not answer.is_good:
                yield answer.question.fault("question", _told(answer))


def _told(answer: Answer) -> str:
    first = ", ".join(answer.found[:FIRST]) or "nic"
    typed = answer.question.question
    if not answer.question.pages:
        return f"na otázku odjinud „{typed}“ najde hledání víc než {FIRST} stránky ({first} …)"
    return (
        f"na „{typed}“ hledání neodpoví mezi prvními třemi, najde {first}; "
        f"pomůže přidat slova do search_words stránky {answer.question.pages[0]}"
    )
