"""The one reader of every file that staff edit: YAML, Markdown with its header, tables.

Each function gives what could be read and every fault, with file, line and field. Nothing here
raises for what stands in a file, is missing, or cannot be opened.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import is_there, read_from
from centre.reading.front_matter import Text
from centre.reading.messages import quoted
from centre.reading.models import Fact, check, read_yaml
from centre.reading.text_files import plain_spaces, text_of

Model = TypeVar("Model", bound=Fact)

# What Markdown counts as structure at the begin of a line; a hard space in it would hide the mark.
# Not after a number: „24. prosince“ with a hard space is a date, and should stay one.
_BEGIN_OF_LINE = re.compile(
    r"^[ \t\u00a0\u202f]*(?:(?:[-*+>]|#+)[ \t\u00a0\u202f]+)*", re.MULTILINE
)
_FENCE = "---"

HEADERS_KEPT = 1024
"""A front is frozen, so all who read the same header of the same file may share it."""

_LIKE_A_FENCE = re.compile(r"[-–—‒―]{2,}|[–—―]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells by column, without spaces around them."""

    line: int
    cells: dict[str, str]


def read_file(
    path: Path, model: type[Model], *, required: bool = True
) -> tuple[Model | None, list[Fault]]:
    """The YAML file at ``path`` as ``model``, or None and all that is wrong.

    A file that is not ``required`` may be missing: None and no fault.
    """
    if not required and not is_there(path):
        return None, []
    made, faults = read_from("file", path, lambda: _checked(path, model), model)
    return made, list(faults)


def _checked(path: Path, model: type[Model]) -> tuple[Model | None, list[Fault]]:
    try:
        return check(model, read_node(path), file_name(path))
    except Faults as broken:
        return None, list(broken.all)


def read_node(path: Path) -> Any:
    """The YAML file at ``path`` as nodes that know their lines. Raises Faults."""
    return read_yaml(plain_spaces(text_of(path)), file_name(path))


def read_markdown(
    path: Path, lang: str, model: type[Model]
) -> tuple[Model | None, Text | None, list[Fault]]:
    """One file's checked front matter (None when it is wrong), its text, and all faults."""
    read = read_from("markdown", path, lambda: _markdown(path, lang, model), lang, model)
    front, text, faults = read
    return front, text, list(faults)


def _markdown(
    path: Path, lang: str, model: type[Model]
) -> tuple[Model | None, Text | None, list[Fault]]:
    file = file_name(path)
    try:
        lines = text_of(path).split("\n")
    except Faults as broken:
        return None, None, list(broken.all)
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    opening = lines[start].strip()
    if opening != _FENCE:
        return _without_header(model, Text(file, 1, _structured(lines), lang), start, opening)
    rest = range(start + 1, len(lines))
    end = next((number for number in rest if lines[number].rstrip() == _FENCE), None)
    if end is None:
        message = "hlavička nekončí; za její poslední řádek dejte ---"
        return None, None, [Fault(file, start + 1, "", message)]
    text = Text(file, end + 2, _structured(lines[end + 1 :]), lang)
    header = plain_spaces("\n".join(lines[start + 1 : end]))
    front, faults = _front(header or "{}", file, start + 2, model)
    return front, text, list(faults)


def read_table(path: Path, columns: Sequence[str]) -> tuple[list[Row], list[Fault]]:
    """The rows of the CSV file at ``path`` that have all ``columns``, and all faults.

    Columns may be parted by commas, semicolons or tabs, as spreadsheets in several languages do.
    """
    file = file_name(path)
    try:
        text = text_of(path)
    except Faults as broken:
        return [], list(broken.all)
    rows: list[Row] = []
    faults: list[Fault] = []
    try:
        table = _cells(text)
    except csv.Error:
        return [], [Fault(file, 1, "", "soubor neumíme přečíst jako tabulku CSV")]
    head = table[0][1] if table else []
    if head != list(columns):
        message = f"první řádek má být {','.join(columns)}; je tu {quoted(','.join(head))}"
        return [], [Fault(file, table[0][0] if table else 1, "", message)]
    for line, cells in table[1:]:
        if any("\n" in cell for cell in cells):
            message = "buňka přes víc řádků; nejspíš nejsou zavřené uvozovky"
            faults.append(Fault(file, line, "", message))
        elif len(cells) != len(columns):
            message = f"má mít {len(columns)} sloupců, má jich {len(cells)}"
            faults.append(Fault(file, line, "", message))
        else:
            rows.append(Row(line, dict(zip(columns, cells, strict=True))))
    return rows, faults


@lru_cache(maxsize=HEADERS_KEPT)
def _front(
    header: str, file: str, first_line: int, model: type[Model]
) -> tuple[Model | None, tuple[Fault, ...]]:
    try:
        node = read_yaml(header, file, first_line)
    except Faults as error:
        return None, error.all
    front, faults = check(model, node, file, first_line)
    return front, tuple(faults)


def _without_header(
    model: type[Model], text: Text, start: int, opening: str
) -> tuple[Model | None, Text, list[Fault]]:
    if _LIKE_A_FENCE.fullmatch(opening):
        message = f"hlavička začíná a končí třemi spojovníky ---; je tu {quoted(opening)}"
        return None, text, [Fault(text.file, start + 1, "", message)]
    if any(field.is_required() for field in model.model_fields.values()):
        message = "na začátku chybí hlavička mezi dvěma řádky ---"
        return None, text, [Fault(text.file, 1, "", message)]
    return model(), text, []


def _structured(lines: list[str]) -> str:
    """The text, with plain spaces where a hard one would hide a heading or a list."""
    return _BEGIN_OF_LINE.sub(lambda begin: plain_spaces(begin[0]), "\n".join(lines))


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """The rows of a table that hold anything, each with the line on which it begins."""
    first, _, _ = text.partition("\n")
    skipped = 1 if first.lower().startswith("sep=") else 0
    lines = text.split("\n")[skipped:]
    head = next((line for line in lines if any(map(str.isalnum, line))), "")
    delimiter = max(",;\t", key=head.count)
    found = []
    table = csv.reader(StringIO("\n".join(lines), newline=""), delimiter=delimiter, strict=True)
    before = 0
    for cells in table:
        line = skipped + before + 1
        before = table.line_num
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            found.append((line, stripped))
    width = len(found[0][1]) if found else 0
    while found and width and not found[0][1][width - 1]:
        width -= 1  # spreadsheets write empty columns after the last one that was used
    return [(line, _cut(cells, width)) for line, cells in found]


def _cut(cells: list[str], width: int) -> list[str]:
    return cells[:width] if not any(cells[width:]) else cells
