"""A closure, a holiday, an extra opening for days ahead, and the way back from each."""

from datetime import date
from pathlib import Path

import pytest

from centre.facts.loading import load_facts
from centre.hours.timetable import Timetable
from tests.intake.browser import DeskVisitor

CLOSED = "/web/vyjimky/zavreno"
OPEN = "/web/vyjimky/otevreno"


def closures(content: Path) -> str:
    return (content / "data" / "closures.yaml").read_text("utf-8")


def is_open(content: Path, place: str, day: date) -> bool:
    return bool(Timetable(load_facts(content / "data", today=day)).day(place, day).blocks)


def test_what_is_to_come_is_listed(eva: DeskVisitor) -> None:
    words = eva.open("/web/vyjimky").words
    assert (
        "Od 24. prosince do 1. ledna máme zavřeno a nejedeme ani do terénu. Vánoční přestávka."
        in words
    )
    special = "ve středu 23. prosince máme otevřeno, 9.00–18.00. Před svátky máme otevřeno déle."
    assert special in words
    assert words.index("9. prosince") < words.index("23. prosince") < words.index("24. prosince")


def test_a_holiday_of_one_house(eva: DeskVisitor, content: Path) -> None:
    before = closures(content)
    eva.open(CLOSED)
    typed = {
        "first": "1. 2. 2027",
        "until": "2027-02-05",
        "place": "centrum-zdar",
        "reason": "holiday",
    }
    shown = eva.send("/zavreno", **typed)
    sentence = "od 1. února do 5. února máme zavřeno. Máme dovolenou. Příště v pondělí 8. února"
    assert sentence in shown.words
    assert closures(content) == before
    saved = eva.send("/zavreno")
    assert saved.title == "Uloženo"
    assert sentence in saved.words
    assert not is_open(content, "centrum-zdar", date(2027, 2, 3))
    assert is_open(content, "centrum-brod", date(2027, 2, 3))
    assert eva.send("/vzit-zpet").title == "Vzato zpět"
    assert closures(content) == before


def test_a_closure_everywhere_from_tomorrow_says_what_becomes_of_answers(eva: DeskVisitor) -> None:
    eva.open(CLOSED)
    shown = eva.send("/zavreno", first="2026-12-02", until="2026-12-04")
    assert "místo do 4. prosince 2026" in shown.words


def test_open_beyond_the_usual_hours_even_on_a_holiday(eva: DeskVisitor, content: Path) -> None:
    before = closures(content)
    eva.open(OPEN)
    typed = {"first": "17. 11. 2027", "opens": "9", "closes": "12.30", "place": "centrum-brod"}
    shown = eva.send("/otevreno", **typed)
    sentence = "ve středu 17. listopadu máme otevřeno, 9.00–12.30. Mimořádně otevřeno."
    assert sentence in shown.words
    assert eva.send("/otevreno").title == "Uloženo"
    assert is_open(content, "centrum-brod", date(2027, 11, 17))
    eva.open("/web/vyjimky")
    assert sentence in (eva.page.words if eva.page else "")
    assert eva.open("/web/zmeny/1").title == "Uloženo"
    assert eva.send("/vzit-zpet").title == "Vzato zpět"
    assert closures(content) == before


def test_outreach_that_comes_once_more(eva: DeskVisitor) -> None:
    eva.open(OPEN)
    typed = {"first": "2026-12-05", "opens": "9", "closes": "12", "place": "havlickuv-brod"}
    shown = eva.send("/otevreno", **typed)
    assert "Terén Havlíčkův Brod: v sobotu 5. prosince přijedeme, 9.00–12.00." in shown.words


def test_a_closure_is_cancelled(eva: DeskVisitor, content: Path) -> None:
    before = closures(content)
    page = eva.open("/web/vyjimky")
    links = [each.get("href") for each in page.all("a") if "/zrusit/" in (each.get("href") or "")]
    assert len(links) == 3
    assert "středu 9. prosince" in eva.open(links[0]).words
    cancelled = eva.send("/" + links[0].rpartition("/")[2])
    assert cancelled.title == "Uloženo"
    assert "Už neplatí: " in cancelled.words
    assert "Porada celého týmu" not in closures(content)
    assert is_open(content, "centrum-zdar", date(2026, 12, 9))
    assert eva.open(links[0]).status == 404
    eva.open("/web/zmeny/1")
    eva.send("/vzit-zpet")
    assert closures(content) == before


def test_pressing_twice_closes_once(eva: DeskVisitor, content: Path) -> None:
    eva.open(CLOSED)
    eva.send("/zavreno", first="2027-02-01")
    fields = eva.page.fields("/zavreno") if eva.page else {}
    eva.send("/zavreno")
    assert eva.post(CLOSED, **fields).title == "Co se změnilo"
    assert closures(content).count("2027-02-01") == 1


@pytest.mark.parametrize(
    ("address", "typed", "field", "said"),
    [
        (CLOSED, {"first": ""}, "first", "Napište prosím den."),
        (CLOSED, {"first": "32. 1. 2027"}, "first", "v kalendáři není"),
        (CLOSED, {"first": "2026-11-30"}, "first", "Tenhle den už byl."),
        (CLOSED, {"until": "2027-01-31"}, "until", "je před prvním"),
        (CLOSED, {"until": "2029-02-01"}, "until", "déle než rok"),
        (CLOSED, {"until": "pátek"}, "until", "Čekáme den"),
        (CLOSED, {"first": "2026-12-23"}, "first", "mimořádné otevření"),
        (CLOSED, {"own_reason": "Řešíme feťáky"}, "own_reason", "člověka sráží"),
        (CLOSED, {"own_reason": "x" * 200}, "own_reason", "Napište to prosím kratší"),
        (OPEN, {"first": ""}, "first", "Napište prosím den."),
        (OPEN, {"opens": ""}, "opens", "Čekáme čas"),
        (OPEN, {"opens": "2.30"}, "opens", "mění letní čas"),
        (OPEN, {"closes": "8"}, "closes", "není po začátku"),
        (OPEN, {"closes": "večer"}, "closes", "Čekáme čas"),
        (OPEN, {"first": "2026-12-27"}, "first", "V tu dobu je zavřeno"),
        (OPEN, {"first": "2026-12-23", "place": "centrum-zdar"}, "opens", "mimořádnou dobou"),
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
    before = closures(content)
    usual = {"first": "2027-02-01"} | ({"opens": "9", "closes": "12"} if address == OPEN else {})
    action = address.rpartition("/")[2]
    eva.open(address)
    page = eva.send(action, **{**usual, **typed})
    if page.status == 200:
        page = eva.send(action)
    assert page.status == 422
    wrong = [each.get("href") for each in page.all("a") if said in "".join(each.itertext())]
    assert wrong == [f"#{field}"]
    sent = page.fields(action)
    assert {name: sent[name] for name in typed} == typed
    assert closures(content) == before


def test_a_damaged_file_is_told(eva: DeskVisitor, content: Path) -> None:
    eva.open(CLOSED)
    (content / "data" / "closures.yaml").write_text("closures: [\n", "utf-8")
    assert eva.send("/zavreno", first="2027-02-01").status == 409
    assert eva.open("/web/vyjimky").status == 409
