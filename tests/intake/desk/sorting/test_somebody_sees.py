"""No change leaves an enquiry to nobody: somebody who can read it is always shown it."""

from collections.abc import Callable

import pytest

from intake_service.store.terms import Duty
from intake_service.work.casework import enquiry_keys
from intake_service.work.colleagues import handover
from intake_service.work.colleagues.handover import ANYBODY, Why
from intake_service.work.enquiry import hidden
from intake_service.work.service import Service
from intake_service.work.sorting import kind_change, subject
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person, Visitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def question(public: Visitor) -> None:
    public.open("/dotaz/vzkaz")
    public.send(text="Pracovník na mě křičel.")


def who_sees(service: Service) -> set[str]:
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, 1)
        return {each.name for each in hidden.sees(service, session, enquiry)}


def cannot(service: Service, staff: Staff) -> None:
    handover.hand_over(service, staff, 1, ANYBODY, Why.CANNOT, after=1)


def test_it_becomes_no_complaint_that_no_coordinator_would_see(
    question: None, service: Service, staff: Staff, second: Staff
) -> None:
    cannot(service, staff)
    with pytest.raises(hidden.NobodyElse):
        kind_change.change(service, second, 1, "complaint", after=1)
    assert who_sees(service) == {second.name}


def test_it_is_hidden_from_nobody_whom_nobody_else_could_stand_in_for(
    question: None, service: Service, staff: Staff, second: Staff
) -> None:
    kind_change.change(service, staff, 1, "complaint", after=1)
    subject.decide(service, staff, 1, hidden.NOBODY)
    cannot(service, second)
    with pytest.raises(hidden.NobodyElse):
        subject.decide(service, staff, 1, staff.id)
    assert who_sees(service) == {staff.name}


def test_the_last_one_who_sees_it_cannot_say_that_they_cannot(
    question: None, service: Service, staff: Staff, second: Staff
) -> None:
    cannot(service, second)
    with pytest.raises(hidden.NobodyElse):
        cannot(service, staff)
    assert who_sees(service) == {staff.name}


def test_who_alone_sees_something_does_not_leave_and_keeps_the_duty(
    question: None, desk: DeskVisitor, service: Service, staff: Staff, second: Staff
) -> None:
    cannot(service, staff)
    desk.open(f"/tym/{second.id.hex()}/odchod")
    page = desk.send("/odchod")
    assert page.status == 409
    assert "Některé dotazy by pak nikdo neviděl" in page.words
    with pytest.raises(hidden.NobodyElse):
        people.set_duties(service, second.id, [Duty.EDITS], watch=hidden.nobody_lost)
    assert who_sees(service) == {second.name}


def test_who_cannot_read_decides_nothing(
    question: None, service: Service, staff: Staff, colleague: Callable[..., Person]
) -> None:
    kind_change.change(service, staff, 1, "complaint", after=1)
    second = colleague("Petr")
    eva = colleague("Eva", Duty.COORDINATES)
    found = people.colleague(service, eva.name)
    people.set_duties(service, found.id, [Duty.COORDINATES, Duty.ANSWERS])
    people.set_duties(service, people.colleague(service, second.name).id, [Duty.ANSWERS])
    assert not people.colleague(service, eva.name).holds_key
    people.set_duties(service, staff.id, [Duty.ANSWERS])
    assert second.name in who_sees(service)
