"""The page of results: tables, charts and the file say the same, and each figure is explained."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from centre.language.i18n import speaking
from centre.language.languages import ORIGINAL
from centre.listings.indicators import FAMILIES, INDICATORS
from centre.listings.results import FEWEST_PUBLISHED
from site_plugins.drawing.charts import KINDS, Series, bars
from tests.built import BuiltSite, Pelican, Written
from tests.site.conftest import Draft

SMALL = "tests-syphilis", "2023"
"""The one figure of the sample that is too small to be told."""


@pytest.fixture(scope="module")
def page(built_site: BuiltSite) -> Written:
    return built_site.pages[built_site.frame.address("results", ORIGINAL)]


@pytest.fixture(scope="module")
def rows(built_site: BuiltSite) -> list[dict[str, str]]:
    """The rows of the file that the page offers."""
    return list(csv.DictReader(StringIO(built_site.file("/vysledky.csv").read_text("utf-8"))))


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def cells(page: Written) -> Iterator[tuple[str, str, str]]:
    """Name, year and number of every cell of every table."""
    for table in page.all("table"):
        years = [words(head) for head in table.iter("th") if head.get("scope") == "col"]
        for row in table.find("tbody"):
            name = row.find("th")
            unit = row.find("th/small")
            told = words(name) if unit is None else words(name).removesuffix(words(unit)).strip()
            for year, cell in zip(years, row.findall("td"), strict=True):
                yield told, year, words(cell)


def test_the_tables_have_every_number_of_the_file(
    page: Written, rows: list[dict[str, str]]
) -> None:
    shown = {(name, year): number for name, year, number in cells(page)}
    for row in rows:
        told = shown[row["name"], row["year"]]
        if row["value"]:
            assert told.replace("\xa0", "").replace(" ", "") == row["value"], row
    assert len(rows) == len([number for number in shown.values() if "%" not in number])


def test_only_tests_that_the_centre_makes_are_counted(
    built_site: BuiltSite, page: Written, rows: list[dict[str, str]]
) -> None:
    infections = built_site.pages[built_site.frame.address("infections", ORIGINAL)]
    made = {
        words(row.find("th") if row.find("th") is not None else row.find("td")): words(
            row.findall("td")[-1]
        )
        for table in infections.all("table")
        for row in table.find("tbody")
    }
    names = {"tests-hiv": "HIV", "tests-hbv": "Žloutenka typu B", "tests-hcv": "Žloutenka typu C"}
    names["tests-syphilis"] = "Syfilis"
    counted = {row["indicator"] for row in rows} & {
        each for each in INDICATORS if each.startswith("tests-")
    }
    assert counted == {
        each for each, name in names.items() if made[name.replace(" ", " ")] == "ano"
    }
    assert "tests-hcv" in counted
    assert ("žloutenku typu B" in page.text) == ("tests-hbv" in counted)


def test_a_small_number_is_told_nowhere(page: Written, rows: list[dict[str, str]]) -> None:
    (hidden,) = [row for row in rows if not row["value"]]
    assert (hidden["indicator"], hidden["year"]) == SMALL
    assert f"menší než {FEWEST_PUBLISHED}" in hidden["note"]
    assert ("Testy na syfilis", "2023", "neuvádíme") in set(cells(page))
    assert f"Neuvádíme čísla menší než {FEWEST_PUBLISHED}" in page.text


def test_the_return_rate_is_computed_and_in_no_file(
    page: Written, rows: list[dict[str, str]]
) -> None:
    issued, returned = (
        {row["year"]: int(row["value"]) for row in rows if row["indicator"] == name}
        for name in ("syringes-issued", "syringes-returned")
    )
    rates = {year: number for name, year, number in cells(page) if name == "Návratnost"}
    assert rates == {
        year: f"{round(100 * returned[year] / issued[year])}\xa0%".replace("\xa0", " ")
        for year in issued
    }
    assert not [row for row in rows if "return-rate" in row["indicator"]]


def test_every_figure_is_marked_as_a_sample(page: Written, rows: list[dict[str, str]]) -> None:
    assert {row["note"].rpartition("; ")[2] for row in rows} == {"ukázka"}
    assert page.text.count("Všechna čísla: ukázka") == len(FAMILIES)
    assert "Čísla jsou vymyšlená" in page.text


def test_every_figure_is_explained_beside_its_table(page: Written) -> None:
    explained = [words(each).casefold() for each in page.all("details")]
    assert len(explained) == len(FAMILIES)
    everything = " ".join(explained)
    with speaking(ORIGINAL):
        for indicator in INDICATORS.values():
            for word in indicator.name.casefold().split():
                assert word in everything, indicator.name
    assert "víc vrácených stříkaček je dobrá zpráva" in page.text.casefold()
    assert "počítáme dotazy, ne lidi" in page.text


def test_a_chart_has_no_look_of_its_own_and_says_what_it_shows(
    built_site: BuiltSite, page: Written
) -> None:
    source = page.path.read_text("utf-8")
    charts = re.findall(r'<svg class="chart".*?</svg>', source, re.DOTALL)
    assert len(charts) == 3
    for chart in charts:
        assert not re.search(
            r"<(style|script|image|a|defs)\b|style=|fill=|stroke=|font-|href|url\(", chart
        )
        assert 'role="img" aria-label="' in chart
        assert "Přesná čísla jsou v tabulce pod grafem." in chart
        assert set(re.findall(r'<rect [^>]*class="(\w+)"', chart)) == set(KINDS)
    css = built_site.file(built_site.frame.asset("extended.css")).read_text("utf-8")
    for kind in KINDS:
        assert f".{kind}" in css


def test_bars_are_as_long_as_their_numbers() -> None:
    drawn = bars(
        [
            Series("vydané", [(2024, 50), (2025, 100)]),
            Series("přijaté", [(2024, None), (2025, 25)]),
        ],
        "",
    )
    lengths = sorted(float(width) for width in re.findall(r'width="([\d.]+)"[^>]*class', drawn))
    assert [round(length / lengths[0], 1) for length in lengths] == [1, 2, 4]
    labels = re.findall(r'text-anchor="end">([^<]+)<', drawn)
    assert labels == ["2024 vydané", "2025 přijaté", "2025 vydané"]


def test_numbers_below_a_chart_leave_room_between_them() -> None:
    few = bars([Series("A", [(2025, 400)])], "A")
    many = bars([Series("A", [(2025, 4500)])], "A")
    assert {"100", "200", "300"} <= set(re.findall(r">([^<]+)</text>", few))
    shown = [each.replace("\xa0", " ") for each in re.findall(r">([^<]+)</text>", many)]
    assert "2 000" in shown
    assert "1 000" not in shown


def test_names_in_a_chart_are_text() -> None:
    drawn = bars([Series("<b>&", [(2025, 3)])], '"><script>')
    svg = ElementTree.fromstring(drawn)
    assert svg.get("aria-label") == '"><script>'
    assert "2025 <b>&" in "".join(svg.itertext())


def test_more_kinds_of_bars_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="tells 2 series apart, not 3"):
        bars([Series(str(n), [(2025, n)]) for n in range(3)], "")


def test_what_cannot_be_counted_is_judged_in_words(page: Written) -> None:
    (heading,) = [each for each in page.all("h3") if "Jak tým hodnotil rok 2025" in words(each)]
    assert "(ukázka)" in words(heading)
    for judged in (
        "Odpovídá pomoc prostředí",
        *(f"Ukazatel 1.{n}." for n in range(1, 8)),
        "Dopad 13.",
    ):
        assert judged in page.text
    assert "Ukazatel 2.1" not in page.text  # counted above


def test_a_centre_without_figures_has_a_page_without_tables(
    draft: Draft, tmp_path: Path, pelican: Pelican
) -> None:
    for name in ("results.csv", "judgements.yaml"):
        (draft.folder / "data" / name).unlink()
    output = tmp_path / "out"
    frame = f'FRAME_PATH="{tmp_path / "frame.json"}"'
    built = pelican(str(draft.folder), "-s", "pelicanconf.py", "-o", str(output), "-e", frame)
    assert built.returncode == 0, built.stderr
    page = (output / "vysledky" / "index.html").read_text("utf-8")
    assert "Žádná čísla zatím nejsou zveřejněná." in page
    assert "Žádné hodnocení zatím nebylo zveřejněné." in page
    assert "<table" not in page
    assert not (output / "vysledky.csv").exists()


def test_a_family_that_lost_its_heading_is_a_fault(
    draft: Draft, tmp_path: Path, pelican: Pelican
) -> None:
    draft.replace("cs/pages/results.md", " {: #acts }", "")
    frame = f'FRAME_PATH="{tmp_path / "frame.json"}"'
    built = pelican(
        str(draft.folder), "-s", "pelicanconf.py", "-o", str(tmp_path / "out"), "-e", frame
    )
    assert built.returncode == 1
    assert "results.md:2: v textu chybí nadpis s kotvou #acts" in built.stderr
