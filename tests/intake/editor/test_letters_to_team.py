"""A dangerous change calls the team to the desk by a letter that tells nothing of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from intake_service.store.db import Unavailable
from intake_service.store.terms import Duty, Purpose
from intake_service.work.post import letters
from intake_service.work.service import Service
from intake_service.work.team import people
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person
from tests.intake.post_office import TEAM, PostOffice, outbox

CALL = (
    "Na webu se změnilo něco důležitého, nebo kdo ho smí měnit. Podívejte se prosím na pult, "
    "jestli je to správně."
)


@pytest.fixture
def service(with_mail: Callable[..., Service], content: Path) -> Service:
    """A service that writes letters, over content that a test may change."""
    return with_mail(content=content)


def waiting(service: Service) -> list[Purpose]:
    return [each.purpose for each in outbox(service)]


def change_phone(eva: DeskVisitor, number: str = "601234567") -> None:
    eva.open("/web/telefon/outreach")
    eva.send("/outreach", number=number, tried="y")
    assert eva.send("/outreach").title == "Uloženo"


def change_helpline(eva: DeskVisitor) -> None:
    eva.open("/web/udaje/helplines.yaml/helplines/5")
    assert eva.send("/helplines/5", number="116 222").title == "Uloženo"


def change_exit(eva: DeskVisitor) -> None:
    eva.open("/web/udaje/centre.yaml/")
    typed = {"exit_address": "https://www.chmi.cz/"}
    assert eva.send("/centre.yaml/", **typed).title == "Uloženo"


@pytest.mark.parametrize("change", [change_phone, change_helpline, change_exit])
def test_a_dangerous_change_calls_the_team_and_names_nothing(
    eva: DeskVisitor,
    service: Service,
    post: PostOffice,
    change: Callable[[DeskVisitor], None],
) -> None:
    post.empty()
    change(eva)
    assert waiting(service) == [Purpose.DANGEROUS]
    daily.tick(service)
    (letter,) = (each for each in post.letters if CALL in " ".join(each.get_content().split()))
    assert letter["To"] == TEAM
    for told in ("601", "116", "Eva", "http", "chmi", "terén"):
        assert told not in letter.get_content()
    assert letter["Subject"] == "Zpráva"


def test_several_changes_are_one_letter_and_the_way_back_is_told_too(
    eva: DeskVisitor, service: Service
) -> None:
    change_phone(eva)
    change_phone(eva, "601234568")
    assert waiting(service) == [Purpose.DANGEROUS]
    daily.tick(service)
    eva.open("/web/zmeny/2")
    assert eva.send("/vzit-zpet").title == "Vzato zpět"
    assert waiting(service) == [Purpose.DANGEROUS]


def test_what_harms_nobody_calls_nobody(eva: DeskVisitor, service: Service) -> None:
    daily.tick(service)
    eva.open("/web/den/2026-12-01/havlickuv-brod/zavreno")
    assert eva.send("/zavreno").title == "Uloženo"
    eva.open("/web/linky/linka-bezpeci")
    assert eva.send("/plati").title == "Uloženo"
    assert waiting(service) == []


def test_a_database_that_is_busy_keeps_no_change_back(
    eva: DeskVisitor, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_given: object) -> None:
        raise Unavailable

    monkeypatch.setattr(letters, "post_notice", busy)
    change_phone(eva)
    assert "Telefon terénu, nové číslo" in eva.open("/web/").words


def test_who_may_edit_wants_a_fresh_code_and_is_told(
    app: Flask, service: Service, coordinator: Person, colleague: Callable[..., Person]
) -> None:
    colleague("Adam")
    adam = people.colleague(service, "Adam")
    visitor = DeskVisitor(app)
    visitor.log_in(coordinator)
    with time_machine.travel("2026-12-01T09:11+01:00", tick=False):
        visitor.open(f"/tym/{adam.id.hex()}/co-dela")
        asked = visitor.send("/co-dela", edits="y")
        assert asked.status == 403
        assert "Napište proto prosím nový kód" in asked.words
        assert people.colleague(service, "Adam").duties == {Duty.ANSWERS}
        assert "Kód nesouhlasí" in visitor.send("/co-dela", code="000000").words
        assert Purpose.DANGEROUS not in waiting(service)
        assert visitor.send("/co-dela", code=coordinator.code()).path == "/tym"
    assert people.colleague(service, "Adam").duties == {Duty.ANSWERS, Duty.EDITS}
    assert Purpose.DANGEROUS in waiting(service)


def test_an_invitation_to_edit_wants_a_fresh_code(
    app: Flask, service: Service, coordinator: Person
) -> None:
    visitor = DeskVisitor(app)
    visitor.log_in(coordinator)
    with time_machine.travel("2026-12-01T09:11+01:00", tick=False):
        visitor.open("/tym")
        asked = visitor.send("/pozvat", name="Zdeněk", answers="", edits="y")
        assert asked.status == 403
        assert asked.fields("/pozvat")["name"] == "Zdeněk"
        assert visitor.send("/pozvat", code=coordinator.code()).title == "Předejte tento kód"
        visitor.open("/tym")
        assert visitor.send("/pozvat", name="Karel").title == "Předejte tento kód"


def test_a_colleague_who_edits_and_is_admitted_is_told(
    desk: DeskVisitor, service: Service, colleague: Callable[..., Person]
) -> None:
    colleague("Zdeněk", Duty.EDITS, admitted=False)
    colleague("Karel", Duty.COORDINATES, admitted=False)
    desk.open("/tym")
    for each in ("Karel", "Zdeněk"):
        person = people.colleague(service, each).id.hex()
        desk.open("/tym")
        assert (Purpose.DANGEROUS in waiting(service)) is False
        desk.send(f"/{person}/prijmout")
    assert Purpose.DANGEROUS in waiting(service)
