"""Notices tell the team that something waits: once a day, and at once when it is urgent."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from intake_service.store import vault
from intake_service.store.terms import Purpose
from intake_service.work.enquiry import enquiries, expiry, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.sorting import exercise
from tests.intake.post_office import TEAM, PostOffice, ask, outbox, tick_after

pytestmark = pytest.mark.usefixtures("cheap_receipts", "monday_morning")


@pytest.fixture
def service(with_mail: Callable[..., Service]) -> Service:
    return with_mail()


def first_line(letter: EmailMessage) -> str:
    return letter.get_content().splitlines()[0]


def test_the_team_gets_one_notice_a_day_from_eight_whether_or_not_there_is_news(
    service: Service, post: PostOffice
) -> None:
    assert [tick_after(service, minutes=minute) for minute in (0, 59, 61, 62, 300, 900)] == [
        0,
        0,
        1,
        0,
        0,
        0,
    ]
    assert first_line(post.last()) == "Dnes na vás nic nečeká."
    assert post.last()["To"] == TEAM
    ask(service, None)
    assert [tick_after(service, days=1, minutes=minute) for minute in (0, 61, 62)] == [0, 1, 0]
    assert first_line(post.last()) == "Dnes na vás něco čeká."


def test_after_a_day_without_the_server_there_is_one_notice_not_two(
    service: Service, post: PostOffice
) -> None:
    post.refused.add(TEAM)
    assert tick_after(service, hours=1) == 0
    assert tick_after(service, days=1, hours=1) == 0
    post.refused.clear()
    assert tick_after(service, days=1, hours=14) == 1


def test_an_urgent_message_is_told_at_once_and_once(service: Service, post: PostOffice) -> None:
    opened = ask(service, None, text="Chci se zabít.")
    ask(service, None, text="Nechci žít.")
    assert tick_after(service, seconds=30) == 1
    assert first_line(post.last()) == "Podívejte se prosím hned na dotazy."
    assert tick_after(service, minutes=2) == 0
    mailbox.write_again(service, opened, "Ještě pořád chci umřít.", after=1)
    assert tick_after(service, minutes=3) == 1


def test_after_half_a_year_a_letter_calls_for_a_coordinator(
    service: Service, post: PostOffice
) -> None:
    syringe = Submission("found_syringe", "cs", "U lavičky.", cookie=vault.new_key())
    enquiries.send(service, syringe)  # nobody was promised an answer, so nothing else calls
    for days, told in ((179, False), (180, True), (181, True)):
        post.empty()
        tick_after(service, days=days, hours=2)
        letters = "\n".join(each.get_content() for each in post.letters)
        assert ("Dnes je potřeba, aby se na pult podíval koordinátor." in letters) is told


def test_a_complaint_calls_a_coordinator_at_once(service: Service, post: PostOffice) -> None:
    cookie = vault.new_key()
    handle = enquiries.send(service, Submission("complaint", "cs", "Chci se zabít.", cookie=cookie))
    assert {each.purpose for each in outbox(service)} == {Purpose.URGENT, Purpose.COORDINATOR}
    tick_after(service, minutes=2)
    assert outbox(service) == []
    receipt = enquiries.sent(service, cookie, handle).receipt
    opened = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    mailbox.write_again(service, opened, "A ještě něco.", after=1)
    assert {each.purpose for each in outbox(service)} == {Purpose.COORDINATOR}


def test_an_exercise_is_no_news(service: Service, post: PostOffice) -> None:
    exercise.make(service)
    assert tick_after(service, days=1, hours=1) == 1
    assert first_line(post.last()) == "Dnes na vás nic nečeká."


def test_an_ordinary_message_is_not_told_at_once(service: Service) -> None:
    ask(service, None, text="Kdy máte otevřeno?")
    assert outbox(service) == []


def test_a_notice_to_several_reaches_all_that_the_server_takes(
    with_mail: Callable[..., Service], post: PostOffice
) -> None:
    service = with_mail(notices_to=f"{TEAM}, kdosi@posta.example,, druhy@posta.example ")
    post.refused.add("kdosi@posta.example")
    assert tick_after(service, hours=1) == 1
    assert post.taken[0].rcpt_tos == [TEAM, "druhy@posta.example"]
    assert tick_after(service, hours=2) == 0


def test_where_nobody_gets_notices_none_wait(opened: Callable[..., Service]) -> None:
    for changed in ({}, {"smtp_host": "127.0.0.1", "mail_from": "zprava@posta.example"}):
        service = opened(**changed)
        ask(service, None, text=f"Chci se zabít. {changed}")
        tick_after(service, hours=1)
        assert [each for each in outbox(service) if each.purpose is not Purpose.HINT] == []


def test_what_stops_the_erasing_stops_no_letter_and_is_told(
    service: Service, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_service: Service) -> int:
        raise ValueError("a damaged row")

    monkeypatch.setattr(expiry, "apply_retention", stopped)
    with pytest.raises(ValueError, match="a damaged row"):
        tick_after(service, hours=2)
    assert first_line(post.last()) == "Dnes na vás nic nečeká."
