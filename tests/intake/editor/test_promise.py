"""In how many working days we answer: what it means is said before it is published."""

from pathlib import Path

import pytest

from tests.intake.browser import DeskVisitor


def facts(content: Path) -> str:
    return (content / "data" / "centre.yaml").read_text("utf-8")


def test_those_who_wait_are_told_of_first(eva: DeskVisitor, content: Path) -> None:
    before = facts(content)
    page = eva.open("/web/slib")
    assert "Kdo už napsal, má svůj slíbený den dál." in page.words
    assert "Kdo se zeptá dnes, má slíbenou odpověď do 4. prosince 2026." in page.words
    assert "Kontakt, adresa a otevírací doba" in page.words
    shown = eva.send("/slib", days="5")
    assert "Odpovíme nejpozději do 5 pracovních dnů." in shown.words
    assert "do 8. prosince 2026 místo do 4. prosince 2026" in shown.words
    assert facts(content) == before
    assert eva.send("/slib").title == "Uloženo"
    assert facts(content) == before.replace("\nanswer_days: 3\n", "\nanswer_days: 5\n")
    assert eva.send("/vzit-zpet").title == "Vzato zpět"
    assert facts(content) == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Čekáme celé číslo"),
        ("tři", "Čekáme celé číslo"),
        ("2,5", "bez desetinné čárky"),
        ("0", "číslo od 1 do 15"),
        ("30", "číslo od 1 do 15"),
        ("3", "slibujeme už teď"),
    ],
)
def test_a_mistake_stands_at_its_field(
    eva: DeskVisitor, content: Path, typed: str, said: str
) -> None:
    before = facts(content)
    eva.open("/web/slib")
    page = eva.send("/slib", days=typed)
    assert page.status == 422
    wrong = [each.get("href") for each in page.all("a") if said in "".join(each.itertext())]
    assert wrong == ["#days"]
    assert page.fields("/slib")["days"] == typed
    assert facts(content) == before
