"""In a crisis the first sentences go at once, and colleagues read them afterwards: each of them."""

from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from intake_service.store.db import Store
from intake_service.store.terms import Act, ReadingRule, State
from intake_service.work import switches
from intake_service.work.audit import chain
from intake_service.work.casework import cases
from intake_service.work.colleagues import first_sentence, reading, reading_rule
from intake_service.work.colleagues.reading_rule import HasToBeRead
from intake_service.work.service import Service
from intake_service.work.switches import Switches
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Visitor
from tests.intake.desk.shift.test_home import URGENT, part

CASE = "/dotaz/1"
FIRST = "Děkujeme, že to píšete. Volejte 155."
ANSWER = "Přijďte hned, jsme tu do osmi."

pytestmark = pytest.mark.usefixtures("cheap_receipts", "urgent")


@pytest.fixture
def urgent(public: Visitor, service: Service) -> None:
    """An enquiry in a crisis, number 1, where each answer is read first."""
    switches.turn_to(service, Switches(reading=ReadingRule.ALL))
    public.open("/dotaz/o-sobe")
    public.send(text=URGENT)


def say(visitor: DeskVisitor, text: str = FIRST) -> Page:
    visitor.open(CASE)
    return visitor.send("/prvni-veta/vlastni", text=text)


def ask(visitor: DeskVisitor) -> Page:
    visitor.open(CASE)
    return visitor.send("/k-precteni", text=ANSWER)


def on_the_page(visitor: DeskVisitor, action: str) -> Page:
    visitor.open(f"{CASE}/cteni")
    return visitor.send(action)


def to_read(visitor: DeskVisitor) -> str:
    return part(visitor.open("/"), "k-precteni") or ""


def test_the_enquiry_waits_on_for_its_answer(
    eva: DeskVisitor, desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    before = cases.open_case(service, staff, 1)
    say(eva)
    after = cases.open_case(service, staff, 1)
    assert (after.state, after.due_on) == (State.WAITING, before.due_on)
    assert "odesláno hned" in to_read(desk)


def test_one_button_sends_own_words(eva: DeskVisitor, desk: DeskVisitor) -> None:
    for _sentence in range(2):
        assert eva.open(CASE).text.count("/prvni-veta/vlastni") == 1
        say(eva)
    assert FIRST in desk.open(f"{CASE}/cteni").words


def test_each_of_two_sentences_is_read_by_somebody_else(
    eva: DeskVisitor, desk: DeskVisitor
) -> None:
    say(eva)
    say(desk, "Jsme tu s vámi.")
    on_the_page(desk, "/precteno")
    assert "Jsme tu s vámi." in eva.open(f"{CASE}/cteni").words
    assert "/precteno" in eva.open(f"{CASE}/cteni").text
    assert to_read(desk) == ""
    on_the_page(eva, "/precteno")
    assert eva.open(f"{CASE}/cteni").path == CASE


def test_an_answer_that_waits_can_be_agreed_to_after_a_first_sentence(
    eva: DeskVisitor, desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    ask(eva)
    desk.open(f"{CASE}/cteni")
    say(eva)
    desk.send("/souhlasim")
    texts = [each.text for each in cases.open_case(service, staff, 1).messages if each.from_team]
    assert texts == [FIRST, ANSWER]
    assert "odesláno hned" in to_read(desk)
    on_the_page(desk, "/precteno")
    assert to_read(desk) == ""


def test_asking_does_not_cover_what_nobody_has_read(
    eva: DeskVisitor, desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    say(eva)
    ask(eva)
    on_the_page(eva, "/upravit")
    found = reading.find(service, staff, 1)
    assert found
    assert found.is_given
    assert "odesláno hned" in to_read(desk)


def test_what_is_taken_back_is_not_read(eva: DeskVisitor, desk: DeskVisitor) -> None:
    say(eva)
    eva.open(f"{CASE}/vzit-zpet")
    eva.send("/vzit-zpet")
    assert to_read(desk) == ""


def test_where_no_rule_says_so_nobody_reads_it(
    eva: DeskVisitor, desk: DeskVisitor, service: Service
) -> None:
    switches.turn_to(service, Switches(reading=ReadingRule.OFF))
    say(eva)
    assert to_read(desk) == ""


def test_the_audit_names_who_has_sent_it(
    eva: DeskVisitor, desk: DeskVisitor, service: Service
) -> None:
    ask(eva)
    on_the_page(desk, "/souhlasim")
    sent = [each.who for each in chain.newest(service, 20) if each.act is Act.ANSWERED]
    assert sent == ["Jana"]


def test_answering_where_no_rule_says_so_opens_nothing(service: Service, staff: Staff) -> None:
    switches.turn_to(service, Switches(reading=ReadingRule.OFF))
    reading_rule.answer(service, staff, 1, ANSWER, after=1)
    assert [each.act for each in chain.newest(service, 20) if each.enquiry] == [Act.ANSWERED]


@pytest.mark.usefixtures("eva")
def test_a_rule_that_comes_just_before_an_answer_goes_holds_for_it(
    service: Service, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_are_read_just_before_writing(service, monkeypatch)
    with pytest.raises(HasToBeRead):
        reading_rule.answer(service, staff, 1, ANSWER, after=1)
    assert len(cases.open_case(service, staff, 1).messages) == 1


@pytest.mark.usefixtures("eva")
def test_a_rule_that_comes_just_before_first_sentences_go_holds_for_them(
    service: Service, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_are_read_just_before_writing(service, monkeypatch)
    first_sentence.send_own(service, staff, 1, FIRST, after=1)
    found = reading.find(service, staff, 1)
    assert found
    assert found.is_given


def all_are_read_just_before_writing(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a coordinator be a moment faster than whoever writes next."""
    switches.turn_to(service, Switches(reading=ReadingRule.OFF))
    write = Store.write

    def write_after_them(store: Store, **wait: float) -> AbstractContextManager[Session]:
        monkeypatch.setattr(Store, "write", write)
        switches.turn_to(service, Switches(reading=ReadingRule.ALL))
        return store.write(**wait)

    monkeypatch.setattr(Store, "write", write_after_them)
