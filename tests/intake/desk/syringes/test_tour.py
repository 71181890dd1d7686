"""Found syringes: where children are first, counted once, and still counted when the report is
gone."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from intake_service.store import vault
from intake_service.store.models import Enquiry, Find
from intake_service.store.terms import FindOutcome, FindPlace, State
from intake_service.work.colleagues import handover
from intake_service.work.colleagues.handover import ANYBODY, Why
from intake_service.work.enquiry import enquiries, slips
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.syringes import counting, places, table, tour
from intake_service.work.syringes.counting import Ending
from intake_service.work.syringes.table import Row
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor
from tests.intake.post_office import MORNING

BROD = "Havlíčkův Brod"
ZDAR = "Žďár nad Sázavou"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def report(service: Service, text: str, town: str = BROD, count: str = "2-5") -> None:
    extras = {"town": town, "count": count} if town else {"count": count}
    submission = Submission("found_syringe", "cs", text, vault.new_key(), extras)
    enquiries.send(service, submission)


def counted(service: Service) -> list[tuple[str, FindPlace, FindOutcome, int, int]]:
    return [
        (row.town, row.place, row.outcome, row.finds, row.pieces) for row in table.rows(service)
    ]


def test_a_playground_comes_before_everything_else(service: Service, staff: Staff) -> None:
    for text, town in (("U lavičky.", ZDAR), ("Na ulici.", BROD), ("Na hřišti v písku.", BROD)):
        report(service, text, town)
    stops = tour.stops(service, staff)
    assert [stop.name for stop in stops] == [BROD, ZDAR]
    assert [each.texts for each in stops[0].reports] == [["Na hřišti v písku."], ["Na ulici."]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Na parkovišti u Billy", FindPlace.STREET),
        ("V parku", FindPlace.PARK),
        ("U školy v parku", FindPlace.SCHOOL),
        ("біля дитячого майданчика", FindPlace.PLAYGROUND),
        ("on a bench at the bus stop", FindPlace.STATION),
        ("lesk skla", FindPlace.OTHER),
    ],
)
def test_words_tell_in_what_sort_of_place_it_lies(text: str, place: FindPlace) -> None:
    assert places.told_by(text) is place


def test_a_report_is_counted_by_the_pressed_button_and_leaves_the_tour(
    service: Service, desk: DeskVisitor, staff: Staff
) -> None:
    report(service, "U lavičky v parku.")
    assert "nahlášeno: 2–5" in desk.open("/strikacky").words
    page = desk.send("/strikacky/1", pieces="3", place="park", outcome="collected")
    assert "Nikdo nenahlásil stříkačku" in page.words
    assert counted(service) == [(BROD, FindPlace.PARK, FindOutcome.COLLECTED, 1, 3)]
    assert "Sebráno, kusů: 3." in desk.open("/dotaz/1").words


def test_two_who_press_at_once_count_one_find(service: Service, staff: Staff) -> None:
    report(service, "U lavičky.")
    ending = Ending(FindOutcome.COLLECTED, FindPlace.PARK, 4)
    for _ in range(2):
        counting.settle(service, staff, 1, ending, after=1)
    assert counted(service) == [(BROD, FindPlace.PARK, FindOutcome.COLLECTED, 1, 4)]


def test_what_was_not_found_has_no_pieces(service: Service, staff: Staff) -> None:
    report(service, "U lavičky.")
    counting.settle(service, staff, 1, Ending(FindOutcome.NOT_FOUND, pieces=7), after=1)
    assert counted(service) == [(BROD, FindPlace.OTHER, FindOutcome.NOT_FOUND, 1, 0)]


@pytest.mark.parametrize("pieces", ["-1", "10000", "tři", "1e3"])
def test_a_count_that_is_none_is_refused_and_the_report_waits(
    service: Service, desk: DeskVisitor, pieces: str
) -> None:
    report(service, "U lavičky.")
    desk.open("/strikacky")
    page = desk.send("/strikacky/1", pieces=pieces, outcome="collected")
    assert page.status == 422
    assert page.alerts
    (field,) = (each for each in page.all("input") if each.get("name") == "pieces")
    assert f"#{field.get('id')}" in {each.get("href") for each in page.all("a")}
    assert field.get("value") == pieces
    assert field.get("aria-invalid") == "true"
    with service.store.read() as session:
        assert session.scalar(select(Enquiry.state)) is State.WAITING


def test_an_own_find_that_is_sent_twice_counts_once(service: Service, desk: DeskVisitor) -> None:
    desk.open("/strikacky/vlastni")
    form = desk.other_tab()
    for visitor in (desk, form):
        visitor.send("/vlastni", town=ZDAR, place="playground", pieces="12")
    assert counted(service) == [(ZDAR, FindPlace.PLAYGROUND, FindOutcome.OWN, 1, 12)]


def test_a_town_that_the_website_does_not_name_is_counted_and_sealed(
    service: Service, desk: DeskVisitor, staff: Staff
) -> None:
    desk.open("/strikacky/vlastni")
    desk.send("/vlastni", town="", other_town="Kotěhůlky", place="park", pieces="2")
    assert counted(service) == [("", FindPlace.PARK, FindOutcome.OWN, 1, 2)]
    (typed,) = table.typed_towns(slips.read(service, staff))
    assert (typed.town, typed.pieces) == ("Kotěhůlky", 2)
    for file in service.settings.data.glob("intake.sqlite3*"):
        assert "Kotěhůlky".encode() not in file.read_bytes()
    assert "Kotěhůlky" in desk.open("/strikacky/tabulka").words


def test_an_own_find_in_a_town_of_the_website_is_in_one_list_only(
    service: Service, desk: DeskVisitor, staff: Staff
) -> None:
    desk.open("/strikacky/vlastni")
    desk.send("/vlastni", town=ZDAR, other_town="Kotěhůlky", place="park", pieces="2")
    assert counted(service) == [(ZDAR, FindPlace.PARK, FindOutcome.OWN, 1, 2)]
    assert table.typed_towns(slips.read(service, staff)) == []


def test_a_long_town_in_any_script_fits_into_its_slip(service: Service, staff: Staff) -> None:
    ending = Ending(FindOutcome.OWN, pieces=9999, town="🏙" * counting.TOWN_MAX)
    counting.add_own(service, ending, "", vault.new_id())
    assert slips.read(service, staff)[0]["town"] == "🏙" * counting.TOWN_MAX


def test_counts_stay_when_the_report_is_deleted(service: Service, staff: Staff) -> None:
    with time_machine.travel(MORNING):
        report(service, "U lavičky.")
        counting.settle(service, staff, 1, Ending(FindOutcome.POLICE, pieces=5), after=1)
        before = table.rows(service)
    with time_machine.travel(MORNING + timedelta(days=2)):
        daily.tick(service)
    with time_machine.travel(MORNING + timedelta(days=300)):
        daily.tick(service)
        with service.store.read() as session:
            assert session.scalars(select(Enquiry)).all() == []
        assert table.rows(service) == before


def test_a_month_is_that_in_which_it_was_dealt_with(service: Service, staff: Staff) -> None:
    with time_machine.travel("2026-11-30T12:00+01:00"):
        report(service, "U lavičky.")
    with time_machine.travel("2026-12-01T12:00+01:00"):
        counting.settle(service, staff, 1, Ending(FindOutcome.COLLECTED), after=1)
        assert [row.month for row in table.rows(service)] == ["2026-12"]


def test_the_table_of_a_town_holds_its_year_and_no_formula(
    service: Service, desk: DeskVisitor
) -> None:
    with service.store.write() as session:
        for month, town in (("2026-11", BROD), ("2025-11", BROD), ("2026-10", "=1+1")):
            place = FindPlace.PARK
            ended = FindOutcome.COLLECTED
            session.add(Find(month=month, town=town, place=place, outcome=ended, finds=1, pieces=2))
    assert table.rows(service)[0] == Row(
        "2026-11", BROD, FindPlace.PARK, FindOutcome.COLLECTED, 1, 2
    )
    answer = desk.client.get("/strikacky/tabulka.csv?rok=2026")
    lines = answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert lines[0] == "Měsíc;Město;Místo;Jak to dopadlo;Nálezy;Kusy"
    assert lines[1:] == [
        "2026-11;Havlíčkův Brod;park nebo les;Sebráno;1;2",
        "2026-10;'=1+1;park nebo les;Sebráno;1;2",
    ]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tabulka.csv"'
    only = desk.client.get(f"/strikacky/tabulka.csv?rok=2026&mesto={BROD}")
    assert len(only.get_data(as_text=True).splitlines()) == 2


def test_the_list_on_paper_says_where_and_leaves_room(service: Service, desk: DeskVisitor) -> None:
    report(service, "U lavičky.")
    words = desk.open("/strikacky/seznam").words
    assert "U lavičky." in words
    assert "☐ Sebráno" in words


@pytest.mark.parametrize("address", ["/strikacky/1", "/dotaz/1/vyrizeno"])
def test_no_button_of_a_report_ends_a_question_that_waits_for_its_answer(
    service: Service, desk: DeskVisitor, address: str
) -> None:
    enquiries.send(service, Submission("counselling", "cs", "Otázka.", vault.new_key()))
    fields = desk.open("/dotaz/1").fields()
    desk.post(address, **fields, outcome="collected", place="park")
    with service.store.read() as session:
        assert session.scalar(select(Enquiry.state)) is State.WAITING
    assert "Sebráno" not in desk.open("/dotaz/1").words


def test_a_report_that_is_hidden_from_somebody_is_not_on_their_tour(
    service: Service, staff: Staff, second: Staff
) -> None:
    report(service, "U lavičky.")
    handover.hand_over(service, staff, 1, ANYBODY, Why.CANNOT, after=1)
    assert tour.stops(service, staff) == []
    assert len(tour.stops(service, second)) == 1
