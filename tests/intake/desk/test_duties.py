"""Who does what: only who answers holds the key; who edits logs in and sees no enquiry."""

from collections.abc import Callable

import pytest
from flask import Flask

from intake_service.store.terms import Duty
from intake_service.store.vault import Refused
from intake_service.work.casework import cases
from intake_service.work.service import Service
from intake_service.work.team import logins, people, recovery, recovery_key
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person
from tests.intake.desk.test_team import ask

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def team_of(service: Service, person: Person) -> dict[int, bytes]:
    cookie = logins.log_in(service, person.name, person.password, person.code())
    return dict(logins.resume(service, cookie).team)


@pytest.mark.parametrize("path", ["/", "/dotaz/1", "/zverejneni", "/tym", "/prijem"])
def test_an_editor_logs_in_and_is_kindly_refused_what_needs_a_key(
    desk_app: Flask, sender_app: Flask, colleague: Callable[..., Person], path: str
) -> None:
    ask(sender_app, "Tajná otázka.")
    visitor = DeskVisitor(desk_app)
    assert visitor.log_in(colleague("Eva", Duty.EDITS)).title == "Web: dnes"
    page = visitor.open(path)
    assert page.status in (403, 404)
    assert "Tajná otázka." not in page.text
    if page.status == 403:
        assert page.title == "Sem nemáte přístup"


def test_an_editor_holds_no_key(service: Service, colleague: Callable[..., Person]) -> None:
    assert team_of(service, colleague("Eva", Duty.EDITS)) == {}


def test_who_no_longer_answers_loses_the_key_and_what_comes(
    service: Service, sender_app: Flask, colleague: Callable[..., Person], desk: DeskVisitor
) -> None:
    eva = colleague("Eva")
    assert set(team_of(service, eva)) == {1}
    person = people.colleague(service, "Eva").id.hex()
    assert "má od nich klíč" in desk.open("/tym").words
    assert "má od nich klíč" in desk.open(f"/tym/{person}/co-dela").words
    desk.send("/co-dela", answers="", edits="y")
    assert people.colleague(service, "Eva").duties == {Duty.EDITS}
    assert people.colleague(service, "Eva").holds_key is False


def test_who_is_to_answer_is_given_the_key_by_who_holds_it(
    service: Service, staff: Staff, sender_app: Flask, colleague: Callable[..., Person]
) -> None:
    ask(sender_app, "Otázka.")
    eva = colleague("Eva", Duty.EDITS)
    eva_id = people.colleague(service, "Eva").id
    people.set_duties(service, eva_id, [Duty.ANSWERS])
    assert people.colleague(service, "Eva").waits
    with pytest.raises(people.NoKeyToGive):
        people.admit(service, eva_id, {})
    people.admit(service, eva_id, staff.team)
    cookie = logins.log_in(service, eva.name, eva.password, eva.code())
    case = cases.open_case(service, logins.resume(service, cookie), 1)
    assert case.messages[0].text == "Otázka."


def test_the_last_who_answers_stays(service: Service, colleague: Callable[..., Person]) -> None:
    colleague("Eva", Duty.EDITS, Duty.COORDINATES)
    jana = people.colleague(service, "Jana").id
    with pytest.raises(people.LastCounsellor):
        people.set_duties(service, jana, [Duty.EDITS])
    with pytest.raises(people.LastCounsellor):
        people.part_with(service, jana)
    with pytest.raises(people.NoDuty):
        people.set_duties(service, jana, [])


@pytest.mark.parametrize("typed", ["jana", " JANA  ", "Ｊａｎａ"])
def test_a_name_is_the_same_however_it_is_typed(
    service: Service, coordinator: Person, typed: str
) -> None:
    assert logins.log_in(service, typed, coordinator.password, coordinator.code())


def test_a_new_recovery_key_takes_the_place_of_the_old_one(
    service: Service, staff: Staff, coordinator: Person, colleague: Callable[..., Person]
) -> None:
    assert recovery.try_key(service, coordinator.recovery_key) == 1
    written = recovery.new_key()
    recovery.renew(service, staff, written)
    with pytest.raises(Refused):
        recovery.try_key(service, coordinator.recovery_key)
    assert recovery.try_key(service, written) == 2
    with pytest.raises(recovery_key.BadRecoveryKey):
        recovery.try_key(service, written[:-1])
    colleague("Eva", admitted=False)
    with pytest.raises(Refused):
        people.admit_with_recovery_key(service, "Eva", coordinator.recovery_key)
    people.admit_with_recovery_key(service, "Eva", written)
