"""Files that are saved: tables for a spreadsheet, texts. Their names tell nothing of us."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

from centre.exchange.table_cells import Cell, safe_cell


def table_file(heading: Sequence[str], rows: Iterable[Sequence[Cell]], name: str) -> Response:
    """A table as CSV in UTF-8, as Czech spreadsheets read it: with a mark, cells parted by
    semicolons. No cell is a formula."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for row in (heading, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return _file("\ufeff" + written.getvalue(), "text/csv", name)


def number_cell(number: float) -> Cell:
    """A number as Czech spreadsheets read it: a whole one without gaps, another with a comma."""
    return int(number) if number == int(number) else f"{number:.1f}".replace(".", ",")


def text_file(text: str, name: str) -> Response:
    """A text whose lines end as every program reads them."""
    return _file("\r\n".join(text.splitlines()) + "\r\n", "text/plain", name)


def _file(text: str, mimetype: str, name: str) -> Response:
    response = Response(text.encode(), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
