"""What one shift tells the next: short, for those who answer, gone after two weeks."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from intake_service.store.models import NotebookEntry
from intake_service.store.terms import Duty
from intake_service.work.service import Service
from intake_service.work.shift import notebook
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person
from tests.intake.moments import later

CALL = "Volala paní ze Žďáru, zavolá znovu ve čtvrtek po poledni."


def test_the_next_shift_reads_it_and_takes_it_away(
    desk: DeskVisitor, desk_app: Flask, colleague: Callable[..., Person]
) -> None:
    desk.open("/sesit")
    desk.send("/sesit", note=CALL)
    eva = DeskVisitor(desk_app)
    eva.log_in(colleague("Eva"))
    assert "Předávací sešit (1)" in eva.open("/").words
    assert CALL in eva.open("/sesit").written
    form = eva.open("/sesit").form("/sesit/skrtnout")
    button = next(each for each in form.iter() if each.get("name") == "entry")
    eva.send("/sesit/skrtnout", entry=button.get("value"))
    assert CALL not in eva.open("/sesit").words


def test_whoever_only_coordinates_cannot_read_it(
    desk_app: Flask, colleague: Callable[..., Person]
) -> None:
    olga = DeskVisitor(desk_app)
    olga.log_in(colleague("Olga", Duty.COORDINATES))
    assert olga.open("/sesit").status == 403


def test_what_is_too_long_comes_back_whole(desk: DeskVisitor) -> None:
    desk.open("/sesit")
    page = desk.send("/sesit", note="a" * 301)
    assert page.status == 422
    assert page.typed("note") == "a" * 301


def test_it_goes_by_itself(service: Service, staff: Staff) -> None:
    notebook.write(service, staff, CALL)
    with time_machine.travel(later(hours=24 * 13)):
        daily.tick(service)
        assert notebook.count(service) == 1
    with time_machine.travel(later(hours=24 * 15)):
        assert notebook.read(service, staff) == []
        daily.tick(service)
        with service.store.read() as session:
            assert session.scalars(select(NotebookEntry)).all() == []


@pytest.mark.parametrize("text", ["=1+1", "<script>alert(1)</script>", "{{ 7 * 7 }}", "🙂" * 300])
def test_it_stands_there_as_it_was_written(desk: DeskVisitor, text: str) -> None:
    desk.open("/sesit")
    desk.send("/sesit", note=text)
    assert text in desk.open("/sesit").written


def test_a_damaged_address_strikes_nothing(
    desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    notebook.write(service, staff, CALL)
    desk.open("/sesit")
    desk.send("/sesit/skrtnout", entry="zz")
    assert notebook.count(service) == 1
