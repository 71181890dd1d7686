"""We are moving: told beforehand, the address on the day, and what else to look at."""

from pathlib import Path

import pytest

from centre.editing import rewriting
from tests.intake.browser import DeskVisitor

HOUSE = "/web/stehovani/centrum-zdar"
NEW = {"street": "Nová 5", "town": "Žďár nad Sázavou", "postal_code": "59101"}


def places(content: Path) -> str:
    return (content / "data" / "places.yaml").read_text("utf-8")


def test_it_is_told_beforehand_in_all_languages(eva: DeskVisitor, content: Path) -> None:
    before = places(content)
    eva.open(f"{HOUSE}/predem")
    shown = eva.send("/predem", **NEW, day="1. 4. 2027")
    sentence = "Od 1. dubna 2027 nás najdete na téhle adrese: Nová 5, 591 01 Žďár nad Sázavou."
    assert sentence in shown.words
    assert places(content) == before
    saved = eva.send("/predem")
    assert saved.title == "Uloženo", saved.alerts
    house = rewriting.read(places(content))["premises"][0]
    old = rewriting.read(before)["premises"][0]
    assert house["directions"]["cs"] == f"{sentence} {old['directions']['cs']}"
    assert house["directions"]["en"].startswith("We are moving on 1 April 2027.")
    assert house["address"] == old["address"]
    assert eva.send("/vzit-zpet").title == "Vzato zpět"
    assert places(content) == before


def test_on_the_day_the_address_changes(eva: DeskVisitor, content: Path) -> None:
    eva.open(HOUSE)
    shown = eva.send("/centrum-zdar", **NEW, coordinates="49.5700N, 15.9400E")
    assert "nová adresa: Nová 5, 591 01 Žďár nad Sázavou." in shown.words
    assert "Na co se ještě podívat" in shown.words
    saved = eva.send("/centrum-zdar")
    assert saved.title == "Uloženo", saved.alerts
    house = rewriting.read(places(content))["premises"][0]
    assert house["address"] == {**NEW, "postal_code": "591 01"}
    assert house["coordinates"] == {"lat": "49.5700", "lon": "15.9400"}


@pytest.mark.parametrize(
    ("address", "typed", "field", "said"),
    [
        (HOUSE, {"street": ""}, "street", "Vyplňte prosím: Ulice a číslo."),
        (HOUSE, {"postal_code": "5910"}, "postal_code", "PSČ"),
        (HOUSE, {"coordinates": "u nádraží"}, "coordinates", "zkopírované z mapy"),
        (HOUSE, {"coordinates": "15.9400, 49.5700"}, "coordinates", "nejméně 48.5"),
        (HOUSE, {"town": "Ždár nad Sázavou"}, "town", "dvě jména"),
        (f"{HOUSE}/predem", {"day": ""}, "day", "Napište prosím den."),
        (f"{HOUSE}/predem", {"day": "2026-12-01"}, "day", "Tenhle den už je tady"),
        (f"{HOUSE}/predem", {"town": ""}, "town", "Vyplňte prosím: Město."),
        (f"{HOUSE}/predem", {"postal_code": "nevím"}, "postal_code", "PSČ"),
    ],
)
def test_a_mistake_stands_at_its_field_and_changes_nothing(
    eva: DeskVisitor, content: Path, address: str, typed: dict[str, str], field: str, said: str
) -> None:
    before = places(content)
    action = address.rpartition("/")[2]
    usual = {**NEW, "day": "2027-04-01"} if action == "predem" else NEW
    eva.open(address)
    page = eva.send(action, **{**usual, **typed})
    if page.status == 200:
        page = eva.send(action)
    assert page.status == 422
    wrong = {each.get("href") for each in page.all("a") if said in "".join(each.itertext())}
    assert wrong == {f"#{field}"}
    sent = page.fields(action)
    assert {name: sent[name] for name in typed} == typed
    assert places(content) == before


def test_only_a_house_moves(eva: DeskVisitor) -> None:
    assert "Už jsme tam" in eva.open("/web/stehovani").words
    assert eva.open("/web/stehovani/havlickuv-brod").status == 404


def test_a_colleague_who_speaks_ukrainian(eva: DeskVisitor, content: Path) -> None:
    file = content / "data" / "centre.yaml"
    before = file.read_text("utf-8")
    assert "Kdo koordinuje, zve nové lidi na pultu" in eva.open("/web/kolegove").words
    shown = eva.send("/kolegove", lang_uk="y")
    assert "Odpovídáme v těchto jazycích: čeština, angličtina, ukrajinština." in shown.words
    assert eva.send("/kolegove").title == "Uloženo"
    assert file.read_text("utf-8") == before.replace("[cs, en]", "[cs, en, uk]")


def test_nobody_answers_in_no_language(eva: DeskVisitor) -> None:
    page = eva.open("/web/kolegove")
    fields = {name: value for name, value in page.fields("/kolegove").items() if "lang" not in name}
    assert "aspoň jeden jazyk" in eva.post("/web/kolegove", **fields).alerts
