"""A Markdown file that staff edit: front matter between ``---`` lines, then the text."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import model_validator

from centre.reading.approval import Approved
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.models import Fact, check, read_yaml
from centre.reading.values import Day, Identifier, refuse

Group = Literal["help", "safety", "about", "legal", "service"]
Template = Literal["page", "home", "services", "outreach", "contact"]

Model = TypeVar("Model", bound=Fact)


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
    exit: bool = False
    phone: Literal["centre", "outreach", "syringe", "155"] = "centre"
    template: Template = "page"
    topic: Identifier | None = None
    substance: Identifier | None = None

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


def read_text(
    path: Path, lang: str, model: type[Model]
) -> tuple[Model | None, Text | None, list[Fault]]:
    """One file's checked front matter (None when it is wrong), its text, and all faults."""
    file = file_name(path)
    try:
        written = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return (
            None,
            None,
            [Fault(file, 1, "", "soubor není v kódování UTF-8; uložte ho znovu jako UTF-8")],
        )
    lines = written.splitlines()
    if not lines or lines[0].rstrip() != "---":
        text = Text(file, 1, written, lang)
        missing = [name for name, field in model.model_fields.items() if field.is_required()]
        if missing:
            return (
                None,
                text,
                [Fault(file, 1, "", "na začátku chybí hlavička mezi dvěma řádky ---")],
            )
        return model(), text, []
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return (
            None,
            None,
            [Fault(file, 1, "", "hlavička nekončí; za její poslední řádek dejte ---")],
        )
    text = Text(file, end + 2, "\n".join(lines[end + 1 :]), lang)
    try:
        node = read_yaml("\n".join(lines[1:end]) or "{}", file, first_line=2)
    except Faults as error:
        return None, text, list(error.all)
    front, faults = check(model, node, file, first_line=2)
    return front, text, faults
