"""Being reminded of an enquiry on a day, and why."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from intake_service.store.models import Reminder
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service
from intake_service.work.team import people
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.moments import later

CASE = "/dotaz/1"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def receipt(monday: None, public: Visitor) -> str:
    public.open("/dotaz/o-sobe")
    return public.send(text="Otázka.").receipt


@pytest.fixture(autouse=True)
def _asked(receipt: str) -> None:
    """There is one enquiry."""


def remind(desk: DeskVisitor, **chosen: str) -> None:
    desk.open(CASE)
    desk.send("/pripomenout", **chosen)


def press(desk: DeskVisitor, author: bytes) -> None:
    """The button that ends the reminder of this author."""
    desk.send("/nepripominat", author=author.hex())


def test_the_home_reminds_on_the_day_and_not_before(desk: DeskVisitor, coordinator: Person) -> None:
    remind(desk, remind_when="tomorrow", remind_why="ask", text="Rozepsáno.")
    assert desk.page
    assert "Připomenout v úterý 24. listopadu: zeptat se, jak to dopadlo (Jana)" in desk.page.words
    assert desk.page.typed("text").strip() == "Rozepsáno."
    assert "zeptat se" not in desk.open("/").words
    with time_machine.travel(later(hours=24)):
        desk.log_in(coordinator)
        assert "zeptat se, jak to dopadlo" in desk.open("/").words


def is_reminded(desk: DeskVisitor) -> bool:
    return "zavolat" in desk.open("/").words


def test_a_colleague_is_reminded_too_and_ends_it_on_the_day_for_whoever_has_left(
    desk: DeskVisitor, desk_app: Flask, service: Service, colleague: Callable[..., Person]
) -> None:
    eva = DeskVisitor(desk_app)
    eva.log_in(colleague("Eva"))
    remind(eva, remind_when="day", remind_on="2026-11-23", remind_why="call")
    person = next(each for each in people.everybody(service) if each.name == "Eva")
    people.part_with(service, person.id)
    assert is_reminded(desk)
    desk.open(CASE)
    press(desk, person.id)
    assert not is_reminded(desk)


def test_before_the_day_each_ends_their_own(
    desk: DeskVisitor, desk_app: Flask, service: Service, colleague: Callable[..., Person]
) -> None:
    remind(desk, remind_when="tomorrow")
    eva = DeskVisitor(desk_app)
    eva.log_in(colleague("Eva"))
    assert "Nepřipomínat" not in eva.open(CASE).words
    jana = next(each for each in people.everybody(service) if each.name == "Jana")
    remind(eva, remind_when="tomorrow")
    press(eva, jana.id)
    assert "(Jana)" in eva.open(CASE).words
    desk.open(CASE)
    press(desk, jana.id)
    assert "(Jana)" not in desk.open(CASE).words


def test_a_typed_day_wins_over_the_one_that_stands_in_the_list(desk: DeskVisitor) -> None:
    remind(desk, remind_when="tomorrow", remind_on="2026-12-24")
    assert desk.page
    assert "Připomenout ve čtvrtek 24. prosince" in desk.page.words


@pytest.mark.parametrize("day", ["", "2026-11-22", "zítra", "2026-02-30"])
def test_a_day_that_is_over_or_none_is_refused_and_nothing_typed_is_lost(
    desk: DeskVisitor, day: str
) -> None:
    remind(desk, remind_when="day", remind_on=day, text="Rozepsáno.")
    assert desk.page
    assert desk.page.status == 422
    assert desk.page.typed("text").strip() == "Rozepsáno."


def test_a_reminder_after_the_end_says_that_the_enquiry_goes_sooner(desk: DeskVisitor) -> None:
    remind(desk, remind_when="day", remind_on="2028-01-03")
    assert desk.page
    assert "Dotaz se smaže dřív" in desk.page.words


def test_a_reminder_goes_with_its_enquiry(
    desk: DeskVisitor, service: Service, receipt: str
) -> None:
    remind(desk, remind_when="tomorrow")
    cookie = mailbox.open_with_receipt(service, receipt)
    mailbox.delete_all(service, mailbox.resume(service, cookie), cookie)
    with service.store.read() as session:
        assert session.query(Reminder).count() == 0


def test_who_writes_again_is_known_by_number_and_day(
    desk: DeskVisitor, public: Visitor, receipt: str
) -> None:
    public.open("/odpoved")
    public.send(receipt=receipt)
    with time_machine.travel(later(minutes=5)):
        public.send("/napsat", text="Ještě něco.")
    assert "2. zpráva, naposledy v pondělí 23. listopadu" in desk.open(CASE).words
