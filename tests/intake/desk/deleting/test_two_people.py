"""Deleting before its day takes two people, or seven days in which anybody can stop it."""

import secrets
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from intake_service import clock
from intake_service.store.models import Enquiry, ProposedDeletion
from intake_service.store.terms import State
from intake_service.work import chores, heartbeat
from intake_service.work.casework import cases, deletion, junk
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.casework.seen import NewerMessage, Seen
from intake_service.work.conversation.proposals import NotYet
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.enquiry.opened_mailbox import NothingOpens
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from tests.examples import examples
from tests.intake import daily
from tests.intake.browser import DeskVisitor

COOKIE = b"c" * 32

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def receipt(service: Service) -> str:
    """The code of a question that waits."""
    return ask(service)


def ask(service: Service, text: str = "Otázka.") -> str:
    handle = enquiries.send(service, Submission("counselling", "cs", text, COOKIE))
    return enquiries.sent(service, COOKIE, handle).receipt


def write_again(service: Service, receipt: str) -> None:
    box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    mailbox.write_again(service, box, "Ještě něco.", after=1)


def numbers(service: Service) -> list[int]:
    with service.store.read() as session:
        return list(session.scalars(select(Enquiry.number).order_by(Enquiry.number)))


def days_later(days: int) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(days=days))


def test_a_second_person_agrees_and_it_is_gone(
    service: Service, receipt: str, desk: DeskVisitor, second: Staff
) -> None:
    deletion.propose(service, second, 1, after=1)
    home = desk.open("/").words
    assert "Tohle čeká na druhého člověka" in home
    assert "Dotaz č. 1: ke smazání, navrhuje Petr" in home
    assert "zbývá 7 dní" in home
    assert "Ke smazání: navrhuje Petr" in desk.open("/dotaz/1").words
    desk.send("/smazat/dotaz")
    assert desk.page.written == ["Otázka."]
    assert desk.send("/smazat").path == "/"
    assert numbers(service) == []
    assert "čeká na druhého" not in desk.page.words


def test_one_person_alone_only_proposes(service: Service, receipt: str, desk: DeskVisitor) -> None:
    desk.open("/dotaz/1")
    desk.send("/smazat/dotaz")
    assert "Souhlasit musí někdo další z týmu" in desk.page.words
    assert desk.send("/smazat/navrh").path == "/dotaz/1"
    assert "Ke smazání: navrhuje Jana" in desk.page.words
    page = desk.open("/dotaz/1/smazat")
    assert not [each for each in page.all("button") if "Ano" in "".join(each.itertext())]
    forged = desk.post("/dotaz/1/smazat", csrf_token=desk.token(), seen="1.1")
    assert (forged.status, "Nejdřív musí souhlasit" in forged.alerts) == (409, True)
    assert numbers(service) == [1]


def test_after_seven_days_the_chores_go_on(service: Service, receipt: str, staff: Staff) -> None:
    deletion.propose(service, staff, 1, after=1)
    for day, deleted in ((6, 0), (7, 1)):
        with days_later(day):
            assert daily.tick(service).deleted == deleted
    assert numbers(service) == []


def test_after_a_jump_of_the_clock_the_days_say_nothing(
    service: Service, receipt: str, staff: Staff
) -> None:
    chores.tick(service)
    deletion.propose(service, staff, 1, after=1)
    with days_later(8):
        assert chores.tick(service).deleted == 0
        with pytest.raises(NotYet):
            deletion.delete(service, staff, 1, after=1)
        heartbeat.confirm_date(service, clock.today())
        deletion.delete(service, staff, 1, after=1)
    assert numbers(service) == []


def test_anybody_can_stop_it_and_keeps_what_was_being_written(
    service: Service, receipt: str, desk: DeskVisitor, second: Staff
) -> None:
    deletion.propose(service, second, 1, after=1)
    desk.open("/dotaz/1")
    page = desk.send("/smazat/zastavit", text="Rozepsaná odpověď.")
    assert "Ke smazání" not in page.words
    assert page.typed("text") == "Rozepsaná odpověď."
    with days_later(7):
        assert daily.tick(service).deleted == 0


def test_a_new_message_of_the_sender_stops_it(
    service: Service, receipt: str, staff: Staff, second: Staff
) -> None:
    deletion.propose(service, second, 1, after=1)
    write_again(service, receipt)
    assert deletion.list_proposed(service) == []
    with pytest.raises(NewerMessage):
        deletion.delete(service, staff, 1, after=1)
    with pytest.raises(NotYet):
        deletion.delete(service, staff, 1, after=2)
    with days_later(7):
        assert daily.tick(service).deleted == 0
    assert cases.open_case(service, staff, 1).deletion is None


def test_an_answer_stops_it(service: Service, receipt: str, staff: Staff, second: Staff) -> None:
    deletion.propose(service, second, 1, after=1)
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    assert cases.open_case(service, staff, 1).deletion is None


def test_whoever_leaves_takes_no_conversation_along(
    service: Service, receipt: str, staff: Staff, second: Staff
) -> None:
    deletion.propose(service, second, 1, after=1)
    people.part_with(service, second.id)
    with days_later(7):
        assert daily.tick(service).deleted == 0
    assert deletion.list_proposed(service) == []


def test_proposing_again_does_not_begin_anew(
    service: Service, receipt: str, staff: Staff, second: Staff
) -> None:
    deletion.propose(service, second, 1, after=1)
    with days_later(3):
        deletion.propose(service, staff, 1, after=1)
        (listed,) = deletion.list_proposed(service)
    assert (listed.proposal.name, listed.proposal.on) == ("Petr", clock.today())


@pytest.mark.parametrize("column", ["counsellor_id", "proposed_on", "position", "enquiry_id"])
def test_a_proposal_that_was_changed_in_the_database_is_none(
    service: Service, receipt: str, staff: Staff, second: Staff, column: str
) -> None:
    other = ask(service, "Jiná otázka.")
    deletion.propose(service, second, 1, after=1)
    with service.store.write() as session:
        row = session.scalars(select(ProposedDeletion)).one()
        changed = {
            "counsellor_id": staff.id,
            "proposed_on": row.proposed_on - timedelta(days=30),
            "position": 2,
            "enquiry_id": session.get_one(Enquiry, 2).id,
        }
        setattr(row, column, changed[column])
    if column == "position":
        write_again(service, receipt)
    assert other
    assert deletion.list_proposed(service) == []
    assert daily.tick(service).deleted == 0


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(["propose", "agree", "stop", "write", "day", "tick"]), max_size=12))
def test_nothing_goes_that_only_one_person_wanted_or_somebody_had_not_read(
    service: Service, staff: Staff, second: Staff, steps: list[str]
) -> None:
    """Whatever people do in whatever order: what is gone was proposed as it stood, and then agreed
    to by another person, or waited for seven days."""
    receipt = ask(service, f"Otázka {secrets.token_hex(8)}.")
    number = max(numbers(service))
    position = 1
    waited: int | None = None
    gone = False
    with time_machine.travel(clock.now()) as now:
        for step in steps:
            if gone:
                break
            match step:
                case "propose":
                    deletion.propose(service, second, number, after=position)
                    waited = waited or 0
                case "agree":
                    gone = waited is not None
                    try:
                        deletion.delete(service, staff, number, after=position)
                    except NotYet:
                        assert not gone
                case "stop":
                    deletion.stop(service, number)
                    waited = None
                case "write":
                    box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
                    mailbox.write_again(service, box, f"Zpráva {position}.", after=position)
                    position += 1
                    waited = None
                case "day":
                    now.shift(timedelta(days=1))
                    waited = None if waited is None else waited + 1
                case "tick":
                    daily.tick(service)
                    gone = waited is not None and waited >= 7
            assert (number not in numbers(service)) is gone


def test_of_a_message_and_an_agreement_at_once_the_unread_message_is_never_lost(
    service: Service, staff: Staff, second: Staff
) -> None:
    for number in range(1, 9):
        receipt = ask(service, f"Otázka {number}.")
        deletion.propose(service, second, number, after=1)
        box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
        came_in = at_once(
            lambda number=number: deletion.delete(service, staff, number, after=1),
            lambda box=box: mailbox.write_again(service, box, "Ještě něco.", after=1),
        )
        assert came_in == [number not in numbers(service), number in numbers(service)]


def at_once(*acts: Callable[[], None]) -> list[bool]:
    """Do all of it at the same time; says what was not refused."""
    ready = threading.Barrier(len(acts))
    done = [False] * len(acts)

    def run(place: int, act: Callable[[], None]) -> None:
        ready.wait()
        try:
            act()
        except (NewerMessage, NotYet, NoSuchEnquiry, NothingOpens):
            return
        done[place] = True

    threads = [threading.Thread(target=run, args=given) for given in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return done


def test_fresh_junk_wants_a_second_person_and_then_goes_at_once(
    service: Service, desk: DeskVisitor, staff: Staff, second: Staff
) -> None:
    for number in range(1, 4):
        ask(service, f"Levné hodinky {number}")
    junk.put_into_bin(service, [Seen(number, 1) for number in (1, 2, 3)])
    assert "Hned se smaže: 0" in desk.open("/kos/vysypat").words
    assert "Navrhne se: 3" in desk.page.words
    assert "Smazat spam: 3" in desk.send("/vysypat").words
    assert numbers(service) == [1, 2, 3]
    assert junk.empty_bin(service, second, junk.contents(service, second).all).done == [1, 2, 3]


def test_junk_that_is_proposed_goes_seven_days_after_it_was_binned(
    service: Service, receipt: str, staff: Staff
) -> None:
    junk.put_into_bin(service, [Seen(1, 1)])
    with days_later(5):
        heartbeat.confirm_date(service, clock.today())
        assert junk.empty_bin(service, staff, [Seen(1, 1)]).proposed == [1]
        assert daily.tick(service).deleted == 0
    with days_later(7):
        assert daily.tick(service).deleted == 1


def test_emptying_can_be_stopped_for_all_or_for_one(
    service: Service, desk: DeskVisitor, second: Staff
) -> None:
    for number in range(1, 4):
        ask(service, f"Levné hodinky {number}")
    shown = [Seen(number, 1) for number in (1, 2, 3)]
    junk.put_into_bin(service, shown)
    junk.empty_bin(service, second, shown)
    junk.take_out(service, shown[:1])
    assert [each.number for each in deletion.list_proposed(service)] == [2, 3]
    desk.open("/kos/vysypat")
    desk.send("/kos/zastavit")
    assert deletion.list_proposed(service) == []
    with service.store.read() as session:
        assert session.get_one(Enquiry, 1).state is State.WAITING
