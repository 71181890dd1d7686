"""Tables of funders, filled in: each row with the sum of a year's figures that belongs into it.

They are read when somebody looks: a slip in their file touches nothing else.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from centre.intake.counted_figures import NOT_TOLD, SEALED, whole_of
from centre.layers.folder import data_file
from centre.listings.funder_tables import (
    FUNDER_TABLES,
    FunderRow,
    FunderTable,
    FunderTables,
    faults_in_funder_tables,
)
from centre.reading.faults import Fault
from centre.reading.reader import read_file
from intake_service.work.figures import names
from intake_service.work.figures.counts import Month
from intake_service.work.service import Service


@dataclass(frozen=True)
class FilledRow:
    """A row of a funder's form, as far as the desk can fill it in."""

    row: FunderRow
    number: int | None
    """None where the desk has no figures, or may not open them for this person."""
    is_sealed: bool
    """Whether only somebody else may see the number."""

    @property
    def sources(self) -> list[str]:
        """Which figures were added up, in words."""
        return [names.of_figure(figure) for figure in self.row.figures]


def read(service: Service) -> tuple[Sequence[FunderTable], list[Fault]]:
    """The tables that this centre has, and what is wrong with their file."""
    path = data_file(service.settings.content / "data", FUNDER_TABLES)
    made, faults = read_file(path, FunderTables, required=False)
    tables = made.tables if made else ()
    found = faults_in_funder_tables(tables, demo=service.facts.centre.demo)
    return tables, [*faults, *found]


def filled(table: FunderTable, year: Month, *, with_sealed: bool) -> list[FilledRow]:
    """The rows of a table with the numbers of a year."""
    numbers = by_figure(year)
    return [_filled(row, numbers, with_sealed=with_sealed) for row in table.rows]


def _filled(row: FunderRow, numbers: Mapping[str, int], *, with_sealed: bool) -> FilledRow:
    is_sealed = not with_sealed and any(whole_of(each) in SEALED for each in row.figures)
    is_known = bool(row.figures) and not is_sealed
    number = sum(numbers[figure] for figure in row.figures) if is_known else None
    return FilledRow(row, number, is_sealed)


def by_figure(month: Month) -> Counter[str]:
    """Everything that can be added up, by its name in a funder's table."""
    wholes = {
        "received": month.received,
        "turned-away": month.turned_away,
        "answered": month.answered,
        "in-time": month.in_time,
        "read-by-colleague": month.read_by_colleague,
        "minutes": month.minutes,
        "at-counter": month.at_counter,
        "raters": month.raters,
        "erased": month.erased,
        "pieces": month.pieces,
    }
    parted = {
        "received": month.by_kind,
        "language": month.by_language,
        "topic": month.by_topic,
        "relation": month.by_relation,
        "answered": month.answered_by_kind,
        "minutes": month.minutes_by_kind,
        "finds": month.finds,
    }
    parts = {
        f"{whole}.{part or NOT_TOLD}": count
        for whole, counts in parted.items()
        for part, count in counts.items()
    }
    return Counter(wholes | parts)
