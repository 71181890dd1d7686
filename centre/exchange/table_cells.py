"""Cells of tables that somebody opens in a spreadsheet."""

from typing import Final

Cell = str | int

_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet takes for a command what begins so (owasp.org, CSV Injection)."""


def safe_cell(cell: Cell) -> str:
    """A cell that no spreadsheet takes for a formula; a number stays a number."""
    if isinstance(cell, int):
        return str(cell)
    return f"'{cell}" if cell.lstrip(" \u00a0\ufeff").startswith(_BEGINS_FORMULA) else cell
