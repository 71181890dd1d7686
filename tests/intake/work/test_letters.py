"""Letters say that there is news and nothing else, go late, look alike, are not tried for ever."""

import re
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from intake_service import clock
from intake_service.store.models import Letter
from intake_service.store.models.short_lived import Confirmation
from intake_service.store.terms import Purpose
from intake_service.work.casework import cases, deletion
from intake_service.work.enquiry import mailbox
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox
from intake_service.work.post import letters, mail
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person
from tests.intake.post_office import ADDRESS, MORNING, PostOffice, ask, outbox, tick_after

pytestmark = pytest.mark.usefixtures("cheap_receipts", "monday_morning")


@pytest.fixture
def service(with_mail: Callable[..., Service]) -> Service:
    return with_mail()


@pytest.fixture
def asked(service: Service) -> OpenedMailbox:
    """The mailbox of somebody who has asked and wants a hint."""
    return ask(service)


# When it goes


def test_a_hint_goes_ten_to_forty_minutes_after_the_answer(
    service: Service, post: PostOffice, staff: Staff
) -> None:
    for number in range(1, 6):
        ask(service, f"{number}@schranka.example", text=f"Otázka {number}.")
        cases.answer(service, staff, number, "Odpověď.", after=1)
    assert tick_after(service, minutes=9) == 0
    waits = [each.send_after - MORNING.timestamp() for each in outbox(service)]
    assert all(600 <= wait <= 2405 for wait in waits)
    assert len(set(waits)) > 1
    assert tick_after(service, minutes=41) == 5
    assert {each["To"] for each in post.letters} == {
        f"{number}@schranka.example" for number in range(1, 6)
    }


def test_an_answer_that_is_undone_posts_no_letter(
    service: Service, asked: OpenedMailbox, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = letters.post_hint

    def post_and_fail(*given: Any) -> None:
        kept(*given)
        raise RuntimeError

    monkeypatch.setattr(letters, "post_hint", post_and_fail)
    with pytest.raises(RuntimeError):
        cases.answer(service, staff, 1, "Odpověď.", after=1)
    assert outbox(service) == []
    assert len(cases.open_case(service, staff, 1).messages) == 1


def test_two_answers_in_a_row_are_one_letter(
    service: Service, asked: OpenedMailbox, staff: Staff
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    cases.answer(service, staff, 1, "A ještě něco.", after=2)
    assert tick_after(service, minutes=41) == 1


def test_who_has_read_the_answer_gets_no_letter_about_it(
    service: Service, asked: OpenedMailbox, staff: Staff
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    mailbox.contents(service, asked)
    assert outbox(service) == []


def test_a_hint_switched_off_takes_the_waiting_letter_back(
    service: Service, asked: OpenedMailbox, staff: Staff
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    mailbox.set_hint(service, asked, None)
    assert tick_after(service, minutes=41) == 0
    cases.answer(service, staff, 1, "A ještě něco.", after=2)
    assert outbox(service) == []


@pytest.mark.parametrize("side", ["sender", "desk"])
def test_deleting_the_conversation_takes_the_waiting_letter_back(
    service: Service, asked: OpenedMailbox, staff: Staff, second: Staff, side: str
) -> None:
    other = ask(service, "jiny@schranka.example", text="Jiná otázka.")
    for number in (1, 2):
        cases.answer(service, staff, number, "Odpověď.", after=1)
    if side == "sender":
        mailbox.delete_all(service, asked, b"")
    else:
        deletion.propose(service, second, 1, after=2)
        deletion.delete(service, staff, 1, after=2)
    assert len(outbox(service)) == 1
    mailbox.delete_all(service, other, b"")
    assert outbox(service) == []


def test_a_letter_names_no_enquiry(service: Service, asked: OpenedMailbox, staff: Staff) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    (letter,) = outbox(service)
    row = b"".join(value for value in (letter.id, letter.trace, letter.box) if value)
    assert asked.enquiry_id not in row
    with service.store.read() as session:
        confirmation = session.execute(select(Confirmation.trace)).scalar_one()
    assert letter.trace != confirmation


# How it looks


def test_all_letters_look_the_same_from_outside(
    service: Service, post: PostOffice, staff: Staff
) -> None:
    for number, language in enumerate(("cs", "en", "uk"), 1):
        ask(service, f"{language}@schranka.example", language=language, text=f"Otázka {number}.")
        cases.answer(service, staff, number, "Odpověď.", after=1)
    assert tick_after(service, minutes=41) == 3
    assert tick_after(service, hours=1) == 1  # nothing waits
    ask(service, None, text="Chci se zabít.")
    assert tick_after(service, hours=1.1) == 1  # urgent
    assert tick_after(service, days=1, hours=1) == 1  # something waits
    contents = [each.get_content().strip() for each in post.letters]
    assert len(set(contents)) == len(contents) == 6
    assert any(
        text.startswith("There is news for you where you asked. This message knows no more.")
        for text in contents
    )
    assert {text.splitlines()[-1] for text in contents} == NOBODY_READS
    bodies = {each.content.partition(b"\r\n\r\n")[2] for each in post.taken}
    assert len({len(body) for body in bodies}) == 1
    headers = [
        {name: value for name, value in each.items() if name not in VARYING}
        for each in post.letters
    ]
    assert all(each == headers[0] for each in headers)
    assert {each["Subject"] for each in post.letters} == {"Zpráva", "Message", "Повідомлення"}


NOBODY_READS = {
    "Na tuto zprávu prosím neodpovídejte. Odpovědi na ni nikdo nečte.",
    "Please do not reply to this message. Nobody reads replies.",
    "Будь ласка, не відповідайте на це повідомлення. Відповідей ніхто не читає.",
}
VARYING = {"To", "Subject", "Date", "Message-ID", "X-Peer", "X-MailFrom", "X-RcptTo"}


def test_the_mail_server_never_learns_the_name_of_this_machine(
    service: Service, post: PostOffice
) -> None:
    assert tick_after(service, hours=1) == 1
    assert post.greeted_by == ["posta.example"]
    assert re.fullmatch(r"<[0-9a-f]{32}@posta\.example>", post.last()["Message-ID"])
    assert post.last()["Date"].endswith("+0000")
    assert post.last()["Auto-Submitted"] == "auto-generated"


# When it cannot go


@pytest.fixture(params=["down", "slow", "refusing"])
def troubled(
    request: pytest.FixtureRequest, with_mail: Callable[..., Service], post: PostOffice
) -> Any:
    """A service whose mail server takes nothing."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if request.param == "slow":
            silent.listen()  # a greeting that never comes
        if request.param == "refusing":
            post.refused.add(ADDRESS)
            yield with_mail(notices_to="")
        else:
            yield with_mail(notices_to="", smtp_port=silent.getsockname()[1], smtp_seconds=0.05)


def test_a_letter_is_tried_again_ever_more_rarely_and_given_up_after_three_days(
    troubled: Service, post: PostOffice, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(troubled)
    cases.answer(troubled, staff, 1, "Odpověď.", after=1)
    tries = []
    with time_machine.travel(MORNING + timedelta(minutes=41), tick=False) as now:
        while outbox(troubled)[0].send_after < outbox(troubled)[0].give_up:
            now.move_to(datetime.fromtimestamp(outbox(troubled)[0].send_after, clock.PRAGUE))
            assert daily.tick(troubled).sent == 0
            tries.append(clock.seconds())
        now.shift(-1)
        assert outbox(troubled)[0].box
        now.move_to(datetime.fromtimestamp(outbox(troubled)[0].give_up, clock.PRAGUE))
        daily.tick(troubled)
    waits = [later - sooner for sooner, later in pairwise(tries)]
    assert waits[:4] == [300, 900, 3600, 4 * 3600]
    assert waits == sorted(waits)
    assert len(tries) < 12
    (dead,) = outbox(troubled)
    assert (dead.dead, dead.box, dead.trace) == (True, None, None)
    assert post.taken == []


def test_the_desk_sees_for_a_month_that_a_letter_was_given_up(
    service: Service, post: PostOffice, staff: Staff, desk_app: Flask, coordinator: Person
) -> None:
    post.refused.add(ADDRESS)
    ask(service)
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    tick_after(service, minutes=41)
    assert letters.undeliverable(service) == 0
    tick_after(service, days=3.1)
    desk = DeskVisitor(desk_app)
    desk.log_in(coordinator)
    assert "nepodařilo doručit: 1." in desk.open("/prijem").words
    assert ADDRESS not in desk.page.text
    tick_after(service, days=34)
    assert letters.undeliverable(service) == 0


def test_one_refused_letter_holds_up_no_other(
    service: Service, post: PostOffice, staff: Staff
) -> None:
    post.refused.add("1@schranka.example")
    for number in (1, 2, 3):
        ask(service, f"{number}@schranka.example", text=f"Otázka {number}.")
        cases.answer(service, staff, number, "Odpověď.", after=1)
    assert tick_after(service, minutes=41) == 2
    post.refused.clear()
    assert tick_after(service, minutes=47) == 1


BAD = "=?utf-8?q??=@x.cz"  # kept before the forms refused it; the mail library raises IndexError


@pytest.mark.parametrize(
    "bad", [BAD, "a\nBcc: x@x.cz", "=?utf-8?b?!?=@x.cz", "=?utf-8?q?\u200b?=@x.cz"]
)
def test_a_letter_that_cannot_be_written_holds_up_no_other(
    service: Service, post: PostOffice, staff: Staff, bad: str
) -> None:
    for number, email in enumerate((bad.encode("ascii", "ignore").decode(), ADDRESS), 1):
        ask(service, email, text=f"Otázka {number}.")
        cases.answer(service, staff, number, "Odpověď.", after=1)
        with service.store.write() as session:
            session.execute(update(Letter).values(send_after=clock.seconds() + 600 + number))
    assert tick_after(service, minutes=41) == 1
    assert post.last()["To"] == ADDRESS
    tick_after(service, days=4)
    (dead,) = [letter for letter in outbox(service) if letter.purpose is Purpose.HINT]
    assert (dead.dead, dead.box) == (True, None)


@pytest.mark.parametrize("fault", [IndexError, UnicodeError, RecursionError, KeyError])
def test_whatever_goes_wrong_with_a_letter_the_others_go(
    service: Service, staff: Staff, fault: type[Exception]
) -> None:
    for number in (1, 2, 3):
        ask(service, f"{number}@schranka.example", text=f"Otázka {number}.")
        cases.answer(service, staff, number, "Odpověď.", after=1)
    gone = []

    def send(letter: EmailMessage) -> None:
        gone.append(letter["To"])
        if len(gone) == 1:
            raise fault

    with time_machine.travel(MORNING + timedelta(minutes=41)):
        assert letters.deliver(service, send) == 2


def test_a_server_that_hangs_up_on_one_letter_gets_the_others(
    service: Service, post: PostOffice, staff: Staff
) -> None:
    post.hung_up_on.add("1@schranka.example")
    for number in (1, 2, 3):
        ask(service, f"{number}@schranka.example", text=f"Otázka {number}.")
        cases.answer(service, staff, number, "Odpověď.", after=1)
    assert tick_after(service, minutes=41) == 2


def test_a_server_that_is_down_is_waited_for_once_in_a_tick(service: Service, staff: Staff) -> None:
    for number in (1, 2, 3):
        ask(service, f"{number}@schranka.example", text=f"Otázka {number}.")
        cases.answer(service, staff, number, "Odpověď.", after=1)
    tries = []

    def down(letter: EmailMessage) -> None:
        tries.append(letter["To"])
        raise mail.NoServer

    with time_machine.travel(MORNING + timedelta(minutes=41)):
        for _minute in range(3):
            assert letters.deliver(service, down) == 0
    assert len(tries) == len(set(tries)) == 3


def test_two_ticks_at_once_send_a_letter_once(
    service: Service, asked: OpenedMailbox, staff: Staff
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    sent = []

    def send(letter: EmailMessage) -> None:
        sent.append(letter["To"])
        assert (
            letters.deliver(service, sent.append) == 0
        )  # a second tick while the first one is sending

    with time_machine.travel(MORNING + timedelta(minutes=41)):
        assert letters.deliver(service, send) == 1
    assert sent == [ADDRESS]


def test_where_mail_was_switched_off_addresses_go_all_the_same(
    service: Service, asked: OpenedMailbox, staff: Staff, opened: Callable[..., Service]
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    silent = opened()
    tick_after(silent, days=2)
    assert outbox(silent)[0].box
    tick_after(silent, days=4)
    assert outbox(silent)[0].box is None
