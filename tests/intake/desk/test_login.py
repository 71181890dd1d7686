"""The desk's door: three things at once, each code once, a session that ends when it should."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from intake_service.work.service import Service
from intake_service.work.team import logins
from intake_service.work.team.logins import LoginRefused
from tests.intake import moments
from tests.intake.browser import DeskVisitor, Page, Person
from tests.intake.moments import later

WRONG = "Jméno, heslo nebo kód nesouhlasí"


@pytest.fixture
def visitor(desk_app: Flask) -> DeskVisitor:
    return DeskVisitor(desk_app)


def is_inside(page: Page) -> bool:
    return page.path == "/" and page.title == "Dotazy"


def test_name_password_and_code_together_open_the_desk(
    visitor: DeskVisitor, coordinator: Person
) -> None:
    assert is_inside(visitor.log_in(coordinator))
    assert is_inside(visitor.open("/prihlaseni"))


def test_a_wrong_name_password_or_code_looks_alike(
    visitor: DeskVisitor, coordinator: Person
) -> None:
    wrong = [{"name": "Nikdo"}, {"password": "jiné heslo, také dlouhé"}, {"code": "000000"}]
    wrong += [
        {"code": "ABCDE FGHJK"},
        {"code": "١٢٣٤٥٦"},
        {"name": "x" * 5000},
        {"password": "x" * 5000},
    ]
    pages = [visitor.log_in(coordinator, **{"code": "111111", **instead}) for instead in wrong]
    assert {page.status for page in pages} == {403}
    assert {page.alerts for page in pages} == {pages[0].alerts}
    assert WRONG in pages[0].alerts
    assert not any(coordinator.password in page.text for page in pages)


@pytest.mark.parametrize(
    ("missing", "name"), [("name", "Jméno"), ("password", "Heslo"), ("code", "Kód z aplikace")]
)
def test_an_empty_field_is_asked_for_by_its_name(
    visitor: DeskVisitor, coordinator: Person, missing: str, name: str
) -> None:
    page = visitor.log_in(coordinator, **{missing: ""})
    assert (page.status, f"Vyplňte prosím: {name}" in page.alerts) == (422, True)


def test_a_code_from_the_app_works_once(visitor: DeskVisitor, coordinator: Person) -> None:
    assert is_inside(visitor.log_in(coordinator))
    visitor.send("/odhlaseni")
    assert WRONG in visitor.log_in(coordinator, code=coordinator.used_code()).alerts
    assert is_inside(visitor.log_in(coordinator))


def test_a_code_from_the_app_works_once_also_for_two_at_the_same_time(
    service: Service, coordinator: Person
) -> None:
    code = coordinator.code()

    def log_in(_who: int) -> bool:
        try:
            return bool(logins.log_in(service, coordinator.name, coordinator.password, code))
        except LoginRefused:
            return False

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(log_in, range(4))) == [False, False, False, True]


@pytest.mark.parametrize(("seconds", "works"), [(-61, False), (-30, True), (30, True), (61, False)])
def test_a_phone_may_be_half_a_minute_off(
    visitor: DeskVisitor, coordinator: Person, seconds: int, works: bool
) -> None:
    now = moments.now().replace(second=0, microsecond=0)
    with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
        code = coordinator.code()
    with time_machine.travel(now, tick=False):
        assert is_inside(visitor.log_in(coordinator, code=code)) is works


def test_a_recovery_code_works_once_however_it_is_typed(
    visitor: DeskVisitor, coordinator: Person
) -> None:
    first, second = coordinator.recovery_codes[:2]
    typed = first.lower().replace(" ", "-").replace("0", "o").replace("1", "l")
    assert is_inside(visitor.log_in(coordinator, code=typed))
    assert "Zbývá 7" in visitor.open("/ucet").words
    visitor.send("/odhlaseni")
    assert WRONG in visitor.log_in(coordinator, code=first).alerts
    assert is_inside(visitor.log_in(coordinator, code=second))


def test_a_recovery_code_of_a_colleague_opens_nothing(
    visitor: DeskVisitor, coordinator: Person, colleague: Callable[..., Person]
) -> None:
    eva = colleague("Eva")
    assert WRONG in visitor.log_in(coordinator, code=eva.recovery_codes[0]).alerts
    assert is_inside(visitor.log_in(eva, code=eva.recovery_codes[0]))


def test_logging_out_kills_the_cookie(visitor: DeskVisitor, coordinator: Person) -> None:
    visitor.log_in(coordinator)
    thief = visitor.other_tab()
    assert is_inside(thief.open("/"))
    answer = visitor.client.post("/odhlaseni", data={"csrf_token": visitor.token("/odhlaseni")})
    assert answer.headers["Clear-Site-Data"]
    assert thief.open("/").path == "/prihlaseni"
    assert visitor.open("/").path == "/prihlaseni"


def test_a_cookie_from_before_the_login_is_worth_nothing(
    visitor: DeskVisitor, coordinator: Person
) -> None:
    """Whoever planted a cookie in a counsellor's browser gets nowhere with it."""
    visitor.open("/prihlaseni")
    attacker = visitor.other_tab()
    before = visitor.client.get_cookie("kacko-desk").value
    visitor.log_in(coordinator)
    assert visitor.client.get_cookie("kacko-desk").value != before
    assert attacker.open("/").path == "/prihlaseni"
    attacker.log_in(coordinator, code="000000")
    assert attacker.open("/").path == "/prihlaseni"


def test_each_login_is_a_session_of_its_own(desk_app: Flask, coordinator: Person) -> None:
    first = DeskVisitor(desk_app)
    second = DeskVisitor(desk_app)
    first.log_in(coordinator)
    second.log_in(coordinator)
    first.send("/odhlaseni")
    assert is_inside(second.open("/"))


def test_a_quiet_desk_logs_out(visitor: DeskVisitor, coordinator: Person, service: Service) -> None:
    start = moments.now()
    idle = timedelta(minutes=service.settings.desk_idle_minutes)
    visitor.log_in(coordinator)
    with time_machine.travel(start + idle - timedelta(minutes=1)):
        assert is_inside(visitor.open("/"))
    with time_machine.travel(start + 2 * idle - timedelta(minutes=2)):
        assert is_inside(visitor.open("/"))
    with time_machine.travel(start + 3 * idle):
        assert visitor.open("/").path == "/prihlaseni"


def test_the_longest_day_ends_after_twelve_hours(visitor: DeskVisitor, coordinator: Person) -> None:
    start = moments.now()
    visitor.log_in(coordinator)
    for step in range(1, 12 * 3):
        with time_machine.travel(start + timedelta(minutes=20 * step)):
            assert is_inside(visitor.open("/"))
    with time_machine.travel(start + timedelta(hours=12, minutes=1)):
        assert visitor.open("/").path == "/prihlaseni"


def test_a_login_page_that_was_open_for_a_day_asks_once_more(
    visitor: DeskVisitor, coordinator: Person
) -> None:
    visitor.open("/prihlaseni")
    with time_machine.travel(later(hours=25)):
        fields = {
            "name": coordinator.name,
            "password": coordinator.password,
            "code": coordinator.code(),
        }
        page = visitor.send("/prihlaseni", **fields)
        assert (page.status, "moc dlouho" in page.alerts) == (400, True)
        assert is_inside(visitor.send("/prihlaseni", **fields))
