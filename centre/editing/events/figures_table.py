"""Figures of one year put into the table of results, while every other line stays as it was."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from centre.editing.yaml_places import CannotRewrite, newline_of
from centre.listings.indicators import INDICATORS
from centre.listings.results import COLUMNS, SAMPLE

BEGINNING: Final = ",".join(COLUMNS) + "\n"
"""What a centre begins with that has no figures yet."""

_MARKS: Final = (",", ";", "\t")
_YEAR: Final = COLUMNS.index("year")
_INDICATOR: Final = COLUMNS.index("indicator")
_VALUE: Final = COLUMNS.index("value")
_NOTE: Final = COLUMNS.index("note")


@dataclass(frozen=True)
class _Line:
    text: str
    cells: list[str]

    def is_of(self, year: int) -> bool:
        return len(self.cells) == len(COLUMNS) and self.cells[_YEAR].strip() == str(year)


def values(text: str, year: int) -> dict[str, str]:
    """What the table says of a year, by indicator, as it is typed there."""
    _, lines = _read(text)
    return {
        each.cells[_INDICATOR].strip(): each.cells[_VALUE].strip()
        for each in lines
        if each.is_of(year)
    }


def indicator_at(text: str, line: int) -> str:
    """The indicator on a line of the table; empty where there is none."""
    _, lines = _read(text)
    cells = lines[line - 1].cells if 0 < line <= len(lines) else []
    return cells[_INDICATOR].strip() if len(cells) > _INDICATOR else ""


def changed(text: str, year: int, wanted: Mapping[str, int | None], *, demo: bool) -> str:
    """``text`` with these figures of a year; None takes a figure away. Raises CannotRewrite.

    A figure of the sample that a real centre types anew is none of the sample any more.
    """
    mark, lines = _read(text)
    newline = newline_of(text)
    left = dict(wanted)
    found: list[str] = []
    last_of_year = len(lines)
    for each in lines:
        name = each.cells[_INDICATOR].strip() if each.is_of(year) else ""
        if name in left:
            value = left.pop(name)
            if value is None:
                continue
            found.append(_with_value(each, value, mark, newline, demo=demo))
        else:
            found.append(each.text)
        if name:
            last_of_year = len(found)
    if found and not found[-1].endswith("\n"):
        found[-1] += newline
    new = [
        _row([str(year), name, INDICATORS[name].unit, str(value), ""], mark, newline)
        for name, value in left.items()
        if value is not None
    ]
    at = min(last_of_year, len(found))
    return "".join((*found[:at], *new, *found[at:]))


def _with_value(line: _Line, value: int, mark: str, newline: str, *, demo: bool) -> str:
    cells = [*line.cells]
    cells[_VALUE] = str(value)
    if not demo and cells[_NOTE].startswith(SAMPLE):
        cells[_NOTE] = ""
    return _row(cells, mark, newline)


def _row(cells: list[str], mark: str, newline: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=mark, lineterminator=newline).writerow(cells)
    return written.getvalue()


def _read(text: str) -> tuple[str, list[_Line]]:
    """The mark between the cells, and the lines. Raises CannotRewrite."""
    lines = text.splitlines(keepends=True)
    head = lines[0].strip().lstrip("\ufeff") if lines else ""
    mark = next((each for each in _MARKS if head.split(each) == list(COLUMNS)), None)
    if mark is None or text.count('"') % 2:
        raise CannotRewrite
    return mark, [_Line(each, next(csv.reader([each], delimiter=mark), [])) for each in lines]
