"""Figures count what came, what was answered and what was answered in time; deleting changes none
of them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from intake_service import clock
from intake_service.store import vault
from intake_service.store.db import Unavailable
from intake_service.store.models.enquiries import Enquiry
from intake_service.work import switches
from intake_service.work.casework import cases, deletion
from intake_service.work.enquiry import enquiries, figures, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox
from intake_service.work.rate_limits import Flooded
from intake_service.work.service import Service
from intake_service.work.switches import Switches
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor
from tests.intake.desk.figures import counted
from tests.intake.desk.figures.counted import Row

MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=clock.PRAGUE)  # due on Thursday

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY) as traveller:
        yield traveller


def ask(service: Service, kind: str = "counselling", language: str = "cs") -> OpenedMailbox:
    submission = Submission(kind, language, "Otázka.", cookie=vault.new_key())
    handle = enquiries.send(service, submission)
    receipt = enquiries.sent(service, submission.cookie, handle).receipt
    return mailbox.resume(service, mailbox.open_with_receipt(service, receipt))


def answer(service: Service, staff: Staff, number: int, text: str = "Odpověď.") -> None:
    after = cases.open_case(service, staff, number).last_position
    cases.answer(service, staff, number, text, after=after)


def test_each_month_kind_and_language_has_its_own_line(
    now: time_machine.Traveller, service: Service, staff: Staff
) -> None:
    for kind, language in (
        ("counselling", "cs"),
        ("counselling", "cs"),
        ("counselling", "uk"),
        ("found_syringe", "cs"),
    ):
        ask(service, kind, language)
    answer(service, staff, 1)
    now.move_to(datetime(2026, 12, 1, 12, 0, tzinfo=clock.PRAGUE))
    ask(service)
    answer(service, staff, 3)  # late, and counted in the month in which it was asked
    answer(service, staff, 5)
    assert counted.table(service) == [
        Row("2026-12", "counselling", "cs", received=1, answered=1, in_time=1),
        Row("2026-11", "counselling", "cs", received=2, answered=1, in_time=1),
        Row("2026-11", "counselling", "uk", received=1, answered=1, in_time=0),
        Row("2026-11", "found_syringe", "cs", received=1, answered=0, in_time=0),
    ]


@pytest.mark.parametrize(
    ("hour", "in_time"), [("2026-11-26T23:59+01:00", 1), ("2026-11-27T00:01+01:00", 0)]
)
def test_in_time_means_until_the_end_of_the_promised_day(
    now: time_machine.Traveller, service: Service, staff: Staff, hour: str, in_time: int
) -> None:
    ask(service)
    now.move_to(datetime.fromisoformat(hour))
    answer(service, staff, 1)
    assert [(row.answered, row.in_time) for row in counted.table(service)] == [(1, in_time)]


def test_in_time_is_measured_by_the_promise_that_was_given(
    now: time_machine.Traveller, service: Service, staff: Staff
) -> None:
    switches.turn_to(service, Switches(more_days=5))
    ask(service)
    switches.turn_to(service, Switches())
    now.shift(timedelta(days=7))
    answer(service, staff, 1)
    assert counted.table(service)[0].in_time == 1


def test_a_conversation_counts_once_however_long_it_is(
    now: time_machine.Traveller, service: Service, staff: Staff
) -> None:
    opened = ask(service)
    answer(service, staff, 1)
    mailbox.write_again(service, opened, "A ještě?", after=2)
    now.shift(timedelta(days=30))
    answer(service, staff, 1, "Druhá odpověď.")
    answer(service, staff, 1, "A dodatek.")
    cases.close(service, staff, 1, after=5)
    assert counted.table(service) == [Row("2026-11", "counselling", "cs", 1, 1, 1)]


def test_a_double_click_counts_once(now: time_machine.Traveller, service: Service) -> None:
    submission = Submission("relatives", "en", "Once.", cookie=vault.new_key())
    for _ in range(3):
        enquiries.send(service, submission)
    assert counted.table(service) == [Row("2026-11", "relatives", "en", 1, 0, 0)]


def test_what_was_not_kept_is_not_counted(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise Unavailable

    monkeypatch.setattr(enquiries, "_confirm", fail)
    with pytest.raises(Unavailable):
        ask(service)
    assert counted.table(service) == []


@pytest.mark.parametrize("side", ["sender", "desk"])
def test_figures_outlive_the_conversations(
    service: Service, staff: Staff, second: Staff, side: str
) -> None:
    opened = ask(service)
    answer(service, staff, 1)
    before = counted.table(service)
    if side == "sender":
        mailbox.delete_all(service, opened, b"")
    else:
        deletion.propose(service, second, 1, after=2)
        deletion.delete(service, staff, 1, after=2)
    assert counted.table(service) == before
    assert before[0].received == before[0].answered == 1


def test_one_page_has_the_figures_and_the_page_of_switches_leads_there(
    now: time_machine.Traveller, desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    for language in ("cs", "uk"):
        ask(service, "relatives", language)
    answer(service, staff, 1)
    page = desk.open("/prijem")
    assert "what-is-counted" not in page.text
    assert 'href="/cisla"' in page.text
    lines = [" ".join("".join(each.itertext()).split()) for each in desk.open("/cisla").all("dd")]
    assert lines[:3] == ["2", "2", "0"]  # all, o blízkém člověku, refused by a flood


def test_ten_thousand_conversations_make_a_handful_of_lines(service: Service) -> None:
    with service.store.write() as session:
        enquiry = Enquiry(
            kind="counselling", language="cs", received_on=MONDAY.date(), due_on=MONDAY.date()
        )
        for _ in range(10_000):
            figures.count_received(session, enquiry)
    assert counted.table(service) == [Row("2026-11", "counselling", "cs", 10_000, 0, 0)]


def test_turned_away_senders_are_counted_by_day_and_in_no_figure(
    opened: Callable[..., Service], now: time_machine.Traveller
) -> None:
    service = opened(sends_everybody=1)
    ask(service)
    for _ in range(2):
        with pytest.raises(Flooded):
            ask(service)
    assert figures.turned_away_today(service) == 2
    assert [row.received for row in counted.table(service)] == [1]
    now.shift(timedelta(days=1))
    assert figures.turned_away_today(service) == 0
