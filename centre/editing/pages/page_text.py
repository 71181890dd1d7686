"""The file of a page as fields and a text, and back: what was not touched stays, byte for byte."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from centre.editing import fields, filled_in, rewriting
from centre.editing.fields import EditedField, EditedGroup
from centre.editing.pages.page_files import PageFile
from centre.editing.rewriting import CannotRewrite

_FILE: Final = re.compile(
    r"(?P<above>\ufeff?\s*---[ \t]*\r?\n)(?P<head>.*?)"
    r"(?P<between>^---[ \t]*(?:\r?\n[ \t]*)*(?:\r?\n|\Z))(?P<body>.*?)(?P<below>\s*)\Z",
    re.DOTALL | re.MULTILINE,
)

FIRST: Final = ("title", "lead")
"""Fields that stand above the text; the others below it, folded."""
APPROVAL: Final = "approval"
_KEPT: Final = frozenset({"translation_id", "template", "consented_on"})
"""What holds a page together, or is written by the desk: no field of a form."""
_OF_THE_ORIGINAL: Final = frozenset({"group", "parent", "exit", "phone"})
"""What a translation says as its original does."""


@dataclass(frozen=True)
class PageText:
    """The file of a page, taken apart."""

    above: str
    head: str
    between: str
    body: str
    """The text in Markdown without empty lines around it; its lines end as in the file."""
    below: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Raises CannotRewrite where no head stands above a text."""
        found = _FILE.fullmatch(text)
        if found is None:
            raise CannotRewrite
        return cls(**found.groupdict())

    @property
    def plain_body(self) -> str:
        """The text with plain line ends, as a browser shows it."""
        return self.body.replace("\r\n", "\n")

    @property
    def said(self) -> Mapping[str, Any]:
        """What the head says. Raises CannotRewrite."""
        found = rewriting.read(self.head or "{}")
        if not isinstance(found, Mapping):
            raise CannotRewrite
        return found

    @property
    def title(self) -> str:
        """Empty where the head cannot be read or says none."""
        try:
            return str(self.said.get("title") or "")
        except CannotRewrite:
            return ""

    @property
    def first_line(self) -> int:
        """The line of the file on which the text begins, counted from 1."""
        return (self.above + self.head + self.between).count("\n") + 1

    def __str__(self) -> str:
        return self.above + self.head + self.between + self.body + self.below


def fields_of(page: PageFile, text: str) -> EditedGroup:
    """The fields above the text. Raises CannotRewrite."""
    said = PageText.of(text).said
    found = fields.group(page.kind.front, said)
    shown = tuple(each for each in found.fields if _is_shown(page, said, each))
    first = sorted((each for each in shown if each.name in FIRST), key=_place)
    others = (each for each in shown if each.name not in FIRST)
    return EditedGroup(found.model, (*first, *others), ())


def filled_in_text(page: PageFile, text: str, typed: Mapping[str, str], body: str) -> str:
    """The file with what was typed into its fields and its text. Raises CannotRewrite."""
    parts = PageText.of(text)
    changed = filled_in.changes(fields_of(page, text), typed)
    head = filled_in.apply(parts.head, (), changed)
    wanted = body.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    if wanted == parts.plain_body:
        wanted = parts.body
    elif "\r\n" in text:
        wanted = wanted.replace("\n", "\r\n")
    between = parts.between if parts.between.endswith("\n") else f"{parts.between}\n"
    return str(PageText(parts.above, head, between, wanted, parts.below or "\n"))


def _is_shown(page: PageFile, said: Mapping[str, Any], field: EditedField) -> bool:
    if field.name in _KEPT or (page.is_translation and field.name in _OF_THE_ORIGINAL):
        return False
    if field.name == APPROVAL and said.get(APPROVAL):
        return False  # who must see a text first may be asked for, and is not taken back
    return not isinstance(said.get(field.name), Mapping)  # words by headings stay as they are


def _place(field: EditedField) -> int:
    return FIRST.index(field.name)
