"""What hangs on an enquiry goes or stays hidden with it: claims, calls, numbers in the record; and
a coordinator hears of what nobody sees."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select

from intake_service.store import models, vault
from intake_service.store.models import Enquiry
from intake_service.store.terms import Purpose
from intake_service.work.casework import deletion, junk
from intake_service.work.casework.seen import Seen
from intake_service.work.colleagues import calls, handover
from intake_service.work.colleagues.handover import ANYBODY, Why
from intake_service.work.enquiry import enquiries, hidden
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.figures import counts
from intake_service.work.service import Service
from intake_service.work.sorting import kind_change, subject
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor
from tests.intake.post_office import outbox

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def question(service: Service) -> None:
    enquiries.send(service, Submission("message", "cs", "Křičeli na mě.", vault.new_key()))


def rows(service: Service, table: type[models.Claim] | type[models.Call]) -> set[bytes]:
    """Of whom there are any."""
    with service.store.read() as session:
        return set(session.scalars(select(table.counsellor_id)))


def claim_and_call(service: Service, holder: Staff, by: Staff) -> None:
    handover.claim(service, holder, 1)
    calls.note(service, by, 1, "Podívej se prosím.", called=holder.id)


def test_whom_a_complaint_concerns_has_no_claim_and_no_call_to_it_any_more(
    question: None, service: Service, staff: Staff, second: Staff
) -> None:
    kind_change.change(service, staff, 1, "complaint", after=1)
    subject.decide(service, staff, 1, hidden.NOBODY)
    claim_and_call(service, second, staff)
    assert rows(service, models.Claim) == rows(service, models.Call) == {second.id}
    subject.decide(service, staff, 1, second.id)
    assert rows(service, models.Claim) == rows(service, models.Call) == set()


def test_a_claim_goes_when_it_turns_out_to_be_a_complaint_that_others_decide(
    question: None, service: Service, staff: Staff, second: Staff
) -> None:
    claim_and_call(service, second, staff)
    kind_change.change(service, staff, 1, "complaint", after=1)
    assert rows(service, models.Claim) == rows(service, models.Call) == set()


def test_the_claim_of_somebody_else_stays(
    question: None, service: Service, staff: Staff, second: Staff
) -> None:
    kind_change.change(service, staff, 1, "complaint", after=1)
    handover.claim(service, staff, 1)
    subject.decide(service, staff, 1, second.id)
    assert rows(service, models.Claim) == {staff.id}


def test_the_record_shows_no_number_of_what_was_hidden_and_is_deleted(
    question: None,
    service: Service,
    desk: DeskVisitor,
    staff: Staff,
    second: Staff,
) -> None:
    handover.hand_over(service, staff, 1, ANYBODY, Why.CANNOT, after=1)
    deletion.propose(service, second, 1, after=1)
    delete_for_good(service)
    assert lines_about(desk, 1) == ""
    daily.tick(service)
    assert lines_about(desk, 1) == ""  # as long as the record has a line of it
    with service.store.write() as session:
        session.execute(delete(models.AuditLine))
    daily.tick(service)
    with service.store.read() as session:
        assert session.scalars(select(models.HiddenNumber)).all() == []


def test_the_record_shows_the_others_what_it_told_before(
    question: None, service: Service, desk: DeskVisitor, staff: Staff, second: Staff
) -> None:
    handover.hand_over(service, second, 1, ANYBODY, Why.CANNOT, after=1)
    deletion.propose(service, staff, 1, after=1)
    delete_for_good(service)
    assert lines_about(desk, 1)


def lines_about(desk: DeskVisitor, number: int) -> str:
    """The lines of the record that name this enquiry."""
    numbers = [each for each in desk.open("/zaznam").all("span") if each.get("class") == "number"]
    return " ".join(each.text or "" for each in numbers if each.text == str(number))


def delete_for_good(service: Service) -> None:
    with service.store.write() as session:
        session.execute(delete(Enquiry))


def test_a_coordinator_is_told_at_home_and_by_a_letter_of_what_nobody_sees(
    with_mail: Callable[..., Service], desk: DeskVisitor, staff: Staff
) -> None:
    service = with_mail()
    enquiries.send(service, Submission("message", "cs", "Křičeli na mě.", vault.new_key()))
    told = "Dotazy, které teď nikdo z týmu nesmí vidět: 1."
    assert told not in desk.open("/prijem").words
    with service.store.write() as session:  # as an earlier version could leave it
        enquiry = session.scalars(select(Enquiry)).one()
        hidden.recuse(service, session, enquiry, staff.id)
    assert told in desk.open("/prijem").words


def test_who_is_let_go_again_after_a_restore_leaves_a_letter_where_nobody_sees_something(
    with_mail: Callable[..., Service], staff: Staff, second: Staff
) -> None:
    service = with_mail()
    enquiries.send(service, Submission("message", "cs", "Křičeli na mě.", vault.new_key()))
    handover.hand_over(service, staff, 1, ANYBODY, Why.CANNOT, after=1)
    people.part_with(service, second.id, watch=hidden.told_if_lost)
    assert Purpose.COORDINATOR in {each.purpose for each in outbox(service)}


def test_the_topic_of_what_was_moved_counts_no_more_after_the_bin(
    service: Service, staff: Staff
) -> None:
    submission = Submission("counselling", "cs", "Otázka.", vault.new_key(), {"topic": "health"})
    enquiries.send(service, submission)
    kind_change.change(service, staff, 1, "relatives", after=1)
    junk.put_into_bin(service, [Seen(1, 1)])
    junk.take_out(service, [Seen(1, 1)])
    (month,) = counts.read(service, staff).months.values()
    assert month.by_topic == {}
    assert month.received == 1
