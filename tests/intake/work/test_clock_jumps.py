"""After a jump of the clock nothing is erased until a person confirms the date."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select

from intake_service import clock, settings
from intake_service.cli import main
from intake_service.store.models import Base, Confirmation, Enquiry, Letter, Message, StoredSession
from intake_service.work import chores, heartbeat
from intake_service.work.casework import cases
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.post_office import PostOffice, ask, tick_after

ERASED = (Confirmation, Enquiry, Letter, Message, StoredSession)

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def answered(public: Visitor, service: Service, staff: Staff) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")
    cases.answer(service, staff, 1, "Odpověď.", after=1)


def rows(service: Service, *tables: type[Base]) -> list[Any]:
    with service.store.read() as session:
        return [session.execute(select(each.__table__)).all() for each in tables]


def after(days: int) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(days=days))


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("days", [4, 90, 365, 3650])
@pytest.mark.parametrize("ran_before", [True, False])
def test_a_clock_that_jumps_ahead_erases_nothing(
    service: Service, days: int, ran_before: bool
) -> None:
    if ran_before:
        chores.tick(service)
    before = rows(service, *ERASED)
    with after(days):
        for _each in range(2):
            done = chores.tick(service)
            assert (done.deleted, done.jumped) == (0, True)
    assert rows(service, *ERASED) == before


@pytest.mark.usefixtures("answered")
def test_a_clock_that_jumps_back_erases_nothing(service: Service) -> None:
    with after(100):
        cases_kept = rows(service, *ERASED)
        heartbeat.confirm_date(service, clock.today())
    assert chores.tick(service).jumped
    assert rows(service, *ERASED) == cases_kept


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("days", [-3, 0, 3])
def test_a_weekend_off_is_no_jump(service: Service, days: int) -> None:
    chores.tick(service)
    with after(days):
        assert not chores.tick(service).jumped


@pytest.mark.usefixtures("answered")
def test_a_clock_that_is_right_again_needs_nobody(service: Service) -> None:
    chores.tick(service)
    with after(400):
        assert chores.tick(service).jumped
    assert not chores.tick(service).jumped
    with after(1):
        assert not chores.tick(service).jumped


@pytest.mark.usefixtures("answered")
def test_once_a_coordinator_confirms_the_date_the_chores_go_on(
    service: Service, desk_app: Flask, coordinator: Person
) -> None:
    desk = DeskVisitor(desk_app)
    with after(100):
        assert "Dokud koordinátor datum nepotvrdí" in desk.log_in(coordinator).words
        desk.open("/prijem")
        assert "Dokud koordinátor" not in desk.send("/datum").words
        assert chores.tick(service).deleted == 1


@pytest.mark.usefixtures("answered")
def test_an_old_page_confirms_no_other_day(
    service: Service, desk_app: Flask, coordinator: Person
) -> None:
    desk = DeskVisitor(desk_app)
    with after(100):
        desk.log_in(coordinator)
        desk.open("/prijem")
        token = desk.page.fields("/datum")["csrf_token"]
        for day in ("", "nonsense", "2026-11-28", clock.today().replace(year=2036).isoformat()):
            assert desk.post("/prijem/datum", csrf_token=token, day=day).status == 409
        assert chores.tick(service).jumped


@pytest.mark.usefixtures("answered")
def test_a_counsellor_sees_the_jump_and_cannot_confirm_it(
    desk_app: Flask, colleague: Callable[..., Person]
) -> None:
    eva = colleague("Eva")
    desk = DeskVisitor(desk_app)
    with after(100):
        assert "Dokud koordinátor datum nepotvrdí" in desk.log_in(eva).words
        page = desk.open("/prijem")
        assert not [each for each in page.all("form") if "datum" in (each.get("action") or "")]
        token = page.fields("/odhlaseni")["csrf_token"]
        day = clock.today().isoformat()
        assert desk.post("/prijem/datum", csrf_token=token, day=day).status == 403


@pytest.mark.usefixtures("answered")
def test_the_operator_confirms_the_date_by_typing_it(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "load_settings", lambda: service.settings)
    with after(100):
        confirm = ["confirm-date", clock.today().isoformat()]
        assert CliRunner().invoke(main, ["confirm-date", "2026-11-28"]).exit_code == 1
        assert "nothing was erased" in CliRunner().invoke(main, ["tick"]).output
        assert CliRunner().invoke(main, confirm).exit_code == 0
        assert "conversations deleted: 1" in CliRunner().invoke(main, ["tick"]).output


@pytest.mark.usefixtures("monday_morning")
def test_a_letter_calls_for_a_coordinator_and_keeps_the_addresses_of_others(
    with_mail: Callable[..., Service], post: PostOffice
) -> None:
    service = with_mail()
    ask(service)
    post.empty()
    with time_machine.travel(clock.now() + timedelta(days=30, hours=3)):
        chores.tick(service)
    letters = "\n".join(each.get_content() for each in post.letters)
    assert "Dnes je potřeba, aby se na pult podíval koordinátor." in letters
    assert tick_after(service, days=31, hours=3) >= 1
    assert not daily.tick(service).jumped
