"""New hours: a copy of today's rows, the sentence, the next dates, and the old ones end."""

from datetime import date
from pathlib import Path

import pytest

from centre.facts.loading import load_facts
from centre.hours.timetable import Timetable
from tests.intake.browser import DeskVisitor

TOWN = "/web/hodiny/zdar-nad-sazavou"
SENTENCE = "Terén Nové Město na Moravě, od 1. dubna 2027: středa 10.00–13.00."


def hours(content: Path) -> str:
    return (content / "data" / "hours.yaml").read_text("utf-8")


def times_on(content: Path, place: str, day: date) -> list[str]:
    timetable = Timetable(load_facts(content / "data", today=day))
    return [f"{each.start:%H:%M}–{each.end:%H:%M}" for each in timetable.day(place, day).blocks]


def test_the_hours_of_today_are_a_sentence(eva: DeskVisitor) -> None:
    assert "Nové hodiny" in eva.open("/web/").words
    page = eva.open("/web/hodiny")
    assert "Terén Bystřice nad Pernštejnem" in page.words
    assert "středa 13.30–16.30 (liché týdny); pátek 9.00–12.00 (sudé týdny)" in page.words


def test_new_hours_from_a_day_on(eva: DeskVisitor, content: Path) -> None:
    before = hours(content)
    eva.open("/web/hodiny/nove-mesto-na-morave")
    typed = {"first": "2027-04-01", "row0_from": "10", "row0_to": "13.00"}
    shown = eva.send("/nove-mesto-na-morave", **typed)
    assert shown.status == 200
    assert SENTENCE in shown.words
    assert "st 7. 4. 10.00–13.00" in shown.words
    assert shown.words.count("10.00–13.00") == 1 + 5
    assert "Dosavadní hodiny platí do 31. března 2027." in shown.words
    assert hours(content) == before
    saved = eva.send("/nove-mesto-na-morave")
    assert saved.title == "Uloženo"
    assert SENTENCE in saved.words
    old = "      - {day: st, from: 9:00, to: 12:00}\n  - place: bystrice"
    assert old in before
    now = (
        "      - {day: st, from: 9:00, to: 12:00, valid_to: 2027-03-31}\n"
        "      - {day: st, from: 10:00, to: 13:00, valid_from: 2027-04-01}\n"
        "  - place: bystrice"
    )
    assert hours(content) == before.replace(old, now)
    assert times_on(content, "nove-mesto-na-morave", date(2027, 3, 31)) == ["09:00–12:00"]
    assert times_on(content, "nove-mesto-na-morave", date(2027, 4, 7)) == ["10:00–13:00"]
    assert eva.send("/vzit-zpet").title == "Vzato zpět"
    assert hours(content) == before


def test_every_year_is_a_season_and_the_old_hours_hold_in_the_rest(
    eva: DeskVisitor, content: Path
) -> None:
    eva.open("/web/hodiny/nove-mesto-na-morave")
    typed = {
        "first": "1. 4. 2027",
        "last": "31. 10. 2027",
        "how_often": "yearly",
        "row0_from": "17",
        "row0_to": "20",
    }
    shown = eva.send("/nove-mesto-na-morave", **typed)
    assert "každý rok od 1. dubna do 31. října: středa 17.00–20.00." in shown.words
    assert eva.send("/nove-mesto-na-morave").title == "Uloženo"
    assert "season: {from: 04-01, to: 10-31}" in hours(content)
    assert "season: {from: 11-01, to: 03-31}" in hours(content)
    assert times_on(content, "nove-mesto-na-morave", date(2028, 6, 7)) == ["17:00–20:00"]
    assert times_on(content, "nove-mesto-na-morave", date(2028, 12, 6)) == ["09:00–12:00"]


def test_for_a_while_the_old_hours_come_back(eva: DeskVisitor, content: Path) -> None:
    eva.open("/web/hodiny/nove-mesto-na-morave")
    typed = {"first": "2027-07-01", "last": "2027-08-31", "row0_by_appointment": "y"}
    shown = eva.send("/nove-mesto-na-morave", **typed)
    assert "od 1. července 2027 do 31. srpna 2027: středa 9.00–12.00 (po domluvě)" in shown.words
    assert "Znovu platí od 1. září 2027." in shown.words
    assert eva.send("/nove-mesto-na-morave").title == "Uloženo"
    assert times_on(content, "nove-mesto-na-morave", date(2027, 9, 8)) == ["09:00–12:00"]


def test_a_row_is_added_and_another_left_out(eva: DeskVisitor, content: Path) -> None:
    eva.open(TOWN)
    more = eva.send("/zdar-nad-sazavou", first="2027-01-04", row0_off="y", add="1")
    assert more.fields("/zdar-nad-sazavou")["rows"] == "3"
    assert more.fields("/zdar-nad-sazavou")["first"] == "2027-01-04"
    typed = {"row2_day": "pá", "row2_from": "9", "row2_to": "11", "row2_weeks": "odd"}
    shown = eva.send("/zdar-nad-sazavou", **typed)
    assert "čtvrtek 9.30–12.00; pátek 9.00–11.00 (liché týdny)." in shown.words
    assert eva.send("/zdar-nad-sazavou").title == "Uloženo"
    assert times_on(content, "zdar-nad-sazavou", date(2027, 1, 5)) == []
    assert times_on(content, "zdar-nad-sazavou", date(2027, 1, 8)) == ["09:00–11:00"]


def test_what_was_planned_stays_or_goes(eva: DeskVisitor, content: Path) -> None:
    assert "Už naplánováno: sobota 15.00–18.00" in eva.open(TOWN).words
    typed = {"first": "2027-04-01", "row0_day": "so", "row0_from": "16", "row0_to": "19"}
    page = eva.send("/zdar-nad-sazavou", **typed)
    assert page.status == 422
    assert "Kryje se s hodinami so 15:00–18:00" in page.alerts
    shown = eva.send("/zdar-nad-sazavou", drops_planned="y")
    assert "sobota 16.00–19.00" in shown.words
    assert eva.send("/zdar-nad-sazavou").title == "Uloženo"
    assert times_on(content, "zdar-nad-sazavou", date(2027, 4, 3)) == ["16:00–19:00"]


def test_pressing_twice_saves_once(eva: DeskVisitor, content: Path) -> None:
    eva.open("/web/hodiny/nove-mesto-na-morave")
    eva.send("/nove-mesto-na-morave", first="2027-04-01")
    fields = eva.page.fields("/nove-mesto-na-morave") if eva.page else {}
    eva.send("/nove-mesto-na-morave")
    once = hours(content)
    assert eva.post("/web/hodiny/nove-mesto-na-morave", **fields).title == "Co se změnilo"
    assert hours(content) == once


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"first": ""}, "first", "Napište prosím den, od kterého hodiny platí."),
        ({"first": "od jara"}, "first", "Čekáme den, třeba 24. 12. 2026"),
        ({"first": "2026-11-30"}, "first", "Tenhle den už byl."),
        ({"last": "2027-03-31"}, "last", "Poslední den je před prvním."),
        ({"how_often": "yearly"}, "last", "Co platí každý rok, potřebuje i poslední den."),
        ({"how_often": "yearly", "last": "2028-03-31"}, "last", "méně než rok"),
        ({"how_often": "yearly", "last": "2028-01-31"}, "last", "už teď"),
        ({"row0_from": "9:30h ráno"}, "row0_from", "Čekáme čas od 0:00 do 23:59"),
        ({"row0_to": "9"}, "row0_to", "není po začátku"),
        ({"row0_from": ""}, "row0_from", "Čekáme čas, třeba 9.00."),
        ({"row1_day": "út", "row1_from": "10"}, "row1_from", "Kryje se s hodinami út"),
    ],
)
def test_a_mistake_stands_at_its_field_and_changes_nothing(
    eva: DeskVisitor, content: Path, typed: dict[str, str], field: str, said: str
) -> None:
    before = hours(content)
    eva.open(TOWN)
    page = eva.send("/zdar-nad-sazavou", **{"first": "2027-04-01", **typed})
    assert page.status == 422
    wrong = [each.get("href") for each in page.all("a") if said in "".join(each.itertext())]
    assert wrong == [f"#{field}"]
    sent = page.fields("/zdar-nad-sazavou")
    assert {name: sent[name] for name in typed} == typed
    assert hours(content) == before


def test_all_rows_left_out_is_no_season(eva: DeskVisitor) -> None:
    eva.open("/web/hodiny/nove-mesto-na-morave")
    page = eva.send("/nove-mesto-na-morave", first="2027-04-01", row0_off="y")
    assert page.status == 422
    assert "Nechte prosím aspoň jeden řádek" in page.alerts


def test_a_damaged_file_is_told(eva: DeskVisitor, content: Path) -> None:
    (content / "data" / "hours.yaml").write_text("hours: [\n", "utf-8")
    assert eva.open("/web/hodiny").status == 409
    assert eva.open(TOWN).status == 409
    assert eva.open("/web/hodiny/nikde").status == 404
