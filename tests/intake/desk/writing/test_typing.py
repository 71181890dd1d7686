"""What is typed at the desk is not lost, and what was sent does not come back."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
import time_machine
from flask import Flask

from intake_service.work.service import Service
from tests.intake import moments
from tests.intake.browser import DeskVisitor, Page, Person, Visitor
from tests.intake.moments import later

CASE = "/dotaz/1"
OTHER_WINDOW = "V jiném okně jste psali"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture(autouse=True)
def _asked(public: Visitor) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")


@dataclass
class Tab:
    """A page of the desk whose script saves what is typed."""

    desk: DeskVisitor
    page: Page
    typed: dict[str, str]
    turn: int = 0

    def type(self, **fields: str) -> int:
        """Change fields, and let the script save; returns what the server says."""
        self.turn += 1
        self.typed |= fields
        return self.save(self.turn)

    def save(self, turn: int) -> int:
        """What the script sent as its change of this number, whenever it arrives."""
        address = next(
            each.get("data-typing") for each in self.page.all("form") if each.get("data-typing")
        )
        fields = {**self.page.fields("/odpoved"), **self.typed, "turn": f"{turn}"}
        response = self.desk.client.post(address, data=fields)
        return int(response.status_code)

    def press(self, button: str) -> Page:
        """Press a button of this page."""
        self.turn += 1
        self.desk.page = self.page
        return self.desk.send(button, **self.typed, turn=f"{self.turn}")


def tab(desk: DeskVisitor) -> Tab:
    """The page of the enquiry, just opened."""
    return Tab(desk, desk.open(CASE), {})


def fields(page: Page) -> tuple[str, str]:
    """Answer and note as they stand in their fields."""
    return page.typed("text").strip("\n"), page.typed("note").strip("\n")


@pytest.fixture
def other_phone(desk_app: Flask, coordinator: Person, desk: DeskVisitor) -> DeskVisitor:
    """The same person, logged in elsewhere too."""
    visitor = DeskVisitor(desk_app)
    visitor.log_in(coordinator)
    return visitor


@pytest.fixture
def eva(desk_app: Flask, colleague: Callable[..., Person]) -> DeskVisitor:
    """A colleague, logged in."""
    visitor = DeskVisitor(desk_app)
    visitor.log_in(colleague("Eva"))
    return visitor


def test_what_was_typed_is_found_on_another_phone(
    desk: DeskVisitor, other_phone: DeskVisitor
) -> None:
    assert tab(desk).type(text="Rozepsáno.", note="Poznámka.") == 204
    page = other_phone.open(CASE)
    assert fields(page) == ("Rozepsáno.", "Poznámka.")
    assert "Rozepsáno, uloženo" in page.words
    assert page.written == ["Otázka."]


def test_without_script_a_button_saves_what_was_typed(desk: DeskVisitor) -> None:
    desk.open(CASE)
    desk.send("/rozepsano", text="Rozepsáno.", note="Poznámka.")
    assert fields(desk.open(CASE)) == ("Rozepsáno.", "Poznámka.")


def test_an_answer_that_was_sent_stays_sent_whatever_arrives_late(desk: DeskVisitor) -> None:
    writing = tab(desk)
    writing.type(text="Odpo")
    writing.type(text="Odpověď.")
    assert writing.press("/odpoved").written == ["Otázka.", "Odpověď."]
    for turn in (1, 2, 3):
        assert writing.save(turn) == 204
    assert fields(desk.open(CASE)) == ("", "")


def test_what_is_typed_after_going_back_to_a_sent_page_is_kept(desk: DeskVisitor) -> None:
    writing = tab(desk)
    writing.type(text="Odpověď.")
    writing.press("/odpoved")
    writing.type(text="Ještě něco.")
    assert fields(desk.open(CASE)) == ("Ještě něco.", "")


def test_an_earlier_save_that_arrives_later_does_not_cover_the_newer_one(
    desk: DeskVisitor,
) -> None:
    writing = tab(desk)
    writing.type(text="Delší text.")
    writing.typed["text"] = "Delší"
    assert writing.save(1) == 204
    assert fields(desk.open(CASE)) == ("Delší text.", "")


def test_two_windows_lose_neither_text(desk: DeskVisitor) -> None:
    first = tab(desk)
    second = tab(desk)
    first.type(text="První.")
    second.type(text="Druhý.")
    first.type(text="První, delší.")
    page = desk.open(CASE)
    assert fields(page) == ("První, delší.", "")
    assert "Druhý." in "".join(each.text or "" for each in page.all("textarea"))
    first.press("/odpoved")
    assert fields(desk.open(CASE)) == ("Druhý.", "")


def test_a_text_of_another_window_goes_when_it_is_thrown_away(desk: DeskVisitor) -> None:
    first = tab(desk)
    second = tab(desk)
    first.type(text="První.")
    second.type(text="Druhý.")
    page = desk.open(CASE)
    button = next(each for each in page.all("button") if each.get("name") == "other")
    page = desk.send("/zahodit", other=button.get("value"))
    assert fields(page) == ("Druhý.", "")
    assert OTHER_WINDOW not in page.words


def test_a_colleague_sees_who_is_writing_and_goes_on_when_they_are_away(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    tab(desk).type(text="Janin text.")
    page = eva.open(CASE)
    assert "Jana má rozepsáno" in page.words
    assert "Janin text." not in page.text
    assert not [each for each in page.all("button") if each.get("name") == "author"]
    with time_machine.travel(later(minutes=29)):
        eva.open(CASE)  # who reads stays logged in
    with time_machine.travel(later(minutes=31)):
        page = eva.open(CASE)
        (author,) = (each for each in page.all("button") if each.get("name") == "author")
        page = eva.send("/prevzit", author=author.get("value"), text="Evin text.")
        assert fields(page)[0] == "Janin text."
        assert "Evin text." in "".join(each.text or "" for each in page.all("textarea"))
        assert "má rozepsáno" not in page.words


def test_whose_text_was_taken_over_still_has_it_and_learns_who_did(
    desk: DeskVisitor, eva: DeskVisitor, coordinator: Person
) -> None:
    tab(desk).type(text="Janin text.")
    button = "/prevzit"
    with time_machine.travel(later(minutes=29)):
        eva.open(CASE)
    with time_machine.travel(later(minutes=31)):
        page = eva.open(CASE)
        (author,) = (each for each in page.all("button") if each.get("name") == "author")
        eva.send(button, author=author.get("value"))
    with time_machine.travel(moments.now()):
        page = desk.open(CASE)
        assert fields(page)[0] == "Janin text."
        assert "Text převzal kolega nebo kolegyně: Eva" in page.words


def test_who_logs_in_at_the_same_computer_does_not_inherit_an_open_page(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    writing = tab(desk)
    token = tab(eva).page.fields("/odpoved")["csrf_token"]
    writing.desk = eva
    writing.typed["csrf_token"] = token
    assert writing.type(text="Janin text.") == 409
    assert fields(eva.open(CASE)) == ("", "")


def test_the_script_saves_behind_an_expired_login(
    desk: DeskVisitor, other_phone: DeskVisitor
) -> None:
    writing = tab(desk)
    with time_machine.travel(later(minutes=31)):
        assert writing.type(text="Rozepsáno.") == 204
    assert fields(other_phone.open(CASE)) == ("Rozepsáno.", "")


def test_a_text_far_longer_than_a_message_is_told_not_to_be_saved(desk: DeskVisitor) -> None:
    assert tab(desk).type(text="á" * 90_000) == 503


def test_an_unfinished_text_lasts_as_long_as_its_conversation(
    desk: DeskVisitor, service: Service, other_phone: DeskVisitor, coordinator: Person
) -> None:
    tab(desk).type(text="Rozepsáno.")
    with time_machine.travel(later(hours=24 * 60)):
        other_phone.log_in(coordinator)
        assert fields(other_phone.open(CASE)) == ("Rozepsáno.", "")


def test_a_rewritten_text_is_saved_as_it_is_typed(desk: DeskVisitor) -> None:
    desk.open(CASE)
    desk.send("/odpoved", text="Odpověď.")
    page = desk.open(f"{CASE}/zverejneni")
    typed = {**page.fields("/zverejneni"), "title": "Nový název", "turn": "1"}
    assert desk.client.post(f"{CASE}/zverejneni/psani", data=typed).status_code == 204
    assert desk.open(f"{CASE}/zverejneni").fields("/zverejneni")["title"] == "Nový název"
