"""A complaint has days of its own, stands outside the figures, and is hidden from whom it
concerns."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from intake_service import clock
from intake_service.store.terms import Duty
from intake_service.work.casework import cases
from intake_service.work.enquiry import hidden
from intake_service.work.service import Service
from intake_service.work.sorting import subject
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.desk.figures import counted

TEXT = "Pracovník na mě křičel."
NAMES = ("text", "note", "psani", "rozepsano", "odpoved", "poznamka", "druh", "kos", "zavrit")

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def complaint(public: Visitor) -> None:
    public.open("/dotaz/stiznost")
    public.send(text=TEXT, concerns="behaviour")


@pytest.fixture
def eva(desk_app: Flask, colleague: Callable[..., Person]) -> DeskVisitor:
    """A colleague who answers and coordinates as the first one does."""
    visitor = DeskVisitor(desk_app)
    visitor.log_in(colleague("Eva", Duty.ANSWERS, Duty.COORDINATES))
    return visitor


def id_of(service: Service, name: str) -> str:
    return next(each.id.hex() for each in subject.choices(service) if each.name == name)


def hide_from(desk: DeskVisitor, service: Service, name: str) -> None:
    desk.open("/dotaz/1")
    desk.send("/koho-se-tyka", subject=id_of(service, name))


def test_it_is_answered_within_the_days_of_the_centres_facts(
    complaint: None, service: Service, staff: Staff
) -> None:
    case = cases.open_case(service, staff, 1)
    assert case.due_on == clock.today() + timedelta(service.facts.centre.complaint_answer_days)


def test_it_is_no_counselling(complaint: None, service: Service, staff: Staff) -> None:
    cases.answer(service, staff, 1, "Omlouváme se.", after=1)
    assert counted.table(service) == []


def test_a_counselling_that_becomes_a_complaint_leaves_the_figures(
    public: Visitor, desk: DeskVisitor, service: Service
) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Stížnost: " + TEXT)
    desk.open("/dotaz/1")
    desk.send("/druh", kind="complaint")
    assert [row for row in counted.table(service) if row.received] == []
    desk.open("/dotaz/1")
    desk.send("/druh", kind="counselling")
    assert [row.received for row in counted.table(service)] == [1]


def test_only_who_coordinates_sees_it_at_first(
    complaint: None, desk: DeskVisitor, desk_app: Flask, colleague: Callable[..., Person]
) -> None:
    petr = DeskVisitor(desk_app)
    petr.log_in(colleague("Petr", Duty.ANSWERS))
    assert TEXT not in petr.open("/").words
    assert petr.open("/dotaz/1").status == 404
    assert TEXT in desk.open("/").words


def test_where_it_concerns_nobody_of_the_team_all_who_answer_see_it(
    complaint: None, desk: DeskVisitor, desk_app: Flask, colleague: Callable[..., Person]
) -> None:
    petr = DeskVisitor(desk_app)
    petr.log_in(colleague("Petr", Duty.ANSWERS))
    desk.open("/dotaz/1")
    page = desk.send("/koho-se-tyka", subject="00" * 16)
    assert "Nikoho z týmu se to netýká." in page.written
    assert TEXT in petr.open("/dotaz/1").written


def test_whom_it_concerns_sees_nothing_of_it(
    complaint: None, desk: DeskVisitor, eva: DeskVisitor, service: Service
) -> None:
    page = eva.open("/dotaz/1")
    buttons = page.fields()
    desk.open("/dotaz/1")
    desk.send("/smazat/dotaz")
    desk.send("/smazat/navrh")
    desk.open("/dotaz/1")
    desk.send("/pripomenout", remind_when="day", remind_on=clock.today().isoformat())
    hide_from(desk, service, "Eva")

    for path in (
        "/",
        "/?stav=waiting",
        "/?stav=answered",
        "/?stav=binned",
        "/vyber",
        "/prijem",
        "/zaznam",
    ):
        seen = eva.open(path)
        assert TEXT not in seen.words
        assert "Dotaz č. 1" not in seen.words
    assert "čeká na odpověď 0" in eva.open("/?stav=waiting").words
    for path in ("", "/smazat", "/vzit-zpet", "/zverejneni", "/starsi/1"):
        assert eva.open(f"/dotaz/1{path}").status == 404
    for path in NAMES:
        assert eva.post(f"/dotaz/1/{path}", **{**buttons, "text": "Ne."}).status == 404
    eva.open("/")
    assert eva.open("/dalsi").path == "/"
    eva.open("/vyber")
    eva.post("/kos", csrf_token=buttons["csrf_token"], seen="1.1")
    assert TEXT in desk.open("/dotaz/1").written


def test_it_answers_as_if_it_had_never_been(
    complaint: None, desk: DeskVisitor, eva: DeskVisitor, service: Service
) -> None:
    hide_from(desk, service, "Eva")
    hidden = eva.open("/dotaz/1")
    never = eva.open("/dotaz/999")
    assert (hidden.status, hidden.words) == (never.status, never.words)


def test_who_hides_it_from_themselves_is_led_to_the_inbox(
    complaint: None, desk: DeskVisitor, eva: DeskVisitor, service: Service, coordinator: Person
) -> None:
    hide_from(desk, service, coordinator.name)
    assert desk.page
    assert desk.page.path == "/"
    assert TEXT in eva.open("/dotaz/1").written


def test_it_is_not_hidden_from_the_only_one_who_could_answer(
    complaint: None, desk: DeskVisitor, service: Service, coordinator: Person
) -> None:
    hide_from(desk, service, coordinator.name)
    assert desk.page
    assert desk.page.status == 422
    assert "Předejte ji vedení poskytovatele." in desk.page.words


def test_only_who_coordinates_says_whom_it_concerns(
    complaint: None, service: Service, second: Staff
) -> None:
    subject.decide(service, second, 1, second.id)
    assert subject.decided(service, 1) is None


def test_another_kind_is_hidden_from_nobody(
    public: Visitor, desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")
    assert "Skrýt před ním" not in desk.open("/dotaz/1").words
    subject.decide(service, staff, 1, hidden.NOBODY)
    assert subject.decided(service, 1) is None
