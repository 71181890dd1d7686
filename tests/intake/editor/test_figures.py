"""The figures of a year: typed into a table, or pasted from a spreadsheet, shown, kept."""

from pathlib import Path

import pytest

from tests.intake.browser import DeskVisitor

YEAR = "/web/cisla/2026"


def results(content: Path) -> str:
    return (content / "data" / "results.csv").read_text("utf-8")


def test_a_number_is_shown_and_kept(eva: DeskVisitor, content: Path) -> None:
    before = results(content)
    assert "2026" in eva.open("/web/cisla").words
    eva.open(YEAR)
    shown = eva.send("/2026", contacts="12 480", treatments="3")
    assert "Všechny kontakty: – → 12 480" in shown.words.replace("\u00a0", " ")
    assert "web ho neukáže" in shown.words
    assert results(content) == before
    saved = eva.send("/2026")
    assert saved.title == "Uloženo", saved.alerts
    rows = "2026,contacts,contacts,12480,\n2026,treatments,acts,3,\n"
    assert results(content) == before + rows
    assert eva.send("/vzit-zpet").title == "Vzato zpět"
    assert results(content) == before


def test_pasted_rows_fill_the_table(eva: DeskVisitor, content: Path) -> None:
    eva.open(YEAR)
    pasted = "Klienti s kódem\t1\u00a0298\nVšechny kontakty\t12 480,00\n"
    filled = eva.send("/2026", pasted=pasted, take_over="1")
    fields = filled.fields("/2026")
    assert (fields["clients-with-code"], fields["contacts"]) == ("1298", "12480")
    assert fields["pasted"] == ""
    eva.send("/2026")
    assert eva.send("/2026").title == "Uloženo"
    assert "2026,clients-with-code,persons,1298,\n" in results(content)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"contacts": "asi sto"}, "contacts", "Čekáme celé číslo"),
        ({"contacts": "12,5"}, "contacts", "bez desetinné čárky"),
        ({"contacts": "-3"}, "contacts", "Záporné číslo"),
        ({"contacts": "5", "contacts-outreach": "9"}, "contacts-outreach", "je víc než celek"),
        ({"pasted": "Kontaky\t3", "take_over": "1"}, "pasted", "Řádek 1: ukazatel „Kontaky“"),
        ({"pasted": "", "take_over": "1"}, "pasted", "Nejdřív sem prosím vložte řádky"),
    ],
)
def test_a_mistake_stands_at_its_field_and_changes_nothing(
    eva: DeskVisitor, content: Path, typed: dict[str, str], field: str, said: str
) -> None:
    before = results(content)
    eva.open(YEAR)
    page = eva.send("/2026", **typed)
    assert page.status == 422
    wrong = [each.get("href") for each in page.all("a") if said in "".join(each.itertext())]
    assert wrong == [f"#{field}"]
    sent = page.fields("/2026")
    assert {name: sent[name] for name in typed if name in sent} == {
        name: value for name, value in typed.items() if name in sent
    }
    assert results(content) == before


def test_nothing_changed_is_said(eva: DeskVisitor) -> None:
    eva.open(YEAR)
    assert "Nic se nezměnilo" in eva.send("/2026").alerts


def test_a_centre_without_figures_begins_the_table(eva: DeskVisitor, content: Path) -> None:
    (content / "data" / "results.csv").unlink()
    eva.open(YEAR)
    eva.send("/2026", contacts="5")
    saved = eva.send("/2026")
    assert saved.title == "Uloženo", saved.alerts
    assert results(content) == "year,indicator,unit,value,note\n2026,contacts,contacts,5,\n"


@pytest.mark.parametrize("year", ["2031", "1989", "dva"])
def test_a_year_that_nobody_knows_is_not_there(eva: DeskVisitor, year: str) -> None:
    assert eva.open(f"/web/cisla/{year}").status == 404
