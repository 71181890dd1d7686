"""What is no counselling becomes a kind of its own: a coordinator's, counted by itself."""

from datetime import timedelta

import pytest
import time_machine

from intake_service import clock
from intake_service.work.casework import cases
from intake_service.work.casework.seen import NewerMessage
from intake_service.work.colleagues import first_sentence
from intake_service.work.enquiry import slips
from intake_service.work.replies import promises
from intake_service.work.service import Service
from intake_service.work.sorting import kind_change
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Page, Visitor
from tests.intake.desk.figures import counted
from tests.intake.moments import later

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def ask(public: Visitor, form: str = "/dotaz/vzkaz", **typed: str) -> None:
    public.open(form)
    public.send(**{"text": "Píšu článek o terénu.", **typed})


def change(desk: DeskVisitor, kind: str) -> Page:
    desk.open("/dotaz/1")
    return desk.send("/druh", kind=kind)


def received(service: Service) -> dict[str, int]:
    return {row.kind: row.received for row in counted.table(service) if row.received}


def test_a_journalist_is_a_coordinators_and_no_counselling(
    desk: DeskVisitor, public: Visitor, service: Service
) -> None:
    ask(public, email="redakce@example.org")
    page = change(desk, "journalist")
    assert "od novináře" in page.words
    assert "Vyřizuje to koordinátor." in page.words
    assert "redakce@example.org" in page.words
    assert "Druh změněn: vzkaz → od novináře." in page.written
    assert received(service) == {"journalist": 1}
    assert "Pro koordinátora" in desk.open("/").words


def test_without_an_address_it_is_answered_at_the_desk(desk: DeskVisitor, public: Visitor) -> None:
    ask(public)
    assert "Adresu neuvedli" in change(desk, "official").words


def test_it_goes_back_whole(desk: DeskVisitor, public: Visitor, service: Service) -> None:
    ask(public)
    change(desk, "trainee")
    page = change(desk, "message")
    assert "Vyřizuje to koordinátor." not in page.words
    assert received(service) == {"message": 1}
    assert "Pro koordinátora" not in desk.open("/").words


def test_what_was_answered_stays_counted_as_it_was(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    ask(public, "/dotaz/o-sobe")
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    before = counted.table(service)
    change(desk, "official")
    assert counted.table(service) == before
    change(desk, "counselling")
    change(desk, "journalist")
    assert counted.table(service) == before


def test_a_first_sentence_is_no_answer_that_keeps_it_counted(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    ask(public, "/dotaz/o-sobe", text="Už nechci žít.")
    first_sentence.send(service, staff, 1, "Jsem tady.", after=1)
    change(desk, "official")
    assert received(service) == {"official": 1}


def test_what_was_chosen_in_its_form_counts_only_while_it_is_of_that_kind(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    def topics() -> list[str]:
        return [each["topic"] for each in slips.read(service, staff) if "topic" in each]

    ask(public, "/dotaz/o-sobe", topic="health")
    change(desk, "relatives")
    assert topics() == []
    change(desk, "official")
    change(desk, "counselling")
    assert topics() == ["health"]


def test_what_was_settled_is_kept_the_days_of_its_new_kind_from_then_on(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    ask(public, "/dotaz/stiznost")
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    kept = service.facts.centre.retention
    assert kept.delete_after_days < kept.complaint_days
    with time_machine.travel(later(hours=24 * (kept.complaint_days - 1))):
        kind_change.change(service, staff, 1, "message", after=2)
        daily.tick(service)
        goes = cases.open_case(service, staff, 1).delete_on
        assert goes == clock.today() + timedelta(kept.delete_after_days)


def test_what_waits_is_answered_by_the_sooner_of_both_promises(
    public: Visitor, service: Service, staff: Staff
) -> None:
    ask(public, "/dotaz/stiznost")
    kind_change.change(service, staff, 1, "message", after=1)
    promised = promises.answer_day(service, "message")
    assert promised < promises.answer_day(service, "complaint")
    assert cases.open_case(service, staff, 1).due_on == promised
    kind_change.change(service, staff, 1, "complaint", after=1)
    assert cases.open_case(service, staff, 1).due_on == promised


def test_the_labels_of_its_form_stay(desk: DeskVisitor, public: Visitor) -> None:
    ask(public, "/dotaz/blizci", relation="child")
    assert "O koho jde?" in change(desk, "journalist").words


def test_a_report_without_a_sender_stays_one(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff
) -> None:
    ask(public, "/dotaz/strikacka")
    assert "Změnit druh" not in desk.open("/dotaz/1").words
    kind_change.change(service, staff, 1, "journalist", after=1)
    assert cases.open_case(service, staff, 1).kind == "found_syringe"


@pytest.mark.parametrize("kind", ["found_syringe", "nonsense", ""])
def test_it_becomes_nothing_that_is_not_offered(
    desk: DeskVisitor, public: Visitor, service: Service, kind: str
) -> None:
    ask(public)
    change(desk, kind)
    assert received(service) == {"message": 1}


def test_nothing_changes_over_a_message_that_was_not_read(
    public: Visitor, service: Service, staff: Staff
) -> None:
    ask(public)
    with pytest.raises(NewerMessage):
        kind_change.change(service, staff, 1, "journalist", after=0)
