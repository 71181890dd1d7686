"""Coordinators read at the desk what does not work and what mends it, in Czech."""

from collections.abc import Callable

from flask import Flask

from intake_service.store.terms import Duty
from intake_service.work.service import Service
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person

PAGE = "/provoz"
NEVER = "Pravidelné úkoly ještě nikdy nedoběhly."


def test_a_coordinator_reads_each_fault_with_its_mend(desk: DeskVisitor, service: Service) -> None:
    text = desk.open(PAGE).text.replace("\xa0", " ")
    assert NEVER in text
    assert "systemctl status kacko-tick.timer" in text
    daily.tick(service)
    text = desk.open(PAGE).text.replace("\xa0", " ")
    assert NEVER not in text
    assert "Pravidelné úkoly" in text.partition("V pořádku:")[2]


def test_the_way_there_leads_from_the_intake(desk: DeskVisitor) -> None:
    assert PAGE in desk.open("/prijem").text


def test_who_does_not_coordinate_is_sent_away(
    desk_app: Flask, colleague: Callable[..., Person]
) -> None:
    visitor = DeskVisitor(desk_app)
    visitor.log_in(colleague("Eva", Duty.ANSWERS))
    assert visitor.open(PAGE).status == 403
    assert PAGE not in visitor.open("/prijem").text
