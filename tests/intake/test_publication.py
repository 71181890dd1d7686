"""An answered question is published only rewritten, only with its sender's yes to these very words."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from centre import addresses, content, question
from centre.question import Question
from centre.words import LANGUAGES
from intake_service import clock
from intake_service.sender import create_sender_app
from intake_service.store.models import Publication
from intake_service.store.terms import State
from intake_service.work import casework, chores, logins, mailbox, publishing
from intake_service.work.logins import Staff
from intake_service.work.publication import Consent
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Page, Person, Visitor
from tests.intake.conftest import ROOT
from tests.intake.post_office import PostOffice

ASK, BOX = "/dotaz/o-sobe", "/odpoved"
CASE = "/dotaz/1/zverejneni"
WORDS = {
    "title": "Půjčil jsem kamarádovi jehlu",
    "lead": "Nechte se oba otestovat. Test je zdarma.",
    "question": "Půjčil jsem kamarádovi jehlu.\r\n\r\nMám se bát?",
    "answer": "Přijďte na [test](page:testing), i bez dokladů.",
}
PAGE = "question-pujcil-jsem-kamaradovi-jehlu"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content; another one for each test would have to be read anew."""
    return Path(shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("centre") / "content"))


@pytest.fixture
def root(copied: Path) -> Iterator[Path]:
    """The content of the centre, to be written to."""
    yield copied
    for file in (copied / "cs" / "questions").glob(f"{PAGE}*"):
        file.unlink()


@pytest.fixture
def service(opened: Callable[..., Service], root: Path) -> Service:
    return opened(content=root)


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check takes seconds, and finds nothing."""
    monkeypatch.setattr(question, "faults", lambda *_given: [])


@pytest.fixture
def receipt(public: Visitor) -> str:
    """The code of a question; its mailbox is open."""
    public.open(ASK)
    receipt = public.send(text="Otázka.").receipt
    public.open(BOX)
    public.send(receipt=receipt)
    return receipt


@pytest.fixture
def offered(public: Visitor, receipt: str, service: Service, staff: Staff, sound: None) -> Page:
    """The open mailbox: answered, and asked about publishing."""
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    publishing.offer(service, staff, 1, Question(**WORDS))
    return public.open(BOX)


def asks(page: Page) -> bool:
    return "Smíme to zveřejnit?" in page.words


def consent(service: Service, staff: Staff) -> Consent | None:
    offer = casework.open_case(service, staff, 1).offer
    return offer.consent if offer else None


def published(root: Path) -> list[str]:
    return [file.stem for file in (root / "cs" / "questions").glob(f"{PAGE}*")]


def test_a_question_is_rewritten_agreed_to_published_and_taken_down(
    public: Visitor, desk: DeskVisitor, receipt: str, service: Service, staff: Staff, root: Path
) -> None:
    """The whole way, with the check that `make check` runs."""
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    assert "Nabídnout ke zveřejnění" in desk.open("/dotaz/1").words
    page = desk.open(CASE)
    assert (page.typed("question"), page.typed("answer")) == ("", "Odpověď.")
    refused = desk.send("/zverejneni", **{**WORDS, "answer": "Volejte 777 123 456."})
    assert (refused.status, "777 123 456" in refused.alerts) == (422, True)
    assert desk.send("/zverejneni", **WORDS).status == 200
    assert "Pisatel zatím neodpověděl" in desk.page.words

    shown = public.open(BOX)
    assert asks(shown)
    assert "Tento text zatím neschválil právník." in shown.words
    assert WORDS["title"] in shown.words
    assert shown.written[-3:] == [
        WORDS[name].replace("\r\n", "\n") for name in ("lead", "question", "answer")
    ]
    public.send("/zverejneni", answer="given")
    assert "právě tento text, nic jiného" in public.page.words

    assert "Pisatel souhlasí" in desk.open(CASE).words
    desk.send("/stranka")
    assert content.read(root, clock.today()).pages.get(PAGE, "cs")
    assert "Text je na webu" in public.open(BOX).words
    assert "zveřejněno" in desk.open("/zverejneni").words

    public.send("/zverejneni", answer="withdrawn")
    assert public.page.written[2].startswith("Stáhněte prosím z webu text „Půjčil jsem")
    assert "Stáhněte prosím z webu" in desk.open("/").words
    assert "vzal souhlas zpátky: stáhněte stránku" in desk.open(CASE).alerts
    desk.send("/stahnout")
    assert published(root) == []
    assert "Tento text nezveřejníme" in public.open(BOX).words


# Before


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
    casework.close(service, 1)
    with pytest.raises(publishing.NotNow):
        publishing.offer(service, staff, 1, Question(**WORDS))


@pytest.mark.parametrize("name", WORDS)
def test_each_part_of_the_text_is_needed(
    desk: DeskVisitor, receipt: str, service: Service, staff: Staff, name: str
) -> None:
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    desk.open(CASE)
    page = desk.send("/zverejneni", **{**WORDS, name: " "})
    assert (page.status, "Vyplňte prosím" in page.alerts) == (422, True)
    assert consent(service, staff) is None


def test_a_login_that_expires_keeps_the_text(
    desk: DeskVisitor, desk_app: Flask, coordinator: Person, receipt: str, service: Service, staff: Staff
) -> None:
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    desk.open(CASE)
    with time_machine.travel(clock.now() + timedelta(minutes=40)):
        assert desk.send("/zverejneni", **WORDS).status == 403
        fields = {"name": coordinator.name, "password": coordinator.password, "code": coordinator.code()}
        page = desk.send("/prihlaseni", **fields)
        assert page.path == CASE
        assert {name: page.fields("/zverejneni")[name] for name in WORDS} == WORDS


# The sender's word


def test_a_no_is_respected_and_asked_no_more(
    public: Visitor, desk: DeskVisitor, offered: Page, service: Service, staff: Staff, root: Path
) -> None:
    public.send("/zverejneni", answer="refused")
    assert "už se ptát nebudeme" in public.page.words
    assert "Pisatel to nechce" in desk.open(CASE).words
    with pytest.raises(publishing.NotAgreed):
        publishing.publish(service, staff, 1)
    with pytest.raises(publishing.NotNow):
        publishing.offer(service, staff, 1, Question(**{**WORDS, "title": "Jinak"}))
    assert published(root) == []
    assert casework.open_case(service, staff, 1).state is State.ANSWERED


def test_who_changes_their_mind_says_so(
    public: Visitor, offered: Page, service: Service, staff: Staff, root: Path
) -> None:
    public.send("/zverejneni", answer="refused")
    public.send("/zverejneni", answer="given")
    assert consent(service, staff) is Consent.GIVEN
    publishing.publish(service, staff, 1)
    assert published(root) == [PAGE]


def test_a_consent_taken_back_before_publishing_leaves_no_page_and_no_message(
    public: Visitor, desk: DeskVisitor, offered: Page, service: Service, staff: Staff, root: Path
) -> None:
    public.send("/zverejneni", answer="given")
    desk.open(CASE)
    public.send("/zverejneni", answer="withdrawn")
    page = desk.send("/stranka")
    assert (page.status, "nesouhlasí" in page.alerts) == (409, True)
    assert published(root) == []
    case = casework.open_case(service, staff, 1)
    assert (case.state, len(case.messages)) == (State.ANSWERED, 2)


def test_consent_is_for_these_very_words(
    public: Visitor, offered: Page, service: Service, staff: Staff, root: Path
) -> None:
    tab = public.other_tab()
    public.send("/zverejneni", answer="given")
    publishing.offer(service, staff, 1, Question(**{**WORDS, "answer": "Něco úplně jiného."}))
    assert consent(service, staff) is Consent.ASKED
    with pytest.raises(publishing.NotAgreed):
        publishing.publish(service, staff, 1)
    page = tab.send("/zverejneni", answer="given")  # an old tab still shows the old words
    assert (page.status, "Text jsme mezitím změnili" in page.alerts) == (409, True)
    assert consent(service, staff) is Consent.ASKED
    assert published(root) == []


def test_without_an_answer_there_is_no_consent(
    public: Visitor, offered: Page, service: Service, staff: Staff
) -> None:
    with pytest.raises(publishing.NotAgreed):
        publishing.publish(service, staff, 1)
    for answer in ("", "asked", "nonsense"):
        assert public.send("/zverejneni", answer=answer).status == 400
        public.open(BOX)
    page = public.post(f"{BOX}/zverejneni", answer="given", mark=public.page.fields("/zverejneni")["mark"])
    assert (page.status, "moc dlouho" in page.alerts) == (400, True)
    assert consent(service, staff) is Consent.ASKED


def test_a_mailbox_that_has_closed_answers_nothing(
    public: Visitor, offered: Page, service: Service, staff: Staff
) -> None:
    with time_machine.travel(clock.now() + timedelta(minutes=21)):
        assert public.send("/zverejneni", answer="given").status == 403
    assert consent(service, staff) is Consent.ASKED


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_asked_in_the_readers_language_beside_a_czech_text(
    public: Visitor, offered: Page, lang: str
) -> None:
    page = public.open(addresses.intake("mailbox", lang))
    asked = {"cs": "Smíme to zveřejnit?", "en": "May we publish this?", "uk": "Чи можна нам це опублікувати?"}
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
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    mailbox.look(service, mailbox.resume(service, mailbox.enter(service, receipt)))
    publishing.offer(service, staff, 1, Question(**WORDS))
    with time_machine.travel(clock.now() + timedelta(minutes=41)):
        chores.tick(service)
    assert len([letter for letter in post.letters if "schranka" in str(letter)]) == 1


# The desk's hand


def test_publishing_twice_writes_one_page(
    public: Visitor, offered: Page, service: Service, staff: Staff, root: Path
) -> None:
    public.send("/zverejneni", answer="given")
    assert publishing.publish(service, staff, 1) == publishing.publish(service, staff, 1) == PAGE
    assert published(root) == [PAGE]


def test_what_is_published_is_neither_changed_nor_forgotten_behind_the_senders_back(
    public: Visitor, offered: Page, service: Service, staff: Staff, root: Path, desk: DeskVisitor
) -> None:
    public.send("/zverejneni", answer="given")
    publishing.publish(service, staff, 1)
    with pytest.raises(publishing.NotNow):
        publishing.offer(service, staff, 1, Question(**{**WORDS, "answer": "Jinak."}))
    with pytest.raises(publishing.NotNow):
        publishing.take_back(service, staff, 1)
    publishing.take_down(service, staff, 1)
    publishing.take_back(service, staff, 1)
    assert not asks(public.open(BOX))
    assert published(root) == []


def test_a_folder_that_cannot_be_written_is_told_and_nothing_counts_as_published(
    public: Visitor, desk: DeskVisitor, offered: Page, root: Path, service: Service, staff: Staff
) -> None:
    public.send("/zverejneni", answer="given")
    desk.open(CASE)
    questions = (root / "cs" / "questions").rename(root / "cs" / "elsewhere")
    page = desk.send("/stranka")
    questions.rename(root / "cs" / "questions")
    assert (page.status, "nejde zapsat" in page.alerts) == (503, True)
    offer = casework.open_case(service, staff, 1).offer
    assert offer is not None
    assert (offer.consent, offer.page) == (Consent.GIVEN, "")


# What is kept


def test_the_rows_do_not_tell_what_was_answered(
    public: Visitor, offered: Page, service: Service, staff: Staff
) -> None:
    sizes = set()
    for answer in ("given", "withdrawn", "refused"):
        with service.store.read() as session:
            row = session.scalars(select(Publication)).one()
        sizes.add((len(row.text_box), len(row.consent_box)))
        assert answer.encode() not in row.consent_box
        public.send("/zverejneni", answer=answer)
    assert len(sizes) == 1


def test_deleting_the_conversation_deletes_the_text_and_warns_of_a_published_one(
    public: Visitor, desk: DeskVisitor, offered: Page, service: Service, staff: Staff, root: Path
) -> None:
    assert "Zveřejněný text" not in public.open(f"{BOX}/smazat").words
    public.open(BOX)
    public.send("/zverejneni", answer="given")
    publishing.publish(service, staff, 1)
    assert "Zveřejněný text tím z webu nezmizí" in public.open(f"{BOX}/smazat").words
    public.send("/smazat")
    with service.store.read() as session:
        assert session.scalars(select(Publication)).all() == []
    assert published(root) == [PAGE]
    assert "Nic tu není" in desk.open("/zverejneni").words
