"""A new number of the centre, a helpline that somebody has called, and one that has changed."""

from pathlib import Path

import pytest
import time_machine
from flask import Flask

from centre.editing import rewriting
from centre.editing.events import mentions
from tests.intake.browser import DeskVisitor, Person

OUTREACH = "/web/telefon/outreach"
CHILDREN = "/web/linky/linka-bezpeci"


def data(content: Path, name: str) -> str:
    return (content / "data" / name).read_text("utf-8")


def line_of(content: Path, name: str) -> dict[str, str]:
    lines = rewriting.read(data(content, "helplines.yaml"))["helplines"]
    return dict(next(each for each in lines if each["id"] == name))


def test_a_new_number_with_all_that_shows_it(eva: DeskVisitor, content: Path) -> None:
    before = data(content, "centre.yaml")
    assert "Telefon terénu +420 000 000 002" in eva.open("/web/telefon").words
    page = eva.open(OUTREACH)
    assert "Kde všude to stojí" in page.words
    for title in mentions.of_snippet(content, ("tel",), "outreach"):
        assert title in page.words
    shown = eva.send("/outreach", number="601234567", tried="y")
    assert "Telefon terénu, nové číslo: +420 601 234 567." in shown.words
    assert data(content, "centre.yaml") == before
    assert eva.send("/outreach").title == "Uloženo"
    assert data(content, "centre.yaml") == before.replace("+420 000 000 002", "+420 601 234 567")


def test_a_house_shows_its_own_number(eva: DeskVisitor) -> None:
    page = eva.open("/web/telefon/centre-havlickuv-brod")
    assert page.words.count("Havlíčkův Brod") >= 2


def test_a_new_number_wants_a_fresh_code(app: Flask, editor: Person, content: Path) -> None:
    before = data(content, "centre.yaml")
    visitor = DeskVisitor(app)
    visitor.log_in(editor)
    with time_machine.travel("2026-12-01T09:11+01:00", tick=False):
        visitor.open(OUTREACH)
        visitor.send("/outreach", number="601 234 567", tried="y")
        asked = visitor.send("/outreach")
        assert asked.status == 403
        assert "Napište prosím nový kód z aplikace" in asked.alerts
        assert data(content, "centre.yaml") == before
        assert visitor.send("/outreach", code=editor.code()).title == "Uloženo"


@pytest.mark.parametrize(
    ("address", "typed", "field", "said"),
    [
        (OUTREACH, {"number": ""}, "number", "o devíti číslicích"),
        (OUTREACH, {"number": "60123456"}, "number", "o devíti číslicích"),
        (OUTREACH, {"number": "+49 601 234 567"}, "number", "o devíti číslicích"),
        (OUTREACH, {"number": "000 000 001"}, "number", "Tohle číslo má: Telefon centra"),
        (OUTREACH, {"number": "000 000 002"}, "number", "stojí už teď"),
        (OUTREACH, {"tried": ""}, "tried", "Nejdřív prosím na nové číslo zavolejte"),
        (CHILDREN, {"number": "12"}, "number", "třech, šesti nebo devíti"),
        (CHILDREN, {"number": "155"}, "number", "Tohle číslo má: Záchranná služba"),
        (CHILDREN, {"number": "116 111"}, "number", "stojí už teď"),
        (CHILDREN, {"source": " "}, "source", "odkud číslo máme"),
        (CHILDREN, {"tried": ""}, "tried", "Nejdřív prosím na nové číslo zavolejte"),
    ],
)
def test_a_mistake_stands_at_its_field_and_changes_nothing(
    eva: DeskVisitor,
    content: Path,
    address: str,
    typed: dict[str, str],
    field: str,
    said: str,
) -> None:
    files = {name: data(content, name) for name in ("centre.yaml", "helplines.yaml")}
    usual = {"number": "601 234 567", "tried": "y"}
    if address == CHILDREN:
        usual["source"] = "web linky"
    sent = {name: value for name, value in {**usual, **typed}.items() if value}
    action = address.rpartition("/")[2]
    eva.open(address)
    page = eva.send(action, **sent)
    assert page.status == 422
    wrong = [each.get("href") for each in page.all("a") if said in "".join(each.itertext())]
    assert wrong == [f"#{field}"]
    kept = page.fields(action)
    assert {name: kept.get(name, "") for name in ("number", "source") if name in sent} == {
        name: value for name, value in sent.items() if name in ("number", "source")
    }
    assert {name: data(content, name) for name in files} == files


def test_somebody_called_and_it_is_right(eva: DeskVisitor, content: Path) -> None:
    eva.open(CHILDREN)
    saved = eva.send("/plati")
    assert saved.title == "Uloženo"
    assert "116 111: volali jsme tam 1. prosince 2026, číslo platí." in saved.words
    assert line_of(content, "linka-bezpeci")["checked"] == "2026-12-01"
    eva.open(CHILDREN)
    assert eva.send("/plati").title == "Co se změnilo"
    assert "ověřeno 1. prosince 2026" in eva.open("/web/linky").words


def test_a_changed_number_of_a_helpline(eva: DeskVisitor, content: Path) -> None:
    eva.open(CHILDREN)
    typed = {"number": "116222", "source": "web linky, 1. 12. 2026", "tried": "y"}
    shown = eva.send("/linka-bezpeci", **typed)
    assert "nové číslo: 116 222." in shown.words
    assert eva.send("/linka-bezpeci").title == "Uloženo"
    now = line_of(content, "linka-bezpeci")
    assert (now["number"], now["checked"]) == ("116 222", "2026-12-01")
    assert now["source"] == "web linky, 1. 12. 2026"


@pytest.mark.parametrize("address", ["/web/telefon/nikdo", "/web/linky/nikdo"])
def test_what_nobody_knows_is_not_there(eva: DeskVisitor, address: str) -> None:
    assert eva.open(address).status == 404
