"""How long an answer took is said by one press, or not at all, and stands in the figures."""

import pytest
from sqlalchemy import select

from intake_service.store.models import Enquiry
from intake_service.work.casework import cases, taking_back
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.enquiry import mailbox
from intake_service.work.figures import counts, minutes
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Visitor

ASK = "/dotaz/o-sobe"
CASE = "/dotaz/1"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def receipt(public: Visitor) -> str:
    """The code of a question that waits."""
    public.open(ASK)
    return public.send(text="Otázka.").receipt


def counted(service: Service, staff: Staff) -> int:
    """The minutes of all months."""
    return sum(month.minutes for month in counts.read(service, staff).months.values())


def test_one_press_after_sending_counts_and_keeps_what_was_being_typed(
    desk: DeskVisitor, service: Service, staff: Staff, receipt: str
) -> None:
    desk.open(CASE)
    page = desk.send("/odpoved", text="Odpověď.")
    assert "Kolik minut to zabralo?" in page.words
    page = desk.send("/minuty", minutes="20", note="Poznámka.")
    assert "Zapsáno minut: 20." in page.words
    assert page.typed("note").strip() == "Poznámka."
    assert counted(service, staff) == 20
    assert "minuty práce" in desk.open("/cisla").words


def test_another_number_takes_the_place_of_the_first(
    service: Service, staff: Staff, second: Staff, receipt: str
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    for who, spent in ((staff, 60), (staff, 60), (second, 10)):
        minutes.note(service, who, 1, spent, position=2)
    assert counted(service, staff) == 10
    assert minutes.noted(service, staff, 1, position=2) == 10


def test_each_answer_has_its_own_minutes(service: Service, staff: Staff, receipt: str) -> None:
    cases.answer(service, staff, 1, "První.", after=1)
    minutes.note(service, staff, 1, 20, position=2)
    cases.answer(service, staff, 1, "Druhá.", after=2)
    assert minutes.noted(service, staff, 1, position=3) == 0
    minutes.note(service, staff, 1, 30, position=3)
    assert counted(service, staff) == 50


def test_an_answer_that_was_taken_back_has_taken_its_minutes_once(
    service: Service, staff: Staff, receipt: str
) -> None:
    cases.answer(service, staff, 1, "Unáhlená.", after=1)
    minutes.note(service, staff, 1, 20, position=2)
    taking_back.take_back(service, staff, 1, position=2)
    assert counted(service, staff) == 20
    cases.answer(service, staff, 1, "Lepší.", after=1)
    minutes.note(service, staff, 1, 30, position=2)
    assert counted(service, staff) == 30


def test_minutes_of_an_answer_that_is_the_last_word_no_more_are_not_noted(
    service: Service, staff: Staff, receipt: str
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    mailbox.write_again(service, box, "A ještě?", after=2)
    with pytest.raises(NewerMessage):
        minutes.note(service, staff, 1, 20, position=2)
    assert counted(service, staff) == 0


def test_only_an_answer_has_minutes(service: Service, staff: Staff, receipt: str) -> None:
    with pytest.raises(NewerMessage):
        minutes.note(service, staff, 1, 20, position=1)


@pytest.mark.parametrize("spent", ["", "7", "-10", "1000000", "9e9", "dvacet"])
def test_what_no_button_says_is_refused(
    desk: DeskVisitor, service: Service, staff: Staff, receipt: str, spent: str
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    desk.open(CASE)
    assert desk.send("/minuty", minutes=spent).status == 400
    assert counted(service, staff) == 0


def test_no_row_tells_how_long_an_answer_took(service: Service, staff: Staff, receipt: str) -> None:
    boxes = []
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    for spent in (10, 60):
        minutes.note(service, staff, 1, spent, position=2)
        with service.store.read() as session:
            boxes.append(session.scalar(select(Enquiry.minutes_box)))
    assert len({len(box) for box in boxes if box}) == 1
