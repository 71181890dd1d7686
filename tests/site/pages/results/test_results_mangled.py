"""Whatever a spreadsheet does to the table of figures: a number to be hidden is never shown, and no
other number is shown but as it was typed."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from centre.listings.indicators import FAMILIES, INDICATORS
from centre.listings.results import COLUMNS, FEWEST_PUBLISHED, Results, read_results
from site_plugins.pages.results import SectionWithFigures, as_file, sections_with_figures

YEARS = (2024, 2025)
NOTES = (
    "",
    "ukázka",
    "bez terénu",
    "pro kraj; bez obcí",
    "podle „výkazu“, opraveno",
    'takzvaný "výkaz"',
)
"""Not one has a digit: whatever digit a published note has, it leaked there."""

Table = dict[tuple[str, int], tuple[int, str]]
"""What was typed: value and note by indicator and year."""

tables = st.dictionaries(
    st.tuples(st.sampled_from(sorted(INDICATORS)), st.sampled_from(YEARS)),
    st.tuples(st.one_of(st.integers(0, 9), st.integers(0, 99_999)), st.sampled_from(NOTES)),
    min_size=1,
    max_size=12,
)


@st.composite
def written(draw: st.DrawFn, table: Table) -> bytes:
    """The table as some spreadsheet wrote it, perhaps after somebody edited its lines by hand."""
    delimiter = draw(st.sampled_from(",;\t|"))
    width = draw(st.integers(0, 3))
    thousands = draw(st.sampled_from(["", "", " ", "\u00a0", "\u202f", ".", "'"]))
    decimals = draw(st.sampled_from(["", "", "", ".0", ",00"]))
    file = StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator="\n")
    writer.writerow([*COLUMNS, *[""] * width])
    for (name, year), (value, note) in table.items():
        number = f"{value:,}".replace(",", thousands) + decimals
        if draw(st.integers(0, 9)) == 0:
            writer.writerow([])
        writer.writerow([year, name, INDICATORS[name].unit, number, note, *[""] * width])
    lines = file.getvalue().splitlines()
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(1, len(lines)))
        lines = draw(st.sampled_from(HANDS))(lines, at - 1)
    text = draw(st.sampled_from(["\n", "\r\n", "\r", "\n\n"])).join(lines)
    text += draw(st.sampled_from(["", "\n", "\r\n"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1250"]))
    return text.encode(encoding, "replace")


HANDS = (
    lambda lines, at: [*lines[:at], "".join(lines[at : at + 2]), *lines[at + 2 :]],
    lambda lines, at: [*lines[:at], ";".join(lines[at : at + 2]), *lines[at + 2 :]],
    lambda lines, at: [*lines[:at], lines[at].replace('"', "", 1), *lines[at + 1 :]],
    lambda lines, at: [*lines[:at], lines[at] + '"', *lines[at + 1 :]],
    lambda lines, at: [*lines[:at], lines[at].replace(",", ";"), *lines[at + 1 :]],
    lambda lines, at: [*lines[:at], lines[at].replace(",", ";", 2), *lines[at + 1 :]],
    lambda lines, at: [*lines[:at], f'"{lines[at]}"', *lines[at + 1 :]],
    lambda lines, at: [*lines[:at], lines[at].rstrip(",;\t|"), *lines[at + 1 :]],
    lambda lines, at: [*lines[:at], lines[at], lines[at], *lines[at + 1 :]],
    lambda lines, at: [*lines[:at], *lines[at + 1 :]] or lines,
)
"""Lines run together, quotes lost or doubled, separators changed, cells cut off, lines twice or
gone."""


def published(results: Results) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(StringIO(as_file(results)))


def cells(results: Results) -> Iterator[tuple[str, int, str]]:
    """Indicator, year and text of every number on the page."""
    names = {each.name: each.id for each in INDICATORS.values()}
    for section in sections_of(results):
        for row in section.table.rows if section.table else ():
            if row.name in names:
                for year, cell in zip(section.table.years, row.cells, strict=True):
                    yield names[row.name], year, cell


def sections_of(results: Results) -> list[SectionWithFigures]:
    html = "".join(f'<h2 id="{family}">{family}</h2><dl></dl>' for family in FAMILIES)
    return sections_with_figures(html, results)


@given(tables.flatmap(lambda table: st.tuples(st.just(table), written(table))))
@example(
    (
        {("food", 2025): (12, ""), ("tests-hiv", 2025): (3, "")},
        b"year;indicator;unit;value;note\n2025;food;acts;12;2025,tests-hiv,acts,3,\n",
    )
)
@example(
    (
        {("food", 2025): (12, ""), ("tests-hiv", 2025): (3, "")},
        b'year,indicator,unit,value,note\n2025,food,acts,12,"\n2025,tests-hiv,acts,3,"\n',
    )
)
@example(
    ({("tests-hiv", 2025): (3, "")}, b"year,indicator,unit,value,note\n2025,tests-hiv,acts,3 4,\n")
)
@example(
    (
        {("capsules", 2025): (0, ""), ("food", 2025): (12, "")},
        b"year;indicator;unit;value;note\n2025;capsules;pieces;0;00\n2025;food;acts;12;50\n",
    )
)
def test_a_number_that_is_to_be_hidden_is_never_shown(typed: tuple[Table, bytes]) -> None:
    table, file = typed
    with TemporaryDirectory() as folder:
        path = Path(folder, "results.csv")
        path.write_bytes(file)
        results, faults = read_results(path, demo=True, this_year=2026)
    for row in published(results):
        value, _ = table[row["indicator"], int(row["year"])]
        is_small = INDICATORS[row["indicator"]].of_people and 0 < value < FEWEST_PUBLISHED
        assert row["value"] == ("" if is_small else str(value)) or not (row["value"] or is_small)
        note = re.sub("menší než 5", "", row["note"])
        assert not re.search(r"\d", note), row
    for name, year, cell in cells(results):
        value, _ = table.get((name, year), (0, ""))
        is_small = INDICATORS[name].of_people and 0 < value < FEWEST_PUBLISHED
        assert re.sub(r"\D", "", cell) in ({""} if is_small else {"", str(value)})
    if not faults:
        assert {key: figure.value for key, figure in results.figures.items()} == {
            key: value for key, (value, _) in table.items() if key in results.figures
        }


@pytest.mark.parametrize("note", ["3", "jen 3 ženy", "tři ženy", "ukázka: 3"])
def test_a_note_tells_nothing_of_a_number_that_is_hidden(tmp_path: Path, note: str) -> None:
    path = tmp_path / "results.csv"
    path.write_text(f"{','.join(COLUMNS)}\n2025,tests-hiv,acts,3,{note}\n", "utf-8")
    results, faults = read_results(path, demo=True, this_year=2026)
    assert faults == []
    assert note not in as_file(results)
    assert note not in repr(sections_of(results))


@pytest.mark.parametrize("note", ["=HYPERLINK(A1)", "@součet", "+ dárci"])
def test_no_note_is_a_formula_in_a_readers_spreadsheet(tmp_path: Path, note: str) -> None:
    path = tmp_path / "results.csv"
    path.write_text(f"{','.join(COLUMNS)}\n2025,food,acts,12,{note}\n", "utf-8")
    results, faults = read_results(path, demo=True, this_year=2026)
    assert faults == []
    assert [row["note"] for row in published(results)] == [f"'{note}"]
