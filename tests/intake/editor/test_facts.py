"""Every fact has a field; what is typed stands in the file, and nothing else moves."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from centre.editing import rewriting
from centre.editing.fact_files import FACT_FILES
from intake_service.store.terms import Duty
from tests.intake.browser import DeskVisitor, Person

MONDAY_MORNING = "/web/udaje/hours.yaml/hours/0/blocks/0"
LINE = "/web/udaje/helplines.yaml/helplines/5"


def data(content: Path, name: str) -> str:
    return (content / "data" / name).read_text("utf-8")


def test_one_hour_is_one_change_of_one_line(eva: DeskVisitor, content: Path) -> None:
    before = data(content, "hours.yaml")
    eva.open(MONDAY_MORNING)
    saved = eva.send("/blocks/0", **{"from": "10:00"})
    assert saved.title == "Uloženo"
    assert "Otevírací doba: po, 9:00, 12:00. Od: 9:00 → 10:00" in saved.words
    day = "{day: po, from: %s, to: 12:00}"
    assert data(content, "hours.yaml") == before.replace(day % "9:00", day % "10:00", 1)


def test_every_group_of_every_file_opens(eva: DeskVisitor) -> None:
    seen = set()
    waiting = ["/web/udaje"]
    while waiting:
        page = eva.open(waiting.pop())
        assert page.status == 200
        addresses = {str(each.get("href")) for each in page.all("a")}
        found = {each for each in addresses if each.startswith("/web/udaje/")} - seen
        seen |= found
        waiting += found
    assert {each.split("/")[3] for each in seen} == set(FACT_FILES)
    assert len(seen) > 60


@pytest.mark.parametrize(
    ("address", "typed", "said"),
    [
        (MONDAY_MORNING, {"from": "25:00"}, "Od: Čekáme čas od 0:00 do 23:59"),
        (MONDAY_MORNING, {"from": "2:30"}, "mezi 2:00 a 2:59 se mění letní čas"),
        (MONDAY_MORNING, {"to": "8:00"}, "není po začátku"),
        (MONDAY_MORNING, {"to": "14:00"}, "kryje se s hodinami"),
        (MONDAY_MORNING, {"day": "pondělí"}, "Den: "),
        (MONDAY_MORNING, {"day": ""}, "Den: "),
        (MONDAY_MORNING, {"staff": "1_0"}, "čekáme celé číslo"),
        (MONDAY_MORNING, {"valid_from": "31. 2. 2027"}, "v kalendáři není"),
        (MONDAY_MORNING, {"valid_from": "od jara"}, "datum"),
        (MONDAY_MORNING, {"from": "9-12"}, "Od: Čekáme čas od 0:00 do 23:59"),
        (MONDAY_MORNING, {"from": "9:5"}, "Od: Čekáme čas od 0:00 do 23:59"),
        (MONDAY_MORNING, {"valid_from": "2027-02-30"}, "v kalendáři není"),
        ("/web/udaje/closures.yaml/closures/0", {"until": "2026-01-01"}, "je před prvním"),
        ("/web/udaje/closures.yaml/closures/0", {"places": "zdar"}, "v places.yaml není"),
        ("/web/udaje/closures.yaml/closures/1", {"to": ""}, "potřebuje oba časy"),
        ("/web/udaje/closures.yaml/closures/0", {"reason.cs": "Přišli feťáci"}, "člověka sráží"),
        ("/web/udaje/places.yaml/towns/0", {"district": "Brno"}, "není mezi okresy"),
        ("/web/udaje/places.yaml/towns/0", {"id": "Žďár"}, "malá písmena bez háčků"),
        ("/web/udaje/places.yaml/premises/0", {"coordinates.lat": "15.9"}, "48"),
        ("/web/udaje/places.yaml/premises/0", {"address.postal_code": "59101"}, "PSČ"),
        ("/web/udaje/places.yaml/premises/0", {"phone": "nikdo"}, "v centre.yaml není"),
        ("/web/udaje/centre.yaml/contacts/phones/centre", {"number": "123"}, "devíti číslicích"),
        ("/web/udaje/centre.yaml/", {"answer_days": "0"}, "nejméně 1"),
        ("/web/udaje/centre.yaml/", {"contacts.email": "kontakt"}, "čekáme e-mail"),
        ("/web/udaje/centre.yaml/", {"exit_address": "http://x.cz"}, "https://"),
        ("/web/udaje/centre.yaml/", {"provider.ico": "123"}, "IČO o osmi číslicích"),
        (LINE, {"number": "12"}, "třech, šesti nebo devíti"),
        (LINE, {"checked": "včera"}, "datum"),
        (LINE, {"url": "javascript:alert(1)"}, "https://"),
        (LINE, {"id": "155"}, "už je na řádku"),
        ("/web/udaje/alerts.yaml/alerts/novy", {"id": "a"}, "Platí od: "),
        ("/web/udaje/hours.yaml/", {"checked_on": ""}, "Naposledy ověřeno: "),
        ("/web/udaje/partners.yaml/partners/0", {"type": "nic"}, "mezi druhy služeb není"),
    ],
)
def test_a_mistake_is_one_sentence_and_changes_nothing(
    eva: DeskVisitor, content: Path, address: str, typed: dict[str, str], said: str
) -> None:
    files = {name: data(content, name) for name in FACT_FILES}
    eva.open(address)
    page = eva.send(address.rpartition("/")[2] or "/", **typed)
    assert page.status == 422
    assert said.lower() in page.alerts.lower()
    for name, value in typed.items():
        assert page.fields().get(name, "") == value or name == "day"
    assert {name: data(content, name) for name in FACT_FILES} == files


def test_a_new_closure_and_away_with_it(eva: DeskVisitor, content: Path) -> None:
    before = data(content, "closures.yaml")
    eva.open("/web/udaje/closures.yaml/closures/novy")
    typed = {"date": "2027-02-01", "places": "all", "reason.cs": "Porada"}
    assert eva.send("/closures/novy", **typed).title == "Uloženo"
    added = "  - date: 2027-02-01\n    places:\n      - all\n    reason:\n      cs: Porada\n"
    assert data(content, "closures.yaml") == before.replace("\nspecials:", f"\n{added}specials:")
    eva.open("/web/udaje/closures.yaml/closures/2")
    assert eva.send("/closures/2", smazat="1").title == "Uloženo"
    assert data(content, "closures.yaml") == before


def test_a_dangerous_fact_wants_a_fresh_code(app: Flask, editor: Person, content: Path) -> None:
    visitor = DeskVisitor(app)
    visitor.log_in(editor)
    with time_machine.travel("2026-12-01T09:11+01:00", tick=False):
        visitor.open(LINE)
        asked = visitor.send("/helplines/5", checked="2026-12-01")
        assert asked.status == 403
        assert "Napište prosím nový kód z aplikace" in asked.alerts
        wrong = visitor.send("/helplines/5", code="000000")
        assert "Kód nesouhlasí" in wrong.alerts
        assert visitor.send("/helplines/5", code=editor.code()).title == "Uloženo"
    with time_machine.travel("2026-12-01T09:20+01:00", tick=False):
        visitor.open(LINE)
        assert visitor.send("/helplines/5", checked="2026-11-30").title == "Uloženo"
    with time_machine.travel("2026-12-01T13:00+01:00", tick=False):
        visitor.open(LINE)
        locked = visitor.send("/helplines/5", checked="2026-11-29", code=editor.code())
        assert locked.status == 403
        assert "po čerstvém přihlášení" in locked.alerts
        assert locked.fields()["checked"] == "2026-11-29"
        visitor.open(MONDAY_MORNING)
        assert visitor.send("/blocks/0", **{"from": "9:30"}).title == "Uloženo"
    with time_machine.travel("2026-12-01T21:30+01:00", tick=False):
        assert visitor.open(LINE).title == "Přihlášení"


def test_who_comes_second_sees_both(
    app: Flask, eva: DeskVisitor, colleague: Callable[..., Person], content: Path
) -> None:
    adam = DeskVisitor(app)
    adam.log_in(colleague("Adam", Duty.EDITS))
    eva.open(MONDAY_MORNING)
    adam.open(MONDAY_MORNING)
    eva.send("/blocks/0", **{"from": "10:00"})
    second = adam.send("/blocks/0", **{"from": "11:00"})
    assert second.status == 409
    assert "Teď tu stojí: 10:00" in second.words
    assert second.fields()["from"] == "11:00"
    assert adam.send("/blocks/0").title == "Uloženo"
    assert "from: 11:00" in data(content, "hours.yaml")


def test_a_broken_file_shows_its_line_and_its_text(eva: DeskVisitor, content: Path) -> None:
    file = content / "data" / "hours.yaml"
    file.write_text("checked_on: [\n<script>", "utf-8")
    page = eva.open("/web/udaje/hours.yaml/")
    assert page.status == 409
    assert "hours.yaml:" in page.words
    assert "<script>" in page.words
    assert "<script>" not in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/web/udaje/approvals.yaml/",
        "/web/udaje/..%2F..%2Fpyproject.toml/",
        "/web/udaje/hours.yaml/hours/99",
        "/web/udaje/hours.yaml/hours/-1",
        "/web/udaje/hours.yaml/checked_on",
        "/web/udaje/hours.yaml/hours/0/blocks/0/day",
        "/web/udaje/hours.yaml/__class__",
        "/web/udaje/hours.yaml/novy",
        "/web/udaje/centre.yaml/contacts/phones/novy",
    ],
)
def test_what_is_no_group_of_facts_is_not_there(eva: DeskVisitor, address: str) -> None:
    assert eva.open(address).status == 404


def test_marks_and_tags_stay_words(eva: DeskVisitor, content: Path) -> None:
    typed = "!!python/object:os.system [[phone:centre]] <b>*x*</b> # konec"
    eva.open("/web/udaje/closures.yaml/closures/0")
    assert eva.send("/closures/0", **{"reason.en": typed}).title == "Uloženo"
    reason = rewriting.read(data(content, "closures.yaml"))["closures"][0]["reason"]["en"]
    assert reason == typed


def test_an_editor_finds_no_way_to_an_enquiry(app: Flask, eva: DeskVisitor) -> None:
    """Every address of the desk, by GET, with the session of somebody who only edits."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(("/web", "/ucet")):
            continue
        values = {name: 1 if "int" in str(rule) else "00" for name in rule.arguments}
        address = rule.rule
        for name in values:
            for part in (f"<int:{name}>", f"<{name}>"):
                address = address.replace(part, str(values[name]))
        assert eva.open(address).status != 200 or rule.endpoint.startswith(
            ("login.", "joining.", "account.")
        ), address


def test_a_helpline_that_somebody_called_is_right_as_of_today(
    eva: DeskVisitor, content: Path
) -> None:
    eva.open(LINE)
    assert eva.send("/helplines/5", overeno="1").title == "Uloženo"
    assert (
        rewriting.read(data(content, "helplines.yaml"))["helplines"][5]["checked"] == "2026-12-01"
    )


def test_the_way_back_from_a_dangerous_fact_wants_a_fresh_code(
    app: Flask, editor: Person, content: Path
) -> None:
    before = data(content, "helplines.yaml")
    visitor = DeskVisitor(app)
    visitor.log_in(editor)
    visitor.open(LINE)
    visitor.send("/helplines/5", number="116 222")
    with time_machine.travel("2026-12-01T09:11+01:00", tick=False):
        visitor.open("/web/zmeny/1")
        assert visitor.send("/vzit-zpet").status == 403
        assert data(content, "helplines.yaml") != before
        assert visitor.send("/vzit-zpet", code=editor.code()).title == "Vzato zpět"
    assert data(content, "helplines.yaml") == before


def test_what_cannot_be_written_is_told_and_leaves_no_step(
    eva: DeskVisitor, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Path, _target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = data(content, "hours.yaml")
    eva.open(MONDAY_MORNING)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        page = eva.send("/blocks/0", **{"from": "10:00"})
    assert page.status == 503
    assert "Nejde to uložit" in page.alerts
    assert page.fields()["from"] == "10:00"
    assert data(content, "hours.yaml") == before
    assert "Zatím se tu nic neměnilo." in eva.open("/web/zmeny").words


def test_a_centre_without_a_file_begins_it(eva: DeskVisitor, content: Path) -> None:
    (content / "data" / "alerts.yaml").unlink()
    assert eva.open("/web/udaje/alerts.yaml/").status == 200
    eva.open("/web/udaje/alerts.yaml/alerts/novy")
    typed = {
        "id": "falesne-tablety",
        "valid_from": "2026-12-01",
        "valid_to": "2026-12-20",
        "title.cs": "Falešné tablety",
        "area.cs": "Žďár nad Sázavou",
        "what.cs": "V oběhu jsou tablety, které vypadají jako lék na uklidnění.",
        "advice.cs": "Neužívejte je sami a začněte malým kouskem.",
        "source.cs": "náš terén",
        "certainty": "unverified",
    }
    saved = eva.send("/alerts/novy", **typed)
    assert saved.title == "Uloženo", saved.alerts
    assert "falesne-tablety" in data(content, "alerts.yaml")


def test_a_common_list_becomes_the_centres_own_with_its_first_change(
    eva: DeskVisitor, content: Path
) -> None:
    common = data(content, "helplines.yaml")
    (content / "data" / "helplines.yaml").unlink()
    (content / "data" / "common.yaml").write_text("without: []\nseen: {}\n", "utf-8")
    eva.open(LINE)
    assert eva.send("/helplines/5", overeno="1").title == "Uloženo"
    own = data(content, "helplines.yaml")
    assert own != common
    assert own.count("- id:") == common.count("- id:")
