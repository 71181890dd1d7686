"""Questions for supervision: a list of numbers and questions, and nothing else."""

import pytest

from intake_service.store.models import SupervisionItem
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor
from tests.intake.desk.colleagues.test_who_answers import CASE, hand_over, press

ASKED = "Jak mluvit s mámou, která kontroluje telefon?"
LIST = "/porada"

pytestmark = pytest.mark.usefixtures("cheap_receipts", "receipt")


def test_a_question_stands_on_the_list_until_it_was_talked_over(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    press(eva, "/na-poradu", supervision=ASKED, text="Rozepsáno.")
    assert eva.page
    assert ASKED in eva.page.words
    assert eva.page.typed("text").strip() == "Rozepsáno."
    assert eva.page.typed("supervision").strip() == ""
    page = desk.open(LIST)
    assert ASKED in page.words
    assert "Dotaz č. 1" in page.words
    assert "Otázka, která čeká." not in page.words
    button = next(each for each in page.all("button") if each.get("name") == "item")
    desk.send(LIST, item=button.get("value"))
    assert ASKED not in desk.open(LIST).words


def test_without_a_question_nothing_is_put_on_the_list(desk: DeskVisitor) -> None:
    press(desk, "/na-poradu", supervision=" ")
    assert desk.page
    assert desk.page.status == 422
    assert "Nic tu není" in desk.open(LIST).words


def test_a_question_that_was_begun_is_there_later(desk: DeskVisitor) -> None:
    press(desk, "/rozepsano", supervision=ASKED)
    assert desk.open(CASE).typed("supervision").strip() == ASKED
    assert "Nic tu není" in desk.open(LIST).words


def test_who_cannot_answer_sees_none_of_it(desk: DeskVisitor, eva: DeskVisitor) -> None:
    press(eva, "/na-poradu", supervision=ASKED)
    button = next(each for each in desk.open(LIST).all("button") if each.get("name") == "item")
    hand_over(desk, "", "cannot")
    assert ASKED not in desk.open(LIST).words
    desk.open("/tym")
    desk.post(LIST, csrf_token=desk.token(), item=button.get("value"))
    assert ASKED in eva.open(LIST).words


def test_it_goes_with_its_enquiry(desk: DeskVisitor, service: Service, receipt: str) -> None:
    press(desk, "/na-poradu", supervision=ASKED)
    cookie = mailbox.open_with_receipt(service, receipt)
    mailbox.delete_all(service, mailbox.resume(service, cookie), cookie)
    with service.store.read() as session:
        assert session.query(SupervisionItem).count() == 0
