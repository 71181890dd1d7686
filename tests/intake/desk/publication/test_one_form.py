"""The page of a text for publishing is one form: no button loses what is being rewritten in it."""

import pytest
import time_machine

from intake_service.work.casework import publishing
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Person, Visitor
from tests.intake.desk.publication.conftest import CASE, mark_of
from tests.intake.moments import later

REWRITTEN = {
    "title": "Jiný název",
    "lead": "Jiná rada.",
    "question": "Jiná otázka?\n\nDruhý odstavec.",
    "answer": "Jiná odpověď.",
}

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def agreed(public: Visitor, offered: Page) -> None:
    """Its sender has said yes."""
    public.send("/zverejneni", answer="given")


def typed(desk: DeskVisitor) -> dict[str, str]:
    """The texts that stand in the fields."""
    assert desk.page
    (title,) = (
        each.get("value", "") for each in desk.page.all("input") if each.get("id") == "title"
    )
    areas = {name: desk.page.typed(name) for name in REWRITTEN if name != "title"}
    texts = {"title": title, **areas}
    return {name: text.replace("\r\n", "\n").strip("\n") for name, text in texts.items()}


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize("button", ["/navrh", "/zpet"])
def test_a_button_keeps_the_text_that_is_being_rewritten(desk: DeskVisitor, button: str) -> None:
    desk.open(CASE)
    page = desk.send(button, **REWRITTEN)
    assert page.path == CASE
    assert typed(desk) == REWRITTEN


@pytest.mark.usefixtures("agreed")
def test_stopping_a_proposal_keeps_the_text(
    desk: DeskVisitor, service: Service, second: Staff
) -> None:
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    desk.open(CASE)
    desk.send("/zastavit", **REWRITTEN)
    assert typed(desk) == REWRITTEN


@pytest.mark.usefixtures("agreed")
def test_a_button_that_is_refused_keeps_the_text(
    desk: DeskVisitor, service: Service, second: Staff
) -> None:
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    desk.open(CASE)
    publishing.stop(service, 1)
    assert desk.send("/stranka", **REWRITTEN).status == 409
    assert typed(desk) == REWRITTEN


@pytest.mark.usefixtures("agreed")
def test_a_text_for_which_there_is_no_form_any_more_can_still_be_copied(
    desk: DeskVisitor, service: Service, second: Staff
) -> None:
    publishing.propose(service, second, 1, mark=mark_of(service, second))
    desk.open(CASE)
    page = desk.send("/stranka", **REWRITTEN)
    assert "/stahnout" in "".join(each.get("formaction", "") for each in page.all("button"))
    for text in REWRITTEN.values():
        assert text in "".join("".join(each.itertext()) for each in page.all("textarea"))


@pytest.mark.usefixtures("agreed")
def test_a_text_that_nobody_touched_is_no_draft(desk: DeskVisitor) -> None:
    desk.open(CASE)
    assert "Tady je text, který jste psali" not in desk.send("/navrh").words


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize("button", ["/navrh", "/zpet"])
def test_an_expired_login_keeps_the_text(
    desk: DeskVisitor, coordinator: Person, button: str
) -> None:
    desk.open(CASE)
    with time_machine.travel(later(minutes=40)):
        assert desk.send(button, **REWRITTEN).status == 403
        login = {"name": coordinator.name, "password": coordinator.password}
        desk.send("/prihlaseni", **login, code=coordinator.code())
        assert typed(desk) == REWRITTEN


@pytest.mark.usefixtures("agreed")
def test_enter_in_a_line_asks_the_sender_and_takes_nothing_down(desk: DeskVisitor) -> None:
    first = next(each for each in desk.open(CASE).all("button") if each.get("type") == "submit")
    assert first.get("formaction") is None
