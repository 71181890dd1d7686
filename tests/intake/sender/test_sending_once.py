"""However often it is clicked, one question is one enquiry, and its receipt is the one that was
shown."""

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from intake_service.sender import create_sender_app
from intake_service.store.models import Enquiry
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from tests.intake import daily, moments
from tests.intake.browser import Page, Visitor
from tests.intake.store.queries import counted_queries

ASK = "/dotaz/o-sobe"
RELATIVES = "/dotaz/blizci"
BOX = "/odpoved"
TEXT = "Nemůžu spát. 🙂"


def count(service: Service) -> int:
    with service.store.read() as session:
        return session.scalar(select(func.count()).select_from(Enquiry)) or 0


def send(public: Visitor, text: str = TEXT, **more: str) -> Page:
    public.open(ASK)
    return public.send(text=text, **more)


def test_a_double_click_makes_one_enquiry(public: Visitor, service: Service) -> None:
    public.open(ASK)
    tabs = [public, public.other_tab()]
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(lambda tab: tab.send(text=TEXT), tabs)
    assert first.receipt == second.receipt
    assert count(service) == 1


def test_eight_clicks_at_once_make_one_enquiry(service: Service) -> None:
    """Also when all are past the question whether it was sent before, and only the database can
    tell."""
    submission = Submission("counselling", "cs", TEXT, cookie=b"c" * 32)
    with ThreadPoolExecutor(8) as threads:
        handles = set(threads.map(lambda _click: enquiries.send(service, submission), range(8)))
    assert len(handles) == count(service) == 1


def test_a_reload_shows_the_same_receipt(public: Visitor, service: Service) -> None:
    sent = send(public)
    assert public.open(sent.path).receipt == sent.receipt
    assert count(service) == 1


def test_back_and_once_more_shows_the_same_receipt(public: Visitor, service: Service) -> None:
    public.open(ASK)
    form = public.page
    first = public.send(text=TEXT)
    public.page = form
    assert public.send(text=TEXT).receipt == first.receipt
    assert count(service) == 1


def test_the_same_text_from_two_tabs_is_one_enquiry_and_another_text_a_second_one(
    public: Visitor, service: Service
) -> None:
    public.open(ASK)
    tab = public.other_tab()
    tab.open(ASK)
    first = public.send(text=TEXT)
    second = tab.send(text=TEXT)
    assert first.receipt == second.receipt
    public.open(ASK)
    assert public.send(text=TEXT + "!").receipt != first.receipt
    assert count(service) == 2


@pytest.mark.parametrize(
    ("path", "changed"),
    [(ASK, {"topic": "health"}), (ASK, {"age": "15-17"}), (RELATIVES, {}), ("/en/ask/myself", {})],
)
def test_another_form_or_choice_is_another_enquiry_but_a_language_is_not(
    public: Visitor, service: Service, path: str, changed: dict[str, str]
) -> None:
    first = send(public)
    public.open(path)
    second = public.send(text=TEXT, **changed)
    same = path.startswith("/en")
    assert (second.receipt == first.receipt) is same
    assert count(service) == (1 if same else 2)


def test_the_same_text_from_another_browser_is_another_enquiry(
    public: Visitor, sender_app: Flask, service: Service
) -> None:
    assert send(public).receipt != send(Visitor(sender_app)).receipt
    assert count(service) == 2


def test_another_browser_never_sees_the_receipt(public: Visitor, sender_app: Flask) -> None:
    sent = send(public)
    stranger = Visitor(sender_app)
    page = stranger.open(sent.path)
    assert page.status == 410
    assert sent.receipt[:4] not in page.words
    assert stranger.open("/odeslano/zz").status == 404
    assert stranger.open("/odeslano/" + "00" * 500).status == 410


@pytest.mark.parametrize("minutes", [31, 60 * 23])
@pytest.mark.parametrize("ticked", [False, True])
def test_after_half_an_hour_it_counts_as_sent_and_can_be_sent_as_new(
    public: Visitor, service: Service, minutes: int, ticked: bool
) -> None:
    start = moments.now()
    first = send(public)
    with time_machine.travel(start + timedelta(minutes=minutes)):
        if ticked:
            daily.tick(service)
        assert public.open(first.path).status == 410
        again = send(public)
        assert again.status == 409
        assert "Tuto zprávu už máme" in again.alerts
        assert again.typed() == TEXT
        assert count(service) == 1
        new = public.send()
        assert new.receipt != first.receipt
        assert count(service) == 2
        public.page = again
        assert public.send().receipt == new.receipt  # the new one, too, is sent once
        assert count(service) == 2


def test_within_half_an_hour_the_receipt_is_shown_still(public: Visitor) -> None:
    start = moments.now()
    first = send(public)
    with time_machine.travel(start + timedelta(minutes=29)):
        assert public.open(first.path).receipt == first.receipt
        assert send(public).receipt == first.receipt


def test_after_a_day_the_same_text_is_a_new_enquiry(public: Visitor, service: Service) -> None:
    start = moments.now()
    first = send(public)
    with time_machine.travel(start + timedelta(hours=25)):
        assert send(public).receipt != first.receipt
    assert count(service) == 2


def test_what_was_deleted_is_not_taken_for_sent(public: Visitor, service: Service) -> None:
    first = send(public)
    public.open(BOX)
    public.send(receipt=first.receipt)
    public.open(f"{BOX}/smazat")
    tab = public.other_tab()  # the cookie as it was before the browser was told to forget it
    public.send(f"{BOX}/smazat")
    assert count(service) == 0
    assert tab.open(first.path).status == 410
    second = send(tab)
    assert second.receipt != first.receipt
    assert count(service) == 1


def test_a_crash_between_keeping_and_showing_loses_nothing(
    public: Visitor, service: Service, opened: Callable[..., Service]
) -> None:
    """The first process stored it and died before its answer; the second one knows."""
    public.open(ASK)
    with public.client.session_transaction() as cookie:
        sender = base64.b64decode(cookie["sender"])
    handle = enquiries.send(service, Submission("counselling", "cs", TEXT, cookie=sender))
    receipt = enquiries.sent(service, sender, handle).receipt
    service.close()
    after = opened()
    again = Visitor(create_sender_app(after))
    again.client.set_cookie("kacko", public.client.get_cookie("kacko").value)
    again.page = public.page
    assert again.send(text=TEXT).receipt == receipt
    assert count(after) == 1
    box = mailbox.resume(after, mailbox.open_with_receipt(after, receipt))
    assert mailbox.contents(after, box).messages[0].text == TEXT


def test_a_message_is_kept_with_few_statements(public: Visitor, service: Service) -> None:
    """Beside its Argon2id, they are what a message costs (docs/performance.md)."""
    send(public)
    submission = Submission("counselling", "cs", "Jiný dotaz.", cookie=b"c" * 32)
    with counted_queries(service) as queries:
        enquiries.send(service, submission)
    assert len(queries) <= 11
    assert count(service) == 2
