"""Everybody of the team gets the letters they want; what is urgent reaches somebody."""

from collections.abc import Callable

import pytest
from flask import Flask

from intake_service.desk import create_desk_app
from intake_service.store import vault
from intake_service.store.terms import Duty, LetterChoice, Purpose
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.post import wishes
from intake_service.work.service import Service
from intake_service.work.sorting import exercise
from intake_service.work.team import logins, people
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person
from tests.intake.post_office import TEAM, PostOffice, ask, outbox, tick_after

JANA = "jana@posta.example"
EVA = "eva@posta.example"
CRY = "Chci se zabít."

pytestmark = pytest.mark.usefixtures("cheap_receipts", "monday_morning")


@pytest.fixture
def service(with_mail: Callable[..., Service]) -> Service:
    """Jana coordinates and answers, Eva answers; the team has no address of its own."""
    return with_mail(notices_to=f"Jana <{JANA}>, EVA <{EVA}>")


@pytest.fixture
def eva(service: Service, colleague: Callable[..., Person]) -> Staff:
    return log_in(service, colleague("Eva"))


def log_in(service: Service, person: Person) -> Staff:
    cookie = logins.log_in(service, person.name, person.password, person.code())
    return logins.resume(service, cookie)


def reached(post: PostOffice, beginning: str) -> set[str]:
    """Whom letters that begin like this have reached."""
    found = set()
    for letter, envelope in zip(post.letters, post.taken, strict=True):
        if letter.get_content().startswith(beginning):
            found |= set(envelope.rcpt_tos)
    return found


DAILY = "Dnes na vás"
URGENT = "Podívejte se prosím hned"
NEWS = "Na pultu je něco nového"
COORDINATOR = "Dnes je potřeba"


@pytest.mark.parametrize(
    ("choice", "daily", "urgent", "news"),
    [
        (LetterChoice.AT_ONCE, True, True, True),
        (LetterChoice.DAILY, True, True, False),
        (LetterChoice.URGENT, False, True, False),
        (LetterChoice.NONE, False, False, False),
    ],
)
def test_each_choice_brings_its_letters(
    service: Service,
    eva: Staff,
    post: PostOffice,
    choice: str,
    daily: bool,
    urgent: bool,
    news: bool,
) -> None:
    wishes.choose(service, eva, LetterChoice(choice))
    ask(service, None, text="Kdy máte otevřeno?")
    ask(service, None, text=CRY)
    tick_after(service, hours=2)
    assert (EVA in reached(post, DAILY)) is daily
    assert (EVA in reached(post, URGENT)) is urgent
    assert (EVA in reached(post, NEWS)) is news
    assert JANA in reached(post, DAILY) & reached(post, URGENT)  # who has said nothing


def test_what_the_letters_say_is_of_one_size_and_names_nobody(
    service: Service, eva: Staff, post: PostOffice
) -> None:
    wishes.choose(service, eva, LetterChoice.AT_ONCE)
    ask(service, None, text="Tajná otázka.")
    ask(service, None, text=CRY)
    tick_after(service, hours=2)
    assert len({len(each.get_content().rstrip("\n").encode()) for each in post.letters}) == 1
    for each in post.letters:
        assert "Eva" not in each.as_string()
        assert "Tajná" not in each.get_content()


def test_further_messages_are_told_at_once_too(
    service: Service, eva: Staff, post: PostOffice
) -> None:
    opened = ask(service, None)
    wishes.choose(service, eva, LetterChoice.AT_ONCE)
    mailbox.write_again(service, opened, "A ještě něco.", after=1)
    assert {each.purpose for each in outbox(service)} == {Purpose.NEWS}


def test_an_exercise_is_told_to_nobody(service: Service, eva: Staff) -> None:
    wishes.choose(service, eva, LetterChoice.AT_ONCE)
    exercise.make(service)
    assert outbox(service) == []


def test_what_is_urgent_reaches_the_coordinator_where_nobody_wants_it(
    service: Service, staff: Staff, eva: Staff, post: PostOffice
) -> None:
    wishes.choose(service, eva, LetterChoice.NONE)
    assert outbox(service) == []
    wishes.choose(service, staff, LetterChoice.NONE)
    tick_after(service, minutes=5)
    assert reached(post, COORDINATOR) == {JANA}  # told that nobody wants it
    ask(service, None, text=CRY)
    tick_after(service, minutes=10)
    assert reached(post, URGENT) == {JANA}
    assert reached(post, DAILY) == set()


def test_where_no_coordinator_has_an_address_everybody_gets_what_is_urgent(
    with_mail: Callable[..., Service], colleague: Callable[..., Person], post: PostOffice
) -> None:
    service = with_mail(notices_to=f"Eva <{EVA}>")
    wishes.choose(service, log_in(service, colleague("Eva")), LetterChoice.NONE)
    post.empty()
    ask(service, None, text=CRY)
    tick_after(service, minutes=5)
    assert reached(post, URGENT) == {EVA}


def test_an_address_that_is_nobodys_gets_what_it_always_got(
    with_mail: Callable[..., Service], staff: Staff, post: PostOffice
) -> None:
    service = with_mail(notices_to=f"{TEAM}, kdosi@posta.example, Jana <{JANA}>")
    wishes.choose(service, staff, LetterChoice.AT_ONCE)
    ask(service, None)
    ask(service, None, text=CRY)
    tick_after(service, hours=2)
    assert reached(post, URGENT) == {TEAM, "kdosi@posta.example", JANA}
    assert reached(post, NEWS) == {JANA}


def test_who_has_left_gets_no_letter_any_more(
    service: Service, eva: Staff, post: PostOffice
) -> None:
    people.part_with(service, eva.id)
    ask(service, None, text=CRY)
    tick_after(service, hours=2)
    assert reached(post, "") == {JANA}


def test_a_name_that_nobody_has_is_better_than_nobody(
    with_mail: Callable[..., Service], post: PostOffice
) -> None:
    service = with_mail(notices_to="Jnaa <preklep@posta.example>")
    post.empty()
    ask(service, None, text=CRY)
    tick_after(service, hours=2)
    assert reached(post, URGENT) == {"preklep@posta.example"}
    assert reached(post, DAILY) == set()


def test_nobody_sees_who_else_gets_a_letter(service: Service, eva: Staff, post: PostOffice) -> None:
    ask(service, None, text=CRY)
    tick_after(service, minutes=5)
    assert reached(post, URGENT) == {JANA, EVA}
    for envelope in post.taken:
        assert b"jana@" not in envelope.content
        assert b"eva@" not in envelope.content


def test_a_name_with_a_comma_belongs_to_its_address(
    with_mail: Callable[..., Service], colleague: Callable[..., Person]
) -> None:
    service = with_mail(notices_to=f'"Nováková, Eva" <{EVA}>, Jana <{JANA}>')
    eva = log_in(service, colleague("Nováková, Eva"))
    assert wishes.own_address(service, eva) == EVA


def test_who_only_edits_hears_nothing_of_enquiries(
    with_mail: Callable[..., Service], colleague: Callable[..., Person], post: PostOffice
) -> None:
    service = with_mail(notices_to=f"Jana <{JANA}>, Eva <{EVA}>")
    wishes.choose(service, log_in(service, colleague("Eva", Duty.EDITS)), LetterChoice.AT_ONCE)
    ask(service, None, text=CRY)
    tick_after(service, hours=2)
    assert reached(post, "") == {JANA}


def test_a_letter_for_a_coordinator_goes_to_coordinators(
    service: Service, eva: Staff, post: PostOffice
) -> None:
    enquiries.send(service, Submission("complaint", "cs", "Křičeli na mě.", vault.new_key()))
    tick_after(service, minutes=5)
    assert reached(post, COORDINATOR) == {JANA}


def test_it_is_chosen_at_ones_own_account_and_the_coordinator_is_told(
    service: Service, desk_app: Flask, desk: DeskVisitor, eva: Staff, staff: Staff
) -> None:
    page = desk.open("/ucet")
    assert JANA in page.words
    page = desk.send("/ucet/dopisy", letters="at-once")
    assert "E-maily teď chodí tak, jak jste si vybrali." in page.words
    assert wishes.choice(service, staff) is LetterChoice.AT_ONCE
    assert desk.send("/ucet/dopisy", letters="nesmysl").status == 422
    assert "Naléhavé e-maily teď nechce" not in desk.open("/prijem").words
    wishes.choose(service, eva, LetterChoice.NONE)
    desk.open("/ucet")
    desk.send("/ucet/dopisy", letters="none")
    assert "Naléhavé e-maily teď nechce" in desk.open("/prijem").words


def test_without_an_address_the_account_says_whom_to_ask(
    opened: Callable[..., Service], coordinator: Person
) -> None:
    visitor = DeskVisitor(create_desk_app(opened()))
    visitor.log_in(coordinator)
    assert "K vašemu jménu zatím žádná adresa nepatří" in visitor.open("/ucet").words
