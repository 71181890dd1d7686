"""An answer that nobody has opened can be taken back; then all stands as it did before it, and the
enquiry waits for another one."""

from collections.abc import Callable
from typing import NoReturn

import pytest
import time_machine
from sqlalchemy import func, select

from intake_service.store.db import Unavailable
from intake_service.store.models import Enquiry, Letter
from intake_service.store.terms import Purpose, State
from intake_service.work import switches
from intake_service.work.casework import cases, junk, taking_back
from intake_service.work.casework.seen import NewerMessage, Seen
from intake_service.work.casework.taking_back import AlreadyOpened
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox
from intake_service.work.service import Service
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.desk.figures import counted
from tests.intake.moments import later

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
CASE = "/dotaz/1"
CHANGING = "Odpověď ještě upravujeme"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def receipt(public: Visitor) -> str:
    """The code of a question that waits."""
    public.open(ASK)
    return public.send(text="Otázka.").receipt


@pytest.fixture
def box(service: Service, receipt: str) -> OpenedMailbox:
    """Its mailbox, opened, in which nothing was read yet."""
    return mailbox.resume(service, mailbox.open_with_receipt(service, receipt))


def stands(service: Service) -> tuple[object, ...]:
    """Where the enquiry stands in clear, and the figures."""
    with service.store.read() as session:
        enquiry = session.get_one(Enquiry, 1)
        days = (enquiry.due_on, enquiry.last_on, enquiry.settled_on, enquiry.closed_on)
        return (enquiry.state, *days, counted.table(service))


def texts(service: Service, box: OpenedMailbox) -> list[str]:
    return [each.text for each in mailbox.contents(service, box).messages]


def test_all_stands_as_before_and_the_text_waits_in_its_field(
    desk: DeskVisitor, service: Service, receipt: str
) -> None:
    before = stands(service)
    desk.open(CASE)
    page = desk.send("/odpoved", text="Unáhlená odpověď.")
    assert "zatím neotevřeno" in page.words
    page = desk.send("/vzit-zpet/dotaz", note="Poznámka.")
    assert page.written == ["Unáhlená odpověď."]
    page = desk.send("/vzit-zpet")
    assert page.written == ["Otázka."]
    assert page.typed("text").strip() == "Unáhlená odpověď."
    assert page.typed("note").strip() == "Poznámka."
    assert stands(service) == before


def test_the_mailbox_says_that_the_answer_is_being_changed_and_when_it_comes(
    desk: DeskVisitor, public: Visitor, service: Service, staff: Staff, receipt: str
) -> None:
    cases.answer(service, staff, 1, "Unáhlená odpověď.", after=1)
    taking_back.take_back(service, staff, 1, position=2)
    public.open(BOX)
    page = public.send(receipt=receipt)
    assert CHANGING in page.words
    assert "Přijde nejpozději" in page.words
    assert "Unáhlená odpověď." not in page.text
    cases.answer(service, staff, 1, "Lepší odpověď.", after=1)
    page = public.open(BOX)
    assert page.written == ["Otázka.", "Lepší odpověď."]
    assert CHANGING not in page.words


def test_what_was_opened_cannot_be_taken_back_but_corrected(
    desk: DeskVisitor, public: Visitor, receipt: str
) -> None:
    desk.open(CASE)
    desk.send("/odpoved", text="Odpověď.")
    desk.send("/vzit-zpet/dotaz")
    public.open(BOX)
    public.send(receipt=receipt)
    page = desk.send("/vzit-zpet")
    assert (page.status, "Už byla otevřena" in page.words) == (409, True)
    assert "Napsat opravu" in page.words
    page = desk.open(CASE)
    assert page.written == ["Otázka.", "Odpověď."]
    assert "Vzít zpět" not in page.words


def test_an_answer_that_was_opened_stays_so_when_the_sender_is_asked_about_publishing(
    service: Service, staff: Staff, box: OpenedMailbox
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    assert texts(service, box)[-1] == "Odpověď."
    with service.store.write() as session:
        session.get_one(Enquiry, 1).read = False  # as an offer does
    with pytest.raises(AlreadyOpened):
        taking_back.take_back(service, staff, 1, position=2)


def test_of_two_answers_only_the_last_one_is_taken_back(
    service: Service, staff: Staff, box: OpenedMailbox
) -> None:
    cases.answer(service, staff, 1, "První.", after=1)
    texts(service, box)
    cases.answer(service, staff, 1, "Druhá.", after=2)
    taking_back.take_back(service, staff, 1, position=3)
    assert texts(service, box) == ["Otázka.", "První."]
    with pytest.raises(AlreadyOpened):
        taking_back.take_back(service, staff, 1, position=2)


@pytest.mark.parametrize("is_closed", [False, True])
def test_who_was_answered_before_waits_for_the_other_answer_from_today_on(
    service: Service, staff: Staff, box: OpenedMailbox, *, is_closed: bool
) -> None:
    cases.answer(service, staff, 1, "První.", after=1)
    texts(service, box)
    if is_closed:
        cases.close(service, staff, 1, after=2)
    with time_machine.travel(later(hours=24 * 40)):
        cases.answer(service, staff, 1, "Druhá.", after=2)
        taking_back.take_back(service, staff, 1, position=3)
        promised = switches.answer_day(service)
    due_on, _last_on, *settled = stands(service)[1:-1]
    assert (stands(service)[0], due_on, settled) == (State.WAITING, promised, [None, None])


def test_what_is_answered_out_of_the_bin_waits_and_counts_again(
    service: Service, staff: Staff, box: OpenedMailbox
) -> None:
    before = stands(service)
    junk.put_into_bin(service, [Seen(1, 1)])
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    taking_back.take_back(service, staff, 1, position=2)
    assert stands(service) == before


def test_an_earlier_answer_that_nobody_has_opened_stays_unopened(
    desk: DeskVisitor, service: Service, staff: Staff, box: OpenedMailbox
) -> None:
    cases.answer(service, staff, 1, "První.", after=1)
    cases.answer(service, staff, 1, "Druhá.", after=2)
    taking_back.take_back(service, staff, 1, position=3)
    assert "zatím neotevřeno" in desk.open(CASE).words
    texts(service, box)
    assert "zatím neotevřeno" not in desk.open(CASE).words


def test_who_writes_meanwhile_keeps_the_answer(
    service: Service, staff: Staff, box: OpenedMailbox
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    mailbox.write_again(service, box, "Ještě něco.", after=1)
    with pytest.raises(NewerMessage):
        taking_back.take_back(service, staff, 1, position=2)


def test_what_was_shown_while_nothing_could_be_written_counts_as_read_once_it_can(
    public: Visitor, service: Service, staff: Staff, box: OpenedMailbox
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    assert mailbox.contents(service, box, only_read=True).messages[-1].text == "Odpověď."
    public.open(ASK)  # whoever comes next, wherever
    with pytest.raises(AlreadyOpened):
        taking_back.take_back(service, staff, 1, position=2)


def test_an_answer_in_the_place_of_one_that_was_shown_is_unopened(
    public: Visitor, service: Service, staff: Staff, box: OpenedMailbox
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    mailbox.contents(service, box, only_read=True)
    taking_back.take_back(service, staff, 1, position=2)
    cases.answer(service, staff, 1, "Lepší odpověď.", after=1)
    public.open(ASK)
    assert cases.open_case(service, staff, 1).unopened


def test_an_answer_after_one_that_was_shown_is_unopened(
    public: Visitor, service: Service, staff: Staff, box: OpenedMailbox
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    mailbox.contents(service, box, only_read=True)
    cases.answer(service, staff, 1, "Ještě něco.", after=2)
    public.open(ASK)
    assert cases.open_case(service, staff, 1).may_take_back


def test_pages_are_shown_while_nothing_can_be_noted(
    public: Visitor,
    service: Service,
    staff: Staff,
    box: OpenedMailbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    mailbox.contents(service, box, only_read=True)
    with monkeypatch.context() as during:
        during.setattr(service.store, "write", refuse)
        assert public.open(ASK).status == 200
    public.open(ASK)
    assert not cases.open_case(service, staff, 1).unopened


def refuse() -> NoReturn:
    """What a full disk says."""
    raise Unavailable


def test_a_hint_that_waits_goes_with_the_answer_and_comes_with_the_next(
    with_mail: Callable[..., Service], coordinator: Person
) -> None:
    service = with_mail()
    submission = enquiries.Submission(
        "counselling", "cs", "Otázka.", b"c" * 32, {}, email="nekdo@posta.example"
    )
    enquiries.send(service, submission)
    cookie = logins.log_in(service, "Jana", coordinator.password, coordinator.code())
    jana = logins.resume(service, cookie)
    cases.answer(service, jana, 1, "Unáhlená.", after=1)
    assert hints(service) == 1
    taking_back.take_back(service, jana, 1, position=2)
    assert hints(service) == 0
    cases.answer(service, jana, 1, "Lepší.", after=1)
    assert hints(service) == 1
    cases.answer(service, jana, 1, "Ještě něco.", after=2)
    taking_back.take_back(service, jana, 1, position=3)
    assert hints(service) == 1  # of the answer that waits still


def hints(service: Service) -> int:
    with service.store.read() as session:
        found = select(func.count()).where(Letter.purpose == Purpose.HINT)
        return session.scalar(found) or 0


def test_an_answer_of_another_day_is_taken_out_of_the_month_in_which_it_came(
    service: Service, staff: Staff, receipt: str
) -> None:
    before = counted.table(service)
    with time_machine.travel(later(hours=24 * 40)):
        cases.answer(service, staff, 1, "Odpověď.", after=1)
        assert counted.table(service) != before
        taking_back.take_back(service, staff, 1, position=2)
    assert counted.table(service) == before
