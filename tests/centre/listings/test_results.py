"""Yearly figures: read from a spreadsheet, never so small that they tell who it was, always of a
piece."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.listings.indicators import INDICATORS
from centre.listings.results import COLUMNS, FEWEST_PUBLISHED, Figure, Results, read_results

HEAD = ",".join(COLUMNS)


def read(
    folder: Path, *rows: str, head: str = HEAD, demo: bool = True
) -> tuple[Results, list[str]]:
    path = folder / "results.csv"
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    results, faults = read_results(path, demo=demo, this_year=2026)
    return results, [str(fault).partition("results.csv:")[2] for fault in faults]


def of(year: int = 2025, **values: int) -> Results:
    """Figures of one year; an underscore in a name stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in values.items()}
    return Results(
        {
            (name, year): Figure(year, INDICATORS[name], value, "", 0)
            for name, value in named.items()
        }
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2025,contacts,contacts,mnoho,", "2: value: čekáme celé číslo od nuly výš; je tu „mnoho“"),
        ("2025,contacts,contacts,-3,", "2: value: čekáme celé číslo od nuly výš; je tu „-3“"),
        ("2025,contacts,contacts,,", "2: value: čekáme celé číslo od nuly výš; je tu prázdno"),
        ("2027,contacts,contacts,3,", "2: year: čekáme rok od 1990 do 2026; je tu „2027“"),
        (
            "2025,contacs,contacts,3,",
            "2: indicator: ukazatel „contacs“ neznáme; mysleli jste „contacts“?",
        ),
        ("2025,contacts,persons,3,", "2: unit: contacts se počítá v „contacts“; je tu „persons“"),
        ("2025,contacts,contacts,3", "2: má mít 5 sloupců, má jich 4"),
        *(
            (
                f"2025,contacts,contacts,12,{rest}",
                "2: note: v poznámce je jen číslo; nejspíš se tam oddělil kus hodnoty",
            )
            for rest in ("500", "00", " 50 ", "500 000")
        ),
        (
            "2025,return-rate,pieces,94,",
            "2: indicator: návratnost se počítá sama z vydaných a přijatých; smažte řádek",
        ),
    ],
)
def test_a_slip_in_a_row_is_told_with_its_line_and_column(
    tmp_path: Path, row: str, told: str
) -> None:
    results, faults = read(tmp_path, row)
    assert faults == [told]
    assert not results.figures


def test_all_slips_are_told_at_once_and_sound_rows_are_kept(tmp_path: Path) -> None:
    results, faults = read(
        tmp_path, "2025,food,acts,12,", "", "x,food,y,z,", "2025,food,acts,13,", "2024,food,acts,9,"
    )
    assert [fault.split(": ")[:2] for fault in faults] == [
        *(["4", "year"], ["4", "value"], ["4", "unit"]),
        ["5", "indicator"],
    ]
    assert (results.value("food", 2025), results.value("food", 2024)) == (12, 9)


def test_another_head_is_told_before_anything_else(tmp_path: Path) -> None:
    _, faults = read(tmp_path, "2025,food,acts,12,", head="rok,ukazatel,jednotka,hodnota,poznámka")
    assert faults == [
        f"1: první řádek má být {HEAD}; je tu „rok,ukazatel,jednotka,hodnota,poznámka“"
    ]


def test_a_czech_spreadsheet_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    rows = [HEAD.replace(",", ";"), '2025;syringes-issued;pieces;53 640;"pro kraj; bez obcí"']
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(rows).encode())
    results, faults = read_results(path, demo=True, this_year=2026)
    assert not faults
    assert results.value("syringes-issued", 2025) == 53640
    assert results.figures["syringes-issued", 2025].note == "pro kraj; bez obcí"


def test_another_encoding_is_told_with_the_line_of_its_first_letter_that_hurts(
    tmp_path: Path,
) -> None:
    path = tmp_path / "results.csv"
    path.write_bytes(f"{HEAD}\n2025,food,acts,12,část roku\n".encode("cp1250"))
    _, (fault,) = read_results(path, demo=True, this_year=2026)
    message = "písmeno v kódování Windows-1250; uložte soubor v kódování UTF-8"
    assert (fault.line, fault.message) == (2, message)


def test_an_invented_figure_may_stand_only_in_a_sample(tmp_path: Path) -> None:
    rows = ("2025,contacts,contacts,90,", "2025,food,acts,12,ukázka", "2024,food,acts,12,ukázka")
    assert read(tmp_path, *rows)[1] == []
    _, faults = read(tmp_path, *rows, demo=False)
    assert faults == [
        "3: note: ukázková čísla smějí být jen v ukázce (demo: true); smažte řádky, je jich 2"
    ]


def test_a_part_is_never_more_than_its_whole(tmp_path: Path) -> None:
    rows = ("2025,clients-with-code,persons,20,", "2025,clients-without-code,persons,5,")
    assert read(tmp_path, *rows, "2025,clients-injecting,persons,25,")[1] == []
    _, faults = read(tmp_path, *rows, "2025,clients-injecting,persons,26,")
    assert faults == ["4: value: clients-injecting (26) je víc než celek, do kterého patří (25)"]


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_small_number_of_people_is_not_told(count: int, hidden: bool) -> None:
    results = of(close_ones=count, tests_hiv=count)
    for indicator in ("close-ones", "tests-hiv"):
        assert results.is_hidden(indicator, 2025) is hidden
        assert results.published(indicator, 2025) == (None if hidden else count)


def test_a_few_things_are_nobody() -> None:
    assert of(syringes_found=2).published("syringes-found", 2025) == 2


def test_a_part_that_gives_away_a_small_rest_is_not_told_either() -> None:
    everybody = of(clients_with_code=120, clients_without_code=10, clients_injecting=128)
    assert everybody.published("clients-injecting", 2025) is None
    assert everybody.published("clients-with-code", 2025) == 120


def test_two_late_answers_give_nobody_away() -> None:
    assert of(enquiries=88, enquiries_in_time=86).published("enquiries-in-time", 2025) == 86


def test_the_return_rate_follows_from_what_was_given_and_returned() -> None:
    assert of(syringes_issued=53640, syringes_returned=50870).return_rate(2025) == 95
    assert of(syringes_issued=100, syringes_returned=104).return_rate(2025) == 104
    assert of(syringes_issued=0, syringes_returned=7).return_rate(2025) is None
    assert of(syringes_issued=10).return_rate(2025) is None


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 800))
def test_no_small_group_can_be_told_from_what_is_told(
    coded: int, uncoded: int, injecting: int
) -> None:
    whole = coded + uncoded
    results = of(
        clients_with_code=coded,
        clients_without_code=uncoded,
        clients_injecting=min(injecting, whole),
    )
    told = results.published("clients-injecting", 2025)
    assert told is None or not 0 < told < FEWEST_PUBLISHED
    assert told is None or not 0 < whole - told < FEWEST_PUBLISHED
