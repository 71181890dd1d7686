"""Yearly figures: ``results.csv``, a table that editors keep in a spreadsheet.

Columns ``year, indicator, unit, value, note``. What follows from other numbers is computed here and
refused in the file. Small numbers of people are never told: in a small town they could say who it
was.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from centre.listings.indicators import INDICATORS, RETURN_RATE, Indicator
from centre.reading.faults import Fault, file_name
from centre.reading.messages import quoted, suggestion
from centre.reading.reader import Row, read_table

COLUMNS = ("year", "indicator", "unit", "value", "note")
FEWEST_PUBLISHED = 5
"""A smaller number of people, contacts or acts is not told, unless it is none."""
FIRST_YEAR = 1990

SAMPLE = "ukázka"
"""What the note of an invented figure begins with. It may stand only in a sample centre."""

_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,2}")
"""Digits, or thousands parted by spaces; „3 4“ is two numbers, and nobody knows which one holds."""

_REST_OF_NUMBER = re.compile(r"[0-9]{2,3}(?:[\s.,][0-9]{3})*")
"""A note from „12,500“ or „12,00“, where a spreadsheet has parted the cells at the same comma."""

_ANOTHER_ROW = re.compile(rf"(?:{'|'.join(map(re.escape, (*INDICATORS, RETURN_RATE)))})\s*[,;\t|]")
"""In a note: a row that a spreadsheet has joined to the one before, with a number to be hidden."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the file, and the line it stands on."""

    year: int
    indicator: Indicator
    value: int
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Results:
    """All figures of the centre."""

    figures: Mapping[tuple[str, int], Figure] = field(default_factory=dict)

    @property
    def years(self) -> list[int]:
        """The years that anything is known of, the oldest first."""
        return sorted({year for _, year in self.figures})

    def value(self, indicator_id: str, year: int) -> int | None:
        """The number as it was typed. Not for publishing."""
        figure = self.figures.get((indicator_id, year))
        return figure.value if figure else None

    def is_hidden(self, indicator_id: str, year: int) -> bool:
        """Whether the number is too small to tell, or would give away a small rest of its whole."""
        value = self.value(indicator_id, year)
        indicator = INDICATORS[indicator_id]
        if value is None or not indicator.of_people:
            return False
        whole = self._whole(indicator, year)
        small_rest = indicator.unit == "persons" and whole is not None and _is_small(whole - value)
        return _is_small(value) or small_rest

    def published(self, indicator_id: str, year: int) -> int | None:
        """The number for readers: nothing when it is not known or not told."""
        return None if self.is_hidden(indicator_id, year) else self.value(indicator_id, year)

    def published_note(self, indicator_id: str, year: int) -> str:
        """The note for readers: of a hidden number at most that it is a sample, since a note may
        well say the number in words."""
        figure = self.figures.get((indicator_id, year))
        note = figure.note if figure else ""
        return note if note == SAMPLE or not self.is_hidden(indicator_id, year) else ""

    def return_rate(self, year: int) -> int | None:
        """Syringes returned for every hundred given out."""
        issued = self.value("syringes-issued", year)
        returned = self.value("syringes-returned", year)
        return round(100 * returned / issued) if issued and returned is not None else None

    def wholes(self) -> Iterator[tuple[Figure, int]]:
        """Every figure that is a part, and the sum that contains it."""
        for figure in self.figures.values():
            whole = self._whole(figure.indicator, figure.year)
            if whole is not None:
                yield figure, whole

    def _whole(self, indicator: Indicator, year: int) -> int | None:
        parts = [self.value(each, year) for each in indicator.part_of]
        known = [part for part in parts if part is not None]
        return sum(known) if known else None


def read_results(path: Path, *, demo: bool, this_year: int) -> tuple[Results, list[Fault]]:
    """The figures of the file at ``path``, which has to exist: those that are sound, and every
    fault."""
    file = file_name(path)
    rows, faults = read_table(path, COLUMNS)
    figures: dict[tuple[str, int], Figure] = {}
    for row in rows:
        reading = _RowReading(file, row, this_year=this_year)
        figure = reading.figure()
        faults += reading.faults
        if figure is None:
            continue
        first = figures.setdefault((figure.indicator.id, figure.year), figure)
        if first is not figure:
            message = f"„{figure.indicator.id}“ za rok {figure.year} už je na řádku {first.line}"
            faults.append(Fault(file, figure.line, "indicator", message))
    results = Results(MappingProxyType(figures))
    if not demo:
        faults += _invented(file, results.figures.values())
    return results, [*faults, *_too_big_parts(file, results.wholes())]


class _RowReading:
    """One row of the table being read."""

    def __init__(self, file: str, row: Row, *, this_year: int) -> None:
        self.faults: list[Fault] = []
        self._file = file
        self._row = row
        self._this_year = this_year

    def figure(self) -> Figure | None:
        """What the line says, or nothing and its faults."""
        typed = self._row.cells
        year = self._number("year", typed["year"])
        value = self._number("value", typed["value"])
        indicator = self._indicator(typed["indicator"])
        if year is not None and not FIRST_YEAR <= year <= self._this_year:
            self._wrong("year", f"čekáme rok od {FIRST_YEAR} do {self._this_year}; je tu „{year}“")
        if indicator and typed["unit"] != indicator.unit:
            self._wrong(
                "unit",
                f"{indicator.id} se počítá v „{indicator.unit}“; je tu {quoted(typed['unit'])}",
            )
        if _REST_OF_NUMBER.fullmatch(typed["note"]):
            self._wrong("note", "v poznámce je jen číslo; nejspíš se tam oddělil kus hodnoty")
        if _ANOTHER_ROW.search(typed["note"]):
            self._wrong("note", "v poznámce je další řádek tabulky; rozdělte je zase na dva")
        if self.faults or year is None or value is None or indicator is None:
            return None
        return Figure(year, indicator, value, typed["note"], self._row.line)

    def _indicator(self, name: str) -> Indicator | None:
        if name == RETURN_RATE:
            self._wrong(
                "indicator", "návratnost se počítá sama z vydaných a přijatých; smažte řádek"
            )
            return None
        if name not in INDICATORS:
            near = suggestion(name, INDICATORS) or f"; známe {', '.join(INDICATORS)}"
            self._wrong("indicator", f"ukazatel {quoted(name)} neznáme{near}")
            return None
        return INDICATORS[name]

    def _number(self, column: str, typed: str) -> int | None:
        if not _NUMBER.fullmatch(typed):
            self._wrong(column, f"čekáme celé číslo od nuly výš; je tu {quoted(typed or None)}")
            return None
        return int(re.sub(r"\s", "", typed))

    def _wrong(self, column: str, message: str) -> None:
        self.faults.append(Fault(self._file, self._row.line, column, message))


def _invented(file: str, figures: Iterable[Figure]) -> Iterator[Fault]:
    """One fault for all of them, so that a new centre sees its other faults, too."""
    lines = [figure.line for figure in figures if figure.note.startswith(SAMPLE)]
    if lines:
        message = (
            "ukázková čísla smějí být jen v ukázce (demo: true); smažte řádky, je jich "
            f"{len(lines)}"
        )
        yield Fault(file, lines[0], "note", message)


def _too_big_parts(file: str, parts: Iterable[tuple[Figure, int]]) -> Iterator[Fault]:
    for figure, whole in parts:
        if figure.value > whole:
            message = (
                f"{figure.indicator.id} ({figure.value}) je víc než celek, do kterého patří "
                f"({whole})"
            )
            yield Fault(file, figure.line, "value", message)


def _is_small(count: int) -> bool:
    return 0 < count < FEWEST_PUBLISHED
