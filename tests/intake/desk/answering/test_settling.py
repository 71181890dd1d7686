"""An enquiry waits until it was answered, done, or marked that it needs no answer, and why."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.casework import cases
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor

COOKIE = b"c" * 32

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def send(service: Service) -> Callable[..., str]:
    def send_it(kind: str, text: str) -> str:
        handle = enquiries.send(service, Submission(kind, "cs", text, COOKIE))
        return enquiries.sent(service, COOKIE, handle).receipt

    return send_it


def state(service: Service) -> State | None:
    with service.store.read() as session:
        return session.scalar(select(Enquiry.state))


def test_a_message_needs_one_press(
    service: Service, desk: DeskVisitor, send: Callable[..., str]
) -> None:
    send("message", "Jen vzkazuju, že děkuju.")
    desk.open("/dotaz/1")
    page = desk.send("/bez-odpovedi")
    assert state(service) is State.CLOSED
    assert "Odpověď není potřeba: poděkování nebo jen vzkaz." in page.written


def test_a_thank_you_after_an_answer_needs_one_press(
    service: Service, desk: DeskVisitor, staff: Staff, send: Callable[..., str]
) -> None:
    receipt = send("counselling", "Otázka.")
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    mailbox.write_again(service, box, "Děkuju moc.", after=2)
    desk.open("/dotaz/1")
    desk.send("/bez-odpovedi")
    assert state(service) is State.CLOSED


@pytest.mark.parametrize(
    ("kind", "text"), [("counselling", "Otázka."), ("message", "Chci se zabít.")]
)
def test_a_question_and_anything_urgent_need_a_reason(
    service: Service, desk: DeskVisitor, send: Callable[..., str], kind: str, text: str
) -> None:
    send(kind, text)
    desk.open("/dotaz/1")
    page = desk.send("/bez-odpovedi", text="Rozepsáno.")
    assert (page.status, state(service)) == (422, State.WAITING)
    assert page.typed() == "Rozepsáno."
    page = desk.send("/bez-odpovedi", reason="elsewhere")
    assert state(service) is State.CLOSED
    assert page.typed() == "Rozepsáno."


def test_what_waits_shows_no_button_that_only_closes(
    desk: DeskVisitor, send: Callable[..., str]
) -> None:
    send("counselling", "Otázka.")
    assert "Uzavřít rozhovor" not in desk.open("/dotaz/1").words


def test_a_collected_syringe_is_settled_in_one_press(
    service: Service, desk: DeskVisitor, send: Callable[..., str]
) -> None:
    send("found_syringe", "U lavičky.")
    assert "Sebráno" in desk.open("/dotaz/1").words
    desk.send("/vyrizeno")
    assert state(service) is State.CLOSED
