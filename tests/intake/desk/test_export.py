"""One enquiry is given out as a text by who coordinates and answers, with a reason that stays."""

from collections.abc import Callable

import pytest
from flask import Flask

from intake_service.store.terms import Act, Duty
from intake_service.work import export
from intake_service.work.audit import chain
from intake_service.work.casework import cases
from intake_service.work.colleagues import first_sentence
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person
from tests.intake.desk.test_team import ask

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def test_the_text_holds_messages_and_answers_and_no_note(
    service: Service, staff: Staff, sender_app: Flask, desk: DeskVisitor
) -> None:
    ask(sender_app, "Otázka.")
    cases.add_note(service, staff, 1, "Poznámka týmu.")
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    fields = desk.open("/dotaz/1/vydat").fields("/vydat")
    answer = desk.client.post("/dotaz/1/vydat", data=fields | {"reason": "Žádost o přístup."})
    text = answer.get_data(as_text=True)
    assert "Otázka." in text
    assert "Odpověď." in text
    assert "Poznámka týmu." not in text
    assert "Jana" not in text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="text.txt"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Vydáno jako text: Žádost o přístup." in desk.open("/dotaz/1").words
    assert Act.EXPORTED in [line.act for line in chain.newest(service, 10)]


def test_a_first_sentence_is_given_out_without_its_mark(
    service: Service, staff: Staff, sender_app: Flask
) -> None:
    ask(sender_app, "Už nechci žít.")
    first_sentence.send(service, staff, 1, "Jsem tady.", after=1)
    text = export.export(service, staff, 1, "Žádost o přístup.")
    assert "Jsem tady." in text
    assert "first_sentence" not in text


def test_without_a_reason_nothing_goes_out(
    service: Service, sender_app: Flask, desk: DeskVisitor
) -> None:
    ask(sender_app, "Tajná otázka.")
    desk.open("/dotaz/1/vydat")
    page = desk.send("/vydat", reason=" ")
    assert page.status == 422
    assert "Tajná otázka." not in page.text
    assert Act.EXPORTED not in [line.act for line in chain.newest(service, 10)]


@pytest.mark.parametrize("duties", [(Duty.ANSWERS,), (Duty.COORDINATES,), (Duty.EDITS,)])
def test_nobody_else_can_give_it_out(
    desk_app: Flask,
    sender_app: Flask,
    colleague: Callable[..., Person],
    duties: tuple[Duty, ...],
) -> None:
    ask(sender_app, "Tajná otázka.")
    visitor = DeskVisitor(desk_app)
    visitor.log_in(colleague("Eva", *duties))
    page = visitor.open("/dotaz/1/vydat")
    assert page.status == 403
    token = visitor.open("/ucet").fields()["csrf_token"]
    answer = visitor.client.post("/dotaz/1/vydat", data={"csrf_token": token, "reason": "Chci to."})
    assert answer.status_code == 403
    assert "Tajná otázka." not in answer.get_data(as_text=True)
