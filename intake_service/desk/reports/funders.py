"""Tables of funders: a year in the words of whoever pays, on the page, on paper and as a file."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.exchange.table_cells import Cell
from centre.language.i18n import N_, gettext
from centre.listings.funder_tables import FUNDER_TABLES, FunderTable
from intake_service.desk.access import with_counsellor_or_coordinator
from intake_service.desk.reports import downloads
from intake_service.desk.reports.figures import chosen_year
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.work.figures import counts, funders
from intake_service.work.figures.funders import FilledRow
from intake_service.work.team.logins import Staff

bp = Blueprint("funders", __name__, url_prefix="/cisla/pro-dotace")

HEADING = (N_("Code"), N_("Row"), N_("Count"), N_("What is added up"))


@bp.get("")
@with_counsellor_or_coordinator
def show_all(staff: Staff) -> ResponseReturnValue:
    """All tables of this centre, or what is wrong with their file."""
    tables, faults = funders.read(service())
    return pages.show(
        "funder-tables.html",
        title=gettext("Tables for funders"),
        staff=staff,
        tables=tables,
        faults=faults,
        file=FUNDER_TABLES,
        year=chosen_year(),
    )


@bp.get("/<table_id>")
@with_counsellor_or_coordinator
def show(staff: Staff, table_id: str) -> ResponseReturnValue:
    """One table with the numbers of a year."""
    table = _table(table_id)
    figures = counts.read(service(), staff)
    year = chosen_year()
    return pages.show(
        "funder-table.html",
        title=f"{table.title}, {year}",
        staff=staff,
        table=table,
        year=year,
        years=figures.years,
        rows=funders.filled(table, figures.year(year), with_sealed=figures.with_sealed),
    )


@bp.get("/<table_id>/tabulka.csv")
@with_counsellor_or_coordinator
def file(staff: Staff, table_id: str) -> ResponseReturnValue:
    """The same for a spreadsheet."""
    table = _table(table_id)
    figures = counts.read(service(), staff)
    year = figures.year(chosen_year())
    rows = funders.filled(table, year, with_sealed=figures.with_sealed)
    lines = [(row.row.code or "", row.row.name, _cell(row), _explained(row)) for row in rows]
    return downloads.table_file([gettext(each) for each in HEADING], lines, "tabulka.csv")


def _table(table_id: str) -> FunderTable:
    tables, faults = funders.read(service())
    found = next((table for table in tables if table.id == table_id), None)
    if found is None or faults:
        raise NotFound
    return found


def _cell(row: FilledRow) -> Cell:
    return "" if row.number is None else row.number


def _explained(row: FilledRow) -> str:
    if row.is_sealed:
        return gettext("Whoever answers enquiries sees it.")
    return "; ".join(row.sources) or gettext("Fill it in from the records of clients.")
