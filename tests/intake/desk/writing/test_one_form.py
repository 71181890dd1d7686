"""The page of an enquiry is one form: whichever button is pressed, the rest stays in its field."""

import pytest
import time_machine

from intake_service.work.casework import cases
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.moments import later

ANSWER = "Rozepsaná odpověď.\nDruhý řádek."
NOTE = "Rozepsaná poznámka."

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture(autouse=True)
def _asked(public: Visitor) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")


def typed(desk: DeskVisitor) -> tuple[str, str]:
    """The answer and the note that stand in their fields."""
    assert desk.page
    return desk.page.typed("text").strip("\n"), desk.page.typed("note").strip("\n")


@pytest.mark.parametrize(
    ("button", "left"),
    [
        ("/poznamka", (ANSWER, "")),
        ("/odpoved", ("", NOTE)),
        ("/kos", (ANSWER, NOTE)),
        ("/bez-odpovedi", (ANSWER, NOTE)),
    ],
)
def test_a_button_keeps_what_it_does_not_need(
    desk: DeskVisitor, button: str, left: tuple[str, str]
) -> None:
    desk.open("/dotaz/1")
    desk.send(button, text=ANSWER, note=NOTE, reason="elsewhere")
    assert desk.page.path == "/dotaz/1"
    assert typed(desk) == left


def test_closing_keeps_the_answer(desk: DeskVisitor, service: Service, staff: Staff) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    desk.open("/dotaz/1")
    desk.send("/zavrit", text=ANSWER)
    assert typed(desk) == (ANSWER, "")
    assert "uzavřeno" in desk.page.words


def test_taking_out_of_the_bin_keeps_the_answer(desk: DeskVisitor) -> None:
    desk.open("/dotaz/1")
    desk.send("/kos")
    desk.open("/dotaz/1")
    desk.send("/kos/vratit", text=ANSWER)
    assert typed(desk) == (ANSWER, "")


def test_who_thinks_better_of_deleting_finds_the_answer(desk: DeskVisitor) -> None:
    desk.open("/dotaz/1")
    page = desk.send("/smazat/dotaz", text=ANSWER, note=NOTE)
    assert page.path == "/dotaz/1/smazat"
    (back,) = (each for each in page.all("a") if "Ne, nechat" in "".join(each.itertext()))
    desk.open(back.get("href"))
    assert typed(desk) == (ANSWER, NOTE)


def test_an_empty_note_or_answer_keeps_the_other(desk: DeskVisitor) -> None:
    desk.open("/dotaz/1")
    assert desk.send("/poznamka", text=ANSWER).status == 422
    assert typed(desk) == (ANSWER, "")
    assert desk.send("/odpoved", text="", note=NOTE).status == 422
    assert typed(desk) == ("", NOTE)


@pytest.mark.parametrize("button", ["/odpoved", "/poznamka", "/kos", "/bez-odpovedi"])
def test_an_expired_login_keeps_both(desk: DeskVisitor, coordinator: Person, button: str) -> None:
    desk.open("/dotaz/1")
    with time_machine.travel(later(minutes=40)):
        assert desk.send(button, text=ANSWER, note=NOTE).status == 403
        login = {"name": coordinator.name, "password": coordinator.password}
        desk.send("/prihlaseni", **login, code=coordinator.code())
        assert typed(desk) == (ANSWER, NOTE)
        assert desk.page.written == ["Otázka."]
