"""The figures for reports: a year and its months, as a table, a chart, files and words."""

import re
from typing import Final

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from centre.exchange.table_cells import Cell
from centre.language.i18n import N_, gettext, month_words
from intake_service import clock
from intake_service.desk.access import with_counsellor, with_counsellor_or_coordinator
from intake_service.desk.reports import downloads
from intake_service.web import pages
from intake_service.web.current import service
from intake_service.work.figures import chart, counts, funders, published, report, rows
from intake_service.work.figures.counts import Figures, Month
from intake_service.work.team.logins import Staff

bp = Blueprint("year_figures", __name__, url_prefix="/cisla")

HEADING = (N_("Month"), N_("Figures"), N_("What is counted"), N_("Count"))
HEADING_PUBLISHED = (N_("Figures"), N_("Part"), N_("Count"))

_YEAR: Final = re.compile(r"[0-9]{4}")
_MONTH: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


@bp.get("")
@with_counsellor_or_coordinator
def show(staff: Staff) -> ResponseReturnValue:
    """One year: its figures, what each counts, its months."""
    figures = counts.read(service(), staff)
    year = chosen_year()
    return pages.show(
        "figures.html",
        title=gettext("Figures %(year)s") % {"year": year},
        staff=staff,
        year=year,
        years=figures.years,
        sections=rows.sections(figures.year(year), with_sealed=figures.with_sealed),
        months=figures.months_of(year),
        chart=chart.of_year(year, _received(figures)),
        with_sealed=figures.with_sealed,
        funder_tables=funders.read(service())[0],
        report=_report(figures, year) if figures.with_sealed else "",
    )


@bp.get("/<month>")
@with_counsellor_or_coordinator
def show_month(staff: Staff, month: str) -> ResponseReturnValue:
    """One month, with the same rows as its year."""
    if not _MONTH.fullmatch(month):
        raise NotFound
    figures = counts.read(service(), staff)
    counted = figures.months.get(month, Month())
    return pages.show(
        "figures-month.html",
        title=gettext("Figures: %(month)s") % {"month": month_words(month)},
        staff=staff,
        year=month[:4],
        sections=rows.sections(counted, with_sealed=figures.with_sealed),
        with_sealed=figures.with_sealed,
    )


@bp.get("/tabulka.csv")
@with_counsellor_or_coordinator
def file(staff: Staff) -> ResponseReturnValue:
    """The same for a spreadsheet, month by month; the year is the row without a month."""
    figures = counts.read(service(), staff)
    year = chosen_year()
    stretches: dict[str, Month] = {**figures.months_of(year), year: figures.year(year)}
    lines = [
        (
            name,
            f"{section.title}: {row.label}",
            section.meaning(row),
            downloads.number_cell(row.number),
        )
        for name, month in stretches.items()
        for section in rows.sections(month, with_sealed=figures.with_sealed)
        for row in section.rows
    ]
    return downloads.table_file([gettext(each) for each in HEADING], lines, "tabulka.csv")


@bp.get("/ke-zverejneni.csv")
@with_counsellor
def file_to_publish(staff: Staff) -> ResponseReturnValue:
    """What may be published of a year, for a spreadsheet: the same numbers as in the text."""
    figures = counts.read(service(), staff)
    told = published.of_year(figures.months_of(chosen_year()))
    lines = [(part, label, _cell(number)) for part, label, number in report.table(told)]
    heading = [gettext(each) for each in HEADING_PUBLISHED]
    return downloads.table_file(heading, lines, "ke-zverejneni.csv")


def chosen_year() -> str:
    """The year that the address names, or this one."""
    year = request.args.get("rok", "")
    return year if _YEAR.fullmatch(year) else str(clock.today().year)


def _cell(number: float | str) -> Cell:
    return number if isinstance(number, str) else downloads.number_cell(number)


def _report(figures: Figures, year: str) -> str:
    told = published.of_year(figures.months_of(year))
    return report.text(year, told, is_over=_is_over(year))


def _is_over(year: str) -> bool:
    return int(year) < clock.today().year


def _received(figures: Figures) -> dict[str, int]:
    return {name: month.received for name, month in figures.months.items()}
