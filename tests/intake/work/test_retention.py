"""What was promised: closed after thirty quiet days, deleted ninety after it was settled; what is
not settled waits, comes before a coordinator, and goes, counted, after a year."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.models import (
    Confirmation,
    Draft,
    Enquiry,
    Invitation,
    Message,
    StoredSession,
)
from intake_service.store.terms import Duty, State
from intake_service.work import chores
from intake_service.work.casework import cases, drafts, junk
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.casework.seen import Seen
from intake_service.work.conversation.settlement import Reason
from intake_service.work.enquiry import expiry, mailbox
from intake_service.work.service import Service
from intake_service.work.team import invitations
from intake_service.work.team.logins import Staff
from intake_service.work.tombstones import Tombstones
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.desk.figures import counted
from tests.intake.moments import later

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"


@pytest.fixture
def receipt(public: Visitor, service: Service, staff: Staff) -> str:
    """The code of one question that was answered today."""
    public.open(ASK)
    code = public.send(text="Otázka.").receipt
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    return code


def tick_on(service: Service, day: int) -> chores.Done:
    """What the chores do so many days from now, however often they run."""
    with time_machine.travel(clock.now() + timedelta(days=day)):
        done = daily.tick(service)
        again = daily.tick(service)
        assert (again.deleted, again.forgotten) == (0, True)
        return done


def state(service: Service) -> State | None:
    with service.store.read() as session:
        return session.scalar(select(Enquiry.state))


def test_a_quiet_conversation_is_closed_on_the_thirtieth_day(
    service: Service, receipt: str
) -> None:
    tick_on(service, 29)
    assert state(service) is State.ANSWERED
    tick_on(service, 30)
    assert state(service) is State.CLOSED


def test_a_closed_conversation_says_when_it_goes_and_opens_when_its_owner_writes(
    public: Visitor, service: Service, receipt: str
) -> None:
    tick_on(service, 40)
    with time_machine.travel(clock.now() + timedelta(days=40)):
        public.open(BOX)
        page = public.send(receipt=receipt)
        assert "Rozhovor jsme uzavřeli" in page.words
        public.send("/napsat", text="Ještě něco.")
        assert state(service) is State.WAITING


def test_it_is_deleted_on_the_ninetieth_day_whole(
    public: Visitor, service: Service, receipt: str
) -> None:
    assert tick_on(service, 89).deleted == 0
    assert tick_on(service, 90).deleted == 1
    with service.store.read() as session:
        assert session.scalars(select(Message)).all() == []
    public.open(BOX)
    assert public.send(receipt=receipt).status == 404


@pytest.fixture
def asked(public: Visitor) -> str:
    """The code of one question that waits."""
    public.open(ASK)
    return public.send(text="Otázka.").receipt


def test_what_nobody_settles_waits_for_a_year_and_is_counted_when_it_goes(
    service: Service, asked: str
) -> None:
    assert tick_on(service, 364).deleted == 0
    assert state(service) is State.WAITING
    assert tick_on(service, 365).deleted == 1
    assert [(row.received, row.answered, row.erased) for row in counted.table(service)] == [
        (1, 0, 1)
    ]


@pytest.mark.parametrize("settled_on", [0, 80, 200])
@pytest.mark.parametrize("how", ["answered", "no answer needed", "in the bin"])
def test_the_days_run_from_the_day_on_which_it_was_settled(
    service: Service, staff: Staff, asked: str, settled_on: int, how: str
) -> None:
    settle = {
        "answered": lambda: cases.answer(service, staff, 1, "Odpověď.", after=1),
        "no answer needed": lambda: cases.settle(service, staff, 1, Reason.ELSEWHERE, after=1),
        "in the bin": lambda: junk.put_into_bin(service, [Seen(1, 1)]),
    }
    with time_machine.travel(clock.now() + timedelta(days=settled_on)):
        settle[how]()
    assert tick_on(service, settled_on + 89).deleted == 0
    assert tick_on(service, settled_on + 90).deleted == 1
    assert [row.erased for row in counted.table(service)] == [0]


def test_a_further_message_stops_the_days_until_it_is_settled_too(
    service: Service, staff: Staff, receipt: str
) -> None:
    with time_machine.travel(clock.now() + timedelta(days=60)):
        box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
        mailbox.write_again(service, box, "Děkuju.", after=2)
    assert tick_on(service, 300).deleted == 0
    assert state(service) is State.WAITING
    with time_machine.travel(clock.now() + timedelta(days=300)):
        cases.settle(service, staff, 1, Reason.THANKS, after=3)
    assert tick_on(service, 389).deleted == 0
    assert tick_on(service, 390).deleted == 1


def test_what_waits_cannot_be_closed_and_what_is_taken_out_of_the_bin_waits(
    service: Service, staff: Staff, asked: str
) -> None:
    cases.close(service, staff, 1, after=1)
    assert state(service) is State.WAITING
    junk.put_into_bin(service, [Seen(1, 1)])
    junk.take_out(service, [Seen(1, 1)])
    assert tick_on(service, 364).deleted == 0


def test_the_reason_why_no_answer_is_needed_is_noted_for_colleagues(
    service: Service, staff: Staff, asked: str
) -> None:
    cases.settle(service, staff, 1, Reason.ELSEWHERE, after=1)
    (note,) = cases.open_case(service, staff, 1).notes
    assert "vyřízeno po telefonu nebo osobně" in note.text


def test_after_half_a_year_a_coordinator_sees_it_at_the_desk(
    desk_app: Flask, coordinator: Person, asked: str
) -> None:
    desk = DeskVisitor(desk_app)
    for days, told in ((179, False), (180, True)):
        with time_machine.travel(clock.now() + timedelta(days=days)):
            assert ("čekají moc dlouho" in desk.log_in(coordinator).words) is told


def test_ticks_at_the_same_time_delete_each_conversation_once(
    public: Visitor, opened: Callable[..., Service], receipt: str, staff: Staff
) -> None:
    for number in range(2, 6):
        public.open(ASK)
        public.send(text=f"Otázka {number}.")
        cases.answer(opened(), staff, number, "Odpověď.", after=1)
    with time_machine.travel(clock.now() + timedelta(days=90)), ThreadPoolExecutor(4) as processes:
        done = list(processes.map(daily.tick, [opened() for _ in range(4)]))
    assert sum(each.deleted for each in done) == 5
    assert state(opened()) is None


def test_after_a_year_of_chores_it_is_gone(service: Service, receipt: str) -> None:
    assert tick_on(service, 365).deleted == 1


def test_a_day_back_on_the_clock_does_no_harm(
    public: Visitor, service: Service, receipt: str
) -> None:
    tick_on(service, -1)
    assert state(service) is State.ANSWERED
    with time_machine.travel(later(hours=-1)):
        public.open(BOX)
        assert public.send(receipt=receipt).written == ["Otázka.", "Odpověď."]
        public.open(ASK)
        assert public.send(text="Další.").receipt


def test_what_is_short_lived_goes_with_its_time(
    public: Visitor, service: Service, staff: Staff, receipt: str
) -> None:
    public.open(BOX)
    public.send(receipt=receipt)
    invitations.invite(service, "Eva", [Duty.ANSWERS])
    drafts.keep_all(service, staff, 1, {DraftKind.ANSWER: {"text": "Rozepsáno."}}, Window.new())
    left = {}
    for minutes in (0, 31, 13 * 60, 25 * 60, 73 * 60, 91 * 24 * 60):
        with time_machine.travel(later(minutes=minutes)):
            daily.tick(service)
        with service.store.read() as session:
            shown = session.scalar(select(func.count()).where(Confirmation.body.is_not(None)))
            rows = [
                len(session.scalars(select(each)).all())
                for each in (Confirmation, StoredSession, Draft, Invitation)
            ]
        left[minutes] = [shown, *rows]
    # the receipt's text, its row, mailbox and desk, draft, invitation
    assert left == {
        0: [1, 1, 2, 1, 1],
        31: [0, 1, 1, 1, 1],  # that a desk was open is remembered, for what was typed there
        13 * 60: [0, 1, 0, 1, 1],
        25 * 60: [0, 0, 0, 1, 1],
        73 * 60: [0, 0, 0, 1, 0],
        91 * 24 * 60: [0, 0, 0, 0, 0],
    }


def test_while_somebody_reads_the_log_waits_for_the_next_tick(
    opened: Callable[..., Service], receipt: str, staff: Staff
) -> None:
    service = opened(lock_seconds=0.1)
    with service.store.read() as reader:
        reader.scalars(select(Enquiry)).all()
        cases.close(service, staff, 1, after=2)
        assert daily.tick(service).forgotten is False
    assert daily.tick(service).forgotten is True
    assert (service.settings.data / "intake.sqlite3-wal").stat().st_size == 0


def test_between_two_batches_of_what_is_over_others_write(
    service: Service, public: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiry, "BATCH", 1)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)  # faketime breaks it
    for number in range(3):
        public.open(ASK)
        public.send(text=f"Otázka {number}.")
    left = []
    bury = Tombstones.bury

    def look_and_bury(self: Tombstones, session: Session, ids: Sequence[bytes]) -> None:
        with service.store.read() as elsewhere:
            left.append(elsewhere.scalar(select(func.count()).select_from(Enquiry)))
        bury(self, session, ids)

    monkeypatch.setattr(Tombstones, "bury", look_and_bury)
    assert tick_on(service, 365).deleted == 3
    assert left == [3, 2, 1]
