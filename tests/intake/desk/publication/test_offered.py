"""A text is offered after the answer, in words of its own, to the sender alone."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from centre.exchange.published_questions import Question
from centre.intake import addresses
from centre.language.languages import LANGUAGES
from intake_service.sender import create_sender_app
from intake_service.work.casework import cases, publishing
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Page, Person, Visitor
from tests.intake.desk.publication.conftest import ASK, BOX, CASE, WORDS, asks, consent
from tests.intake.moments import later
from tests.intake.post_office import PostOffice

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def test_nobody_is_asked_before_the_answer(
    public: Visitor, desk: DeskVisitor, receipt: str, service: Service, staff: Staff, sound: None
) -> None:
    assert "Nabídnout ke zveřejnění" not in desk.open("/dotaz/1").words
    assert "až po odpovědi" in desk.open(CASE).words
    with pytest.raises(publishing.NotNow):
        publishing.offer(service, staff, 1, Question(**WORDS))
    assert not asks(public.open(BOX))


def test_a_finder_who_gets_no_answer_is_never_asked(
    public: Visitor, service: Service, staff: Staff, sound: None
) -> None:
    public.open(addresses.intake("found_syringe", "cs"))
    public.send(text="U lavičky.")
    cases.close(service, staff, 1, after=2)
    with pytest.raises(publishing.NotNow):
        publishing.offer(service, staff, 1, Question(**WORDS))


@pytest.mark.parametrize("name", WORDS)
def test_each_part_of_the_text_is_needed(
    desk: DeskVisitor, receipt: str, service: Service, staff: Staff, name: str
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    desk.open(CASE)
    page = desk.send("/zverejneni", **{**WORDS, name: " "})
    assert (page.status, "Vyplňte prosím" in page.alerts) == (422, True)
    assert consent(service, staff) is None


def test_a_login_that_expires_keeps_the_text(
    desk: DeskVisitor,
    desk_app: Flask,
    coordinator: Person,
    receipt: str,
    service: Service,
    staff: Staff,
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    desk.open(CASE)
    with time_machine.travel(later(minutes=40)):
        assert desk.send("/zverejneni", **WORDS).status == 403
        fields = {
            "name": coordinator.name,
            "password": coordinator.password,
            "code": coordinator.code(),
        }
        page = desk.send("/prihlaseni", **fields)
        assert page.path == CASE
        assert {name: page.fields("/zverejneni")[name] for name in WORDS} == WORDS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_asked_in_the_readers_language_beside_a_czech_text(
    public: Visitor, offered: Page, lang: str
) -> None:
    page = public.open(addresses.intake("mailbox", lang))
    asked = {
        "cs": "Smíme to zveřejnit?",
        "en": "May we publish this?",
        "uk": "Чи можна нам це опублікувати?",
    }
    assert asked[lang] in page.words
    (text,) = (each for each in page.tree.iter() if each.get("class") == "offered")
    assert text.get("lang") == "cs"


def test_a_question_about_publishing_is_news(
    with_mail: Callable[..., Service], post: PostOffice, coordinator: Person, sound: None
) -> None:
    """Who left an address hears that there is something; a letter says no more."""

    service = with_mail()
    public = Visitor(create_sender_app(service))
    public.open(ASK)
    receipt = public.send(text="Otázka.", hint="a@schranka.example").receipt
    cookie = logins.log_in(service, coordinator.name, coordinator.password, coordinator.code())
    staff = logins.resume(service, cookie)
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    mailbox.contents(service, mailbox.resume(service, mailbox.open_with_receipt(service, receipt)))
    publishing.offer(service, staff, 1, Question(**WORDS))
    with time_machine.travel(later(minutes=41)):
        daily.tick(service)
    assert len([letter for letter in post.letters if "schranka" in str(letter)]) == 1
