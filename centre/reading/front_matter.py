"""What stands above the text of a Markdown file between two lines ``---``, and the text itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from centre.reading.approval import Approved
from centre.reading.values import Commas, Day, Identifier, refuse

Group = Literal["help", "safety", "about", "legal", "service"]
Template = Literal["page", "home", "services", "outreach", "contact"]

WHOLE_PAGE: Final = "page"
"""Stands for the whole page where words are written heading by heading."""


def _by_heading(found: Any) -> Any:
    return {WHOLE_PAGE: found} if isinstance(found, str) else found


WordsByHeading = Annotated[Mapping[str, Commas], BeforeValidator(_by_heading)]
"""Words with commas between them that lead to a page; or groups of them, by the anchor of the
heading where they lead, and ``page`` for the page itself."""


class PassageFront(Approved):
    """What may stand above a passage, a text without an address of its own.

    Nothing of it is required.
    """

    reviewed_by: str | None = None
    reviewed_on: Day | None = None
    next_review: Day | None = None


class FrontMatter(Approved):
    """What stands above the text of a page."""

    title: str
    translation_id: Identifier
    slug: Identifier
    lead: str
    nav: str | None = None
    group: Group
    parent: Identifier | None = None
    related: tuple[Identifier, ...] = ()
    reviewed_by: str | None = None
    reviewed_on: Day
    next_review: Day
    consented_on: Day | None = None
    """When the sender of a published question agreed; the desk writes it."""
    exit: bool = False
    phone: Literal["centre", "outreach", "syringe", "155"] = "centre"
    template: Template = "page"
    topic: Identifier | None = None
    substance: Identifier | None = None
    search_words: Annotated[
        WordsByHeading,
        Field(title="Slova, která lidé hledají; nikde se neukážou", default_factory=dict),
    ]
    listed_words: Annotated[
        WordsByHeading,
        Field(title="Slova, která má ukázat i seznam stránek podle abecedy", default_factory=dict),
    ]

    @model_validator(mode="after")
    def _check_comes_later(self) -> Self:
        if self.next_review <= self.reviewed_on:
            raise refuse(
                "review", "příští kontrola (next_review) má být po té poslední (reviewed_on)"
            )
        return self


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one file as they were typed, and where they start.

    ``origins`` says of each line where it was written, when some of them come from other files.
    """

    file: str
    first_line: int
    source: str
    lang: str
    origins: tuple[tuple[str, int], ...] = ()

    def place(self, line: int) -> tuple[str, int]:
        """File and line, for people, of the line ``line`` of the source, counted from 0."""
        return self.origins[line] if self.origins else (self.file, self.first_line + line)
