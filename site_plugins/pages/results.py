"""The yearly results: tables and charts under the headings of the page, and the numbers as a file.

The texts are the page's own. A number that is hidden because it is small is hidden in the file too.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from markupsafe import Markup
from pelican import signals

from centre.exchange.table_cells import safe_cell
from centre.language.i18n import gettext, list_words, number_words, speaking
from centre.language.languages import ORIGINAL
from centre.language.localized_text import JoinedText, LocalizedText
from centre.listings.indicators import (
    FAMILIES,
    INDICATORS,
    Family,
    Indicator,
    family_name,
    unit_name,
)
from centre.listings.results import COLUMNS, FEWEST_PUBLISHED, SAMPLE, Results
from site_plugins.drawing.charts import Series, bars
from site_plugins.pages.sections import sections
from site_plugins.run.build import build_of

PAGE = "results"
ADDRESS = "/vysledky.csv"
YEARS_SHOWN = 4
"""More years than this do not fit on a phone; the file has all of them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; ``unit`` is empty when the whole table has one."""

    name: str
    unit: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one family. ``unit`` is theirs when all have the same."""

    title: str
    unit: str
    years: tuple[int, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, and the sentence above it."""

    title: str
    svg: Markup


@dataclass(frozen=True, slots=True)
class SectionWithFigures:
    """A heading of the page with its text, its figures, and what the text explains as terms."""

    html: Markup
    terms: Markup | None = None
    table: Table | None = None
    chart: Chart | None = None


def sections_with_figures(html: str, results: Results) -> list[SectionWithFigures]:
    """The page in parts: before its first heading, then each heading with its figures."""
    parts = []
    for section in sections(html):
        family = next((each for each in FAMILIES if each == section.anchor), None)
        if family is None:
            parts.append(SectionWithFigures(section.html))
            continue
        text, start, terms = section.html.partition("<dl>")
        table, chart = _figures(family, results)
        parts.append(
            SectionWithFigures(
                html=Markup(text),  # noqa: S704 - our renderer takes no HTML from texts
                terms=Markup(start + terms),  # noqa: S704 - as above
                table=table,
                chart=chart,
            )
        )
    return parts


def as_file(results: Results) -> str:
    """All published figures as CSV, with their Czech names."""
    file = StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow([*COLUMNS[:2], "name", *COLUMNS[2:]])
    with speaking(ORIGINAL):
        for year in results.years:
            for indicator in INDICATORS.values():
                if figure := results.figures.get((indicator.id, year)):
                    hidden = results.is_hidden(indicator.id, year)
                    notes = (
                        _hidden() if hidden else "",
                        results.published_note(indicator.id, year),
                    )
                    value = "" if hidden else figure.value
                    table.writerow(
                        [
                            year,
                            indicator.id,
                            indicator.name,
                            indicator.unit,
                            value,
                            safe_cell("; ".join(filter(None, notes))),
                        ]
                    )
    return file.getvalue()


def add_figures(generator: Any, content: Any) -> None:
    """Give the page its own template and its figures."""
    if content.doc.id != PAGE:
        return
    build = build_of(generator)
    html = build.content.text(content.doc).body
    results = build.content.listings.results
    content.template = PAGE
    generator.context["sections"] = sections_with_figures(html, results)
    generator.context["results_file"] = ADDRESS if results.figures else ""


def write_file(pelican: Any) -> None:
    """Write the file, unless there are no figures."""
    build = build_of(pelican)
    results = build.content.listings.results
    if results.figures:
        build.write(ADDRESS, as_file(results))


def _figures(family: Family, results: Results) -> tuple[Table | None, Chart | None]:
    years = [
        year
        for year in results.years
        if any(results.value(each.id, year) is not None for each in _indicators(family))
    ][-YEARS_SHOWN:]
    if not years:
        return None, None
    return _table(family, results, years), _chart(family, results, years)


def _table(family: Family, results: Results, years: Sequence[int]) -> Table:
    counted = [
        each
        for each in _indicators(family)
        if any(results.value(each.id, year) is not None for year in years)
    ]
    units = {unit_name(each.unit) for each in counted}
    shared = units.pop() if len(units) == 1 else ""
    rows = []
    for indicator in counted:
        cells = tuple(_cell(results, indicator, year) for year in years)
        rows.append(Row(indicator.name, "" if shared else unit_name(indicator.unit), cells))
        if indicator.id == "syringes-returned":
            rates = [results.return_rate(year) for year in years]
            shown = tuple("–" if rate is None else f"{rate}\xa0%" for rate in rates)
            rows.append(Row(gettext("Return rate"), gettext("returned for 100 given out"), shown))
    notes = tuple(_notes(family, results, years))
    return Table(
        title=family_name(family),
        unit=shared,
        years=tuple(years),
        rows=tuple(rows),
        notes=notes,
    )


def _chart(family: Family, results: Results, years: Sequence[int]) -> Chart | None:
    drawn = {
        "persons": (
            gettext("Clients with a code, and people who came for the first time, by year"),
            (("clients-with-code", gettext("clients")), ("first-contacts", gettext("new people"))),
        ),
        "contacts": (
            gettext("All contacts, and those on outreach, by year"),
            (("contacts", gettext("all")), ("contacts-outreach", gettext("outreach"))),
        ),
        "material": (
            gettext("Syringes given out and returned, by year"),
            (("syringes-issued", gettext("given out")), ("syringes-returned", gettext("returned"))),
        ),
    }
    if family not in drawn:
        return None
    title, kinds = drawn[family]
    series = [
        Series(name, [(year, results.published(each, year)) for year in years])
        for each, name in kinds
    ]
    if not any(value for each in series for _, value in each.values):
        return None
    return Chart(
        title, bars(series, f"{title}. {gettext('The table below has the exact numbers.')}")
    )


def _indicators(family: Family) -> list[Indicator]:
    return [each for each in INDICATORS.values() if each.family == family]


def _cell(results: Results, indicator: Indicator, year: int) -> str:
    if results.is_hidden(indicator.id, year):
        return gettext("not shown")
    value = results.value(indicator.id, year)
    return "–" if value is None else number_words(value)


def _notes(family: Family, results: Results, years: Sequence[int]) -> Iterator[str]:
    cells = [(each, year) for each in _indicators(family) for year in years]
    if any(results.is_hidden(each.id, year) for each, year in cells):
        yield _hidden()
    figures_by_note: dict[str, list[str]] = {}
    for each, year in cells:
        if note := results.published_note(each.id, year):
            figures_by_note.setdefault(note, []).append(f"{each.name} {year}")
    for note, figures in figures_by_note.items():
        everywhere = len(figures) == sum((each.id, year) in results.figures for each, year in cells)
        before, _, after = gettext("All figures: %s").partition("%s")
        whole = (
            (before, _note(note), after)
            if everywhere
            else (f"{list_words(figures)}: ", _note(note))
        )
        yield JoinedText(*whole)


def _note(note: str) -> str:
    """A note from the file, which is Czech, but for the mark of a sample in every language."""
    return gettext("sample") if note == SAMPLE else LocalizedText(note, ORIGINAL)


def _hidden() -> str:
    return (
        gettext("Not shown: a number smaller than %s, which could show who it was.")
        % FEWEST_PUBLISHED
    )


def register() -> None:
    """Called by Pelican."""
    signals.page_generator_write_page.connect(add_figures)
    signals.finalized.connect(write_file)
