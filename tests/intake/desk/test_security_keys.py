"""Security keys: one stands in for the code, and lets in nobody but its owner, once a question."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from centre.language.i18n import on_day
from intake_service import clock
from intake_service.desk import create_desk_app
from intake_service.settings import BadSettings, load_settings
from intake_service.store import models
from intake_service.store.roster import RosterRefused
from intake_service.work.post import letters
from intake_service.work.security_keys import keys, origins
from intake_service.work.service import Service
from intake_service.work.team import logins, people, sessions
from intake_service.work.team.sessions import SessionKind
from tests.intake.browser import DeskVisitor, Page, Person
from tests.intake.moments import later
from tests.intake.software_key import SoftwareKey, options_of

HERE = "http://localhost"
ONION = "http://" + "a" * 56 + ".onion"
REFUSED = "Jméno, heslo nebo klíč nesouhlasí"


@pytest.fixture
def service(opened: Callable[..., Service]) -> Service:
    """A service whose desk takes keys at two addresses."""
    return opened(desk_origins=f"{HERE}, {ONION}")


@pytest.fixture
def visitor(desk_app: Flask) -> DeskVisitor:
    return DeskVisitor(desk_app)


def visitor_at(app: Flask, address: str) -> DeskVisitor:
    """Somebody whose browser is at another address of the desk."""
    visitor = DeskVisitor(app)
    visitor.client.open = partial(visitor.client.open, base_url=address)
    return visitor


def ask_new(desk: DeskVisitor, owner: Person, name: str = "na klíčích") -> Page:
    """The page on which a new key is touched."""
    desk.open("/ucet/klic")
    return desk.send("/ucet/klic", name=name, old=owner.password)


def add_key(desk: DeskVisitor, owner: Person, key: SoftwareKey, name: str = "na klíčích") -> Page:
    page = ask_new(desk, owner, name)
    return desk.send("/hotovo", answer=key.made_known(page, HERE))


def ask_login(desk: DeskVisitor, owner: Person, **instead: str) -> Page:
    """The page on which a key is touched to log in."""
    desk.open("/prihlaseni")
    fields = {"name": owner.name, "password": owner.password}
    return desk.send("/prihlaseni/klic", **{**fields, **instead})


def log_in(desk: DeskVisitor, owner: Person, key: SoftwareKey) -> Page:
    page = ask_login(desk, owner)
    return desk.send("/hotovo", answer=key.touched(page, HERE))


@pytest.fixture
def key(desk: DeskVisitor, coordinator: Person) -> SoftwareKey:
    """The coordinator's key, added at the desk."""
    key = SoftwareKey()
    page = add_key(desk, coordinator, key)
    assert "na klíčích" in page.words
    return key


def names_of(service: Service, owner: Person) -> list[str]:
    cookie = logins.log_in(service, owner.name, owner.password, owner.code())
    return [each.name for each in keys.mine(service, logins.resume(service, cookie))]


def test_a_touch_logs_in_in_the_place_of_a_code(
    visitor: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    assert log_in(visitor, coordinator, key).title == "Dotazy"
    assert f"naposledy použitý {on_day(clock.today())}" in visitor.open("/ucet").words
    visitor.send("/odhlaseni")
    assert visitor.log_in(coordinator).title == "Dotazy"  # the app goes on
    visitor.send("/odhlaseni")
    code = coordinator.recovery_codes[0]
    assert visitor.log_in(coordinator, code=code).title == "Dotazy"  # and paper, too


def test_a_key_is_told_by_its_name_and_says_when_it_is_unused(
    desk: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    add_key(desk, coordinator, SoftwareKey(), name="doma")
    words = desk.open("/ucet").words
    assert "zatím nepoužitý" in words
    assert words.index("doma") < words.index("na klíčích")


@pytest.mark.parametrize(
    "wrong", [{"name": "Nikdo"}, {"password": "jiné heslo, také dlouhé"}, {"name": "x" * 500}]
)
def test_a_wrong_name_or_password_is_asked_for_a_touch_as_well(
    visitor: DeskVisitor, coordinator: Person, key: SoftwareKey, wrong: dict[str, str]
) -> None:
    right = ask_login(visitor, coordinator)
    page = ask_login(visitor, coordinator, **wrong)
    assert (page.status, page.title) == (right.status, right.title)
    assert len(options_of(page)["allowCredentials"]) == len(options_of(right)["allowCredentials"])
    again = ask_login(visitor, coordinator, **wrong)
    allowed = options_of(page)["allowCredentials"]
    assert options_of(again)["allowCredentials"] == allowed  # as true ones would stay
    answer = visitor.send("/hotovo", answer=key.touched(again, HERE))
    assert (answer.status, REFUSED in answer.alerts) == (403, True)


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://localhost.evil.example", "https://localhost", ONION, ""],
)
def test_a_touch_at_a_foreign_address_opens_nothing(
    visitor: DeskVisitor, coordinator: Person, key: SoftwareKey, origin: str
) -> None:
    page = ask_login(visitor, coordinator)
    answer = visitor.send("/hotovo", answer=key.touched(page, origin))
    assert (answer.status, REFUSED in answer.alerts) == (403, True)
    assert visitor.open("/").path == "/prihlaseni"


def test_a_key_is_not_added_at_a_foreign_address(
    desk: DeskVisitor, service: Service, coordinator: Person
) -> None:
    page = ask_new(desk, coordinator)
    answer = desk.send("/hotovo", answer=SoftwareKey().made_known(page, "https://evil.example"))
    assert (answer.status, "nepřidal" in answer.alerts) == (409, True)
    assert names_of(service, coordinator) == []


def test_a_question_serves_once(
    visitor: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    page = ask_login(visitor, coordinator)
    tab = visitor.other_tab()
    answer = key.touched(page, HERE)
    assert visitor.send("/hotovo", answer=answer).title == "Dotazy"
    replayed = tab.send("/hotovo", answer=answer)
    assert (replayed.status, REFUSED in replayed.alerts) == (403, True)


def test_a_question_that_failed_is_used_up_too(
    visitor: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    page = ask_login(visitor, coordinator)
    tab = visitor.other_tab()
    assert visitor.send("/hotovo", answer="{}").status == 403
    assert tab.send("/hotovo", answer=key.touched(page, HERE)).status == 403


def test_the_answer_to_an_earlier_question_opens_nothing(
    visitor: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    earlier = key.touched(ask_login(visitor, coordinator), HERE)
    ask_login(visitor, coordinator)
    assert visitor.send("/hotovo", answer=earlier).status == 403


def test_a_question_is_over_after_five_minutes(
    visitor: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    page = ask_login(visitor, coordinator)
    with time_machine.travel(later(minutes=6)):
        assert visitor.send("/hotovo", answer=key.touched(page, HERE)).status == 403


def test_a_password_and_the_database_open_nothing_before_the_touch(
    visitor: DeskVisitor, service: Service, staff: logins.Staff, coordinator: Person
) -> None:
    ask_login(visitor, coordinator)
    with visitor.client.session_transaction() as kept:
        cookie = base64.b64decode(kept["key-login"])
    payload = sessions.remember(service.store, SessionKind.KEY_LOGIN, cookie)
    assert staff.private not in payload
    assert staff.id not in payload


def test_at_an_open_desk_a_password_is_guessed_no_faster_than_at_the_login(
    opened: Callable[..., Service], coordinator: Person
) -> None:
    visitor = DeskVisitor(create_desk_app(opened(desk_origins=HERE, logins_local=3)))
    visitor.log_in(coordinator)
    for _ in range(2):
        assert ask_new(visitor, replace(coordinator, password="zkouším to")).status == 422
    assert ask_new(visitor, coordinator).status == 503
    visitor.open("/ucet")
    new = "úplně jiná čtveřice slov"
    page = visitor.send("/ucet", old=coordinator.password, password=new, again=new)
    assert page.status == 503


def test_sessions_that_were_ended_take_a_waiting_touch_along(
    visitor: DeskVisitor, service: Service, coordinator: Person, key: SoftwareKey
) -> None:
    page = ask_login(visitor, coordinator)
    logins.end_sessions_of(service, people.colleague(service, "Jana").id)
    assert visitor.send("/hotovo", answer=key.touched(page, HERE)).status == 403


def test_a_removed_key_opens_nothing(
    desk: DeskVisitor, visitor: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    elsewhere = DeskVisitor(visitor.app)
    log_in(elsewhere, coordinator, key)
    desk.open("/ucet")
    assert "na klíčích" not in desk.send("/odebrat").words
    assert elsewhere.open("/").path == "/prihlaseni"
    page = ask_login(visitor, coordinator)
    assert visitor.send("/hotovo", answer=key.touched(page, HERE)).status == 403


def test_the_key_of_somebody_else_opens_nothing(
    visitor: DeskVisitor, colleague: Callable[..., Person], coordinator: Person, key: SoftwareKey
) -> None:
    eva = colleague("Eva")
    page = ask_login(visitor, eva)
    assert visitor.send("/hotovo", answer=key.touched(page, HERE)).status == 403
    assert visitor.open("/").path == "/prihlaseni"


def test_nobody_removes_the_key_of_somebody_else(
    desk: DeskVisitor,
    visitor: DeskVisitor,
    service: Service,
    colleague: Callable[..., Person],
    coordinator: Person,
    key: SoftwareKey,
) -> None:
    desk.open("/ucet")
    address = desk.page.address("/odebrat") if desk.page else ""
    visitor.log_in(colleague("Eva"))
    visitor.open("/ucet")
    assert visitor.post(address, csrf_token=visitor.token()).status == 404
    assert names_of(service, coordinator) == ["na klíčích"]


def test_a_question_to_one_person_adds_no_key_to_another(
    desk: DeskVisitor,
    desk_app: Flask,
    service: Service,
    colleague: Callable[..., Person],
    coordinator: Person,
) -> None:
    page = ask_new(desk, coordinator)
    eva = colleague("Eva")
    cookie = logins.log_in(service, eva.name, eva.password, eva.code())
    desk.come_in_with(cookie)  # another person at the same browser
    answer = SoftwareKey().made_known(page, HERE)
    asked = desk.open("/ucet/klic")
    assert asked.status == 200
    page = desk.post("/ucet/klic/hotovo", csrf_token=desk.token(), answer=answer)
    assert page.status == 409
    assert names_of(service, eva) == []


def test_a_key_that_counts_backwards_is_told_and_lets_nobody_in_any_more(
    visitor: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    copy = SoftwareKey(count=0, credential=key.credential, private=key.private)
    for _ in range(2):
        assert log_in(visitor, coordinator, key).title == "Dotazy"
        visitor.send("/odhlaseni")
    page = log_in(visitor, coordinator, copy)
    assert (page.status, "kopie" in page.alerts) == (403, True)
    assert log_in(visitor, coordinator, key).status == 403  # nor the first one: which is which?
    visitor.log_in(coordinator)
    assert "může existovat jeho kopie" in visitor.open("/ucet").words


def test_a_key_that_never_counts_is_no_copy(
    desk: DeskVisitor, visitor: DeskVisitor, coordinator: Person
) -> None:
    phone = SoftwareKey(count=0)
    add_key(desk, coordinator, phone, "telefon")
    for _ in range(2):
        phone.count = -1
        assert log_in(visitor, coordinator, phone).title == "Dotazy"
        visitor.send("/odhlaseni")


def test_a_touch_that_did_not_happen_opens_nothing(
    visitor: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    page = ask_login(visitor, coordinator)
    assert visitor.send("/hotovo", answer=key.touched(page, HERE, flags=0)).status == 403


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "\ud83d", "x" * 100_000, '{"id": 5}'])
def test_whatever_else_comes_back_is_refused(
    visitor: DeskVisitor, coordinator: Person, key: SoftwareKey, answer: str
) -> None:
    ask_login(visitor, coordinator)
    encoded = answer.encode("utf-8", "replace").decode()
    assert visitor.send("/hotovo", answer=encoded).status == 403


def test_a_forged_signature_opens_nothing(
    visitor: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    forged = SoftwareKey(count=5, credential=key.credential)
    page = ask_login(visitor, coordinator)
    assert visitor.send("/hotovo", answer=forged.touched(page, HERE)).status == 403


def test_the_password_is_asked_for_before_a_key_is_added(
    desk: DeskVisitor, service: Service, coordinator: Person
) -> None:
    desk.open("/ucet/klic")
    page = desk.send("/ucet/klic", name="cizí", old="nevím")
    assert (page.status, "není vaše současné" in page.alerts) == (422, True)
    assert names_of(service, coordinator) == []


def test_nobody_has_more_than_five_keys_or_one_twice(
    desk: DeskVisitor, service: Service, coordinator: Person, key: SoftwareKey
) -> None:
    page = ask_new(desk, coordinator)
    has = {each["id"] for each in options_of(page)["excludeCredentials"]}
    assert len(has) == 1
    assert desk.send("/hotovo", answer=key.made_known(page, HERE)).status == 409
    for number in range(keys.AT_MOST - 1):
        add_key(desk, coordinator, SoftwareKey(), f"klíč {number}")
    assert (desk.open("/ucet/klic"), ask_new(desk, coordinator).status)[1] == 409
    assert len(names_of(service, coordinator)) == keys.AT_MOST


def test_a_key_answers_only_at_the_host_it_was_added_at(
    desk_app: Flask, coordinator: Person, key: SoftwareKey
) -> None:
    onion = visitor_at(desk_app, ONION)
    page = ask_login(onion, coordinator)
    names = {each["id"] for each in options_of(page)["allowCredentials"]}
    assert json.loads(key.touched(page, ONION))["id"] not in names
    assert onion.send("/hotovo", answer=key.touched(page, ONION)).status == 403


def test_where_the_settings_name_no_address_no_key_is_asked_for(
    desk_app: Flask, coordinator: Person
) -> None:
    elsewhere = visitor_at(desk_app, "http://evil.example")
    page = elsewhere.open("/prihlaseni")
    assert "klíčem" not in page.words
    token = page.fields()["csrf_token"]
    asked = {"csrf_token": token, "name": coordinator.name, "password": coordinator.password}
    assert elsewhere.post("/prihlaseni/klic", **asked).status == 404
    assert elsewhere.post("/prihlaseni/klic/hotovo", **asked).status == 404


@pytest.mark.parametrize(
    "wrong",
    [
        "http://pult.example.cz",
        "https://10.0.0.1",
        "https://pult.example.cz/pult",
        "pult.example.cz",
        "https://",
        "https://*.example.cz",
    ],
)
def test_an_address_at_which_no_browser_lets_a_key_answer_stops_the_start(wrong: str) -> None:
    with pytest.raises(BadSettings, match="INTAKE_DESK_ORIGINS"):
        load_settings({"INTAKE_DESK_ORIGINS": wrong})


def test_the_addresses_of_the_settings_are_read_one_by_one() -> None:
    told = f"https://pult.example.cz, {ONION},http://localhost:8000"
    settings = load_settings({"INTAKE_DESK_ORIGINS": told})
    hosts = [each.host for each in origins.named(settings)]
    assert hosts == ["pult.example.cz", "a" * 56 + ".onion", "localhost"]
    assert origins.at(settings, "localhost") is None
    assert origins.at(settings, "localhost:8000")


def test_a_key_that_is_put_into_the_database_or_put_back_is_refused(
    service: Service, desk: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    with service.store.read() as session:
        row = session.scalars(select(models.SecurityKey)).one()
        kept = (row.id, row.counsellor_id, row.box)
    keys.remove_all_of(service, kept[1], tell=letters.post_account_changed)
    with service.store.write() as session:
        session.add(models.SecurityKey(id=kept[0], counsellor_id=kept[1], box=kept[2]))
    with service.store.read() as session, pytest.raises(RosterRefused):
        service.roster.verify(session)


def test_a_changed_row_is_refused(service: Service, key: SoftwareKey) -> None:
    with service.store.write() as session:
        session.execute(update(models.SecurityKey).values(box=b"x" * 1064))
    with service.store.read() as session, pytest.raises(RosterRefused):
        service.roster.verify(session)


def test_who_leaves_takes_their_keys_along(
    service: Service, desk_app: Flask, colleague: Callable[..., Person]
) -> None:
    eva = colleague("Eva")
    visitor = DeskVisitor(desk_app)
    visitor.log_in(eva)
    add_key(visitor, eva, SoftwareKey())
    people.part_with(service, people.colleague(service, "Eva").id)
    with service.store.read() as session:
        assert session.scalars(select(models.SecurityKey)).all() == []


def test_another_password_and_another_phone_leave_the_keys(
    desk: DeskVisitor, visitor: DeskVisitor, coordinator: Person, key: SoftwareKey
) -> None:
    new = "úplně jiná čtveřice slov"
    desk.open("/ucet")
    desk.send("/ucet", old=coordinator.password, password=new, again=new)
    coordinator.password = new
    assert log_in(visitor, coordinator, key).title == "Dotazy"


def test_keys_are_not_offered_without_the_setting(
    opened: Callable[..., Service], coordinator: Person
) -> None:
    visitor = DeskVisitor(create_desk_app(opened()))
    assert "klíčem" not in visitor.open("/prihlaseni").words
    visitor.log_in(coordinator)
    assert "Bezpečnostní klíče" not in visitor.open("/ucet").words
    assert visitor.open("/ucet/klic").status == 404
