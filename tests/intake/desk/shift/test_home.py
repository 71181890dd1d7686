"""The home of a shift shows first what comes first; the whole inbox stands below it."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from intake_service.work.shift import home
from tests.intake.browser import DeskVisitor, Page, Person, Visitor
from tests.intake.moments import later

URGENT = "Už nechci žít."
NAMESPACE = "{http://www.w3.org/1999/xhtml}"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def ask(public: Visitor, text: str, form: str = "/dotaz/o-sobe") -> None:
    public.open(form)
    public.send(text=text)


def part(page: Page, part_id: str) -> str | None:
    """The words of a part of the home; None where it is not there."""
    for section in page.all("section"):
        if section.get("aria-labelledby") == part_id:
            return " ".join("".join(section.itertext()).split())
    return None


def test_an_empty_home_shows_no_empty_parts(desk: DeskVisitor) -> None:
    page = desk.open("/")
    for part_id in ("nalehave", "pripomenout", "strikacky", "moje", "po-terminu"):
        assert part(page, part_id) is None
    assert "Nic tu není" in page.words


def test_each_enquiry_stands_where_a_shift_looks_for_it(
    desk: DeskVisitor, public: Visitor, coordinator: Person
) -> None:
    ask(public, "Obyčejná otázka.")
    ask(public, URGENT)
    ask(public, "U lavičky v parku.", "/dotaz/strikacka")
    page = desk.open("/")
    assert URGENT in (part(page, "nalehave") or "")
    assert "U lavičky v parku." in (part(page, "strikacky") or "")
    assert part(page, "po-terminu") is None
    with time_machine.travel(later(hours=24 * 20)):
        page = desk.log_in(coordinator)
        assert "Obyčejná otázka." in (part(page, "po-terminu") or "")
        assert "U lavičky" not in (part(page, "po-terminu") or "")


def test_nobody_is_said_to_wait_for_a_syringe(desk: DeskVisitor, public: Visitor) -> None:
    ask(public, "U lavičky v parku.", "/dotaz/strikacka")
    for path in ("/", "/?stav=waiting", "/dotaz/1"):
        assert "odpovědět do" not in desk.open(path).words


def test_what_i_have_begun_is_mine_alone(
    desk: DeskVisitor, desk_app: Flask, public: Visitor, colleague: Callable[..., Person]
) -> None:
    ask(public, "Obyčejná otázka.")
    desk.open("/dotaz/1")
    desk.send("/rozepsano", text="Rozepsáno.")
    assert "Obyčejná otázka." in (part(desk.open("/"), "moje") or "")
    eva = DeskVisitor(desk_app)
    eva.log_in(colleague("Eva"))
    assert part(eva.open("/"), "moje") is None
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Odpověď.")
    assert part(desk.open("/"), "moje") is None


def test_what_i_have_begun_is_found_behind_all_that_was_answered(
    desk: DeskVisitor, public: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "LOOKED_THROUGH", 1)
    for text in ("Dávná.", "Rozepsaná.", "Zodpovězená."):
        ask(public, text)
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Odpověď.")
    desk.open("/dotaz/2")
    desk.send("/rozepsano", text="Rozepsáno.")
    with time_machine.travel(later(minutes=5)):
        desk.open("/dotaz/3")
        desk.send("/odpoved", text="Odpověď.")
        assert "Rozepsaná." in (part(desk.open("/"), "moje") or "")


def test_of_much_that_i_have_begun_the_newest_is_found(
    desk: DeskVisitor, public: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "LOOKED_THROUGH", 1)
    for number in (1, 2, 3):
        ask(public, f"Otázka {number}.")
    for minutes, number in enumerate((1, 3, 2)):
        with time_machine.travel(later(minutes=minutes)):
            desk.open(f"/dotaz/{number}")
            desk.send("/rozepsano", text="Rozepsáno.")
    assert "Otázka 2." in (part(desk.open("/"), "moje") or "")


def test_many_are_not_all_shown_twice(desk: DeskVisitor, public: Visitor) -> None:
    for number in range(7):
        ask(public, f"{URGENT} {number}")
    urgent = part(desk.open("/"), "nalehave") or ""
    assert urgent.count("Dotaz č.") == 5
    assert "Je jich víc" in urgent


def test_after_sending_the_next_one_is_one_press_away(desk: DeskVisitor, public: Visitor) -> None:
    ask(public, "První otázka.")
    ask(public, "Druhá otázka.")
    desk.open("/dotaz/1")
    page = desk.send("/odpoved", text="Odpověď.")
    assert "Další dotaz" in page.words
    assert desk.open("/dalsi").path == "/dotaz/2"
    desk.send("/odpoved", text="Odpověď.")
    assert desk.open("/dalsi").path == "/"
