"""The mailbox: opened by the code alone, closed by itself, gone when its owner says so."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from intake_service import clock
from intake_service.store.models import Confirmation, Enquiry, Message, Note
from intake_service.store.receipts import groups
from intake_service.work.casework import cases, deletion
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake import daily, moments
from tests.intake.browser import Page, Visitor

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"


@pytest.fixture
def receipt(public: Visitor) -> str:
    """The code of one question, which was just sent."""
    public.open(ASK)
    return public.send(text="Otázka.").receipt


def enter(visitor: Visitor, receipt: str) -> Page:
    visitor.open(BOX)
    return visitor.send(receipt=receipt)


def without_tokens(page: Page) -> str:
    """A page without what differs at every request, and what fills it up to a class of size."""
    return re.sub(r'name="csrf_token"[^>]*|<!-- +-->$', "", page.text)


@pytest.mark.parametrize(
    "written",
    [
        lambda receipt: receipt.lower(),
        lambda receipt: " - ".join(groups(receipt)),
        lambda receipt: receipt.replace("0", "O").replace("1", "l"),
        lambda receipt: "?" + receipt[1:],
        lambda receipt: receipt[:7] + "?" + receipt[8:].lower(),
        lambda receipt: f"\n{receipt[:8]}\u00a0{receipt[8:]} ",
    ],
    ids=[
        "small letters",
        "dashes",
        "look-alikes",
        "first unreadable",
        "middle unreadable",
        "odd spaces",
    ],
)
def test_a_code_from_paper_opens(
    public: Visitor, receipt: str, written: Callable[..., Any]
) -> None:
    assert enter(public, written(receipt)).written == ["Otázka."]


def test_a_quiet_mailbox_closes_and_keeps_the_reply(
    public: Visitor, receipt: str, service: Service
) -> None:
    start = moments.now()
    idle = timedelta(minutes=service.settings.mailbox_idle_minutes)
    enter(public, receipt)
    with time_machine.travel(start + idle - timedelta(minutes=1)):
        assert public.open(BOX).written == ["Otázka."]
    with time_machine.travel(start + 2 * idle - timedelta(minutes=2)):
        assert public.open(BOX).written == ["Otázka."]  # each look keeps it open for longer
    with time_machine.travel(start + 3 * idle):
        page = public.send("/napsat", text="Ještě\r\nněco.")
        assert (page.status, "moc dlouho" in page.alerts) == (403, True)
        assert "Otázka." not in page.text
        assert page.written == ["Ještě\nněco."]
        page = public.send(receipt=receipt)
        assert (page.written, page.typed()) == (["Otázka."], "Ještě\nněco.")
        assert public.send("/napsat").written == ["Otázka.", "Ještě\nněco."]


def test_an_open_mailbox_closes_after_half_a_day_in_any_case(
    public: Visitor, receipt: str, service: Service
) -> None:
    start = moments.now()
    enter(public, receipt)
    for quarter in range(1, 12 * 4):
        with time_machine.travel(start + timedelta(minutes=15 * quarter)):
            assert public.open(BOX).written
    with time_machine.travel(start + timedelta(hours=12, minutes=1)):
        assert not public.open(BOX).written


def test_a_mailbox_that_was_left_is_closed_to_the_old_cookie_too(
    public: Visitor, receipt: str
) -> None:
    enter(public, receipt)
    thief = public.other_tab()
    left = public.send("/zavrit")
    assert not left.written
    assert not thief.open(BOX).written


def test_the_cookie_of_a_mailbox_opens_no_other_and_nothing_without_it(
    public: Visitor, receipt: str, sender_app: Flask, service: Service
) -> None:
    other = Visitor(sender_app)
    other.open(ASK)
    second = other.send(text="Cizí otázka.").receipt
    assert enter(other, second).written == ["Cizí otázka."]
    assert enter(public, receipt).written == ["Otázka."]
    assert other.open(BOX).written == ["Cizí otázka."]
    stranger = Visitor(sender_app)
    assert not stranger.open(BOX).written
    for path in ("/napsat", "/smazat", "/zavrit"):
        page = stranger.post(BOX + path, csrf_token=stranger.token(), text="a")
        assert set(page.written) <= {"a"}
    assert public.open(BOX).written == ["Otázka."]


def test_the_same_reply_is_kept_once_also_when_an_answer_came_between(
    public: Visitor, receipt: str, service: Service, staff: Staff
) -> None:
    enter(public, receipt)
    form = public.page
    tab = public.other_tab()
    assert public.send("/napsat", text="Ještě něco.").written == ["Otázka.", "Ještě něco."]
    public.page = form
    assert public.send("/napsat", text="Ještě něco.").written == ["Otázka.", "Ještě něco."]
    cases.answer(service, staff, 1, "Odpověď.", after=2)
    assert tab.send("/napsat", text="Ještě něco.").written == ["Otázka.", "Ještě něco.", "Odpověď."]
    assert cases.open_case(service, staff, 1).state.value == "answered"
    assert tab.send("/napsat", text="Ještě něco.").written[2:] == [
        "Odpověď.",
        "Ještě něco.",
    ]  # now it is meant


def test_unknown_deleted_and_expired_codes_look_the_same(
    public: Visitor, sender_app: Flask, service: Service, staff: Staff, second: Staff
) -> None:
    codes = []
    for text in ("smazaná pisatelem", "smazaná u stolu", "prošlá"):
        public.open(ASK)
        codes.append(public.send(text=text).receipt)
    service_box = mailbox.open_with_receipt(service, codes[0])
    mailbox.delete_all(service, mailbox.resume(service, service_box), service_box)
    deletion.propose(service, second, 2, after=1)
    deletion.delete(service, staff, 2, after=1)
    cases.answer(service, staff, 3, "Odpověď.", after=1)
    with time_machine.travel(clock.now() + timedelta(days=91)):
        assert daily.tick(service).deleted == 1
        pages = [enter(Visitor(sender_app), code) for code in [*codes, "ZZZZ ZZZZ ZZZZ ZZZ?"]]
    typed = [*codes, "ZZZZ ZZZZ ZZZZ ZZZ?"]
    bodies = {
        without_tokens(page).replace(code, "code") for page, code in zip(pages, typed, strict=True)
    }
    assert len(bodies) == 1
    assert {page.status for page in pages} == {404}
    assert len({tuple(sorted(set(page.headers) - {"Content-Length"})) for page in pages}) == 1


def test_deleting_everything_asks_once_and_leaves_no_row(
    public: Visitor, receipt: str, service: Service, staff: Staff
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    cases.add_note(service, staff, 1, "Poznámka.")
    enter(public, receipt)
    asked = public.open(f"{BOX}/smazat")
    assert "14 dní" in asked.words
    with service.store.read() as session:
        assert session.scalars(select(Enquiry)).all()
    assert public.send("/smazat").title == "Rozhovor je smazaný"
    with service.store.read() as session:
        for table in (Enquiry, Message, Note, Confirmation):
            assert session.scalars(select(table)).all() == []
    assert not public.open(BOX).written


def test_a_mailbox_that_was_deleted_elsewhere_gives_the_reply_back(
    public: Visitor, receipt: str, sender_app: Flask
) -> None:
    enter(public, receipt)
    elsewhere = Visitor(sender_app)
    enter(elsewhere, receipt)
    elsewhere.open(f"{BOX}/smazat")
    elsewhere.send("/smazat")
    page = public.send("/napsat", text="Ještě něco.")
    assert (page.status, page.written) == (404, ["Ještě něco."])
    assert "Tento kód nic neotevírá" in page.alerts


@pytest.mark.parametrize(
    ("day", "due"),
    [("2026-11-23", "ve čtvrtek 26. listopadu"), ("2026-11-20", "ve středu 25. listopadu")],
)
def test_the_promised_day_stands_on_the_form_the_receipt_and_in_the_mailbox(
    sender_app: Flask, day: str, due: str
) -> None:
    with time_machine.travel(f"{day}T22:00:00+01:00"):
        public = Visitor(sender_app)
        assert due in public.open(ASK).words
        sent = public.send(text="Otázka.")
        assert due in sent.words
        assert due in enter(public, sent.receipt).words


def test_a_missed_day_apologises_by_itself_until_the_answer_comes(
    sender_app: Flask, service: Service, staff: Staff
) -> None:
    public = Visitor(sender_app)
    with time_machine.travel("2026-11-23T12:00:00+01:00"):
        public.open(ASK)
        receipt = public.send(text="Otázka.").receipt
    with time_machine.travel("2026-11-26T23:59:00+01:00"):
        assert "Omlouváme se" not in enter(public, receipt).words
    with time_machine.travel("2026-11-27T00:01:00+01:00"):
        late = enter(public, receipt).words
        assert "Omlouváme se" in late
        assert "ve čtvrtek 26. listopadu" in late
        cases.answer(service, staff, 1, "Odpověď.", after=1)
        answered = public.open(BOX)
        assert "Omlouváme se" not in answered.words
        assert "Máte odpověď" in answered.words


def test_a_new_question_gets_a_new_day_and_one_more_word_keeps_the_old_one(
    sender_app: Flask, service: Service, staff: Staff
) -> None:
    public = Visitor(sender_app)
    with time_machine.travel("2026-11-23T12:00:00+01:00"):
        public.open(ASK)
        receipt = public.send(text="Otázka.").receipt
    with time_machine.travel("2026-11-25T12:00:00+01:00"):
        enter(public, receipt)
        public.send("/napsat", text="A ještě toto.")
        assert cases.open_case(service, staff, 1).due_on == date(2026, 11, 26)
        cases.answer(service, staff, 1, "Odpověď.", after=2)
        public.open(BOX)
        public.send("/napsat", text="Děkuji, a co dál?")
        case = cases.open_case(service, staff, 1)
    assert (case.due_on, case.state.value) == (date(2026, 11, 30), "waiting")
