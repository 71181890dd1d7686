"""A coordinator sees who has what, what will be late, and what to decide; and nothing is kept."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from intake_service.store.models import Enquiry
from intake_service.store.terms import Duty
from intake_service.work.casework import cases
from intake_service.work.colleagues import handover, workload
from intake_service.work.conversation.kinds import EXERCISE
from intake_service.work.service import Service
from intake_service.work.sorting import kind_change
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.desk.colleagues.test_who_answers import hand_over, press
from tests.intake.moments import later

PAGE = "/prijem"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture(autouse=True)
def _three_questions(monday: None, public: Visitor) -> None:
    for text in ("První.", "Druhá.", "Třetí."):
        public.open("/dotaz/o-sobe")
        public.send(text=text)


def test_it_counts_what_each_has_claimed_and_answered_this_week(
    desk: DeskVisitor, service: Service, staff: Staff, second: Staff
) -> None:
    cases.answer(service, second, 1, "Odpověď.", after=1)
    handover.claim(service, second, 2)
    handover.claim(service, staff, 3)
    found = workload.workload(service, staff)
    assert {each.name: (each.claimed, each.answered) for each in found.people} == {
        "Jana": (1, 0),
        "Petr": (1, 1),
    }
    assert (found.waiting, found.free) == (2, 0)
    assert "Čeká: 2, z toho zatím nikdo nemá: 0." in desk.open(PAGE).words
    with time_machine.travel(later(hours=24 * 9)):
        assert [each.answered for each in workload.workload(service, staff).people] == [0, 0]


def test_what_is_promised_for_tomorrow_is_named(
    desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    with time_machine.travel(later(hours=24 * 10)):
        assert workload.workload(service, staff).late_soon == [1, 2, 3]


def test_what_only_the_desk_calls_by_its_kind_is_promised_too(
    service: Service, staff: Staff
) -> None:
    kind_change.change(service, staff, 2, "journalist", after=1)
    with service.store.write() as session:
        exercise = update(Enquiry).where(Enquiry.number == 3)
        session.execute(exercise.values(kind=EXERCISE))
    with time_machine.travel(later(hours=24 * 10)):
        assert workload.workload(service, staff).late_soon == [1, 2]


def test_who_coordinates_and_answers_nothing_sees_numbers_and_no_links(
    desk_app: Flask, colleague: Callable[..., Person]
) -> None:
    zora = DeskVisitor(desk_app)
    zora.log_in(colleague("Zora", Duty.COORDINATES))
    page = zora.open(PAGE)
    assert "Čeká: 3" in page.words
    assert not any("/dotaz/" in (each.get("href") or "") for each in page.all("a"))


def test_what_a_coordinator_cannot_answer_is_in_no_count(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    hand_over(desk, "", "cannot")
    assert "Čeká: 2" in desk.open(PAGE).words


def test_a_colleague_is_logged_out_everywhere_and_can_come_back(
    desk: DeskVisitor, eva: DeskVisitor, id_of: Callable[[str], str]
) -> None:
    press(eva, "/odpovim")
    desk.open("/tym")
    desk.send(f"/{id_of('Eva')}/odhlasit")
    page = eva.open("/dotaz/1")
    assert page.title == "Přihlášení"
    assert "První." not in page.words


def test_only_coordinators_log_others_out(
    eva: DeskVisitor, desk: DeskVisitor, id_of: Callable[[str], str]
) -> None:
    eva.open("/tym")
    page = eva.post(f"/tym/{id_of('Jana')}/odhlasit", csrf_token=eva.token())
    assert page.status == 403
    assert desk.open("/").path == "/"
