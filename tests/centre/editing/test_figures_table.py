"""Figures typed or pasted stand in the table of results, and every other line stays."""

import pytest

from centre.editing.events import figures_table, pasted_figures
from centre.editing.yaml_places import CannotRewrite

TABLE = (
    "year,indicator,unit,value,note\n"
    "2024,contacts,contacts,100,\n"
    '2025,contacts,contacts,1 200,"s pomlkou, ručně"\n'
    "2025,treatments,acts,7,ukázka\n"
    "2026,contacts,contacts,5,\n"
)


def test_a_value_changes_and_its_note_stays() -> None:
    changed = figures_table.changed(TABLE, 2025, {"contacts": 1300}, demo=True)
    assert changed == TABLE.replace("1 200", "1300")


def test_a_new_figure_stands_behind_its_year() -> None:
    changed = figures_table.changed(TABLE, 2025, {"food": 12}, demo=True)
    row = "2025,food,acts,12,\n"
    assert changed == TABLE.replace("2026,contacts", row + "2026,contacts")


def test_a_figure_is_taken_away() -> None:
    changed = figures_table.changed(TABLE, 2025, {"treatments": None}, demo=True)
    assert changed == TABLE.replace("2025,treatments,acts,7,ukázka\n", "")


def test_what_is_typed_anew_is_no_sample() -> None:
    changed = figures_table.changed(TABLE, 2025, {"treatments": 8}, demo=False)
    assert "2025,treatments,acts,8,\n" in changed


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_of_another_spreadsheet_keeps_its_marks(mark: str) -> None:
    table = TABLE.replace('"s pomlkou, ručně"', "").replace(",", mark).replace("\n", "\r\n")
    changed = figures_table.changed(table, 2027, {"food": 1}, demo=True)
    assert changed == table + f"2027{mark}food{mark}acts{mark}1{mark}\r\n"


@pytest.mark.parametrize("table", ["", "rok,kolik\n2025,3\n", TABLE + '2026,"'])
def test_another_table_is_left_alone(table: str) -> None:
    with pytest.raises(CannotRewrite):
        figures_table.changed(table, 2025, {"food": 1}, demo=True)


def test_rows_of_a_spreadsheet_are_read_by_their_names() -> None:
    pasted = (
        "Ukazatel\tKolik\r\n"
        "Klienti s kódem\t1 298\r\n"
        "\r\n"
        "všechny kontakty\t\t12\u00a0480,00\r\n"
        "treatments;7\r\n"
    )
    read = pasted_figures.read(pasted)
    assert read.faults == ()
    assert read.values == {"clients-with-code": 1298, "contacts": 12480, "treatments": 7}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Klienti s kodem\tmnoho", "Řádek 2: čekáme celé číslo"),
        ("Klienti s kódem\t12,5", "Řádek 2: čekáme celé číslo bez desetinné čárky"),
        ("Klienti s kódem\t-1", "Řádek 2: záporné číslo"),
        ("Klienti s kódem 12", "Řádek 2: ukazatel „Klienti s kódem 12“ neznáme"),
        ("Klienti s kódem", "Řádek 2: chybí číslo"),
        ("Kontaky v terénu\t3", "Řádek 2: ukazatel „Kontaky v terénu“ neznáme"),
        ("return-rate\t90", "Řádek 2: návratnost se počítá sama"),
        ("contacts\t4", "Řádek 2: „contacts“ je tu dvakrát"),
    ],
)
def test_a_row_that_means_nothing_says_so(row: str, said: str) -> None:
    read = pasted_figures.read(f"contacts\t3\n{row}\n")
    assert len(read.faults) == 1
    assert read.faults[0].startswith(said)
