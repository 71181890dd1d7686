"""„Dnes nejedeme“: three taps, the reader's sentence, and it stands in the file."""

from datetime import date
from pathlib import Path

import pytest

from centre.facts.loading import load_facts
from centre.hours.timetable import Timetable
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor

TUESDAY = "2026-12-01"
BROD = f"/web/den/{TUESDAY}/havlickuv-brod"
SENTENCE = (
    "Terén Havlíčkův Brod: v úterý 1. prosince nejedeme. Příště ve čtvrtek 3. prosince ve 14.00."
)


def closures_of(content: Path, day: date) -> list[str]:
    facts = load_facts(content / "data", today=day)
    return [place for each in facts.closures if each.first_day == day for place in each.places]


def test_three_taps_from_the_login_to_the_web(eva: DeskVisitor, content: Path) -> None:
    before = (content / "data" / "closures.yaml").read_text("utf-8")
    home = eva.open("/web/")
    assert "Terén Havlíčkův Brod" in home.words
    choices = eva.open(BROD)
    assert "Nejedeme" in choices.words
    assert SENTENCE in eva.open(f"{BROD}/zavreno").words
    saved = eva.send("/zavreno")
    assert saved.title == "Uloženo"
    assert SENTENCE in saved.words
    after = (content / "data" / "closures.yaml").read_text("utf-8")
    assert closures_of(content, date(2026, 12, 1)) == ["havlickuv-brod"]
    added = "  - date: 2026-12-01\n    places: havlickuv-brod\n"
    assert after.replace(added, "") == before


def test_it_is_taken_back_byte_for_byte(eva: DeskVisitor, content: Path) -> None:
    before = (content / "data" / "closures.yaml").read_bytes()
    eva.open(f"{BROD}/zavreno")
    eva.send("/zavreno")
    taken_back = eva.send("/vzit-zpet")
    assert taken_back.title == "Vzato zpět"
    assert (content / "data" / "closures.yaml").read_bytes() == before
    assert [each.get("href") for each in eva.open("/web/zmeny").all("a")].count("/web/zmeny/1") == 1
    assert "Vzít zpět" not in eva.open("/web/zmeny/1").words.replace("Vzato zpět", "")


def test_another_sentence_is_shown_before_it_is_published(eva: DeskVisitor, content: Path) -> None:
    eva.open(f"{BROD}/zavreno")
    shown = eva.send("/zavreno", reason="ill")
    assert "nejedeme. Jsme nemocní. Příště" in shown.words
    assert closures_of(content, date(2026, 12, 1)) == []
    eva.send("/zavreno")
    facts = load_facts(content / "data", today=date(2026, 12, 1))
    reason = facts.closures[-1].reason
    assert reason is not None
    assert reason.by_language == {"cs": "Jsme nemocní", "en": "We are ill", "uk": "Ми захворіли"}


@pytest.mark.parametrize(
    ("change", "time", "sentence"),
    [
        ("pozdeji", "16:00", "přijedeme až v 16.00."),
        ("driv", "16:30", "skončíme už v 16.30."),
    ],
)
def test_later_and_earlier_say_when(
    eva: DeskVisitor, change: str, time: str, sentence: str
) -> None:
    eva.open(f"{BROD}/{change}")
    assert sentence in eva.send(f"/{change}", time=time).words
    assert eva.send(f"/{change}").title == "Uloženo"
    assert sentence in eva.open("/web/").words


@pytest.mark.parametrize("time", ["13:00", "18:00", "25:00", "večer", ""])
def test_a_time_outside_the_hours_is_told_at_its_field(eva: DeskVisitor, time: str) -> None:
    eva.open(f"{BROD}/pozdeji")
    page = eva.send("/pozdeji", time=time)
    assert page.status == 422
    assert "Napište prosím čas uvnitř obvyklé doby, tedy 14.00–18.00." in page.words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"until": "2026-11-30"}, "je před prvním"),
        ({"until": "zítra"}, "Čekáme den, třeba 24. 12. 2026"),
        ({"until": "2029-12-01"}, "déle než rok"),
        ({"own_reason": "Máme tu feťáky"}, "člověka sráží"),
        ({"own_reason": "x" * 200}, "Napište to prosím kratší"),
    ],
)
def test_a_mistake_is_told_in_words_and_saves_nothing(
    eva: DeskVisitor, content: Path, typed: dict[str, str], said: str
) -> None:
    before = (content / "data" / "closures.yaml").read_bytes()
    eva.open(f"{BROD}/zavreno")
    page = eva.send("/zavreno", **typed)
    if page.status == 200:
        page = eva.send("/zavreno", **typed)
    assert page.status == 422
    assert said in page.words
    assert (content / "data" / "closures.yaml").read_bytes() == before


SPECIAL = """\
  - date: 2026-12-01
    from: 13:00
    to: 19:00
    places: {places}
    reason: Zkouška
"""


def with_special(content: Path, places: str) -> Path:
    file = content / "data" / "closures.yaml"
    written = file.read_text("utf-8")
    file.write_text(written.replace("specials:\n", "specials:\n" + SPECIAL.format(places=places)))
    return file


@pytest.mark.parametrize("places", ["havlickuv-brod", "[havlickuv-brod, centrum-brod]", "all"])
@pytest.mark.parametrize(
    ("change", "time", "sentence", "left"),
    [
        ("zavreno", "", "nejedeme", []),
        ("pozdeji", "16:00", "přijedeme až v 16.00", ["16:00–19:00"]),
        ("driv", "15:00", "skončíme už v 15.00", ["13:00–15:00"]),
    ],
)
def test_a_special_opening_gives_way_here_and_stays_elsewhere(
    eva: DeskVisitor,
    content: Path,
    places: str,
    change: str,
    time: str,
    sentence: str,
    left: list[str],
    service: Service,
) -> None:
    with_special(content, places)
    service.live.look_now()
    eva.open(f"{BROD}/{change}")
    shown = eva.send(f"/{change}", time=time) if time else eva.page
    assert sentence in shown.words
    assert eva.send(f"/{change}").title == "Uloženo"
    timetable = Timetable(load_facts(content / "data", today=date(2026, 12, 1)))
    open_there = timetable.day("havlickuv-brod", date(2026, 12, 1)).blocks
    assert [f"{each.start:%H:%M}–{each.end:%H:%M}" for each in open_there] == left
    (elsewhere,) = timetable.day("centrum-brod", date(2026, 12, 1)).blocks or (None,)
    if places != "havlickuv-brod":
        assert elsewhere is not None
        assert f"{elsewhere.start:%H:%M}" == "13:00"


def test_pressing_twice_closes_once(eva: DeskVisitor, content: Path) -> None:
    eva.open(f"{BROD}/zavreno")
    fields = eva.page.fields("/zavreno")
    eva.send("/zavreno")
    assert eva.post(f"{BROD}/zavreno", **fields).title == "Co se změnilo"
    assert closures_of(content, date(2026, 12, 1)) == ["havlickuv-brod"]


def test_what_is_broken_elsewhere_keeps_nobody_from_it(eva: DeskVisitor, content: Path) -> None:
    hours = content / "data" / "hours.yaml"
    eva.open(f"{BROD}/zavreno")
    hours.write_text(hours.read_text("utf-8").replace("9:00", "devět", 1), "utf-8")
    assert eva.send("/zavreno").title == "Uloženo"


def test_a_damaged_file_of_closures_is_told_and_left_alone(eva: DeskVisitor, content: Path) -> None:
    file = content / "data" / "closures.yaml"
    eva.open(f"{BROD}/zavreno")
    file.write_text("closures: [\n", "utf-8")
    page = eva.send("/zavreno")
    assert page.status == 409
    assert "Soubor s výjimkami je poškozený" in page.words
    assert file.read_text("utf-8") == "closures: [\n"


def test_all_houses_closed_says_what_becomes_of_the_promise(eva: DeskVisitor) -> None:
    page = eva.open(f"/web/den/{TUESDAY}/centrum-zdar/zavreno")
    assert "dostane odpověď do" not in page.words


@pytest.mark.parametrize("place", ["nikde", "svetla-nad-sazavou", "..", "havlickuv-brod%00"])
def test_a_place_without_hours_that_day_is_not_there(eva: DeskVisitor, place: str) -> None:
    assert eva.open(f"/web/den/{TUESDAY}/{place}/zavreno").status == 404


@pytest.mark.parametrize("day", ["2026-11-24", "2026-13-01", "zitra", "99999-01-01"])
def test_a_day_that_is_over_or_none_is_not_there(eva: DeskVisitor, day: str) -> None:
    assert eva.open(f"/web/den/{day}/havlickuv-brod").status == 404
