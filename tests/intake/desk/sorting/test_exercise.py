"""A newcomer practises on an enquiry for which nobody waits and which nothing counts."""

import pytest
import time_machine
from sqlalchemy import select

from intake_service.store.models import Tally
from intake_service.work.casework import cases, inbox
from intake_service.work.enquiry import silence
from intake_service.work.enquiry.silence import Silence
from intake_service.work.service import Service
from intake_service.work.shift import home
from intake_service.work.sorting import exercise
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Visitor
from tests.intake.desk.figures import counted
from tests.intake.moments import later

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def test_one_press_makes_it_and_one_takes_it_away(desk: DeskVisitor) -> None:
    desk.open("/")
    page = desk.send("/cviceni")
    assert page.path == "/dotaz/1"
    assert "Tohle je cvičný dotaz." in page.words
    assert "odpovědět do" not in page.words
    page = desk.send("/odpoved", text="Dobrý den, děkujeme.")
    assert "zatím neotevřeno" in page.words
    assert desk.send("/cviceni/smazat").path == "/"
    assert desk.open("/dotaz/1").status == 404


def test_no_figure_counts_it(service: Service, staff: Staff) -> None:
    exercise.make(service)
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    assert counted.table(service) == []
    with service.store.read() as session:
        assert session.scalars(select(Tally)).all() == []


def test_nobody_waits_for_it(service: Service, staff: Staff) -> None:
    exercise.make(service)
    with time_machine.travel(later(hours=24 * 6)):
        assert not cases.open_case(service, staff, 1).overdue
        with service.store.read() as session:
            assert silence.in_session(service.facts, session) is Silence.NONE


def test_it_goes_after_a_week_answered_or_not(service: Service, staff: Staff) -> None:
    exercise.make(service)
    exercise.make(service)
    cases.answer(service, staff, 2, "Odpověď.", after=1)
    with time_machine.travel(later(hours=24 * 6)):
        daily.tick(service)
        assert sum(inbox.counts(service).values()) == 2
    with time_machine.travel(later(hours=24 * 8)):
        daily.tick(service)
        assert sum(inbox.counts(service).values()) == 0
    assert counted.table(service) == []


def test_no_real_enquiry_is_deleted_as_one(
    public: Visitor, service: Service, staff: Staff, desk: DeskVisitor
) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")
    assert "Smazat cvičný dotaz" not in desk.open("/dotaz/1").words
    exercise.discard(service, staff, 1)
    assert desk.open("/dotaz/1").written == ["Otázka."]


def test_no_shift_finds_it_among_what_is_late(service: Service, staff: Staff) -> None:
    exercise.make(service)
    with time_machine.travel(later(hours=24 * 6)):
        assert home.home(service, staff).late.lines == []
