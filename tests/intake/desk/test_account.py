"""One's own account: whoever sits at an open desk cannot take it over without the password."""

import pytest
from flask import Flask

from intake_service.work.team import totp
from tests.intake.browser import DeskVisitor, Person

REFUSED = "nesouhlasí"


@pytest.fixture
def visitor(desk_app: Flask, coordinator: Person) -> DeskVisitor:
    desk = DeskVisitor(desk_app)
    desk.log_in(coordinator)
    return desk


def another_phone(visitor: DeskVisitor, owner: Person) -> Person:
    """The same counsellor, with the phone that the page asks to set up."""
    secret = visitor.open("/ucet/telefon").fields("/telefon")["secret"]
    return Person(owner.name, owner.password, secret, [])


def test_the_password_is_changed_only_by_who_knows_it(
    visitor: DeskVisitor, coordinator: Person
) -> None:
    new = "úplně jiná čtveřice slov"
    visitor.open("/ucet")
    assert (
        "není vaše současné" in visitor.send("/ucet", old="nevím", password=new, again=new).alerts
    )
    assert (
        "Hesla se liší"
        in visitor.send("/ucet", old=coordinator.password, password=new, again=new + "!").alerts
    )
    for weak in ("krátké", "aaaaaaaaaaaaaaaaaa", "JanaJanaJanaJana12"):
        page = visitor.send("/ucet", old=coordinator.password, password=weak, again=weak)
        assert "snadno uhodnout" in page.alerts
    assert (
        "Heslo je změněné"
        in visitor.send("/ucet", old=coordinator.password, password=new, again=new).alerts
    )
    visitor.send("/odhlaseni")
    assert REFUSED in visitor.log_in(coordinator, code=coordinator.recovery_codes[0]).alerts
    coordinator.password = new
    assert visitor.log_in(coordinator).title == "Dotazy"


def test_the_same_person_at_both_faces_has_two_cookies_that_do_not_fit(
    desk_app: Flask, sender_app: Flask, coordinator: Person
) -> None:
    visitor = DeskVisitor(desk_app)
    visitor.log_in(coordinator)
    public = sender_app.test_client()
    public.set_cookie("kacko", visitor.client.get_cookie("kacko-desk").value)
    with public.session_transaction() as session:
        assert dict(session) == {}


def test_another_phone_takes_over_and_the_old_one_and_its_codes_are_dead(
    visitor: DeskVisitor, coordinator: Person
) -> None:
    phone = another_phone(visitor, coordinator)
    page = visitor.send("/telefon", old=coordinator.password, code=phone.code())
    codes = next(each for each in page.all("ul") if each.get("class") == "codes")
    new_codes = [each.text for each in codes]
    assert len(new_codes) == totp.RECOVERY_CODES
    visitor.send("/odhlaseni")
    assert REFUSED in visitor.log_in(coordinator).alerts
    assert REFUSED in visitor.log_in(coordinator, code=coordinator.recovery_codes[0]).alerts
    assert visitor.log_in(phone).title == "Dotazy"
    visitor.send("/odhlaseni")
    assert visitor.log_in(phone, code=new_codes[0]).title == "Dotazy"


def test_the_code_that_set_up_a_phone_does_not_log_in_as_well(
    visitor: DeskVisitor, coordinator: Person
) -> None:
    phone = another_phone(visitor, coordinator)
    visitor.send("/telefon", old=coordinator.password, code=phone.code())
    visitor.send("/odhlaseni")
    assert REFUSED in visitor.log_in(phone, code=phone.used_code()).alerts


def test_without_the_password_or_the_phones_code_nothing_changes(
    visitor: DeskVisitor, coordinator: Person
) -> None:
    phone = another_phone(visitor, coordinator)
    page = visitor.send("/telefon", old="nevím", code=phone.code())
    assert (page.status, "není vaše současné" in page.alerts) == (422, True)
    page = visitor.send("/telefon", old=coordinator.password, code="000000")
    assert (page.status, "teď neukazuje" in page.alerts) == (422, True)
    assert page.fields("/telefon")["secret"] == phone.totp_secret
    visitor.send("/odhlaseni")
    assert visitor.log_in(coordinator).title == "Dotazy"


def test_a_secret_that_was_tampered_with_is_replaced(
    visitor: DeskVisitor, coordinator: Person
) -> None:
    visitor.open("/ucet/telefon")
    page = visitor.send("/telefon", old=coordinator.password, code="123456", secret="A")
    assert (page.status, len(page.fields("/telefon")["secret"])) == (422, 32)
