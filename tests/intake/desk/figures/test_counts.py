"""Months and years agree with what happened, whatever is deleted, binned or taken back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Enquiry, Slip
from intake_service.store.terms import Counted
from intake_service.work import tallies
from intake_service.work.casework import cases, junk, taking_back
from intake_service.work.casework.seen import Seen
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.figures import chart, counts
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor

MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=clock.PRAGUE)

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY) as traveller:
        yield traveller


def ask(service: Service, kind: str = "counselling", **extras: str) -> int:
    submission = Submission(kind, "cs", "Otázka.", vault.new_key(), extras)
    enquiries.send(service, submission)
    with service.store.read() as session:
        return max(session.scalars(select(Enquiry.number)))


def november(service: Service, staff: Staff) -> counts.Month:
    return counts.read(service, staff).months["2026-11"]


def test_what_was_chosen_is_counted_and_what_was_not_is_not_told(
    now: time_machine.Traveller, service: Service, staff: Staff
) -> None:
    for topic in ("health", "health", "law", ""):
        ask(service, topic=topic) if topic else ask(service)
    ask(service, "relatives", relation="child")
    ask(service, "message")
    month = november(service, staff)
    assert month.by_topic == {"health": 2, "law": 1, "": 1}
    assert month.by_relation == {"child": 1}
    assert month.received == 6


def test_what_lies_in_the_bin_does_not_count_and_counts_again_outside(
    now: time_machine.Traveller, service: Service, staff: Staff
) -> None:
    number = ask(service, topic="health")
    ask(service, topic="law")
    before = november(service, staff)
    junk.put_into_bin(service, [Seen(number, 1)])
    assert november(service, staff).by_topic == {"law": 1}
    junk.take_out(service, [Seen(number, 1)])
    assert november(service, staff) == before


def test_what_is_answered_out_of_the_bin_counts_as_received(service: Service, staff: Staff) -> None:
    number = ask(service, topic="health")
    junk.put_into_bin(service, [Seen(number, 1)])
    cases.answer(service, staff, number, "Odpověď.", after=1)
    (month,) = counts.read(service, staff).months.values()
    assert (month.received, month.answered) == (1, 1)
    assert month.by_topic == {"health": 1}


def test_the_slip_of_what_was_deleted_in_the_bin_goes_with_the_next_chores(
    now: time_machine.Traveller, service: Service, staff: Staff
) -> None:
    daily.tick(service)
    number = ask(service, topic="health")
    junk.put_into_bin(service, [Seen(number, 1)])
    now.shift(timedelta(days=8))
    daily.tick(service)
    junk.empty_bin(service, staff, [Seen(number, 1)])
    daily.tick(service)
    with service.store.read() as session:
        assert session.scalars(select(Slip)).all() == []


def test_the_median_is_that_of_first_answers_and_an_answer_taken_back_has_none(
    now: time_machine.Traveller, service: Service, staff: Staff
) -> None:
    numbers = [ask(service) for _ in range(3)]
    for days, number in enumerate(numbers, 1):
        now.shift(timedelta(days=1))
        cases.answer(service, staff, number, f"Odpověď {days}.", after=1)
    assert november(service, staff).median_days == 2
    taking_back.take_back(service, staff, numbers[2], position=2)
    assert november(service, staff).median_days == 1.5
    assert november(service, staff).answered == 2


def test_a_counter_that_somebody_keeps_is_shown(
    now: time_machine.Traveller, service: Service, desk: DeskVisitor
) -> None:
    ask(service)
    assert "minuty práce" not in desk.open("/cisla?rok=2026").words
    with service.store.write() as session:
        tallies.add(session, "2026-11", "counselling", Counted.MINUTES, 30)
    assert "minuty práce" in desk.open("/cisla?rok=2026").words


def test_who_coordinates_and_does_not_answer_sees_what_is_clear(
    now: time_machine.Traveller, service: Service, staff: Staff
) -> None:
    ask(service, topic="health")
    without_key = type(staff)(staff.id, staff.name, staff.duties, staff.private, {})
    month = november(service, without_key)
    assert (month.received, dict(month.by_topic)) == (1, {})


def test_the_page_says_what_is_counted_and_the_file_holds_no_formula(
    now: time_machine.Traveller, service: Service, desk: DeskVisitor
) -> None:
    for _ in range(6):
        ask(service, topic="health")
    words = desk.open("/cisla?rok=2026").words
    assert "Nejsou to osoby." in words
    assert "Počet přijatých dotazů: 5." in words
    answer = desk.client.get("/cisla/tabulka.csv?rok=2026")
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[0] == "\ufeffMěsíc;Čísla;Co se počítá;Počet"
    assert {line.split(";")[0] for line in lines[1:]} == {"2026-11", "2026"}


def test_a_chart_of_an_empty_year_stands_on_its_line() -> None:
    drawn = chart.of_year("2026", {})
    assert [bar.height for bar in drawn.bars] == [0.0] * 12
    assert {bar.y for bar in drawn.bars} == {float(drawn.base)}
