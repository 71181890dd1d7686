"""A client at the counter types the reply code, hears a number, and leaves no trace."""

from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import Flask
from sqlalchemy import func, select

from intake_service.desk import create_desk_app
from intake_service.store.db import Unavailable
from intake_service.store.models import StoredSession, Tally
from intake_service.store.terms import Counted, Duty
from intake_service.work.casework import cases
from intake_service.work.figures import counts
from intake_service.work.rate_limits import OPENINGS
from intake_service.work.service import Service
from intake_service.work.shift import at_counter
from intake_service.work.sorting import subject
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Person, Visitor

UNKNOWN = "0000000000000000"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def ask(public: Visitor, form: str = "/dotaz/o-sobe") -> str:
    public.open(form)
    return public.send(text="Otázka.").receipt


def look(desk: DeskVisitor, code: str) -> Page:
    desk.open("/u-pultu")
    return desk.send("/u-pultu", code=code)


def test_the_desk_says_the_number_and_keeps_nothing(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    receipt = ask(public)
    with service.store.read() as session:
        before = session.scalar(select(func.count()).select_from(StoredSession))
    page = look(desk, receipt.lower())
    assert "Řekněte: dotaz č. 1." in page.words
    assert receipt not in page.text
    assert receipt.lower() not in page.text
    with service.store.read() as session:
        assert session.scalar(select(func.count()).select_from(StoredSession)) == before
    assert cases.open_case(service, staff, 1).messages[-1].position == 1


def test_each_code_that_fits_counts_one_and_is_linked_to_nothing(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    receipt = ask(public)
    relatives = ask(public, "/dotaz/blizci")
    for code in (receipt, UNKNOWN, "KLIENT123", relatives):
        look(desk, code)
    with service.store.read() as session:
        rows = session.scalars(select(Tally).where(Tally.counted == Counted.AT_COUNTER)).all()
    assert [(row.kind, row.step, row.count) for row in rows] == [("", 0, 2)]
    (month,) = counts.read(service, staff).months.values()
    assert month.at_counter == 2
    assert "kódy k odpovědi zadané na místě" in desk.open("/cisla").words


def test_the_number_is_said_although_nothing_can_be_counted(
    desk: DeskVisitor, public: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_service: Service) -> NoReturn:
        raise Unavailable

    receipt = ask(public)
    monkeypatch.setattr(at_counter, "_count", refuse)
    assert "Řekněte: dotaz č. 1." in look(desk, receipt).words


def test_the_code_is_typed_masked(desk: DeskVisitor) -> None:
    page = desk.open("/u-pultu")
    (field,) = (each for each in page.all("input") if each.get("name") == "code")
    assert field.get("type") == "password"
    assert field.get("autocomplete") == "off"
    assert "Kód k odpovědi (16 znaků), nebo kód klienta?" in page.words


@pytest.mark.parametrize("code", ["KLIENT123", "", "DROP TABLE enquiry", UNKNOWN])
def test_another_code_is_said_to_be_none_and_not_given_back(desk: DeskVisitor, code: str) -> None:
    page = look(desk, code)
    assert page.status in (404, 422)
    assert not code or code not in page.text


def test_the_code_stands_in_no_log(
    desk: DeskVisitor, public: Visitor, capfd: pytest.CaptureFixture[str]
) -> None:
    receipt = ask(public)
    look(desk, receipt)
    look(desk, receipt[:-1] + ("A" if receipt[-1] != "A" else "B"))
    told = capfd.readouterr()
    assert receipt[:12] not in told.out + told.err


def test_a_hidden_complaint_is_not_named(
    desk: DeskVisitor,
    desk_app: Flask,
    public: Visitor,
    service: Service,
    staff: Staff,
    colleague: Callable[..., Person],
) -> None:
    receipt = ask(public, "/dotaz/stiznost")
    eva = DeskVisitor(desk_app)
    eva.log_in(colleague("Eva", Duty.ANSWERS, Duty.COORDINATES))
    whom = next(each.id for each in subject.choices(service) if each.name == "Eva")
    subject.decide(service, staff, 1, whom)
    assert look(eva, receipt).status == 404
    assert "Řekněte: dotaz č. 1." in look(desk, receipt).words


def test_guessing_is_slowed(
    opened: Callable[..., Service], coordinator: Person, public: Visitor
) -> None:
    receipt = ask(public)
    desk = DeskVisitor(create_desk_app(opened(wrong_receipts_network=1, wrong_receipts_local=1)))
    desk.log_in(coordinator)
    seen = [look(desk, receipt) for _ in range(OPENINGS + 1)]
    assert seen[0].status == 200
    assert seen[-1].status == 429
    assert "Počkejte prosím chvilku." in seen[-1].words
