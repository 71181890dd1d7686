"""What people type in a hurry: it is read as they mean it, or one Czech sentence stands at its
field, and what was typed stays there."""

from pathlib import Path

import pytest

from centre.editing import rewriting
from centre.editing.fact_files import FACT_FILES
from tests.intake.browser import DeskVisitor, Page

CLOSED = "/web/vyjimky/zavreno"
OPEN = "/web/vyjimky/otevreno"
ROWS = "/web/hodiny/nove-mesto-na-morave"
TODAY = "/web/den/2026-12-01/havlickuv-brod/zavreno"
LATER = "/web/den/2026-12-01/havlickuv-brod/pozdeji"
PHONE = "/web/telefon/outreach"
LINE = "/web/linky/linka-bezpeci"
PROMISE = "/web/slib"
WARNING = "/web/varovani"
MOVED = "/web/stehovani/centrum-zdar"
BEFORE_MOVING = f"{MOVED}/predem"

ONE_TIME = "Čekáme jen jeden čas, druhý patří do pole vedle"
NO_DAY = "Čekáme den, třeba 24. 12. 2026"
NO_SUCH_DAY = "v kalendáři není"
NO_TIME = "Čekáme čas od 0:00 do 23:59"
NO_PHONE = "Čekáme české číslo o devíti číslicích"
IN_USUAL_HOURS = "Napište prosím čas uvnitř obvyklé doby, tedy 14.00–18.00."
ADDRESS = {"street": "Nová 5", "town": "Žďár nad Sázavou", "postal_code": "59101"}


def facts(content: Path) -> dict[str, bytes]:
    return {name: (content / "data" / name).read_bytes() for name in FACT_FILES}


def beside(page: Page, field: str) -> list[str]:
    """The errors that a screen reader tells with the field."""
    told = [each for each in page.all("p") if each.get("class") == "error"]
    ids = {f"{field}-error", *(f"{field}-error{number}" for number in range(9))}
    return [
        " ".join("".join(each.itertext()).split()).removeprefix("Chyba: ")
        for each in told
        if each.get("id") in ids
    ]


@pytest.mark.parametrize(
    ("address", "typed", "field", "said"),
    [
        (CLOSED, {"first": "31. 2. 2027"}, "first", "Den „31. 2. 2027“ v kalendáři není."),
        (CLOSED, {"first": "31. února 2027"}, "first", NO_SUCH_DAY),
        (CLOSED, {"first": "1. blbna 2027"}, "first", NO_DAY),
        (CLOSED, {"first": "1. 2."}, "first", NO_DAY),
        (CLOSED, {"first": "1. 2. 27"}, "first", NO_DAY),
        (CLOSED, {"first": "zítra"}, "first", NO_DAY),
        (CLOSED, {"first": "1. 2. 2207"}, "first", "Čekáme rok od 1990 do 2100"),
        (CLOSED, {"first": "30. 11. 2026"}, "first", "Tenhle den už byl."),
        (CLOSED, {"first": "5. 2. 2027", "until": "1. 2. 2027"}, "until", "je před prvním"),
        (CLOSED, {"first": "1. 2. 2027", "until": "do konce týdne"}, "until", NO_DAY),
        (OPEN, {"first": "1. 2. 2027", "opens": "9.00–12.00", "closes": ""}, "opens", ONE_TIME),
        (OPEN, {"first": "1. 2. 2027", "opens": "9-12", "closes": "12"}, "opens", ONE_TIME),
        (OPEN, {"first": "1. 2. 2027", "opens": "9", "closes": "9 až 12"}, "closes", ONE_TIME),
        (OPEN, {"first": "1. 2. 2027", "opens": "od 9 do 12", "closes": "12"}, "opens", ONE_TIME),
        (OPEN, {"first": "1. 2. 2027", "opens": "12", "closes": "9"}, "closes", "po začátku"),
        (OPEN, {"first": "1. 2. 2027", "opens": "25:00", "closes": "26"}, "opens", NO_TIME),
        (OPEN, {"first": "1. 2. 2027", "opens": "9:5", "closes": "12"}, "opens", NO_TIME),
        (OPEN, {"first": "1. 2. 2027", "opens": "9:60", "closes": "12"}, "opens", NO_TIME),
        (OPEN, {"first": "1. 2. 2027", "opens": "devět", "closes": "12"}, "opens", NO_TIME),
        (OPEN, {"first": "1. 2. 2027", "opens": "24", "closes": "24"}, "opens", "0:00; 24:00"),
        (ROWS, {"first": "1. 4. 2027", "row0_from": "9:00-12:00"}, "row0_from", ONE_TIME),
        (ROWS, {"first": "31. 4. 2027"}, "first", NO_SUCH_DAY),
        (TODAY, {"until": "30. 11. 2026"}, "until", "je před prvním"),
        (TODAY, {"until": "29. 2. 2027"}, "until", NO_SUCH_DAY),
        (LATER, {"time": "9-12"}, "time", IN_USUAL_HOURS),
        (LATER, {"time": "25:00"}, "time", IN_USUAL_HOURS),
        (LATER, {"time": "13.30"}, "time", IN_USUAL_HOURS),
        (PHONE, {"number": "601 234 56", "tried": "y"}, "number", NO_PHONE),
        (PHONE, {"number": "+421 601 234 567", "tried": "y"}, "number", NO_PHONE),
        (PHONE, {"number": "601 234 567 (Jana)", "tried": "y"}, "number", NO_PHONE),
        (PHONE, {"number": "", "tried": "y"}, "number", NO_PHONE),
        (LINE, {"number": "116 11"}, "number", "třech, šesti nebo devíti číslicích"),
        (PROMISE, {"days": "tři"}, "days", "Čekáme celé číslo"),
        (PROMISE, {"days": "2,5"}, "days", "bez desetinné čárky"),
        (PROMISE, {"days": "0"}, "days", "Napište prosím číslo od 1 do 15."),
        (WARNING, {"title_cs": "Pozor", "until": "31. 11. 2026"}, "until", NO_SUCH_DAY),
        (WARNING, {"title_cs": "Pozor", "until": "30. 11. 2026"}, "until", "Tenhle den už byl."),
        (BEFORE_MOVING, {**ADDRESS, "day": "1. 12. 2026"}, "day", "Tenhle den už je tady"),
        (BEFORE_MOVING, {**ADDRESS, "day": "1. 5. 2027", "street": ""}, "street", "Vyplňte"),
        (MOVED, {**ADDRESS, "postal_code": "5910"}, "postal_code", "PSČ"),
        (MOVED, {**ADDRESS, "coordinates": "vedle kostela"}, "coordinates", "zkopírované z mapy"),
    ],
)
def test_one_sentence_stands_at_the_right_field(
    eva: DeskVisitor, content: Path, address: str, typed: dict[str, str], field: str, said: str
) -> None:
    before = facts(content)
    eva.open(address)
    page = eva.send(address, **typed)
    assert page.status == 422
    (sentence,) = beside(page, field)
    assert said.lower() in sentence.lower()
    assert sentence[0].isupper()
    assert sentence.endswith((".", "“."))
    sent = page.fields(address)
    assert {name: sent.get(name) for name in typed} == typed
    assert facts(content) == before


def read(content: Path, name: str) -> object:
    return rewriting.read((content / "data" / name).read_text("utf-8"))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ({"from": "9.30"}, "from: 9:30"),
        ({"from": " 10 "}, "from: 10:00"),
        ({"from": "08:30"}, "from: 8:30"),
        ({"from": "10 hod."}, "from: 10:00"),
        ({"to": "11,30"}, "to: 11:30"),
        ({"valid_from": "1. 4. 2027"}, "valid_from: 2027-04-01"),
        ({"valid_from": "1. dubna 2027"}, "valid_from: 2027-04-01"),
        ({"valid_from": "1/4/2027"}, "valid_from: 2027-04-01"),
    ],
)
def test_a_form_of_facts_reads_days_and_times_as_people_write_them(
    eva: DeskVisitor, content: Path, typed: dict[str, str], written: str
) -> None:
    eva.open("/web/udaje/hours.yaml/hours/0/blocks/0")
    saved = eva.send("/blocks/0", **typed)
    assert saved.title == "Uloženo", saved.alerts
    line = (content / "data" / "hours.yaml").read_text("utf-8").splitlines()[7]
    assert written in line


@pytest.mark.parametrize("typed", ["9:00", "9", "09.00", " 9:00 ", "9 h"])
def test_the_same_time_typed_otherwise_is_no_change(
    eva: DeskVisitor, content: Path, typed: str
) -> None:
    before = facts(content)
    eva.open("/web/udaje/hours.yaml/hours/0/blocks/0")
    assert "Nic se nezměnilo" in eva.send("/blocks/0", **{"from": typed}).alerts
    assert facts(content) == before


@pytest.mark.parametrize(
    "typed",
    [
        "601234567",
        " 601 234 567 ",
        "601.234.567",
        "601-234-567",
        "601/234 567",
        "+420601234567",
        "00420 601 234 567",
        "(+420) 601 234 567",
        "\u202a+420\u00a0601\u00a0234\u00a0567\u202c",
    ],
)
def test_a_phone_is_the_same_however_it_is_split(
    eva: DeskVisitor, content: Path, typed: str
) -> None:
    eva.open(PHONE)
    shown = eva.send("/outreach", number=typed, tried="y")
    assert "Telefon terénu, nové číslo: +420 601 234 567." in shown.words
    assert eva.send("/outreach").title == "Uloženo"
    assert "+420 601 234 567" in (content / "data" / "centre.yaml").read_text("utf-8")


@pytest.mark.parametrize("typed", ["15.30", "15:30", "15,30", "15.30 h"])
def test_later_today_is_typed_as_people_write_it(eva: DeskVisitor, typed: str) -> None:
    eva.open(LATER)
    assert "přijedeme až v 15.30" in eva.send("/pozdeji", time=typed).words


def test_until_a_day_in_words(eva: DeskVisitor) -> None:
    eva.open(TODAY)
    shown = eva.send("/zavreno", until="3. prosince 2026")
    assert "od 1. prosince do 3. prosince" in shown.words
