"""A dangerous change is told to the team until a colleague has looked at it."""

from collections.abc import Callable

import pytest
from flask import Flask

from intake_service.store.terms import Duty
from tests.intake.browser import DeskVisitor, Person

TOLD = "Změnilo se na webu."
SENTENCE = "Telefon terénu, nové číslo: +420 601 234 567."


def change_phone(visitor: DeskVisitor) -> None:
    visitor.open("/web/telefon/outreach")
    visitor.send("/outreach", number="601234567", tried="y")
    visitor.send("/outreach")


@pytest.fixture
def adam(app: Flask, colleague: Callable[..., Person]) -> DeskVisitor:
    """A colleague who edits, too."""
    visitor = DeskVisitor(app)
    visitor.log_in(colleague("Adam", Duty.EDITS))
    return visitor


def test_a_colleague_looks_at_it_and_it_goes(eva: DeskVisitor, adam: DeskVisitor) -> None:
    change_phone(eva)
    assert "tým uvidí, dokud se na to nepodívá někdo další" in (eva.page.words if eva.page else "")
    home = adam.open("/web/")
    assert TOLD in home.words
    assert SENTENCE in home.words
    adam.open("/web/zmeny/1")
    assert TOLD not in adam.send("/videno").words
    assert TOLD not in eva.open("/web/").words


def test_whoever_typed_it_cannot_say_that_it_is_right(eva: DeskVisitor) -> None:
    change_phone(eva)
    token = eva.token("/vzit-zpet")
    assert eva.post("/web/zmeny/1/videno", csrf_token=token).status == 403
    assert TOLD in eva.open("/web/").words


def test_a_coordinator_is_told_at_the_desk(
    app: Flask, eva: DeskVisitor, colleague: Callable[..., Person]
) -> None:
    change_phone(eva)
    visitor = DeskVisitor(app)
    visitor.log_in(colleague("Karel", Duty.COORDINATES))
    page = visitor.open("/prijem")
    assert TOLD in page.words
    assert SENTENCE in page.words


def test_the_way_back_is_told_too(eva: DeskVisitor, adam: DeskVisitor) -> None:
    change_phone(eva)
    eva.send("/vzit-zpet")
    assert adam.open("/web/").words.count("Telefon terénu") == 2


@pytest.mark.parametrize("line", ["linka-bezpeci"])
def test_a_call_that_found_it_right_and_a_closure_are_nothing_to_look_at(
    eva: DeskVisitor, line: str
) -> None:
    eva.open(f"/web/linky/{line}")
    assert eva.send("/plati").title == "Uloženo"
    eva.open("/web/den/2026-12-01/havlickuv-brod/zavreno")
    assert eva.send("/zavreno").title == "Uloženo"
    assert TOLD not in eva.open("/web/").words
