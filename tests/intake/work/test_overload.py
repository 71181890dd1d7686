"""When the service cannot keep anything it says so, with a phone; nothing is lost, and reading goes
on."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.work.casework import inbox
from intake_service.work.enquiry import enquiries
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Page, Person, Visitor

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
TEXT = (
    "Řádek jedna,\nřádek dva. 🙂" * 300
)  # long enough that the database has to grow, and stands beside others
TYPED = TEXT.replace("\n", "\r\n")


Trouble = Callable[[Service], AbstractContextManager[None]]


@pytest.fixture
def service(opened: Callable[..., Service]) -> Service:
    """A small machine that does not let people wait."""
    few = {"send_permits": 1, "mailbox_permits": 1, "login_permits": 1}
    return opened(permit_seconds=0.05, lock_seconds=0.1, **few)


@pytest.fixture
def asked(public: Visitor, desk: DeskVisitor, service: Service) -> str:
    """The receipt of an enquiry whose answer nobody has read yet."""
    public.open(ASK)
    receipt = public.send(text="Otázka.").receipt
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Odpověď.")
    return receipt


@contextmanager
def locked(service: Service) -> Iterator[None]:
    """Another process writes and does not stop."""
    with closing(
        sqlite3.connect(service.settings.data / "intake.sqlite3", isolation_level=None)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def disk_full(service: Service) -> Iterator[None]:
    """The database may not grow by a page: SQLite says that the disk is full."""

    def no_page_more(connection: sqlite3.Connection, *_others: object) -> None:
        connection.execute("PRAGMA max_page_count=1")

    event.listen(service.store.engine, "checkout", no_page_more)
    yield
    event.remove(service.store.engine, "checkout", no_page_more)
    service.store.engine.dispose()


def check_honest(page: Page, kept: str = TEXT, name: str = "text") -> None:
    assert page.status == 503
    assert page.headers["Retry-After"]
    assert page.typed(name) == kept


def test_too_many_at_once_are_asked_to_wait_a_minute(public: Visitor, service: Service) -> None:
    public.open(ASK)
    with service.sending_gate.enter():
        page = public.send(text=TYPED, topic="health")
    check_honest(page)
    assert "Teď nic nemůžeme přijmout" in page.alerts
    assert "tel:155" in page.text
    assert page.fields()["topic"] == "health"
    assert not any(inbox.counts(service).values())
    assert public.send().receipt


def test_who_opens_a_mailbox_meanwhile_keeps_code_and_reply(
    public: Visitor, asked: str, service: Service
) -> None:
    public.open(BOX)
    with service.mailbox_gate.enter():
        page = public.send(receipt=asked, text=TYPED)
        assert page.status == 503
        assert (page.fields()["receipt"], page.fields()["text"]) == (asked, TEXT)
    assert public.send().typed() == TEXT


def test_sending_and_opening_never_wait_for_each_other(
    public: Visitor, asked: str, service: Service
) -> None:
    public.open(BOX)
    with service.sending_gate.enter():
        assert public.send(receipt=asked).written == ["Otázka.", "Odpověď."]
    public.open(ASK)
    with service.mailbox_gate.enter():
        assert public.send(text="Další.").receipt


def test_logins_in_a_crowd_wait_too(desk_app: Flask, coordinator: Person, service: Service) -> None:
    with service.login_gate.enter():
        page = DeskVisitor(desk_app).log_in(coordinator)
    assert (page.status, "Teď je tu příliš velký provoz" in page.alerts) == (503, True)
    assert coordinator.password not in page.text


@pytest.mark.parametrize("trouble", [locked, disk_full], ids=["locked", "disk full"])
def test_while_nothing_can_be_written_no_text_is_lost_and_reading_goes_on(
    public: Visitor,
    asked: str,
    service: Service,
    trouble: Trouble,
) -> None:
    public.open(BOX)
    public.send(receipt=asked)
    fresh = public.other_tab()
    with trouble(service):
        assert fresh.open(ASK).status == 200
        check_honest(fresh.send(text=TYPED))
        assert public.open(BOX).written == ["Otázka.", "Odpověď."]
        check_honest(public.send("/napsat", text=TYPED))
        assert "Teď nic nemůžeme přijmout" in public.page.alerts
    public.open(BOX)
    assert public.send("/napsat", text=TYPED).written == ["Otázka.", "Odpověď.", TEXT]


@pytest.mark.parametrize("trouble", [locked, disk_full], ids=["locked", "disk full"])
def test_the_desk_keeps_what_was_written_and_reads_on(
    desk: DeskVisitor,
    asked: str,
    service: Service,
    trouble: Trouble,
) -> None:
    with trouble(service):
        assert "Otázka." in desk.open("/?stav=answered").words
        assert desk.open("/dotaz/1").written == ["Otázka.", "Odpověď."]
        check_honest(desk.send("/odpoved", text=TYPED))
        assert "tu zůstalo" in desk.page.alerts
        desk.open("/dotaz/1")
        check_honest(desk.send("/poznamka", note=TYPED), name="note")
    desk.open("/dotaz/1")
    assert desk.send("/odpoved", text=TYPED).written == ["Otázka.", "Odpověď.", TEXT]


def test_a_button_that_cannot_work_now_says_so(
    public: Visitor, desk: DeskVisitor, asked: str, service: Service
) -> None:
    public.open(BOX)
    public.send(receipt=asked)
    public.open(f"{BOX}/smazat")
    desk.open("/dotaz/1")
    with locked(service):
        assert public.send("/smazat").status == 503
        assert desk.send("/zavrit").status == 503
    assert public.open(BOX).written == ["Otázka.", "Odpověď."]


def test_a_mailbox_closes_in_this_browser_also_while_nothing_can_be_written(
    public: Visitor, asked: str, service: Service
) -> None:
    public.open(BOX)
    public.send(receipt=asked)
    with locked(service):
        assert public.send("/zavrit").status == 200
        assert public.open(BOX).written == []
    assert public.open(BOX).written == []


def test_an_unread_answer_is_shown_although_it_cannot_be_marked_as_read(
    public: Visitor, desk: DeskVisitor, asked: str, service: Service
) -> None:
    public.open(BOX)
    public.send(receipt=asked)
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Ještě něco.")
    with locked(service):
        assert public.open(BOX).written[-1] == "Ještě něco."
    assert "zatím neotevřeno" in desk.open("/dotaz/1").words
    public.open(BOX)
    assert "zatím neotevřeno" not in desk.open("/dotaz/1").words


def test_a_writer_that_hangs_in_this_process_holds_up_nobody_for_ever(
    public: Visitor, service: Service
) -> None:
    public.open(ASK)
    with service.store.write():
        check_honest(public.send(text=TYPED))
    assert public.send().receipt


def test_a_broken_database_is_an_honest_page(public: Visitor, service: Service) -> None:
    public.open(ASK)
    service.store.close()
    for file in service.settings.data.glob("intake.sqlite3*"):
        file.write_bytes(b"no database" * 1000)
    check_honest(public.send(text=TYPED), name="kept")
    assert public.open(ASK).status == 503


def test_before_set_up_the_forms_name_the_phone(empty_service: Service) -> None:
    public = Visitor(create_sender_app(empty_service))
    page = public.open(ASK)
    assert page.status == 503
    assert "Anonymní dotazy zatím nepřijímáme" in page.words
    assert "tel:155" in page.text
    assert "000 000 001" in page.words
    assert not page.all("textarea")


def test_a_form_that_outlived_its_desk_gives_the_text_back(
    empty_service: Service, public: Visitor
) -> None:
    """The form was opened elsewhere; the desk here was never set up."""
    before = Visitor(create_sender_app(empty_service))
    before.open(BOX)
    page = before.post(ASK, csrf_token=before.token(), text=TYPED)
    check_honest(page)
    assert "Anonymní dotazy zatím nepřijímáme" in page.words
    desk = DeskVisitor(create_desk_app(empty_service))
    desk.open("/prihlaseni")
    assert desk.post("/dotaz/1/odpoved", csrf_token=desk.token(), text=TYPED).typed("kept") == TEXT


def test_before_the_site_is_built_there_is_one_plain_sentence(
    opened: Callable[..., Service],
) -> None:
    service = opened(frame=opened().settings.data / "nowhere.json")
    client = create_sender_app(service).test_client()
    for answer in (client.get(ASK), client.post(ASK, data={"text": TYPED})):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert "155" in answer.text
    assert TEXT in answer.text


def test_a_mistake_of_ours_is_a_503_with_the_text_and_no_trace(
    public: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_given: object) -> None:
        raise RuntimeError(TEXT)

    public.open(ASK)
    monkeypatch.setattr(enquiries, "send", break_down)
    page = public.send(text=TYPED)
    check_honest(page, name="kept")
    assert "U nás se něco pokazilo" in page.title
    assert "RuntimeError" not in page.text
