"""Figures pasted from a spreadsheet: a name and a number on each row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from centre.editing import typed
from centre.editing.typed import Mistyped
from centre.listings.indicators import INDICATORS, RETURN_RATE
from centre.reading.messages import fold, quoted, suggestion


@dataclass(frozen=True)
class PastedFigures:
    """What was understood, and a sentence for each row that was not."""

    values: dict[str, int] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def read(text: str) -> PastedFigures:
    """The figures in ``text``; cells are parted by tabs or semicolons.

    A row holds the name of an indicator and, as its last number, the figure. Empty rows, and a
    first row without any number, are passed over.
    """
    values: dict[str, int] = {}
    faults = []
    for number, cells in _rows(text):
        try:
            name = _indicator(cells[0])
            value = _value(cells[1:])
            if name in values and values[name] != value:
                raise Mistyped(f"{quoted(cells[0])} je tu dvakrát, jednou s jiným číslem")
            values[name] = value
        except Mistyped as error:
            faults.append(f"Řádek {number}: {error.message}.")
    return PastedFigures(values, tuple(faults))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    is_first = True
    for number, line in enumerate(text.splitlines(), 1):
        mark = "\t" if "\t" in line else ";"
        cells = [" ".join(each.split()) for each in line.split(mark)]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        is_head = is_first and not any(re.search("[0-9]", each) for each in cells)
        is_first = False
        if not is_head:
            yield number, cells


def _indicator(name: str) -> str:
    names = {fold(each.name): each.id for each in INDICATORS.values()}
    names |= {fold(each): each for each in INDICATORS}
    found = names.get(fold(name))
    if found:
        return found
    if fold(name) == fold(RETURN_RATE):
        raise Mistyped("návratnost se počítá sama; řádek smažte")
    near = suggestion(fold(name), names)
    raise Mistyped(f"ukazatel {quoted(name or None)} neznáme{near}")


def _value(cells: list[str]) -> int:
    if not cells:
        raise Mistyped("chybí číslo; mezi názvem a číslem má být tabulátor nebo středník")
    return typed.whole_number(cells[-1])
