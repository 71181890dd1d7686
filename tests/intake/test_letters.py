"""Letters say that there is news and nothing else, go late, look alike, and leave no address behind."""

import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select, update

from intake_service import clock
from intake_service.sender import create_sender_app
from intake_service.store import vault
from intake_service.store.models import Letter, TickKey
from intake_service.store.terms import Purpose
from intake_service.work import casework, chores, enquiries, hints, letters, mail, mailbox, tick_key
from intake_service.work.enquiries import Submission
from intake_service.work.logins import Staff
from intake_service.work.mailbox import OpenedMailbox
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor, Person, Visitor

ASK, BOX = "/dotaz/o-sobe", "/odpoved"
ADDRESS = "nekdo.s.dlouhou.adresou@schranka.example"
TEAM = "tym@posta.example"
MORNING = datetime(2027, 3, 8, 7, 0, tzinfo=clock.PRAGUE)  # a Monday, before the daily notice


@dataclass
class PostOffice:
    """A real mail server on loopback: keeps what it takes, refuses whom it is told to."""

    taken: list[Any] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return "550 nobody of this name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.taken.append(envelope)
        return "250 OK"

    @property
    def letters(self) -> list[EmailMessage]:
        parsed = (message_from_bytes(each.content, policy=policy.default) for each in self.taken)
        return [each for each in parsed if isinstance(each, EmailMessage)]

    def last(self) -> EmailMessage:
        return self.letters[-1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def controller() -> Iterator[Controller]:
    controller = Controller(PostOffice(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def post(controller: Controller) -> PostOffice:
    """The post office, empty and willing."""
    office: PostOffice = controller.handler
    office.taken.clear()
    office.refused.clear()
    return office


@pytest.fixture(autouse=True)
def _on_a_monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def with_mail(opened: Callable[..., Service], controller: Controller) -> Callable[..., Service]:
    """Opens a service that sends mail, whose chores have run once."""

    def open_it(**changed: object) -> Service:
        usual = {
            "smtp_host": "127.0.0.1",
            "smtp_port": controller.port,
            "smtp_tls": False,
            "smtp_seconds": 5.0,
            "mail_from": "Pošta <zprava@posta.example>",
            "notices_to": TEAM,
        }
        service = opened(**{**usual, **changed})
        chores.tick(service)
        return service

    return open_it


@pytest.fixture
def service(with_mail: Callable[..., Service]) -> Service:
    return with_mail()


@pytest.fixture
def asked(service: Service) -> OpenedMailbox:
    """The mailbox of somebody who has asked and wants a hint."""
    return ask(service)


def ask(
    service: Service, email: str | None = ADDRESS, *, language: str = "cs", text: str = "Otázka."
) -> OpenedMailbox:
    submission = Submission("counselling", language, text, cookie=vault.new_key(), email=email)
    handle = enquiries.send(service, submission)
    receipt = enquiries.sent(service, submission.cookie, handle).receipt
    return mailbox.resume(service, mailbox.enter(service, receipt))


def tick_after(service: Service, **time: float) -> int:
    """How many letters the chores send so long after that Monday morning."""
    with time_machine.travel(MORNING + timedelta(**time)):
        return chores.tick(service).sent


def outbox(service: Service) -> list[Letter]:
    with service.store.read() as session:
        return list(session.scalars(select(Letter).order_by(Letter.send_after)))


def everything_on_disk(service: Service) -> bytes:
    return b"".join(path.read_bytes() for path in service.settings.data.glob("intake.sqlite3*"))


# What a sender sees


def test_who_leaves_an_address_with_the_question_gets_one_letter_that_tells_nothing(
    service: Service, post: PostOffice, desk_app: Flask, sender_app: Flask, coordinator: Person
) -> None:
    public, desk = Visitor(sender_app), DeskVisitor(desk_app)
    public.open(ASK)
    public.send(text="Bojím se o život svého bratra Karla.", hint=ADDRESS)
    desk.log_in(coordinator)
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Zavolejte 155.")
    assert ADDRESS not in desk.page.text
    assert tick_after(service, hours=0.7) == 2  # it is urgent, so the team hears of it too
    hint = next(each for each in post.letters if each["To"] == ADDRESS)
    assert (
        hint.get_content().strip() == "Tam, kde jste se ptali, je pro vás něco nového. Víc tato zpráva neví."
    )
    assert hint["Subject"] == "Zpráva"
    for told in ("Karl", "155", "Káčko", "kacko", "centrum", "1000", "127.0.0.1", socket.gethostname()):
        assert told not in str(hint).replace("MIME-Version: 1.0", "")
    assert tick_after(service, days=1, hours=-1) == 0


def test_a_hint_is_switched_on_and_off_in_the_mailbox(public: Visitor, service: Service) -> None:
    public.open(ASK)
    receipt = public.send(text="Otázka.").receipt
    public.open(BOX)
    public.send(receipt=receipt)
    on = public.send("/upozorneni", email=f" {ADDRESS} ")
    assert "pošleme vám e-mail" in on.words
    assert ADDRESS not in on.text
    off = public.send("/vypnout")
    assert "pošleme vám e-mail" not in off.words


@pytest.mark.parametrize("typed", ["", "nekdo", "nekdo@", "a@b", "a@b.cz, c@d.cz", "jiří@schránka.cz"])
def test_what_is_no_address_is_told_beside_its_field(public: Visitor, typed: str) -> None:
    public.open(ASK)
    receipt = public.send(text="Otázka.").receipt
    public.open(BOX)
    public.send(receipt=receipt)
    page = public.send("/upozorneni", email=typed)
    assert (page.status, "nevypadá jako e-mail" in page.alerts) == (422, True)
    assert page.fields("/upozorneni")["email"] == typed


def test_a_wrong_address_at_the_form_keeps_the_text(public: Visitor, service: Service) -> None:
    public.open(ASK)
    page = public.send(text="Otázka.", hint="nekdo")
    assert (page.status, page.typed(), page.fields()["hint"]) == (422, "Otázka.", "nekdo")
    assert public.send(hint=ADDRESS).receipt


def test_an_address_is_asked_for_only_where_a_letter_would_be_sent(opened: Callable[..., Service]) -> None:
    for changed in ({}, {"smtp_host": "mail.example", "mail_from": "zprava@posta.example"}):
        public = Visitor(
            create_sender_app(opened(**changed))
        )  # the second one has no key before its first tick
        public.open(ASK)
        assert "hint" not in public.page.fields()
        receipt = public.send(text="Otázka.").receipt
        public.open(BOX)
        assert "/upozorneni" not in public.send(receipt=receipt).text


@pytest.mark.parametrize(
    "typed",
    [
        "a..b@c.cz",
        ".a@c.cz",
        "a.@c.cz",
        "a:b@c.cz",
        "a(b@c.cz",
        "a b@c.cz",
        "a\x00b@c.cz",
        "a@-c.cz",
        "a@c..cz",
        "a@[127.0.0.1]",
        "a\\b@c.cz",
        '"a"@c.cz',
        "a@b@c.cz",
        "a@c.cz\r\nBcc: d@e.cz",
        "a" * 65 + "@c.cz",
        "a@" + "b" * 64 + ".cz",
        "a@" + "b.c" * 90,
    ],
)
def test_an_address_that_could_trip_the_mail_server_is_refused(typed: str) -> None:
    with pytest.raises(hints.NotAnAddress):
        hints.check(typed)


@pytest.mark.parametrize(
    "typed",
    ["a@b.cz", "Jan.Novak+x@mail.example.org", "o'neil_1@x-y.example", "a" * 64 + "@" + "b" * 63 + ".cz"],
)
def test_an_odd_but_real_address_gets_its_letter(service: Service, post: PostOffice, typed: str) -> None:
    letters.deliver(service, send=lambda _letter: None)
    mail.mailer(service.settings)(mail.write(service.settings, hints.check(typed), "Zpráva."))
    assert post.taken[-1].rcpt_tos == [typed]


# When it goes


def test_a_hint_goes_ten_to_forty_minutes_after_the_answer(
    service: Service, post: PostOffice, staff: Staff
) -> None:
    for number in range(1, 6):
        ask(service, f"{number}@schranka.example", text=f"Otázka {number}.")
        casework.answer(service, staff, number, "Odpověď.", after=1)
    assert tick_after(service, minutes=9) == 0
    waits = [each.send_after - MORNING.timestamp() for each in outbox(service)]
    assert all(600 <= wait <= 2405 for wait in waits)
    assert len(set(waits)) > 1
    assert tick_after(service, minutes=41) == 5
    assert {each["To"] for each in post.letters} == {f"{number}@schranka.example" for number in range(1, 6)}


def test_an_answer_that_is_undone_posts_no_letter(
    service: Service, asked: OpenedMailbox, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = letters.post_hint

    def post_and_fail(*given: Any) -> None:
        kept(*given)
        raise RuntimeError

    monkeypatch.setattr(letters, "post_hint", post_and_fail)
    with pytest.raises(RuntimeError):
        casework.answer(service, staff, 1, "Odpověď.", after=1)
    assert outbox(service) == []
    assert len(casework.open_case(service, staff, 1).messages) == 1


def test_two_answers_in_a_row_are_one_letter(service: Service, asked: OpenedMailbox, staff: Staff) -> None:
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    casework.answer(service, staff, 1, "A ještě něco.", after=2)
    assert tick_after(service, minutes=41) == 1


def test_who_has_read_the_answer_gets_no_letter_about_it(
    service: Service, asked: OpenedMailbox, staff: Staff
) -> None:
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    mailbox.look(service, asked)
    assert outbox(service) == []


def test_a_hint_switched_off_takes_the_waiting_letter_back(
    service: Service, asked: OpenedMailbox, staff: Staff
) -> None:
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    mailbox.turn_hint(service, asked, None)
    assert tick_after(service, minutes=41) == 0
    casework.answer(service, staff, 1, "A ještě něco.", after=2)
    assert outbox(service) == []


@pytest.mark.parametrize("side", ["sender", "desk"])
def test_deleting_the_conversation_takes_the_waiting_letter_back(
    service: Service, asked: OpenedMailbox, staff: Staff, side: str
) -> None:
    other = ask(service, "jiny@schranka.example", text="Jiná otázka.")
    for number in (1, 2):
        casework.answer(service, staff, number, "Odpověď.", after=1)
    if side == "sender":
        mailbox.delete_all(service, asked, b"")
    else:
        casework.delete_case(service, staff, 1)
    assert len(outbox(service)) == 1
    mailbox.delete_all(service, other, b"")
    assert outbox(service) == []


def test_a_letter_names_no_enquiry(service: Service, asked: OpenedMailbox, staff: Staff) -> None:
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    (letter,) = outbox(service)
    row = b"".join(value for value in (letter.id, letter.trace, letter.box) if value)
    assert asked.enquiry_id not in row
    with service.store.read() as session:
        confirmation = session.execute(select(enquiries.Confirmation.trace)).scalar_one()
    assert letter.trace != confirmation


# How it looks


def test_all_letters_look_the_same_from_outside(service: Service, post: PostOffice, staff: Staff) -> None:
    for number, language in enumerate(("cs", "en", "uk"), 1):
        ask(service, f"{language}@schranka.example", language=language, text=f"Otázka {number}.")
        casework.answer(service, staff, number, "Odpověď.", after=1)
    assert tick_after(service, minutes=41) == 3
    assert tick_after(service, hours=1) == 1  # nothing waits
    ask(service, None, text="Chci se zabít.")
    assert tick_after(service, hours=1.1) == 1  # urgent
    assert tick_after(service, days=1, hours=1) == 1  # something waits
    said = [each.get_content().strip() for each in post.letters]
    assert len(set(said)) == len(said) == 6
    assert "There is news for you where you asked. This message knows no more." in said
    bodies = {each.content.partition(b"\r\n\r\n")[2] for each in post.taken}
    assert len({len(body) for body in bodies}) == 1
    headers = [{name: value for name, value in each.items() if name not in VARYING} for each in post.letters]
    assert all(each == headers[0] for each in headers)
    assert {each["Subject"] for each in post.letters} == {"Zpráva", "Message", "Повідомлення"}


VARYING = {"To", "Subject", "Date", "Message-ID", "X-Peer", "X-MailFrom", "X-RcptTo"}


def test_the_mail_server_never_learns_the_name_of_this_machine(
    service: Service, post: PostOffice, controller: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    greeted = []
    monkeypatch.setattr(PostOffice, "handle_MAIL", record(greeted), raising=False)
    with time_machine.travel(MORNING + timedelta(hours=1)):
        chores.tick(service)
    assert greeted == ["posta.example"]
    assert re.fullmatch(r"<[0-9a-f]{32}@posta\.example>", post.last()["Message-ID"])
    assert post.last()["Date"].endswith("+0000")
    assert post.last()["Auto-Submitted"] == "auto-generated"


def record(greeted: list[str]) -> Any:
    async def handle_mail(
        _self: Any, _server: Any, session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        greeted.append(session.host_name)
        envelope.mail_from = address
        return "250 OK"

    return handle_mail


# When it cannot go


@pytest.fixture(params=["down", "slow", "refusing"])
def troubled(request: pytest.FixtureRequest, with_mail: Callable[..., Service], post: PostOffice) -> Any:
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
    casework.answer(troubled, staff, 1, "Odpověď.", after=1)
    tries = []
    with time_machine.travel(MORNING + timedelta(minutes=41), tick=False) as now:
        while outbox(troubled)[0].send_after < outbox(troubled)[0].give_up:
            now.move_to(datetime.fromtimestamp(outbox(troubled)[0].send_after, clock.PRAGUE))
            assert chores.tick(troubled).sent == 0
            tries.append(clock.seconds())
        now.shift(-1)
        assert outbox(troubled)[0].box
        now.move_to(datetime.fromtimestamp(outbox(troubled)[0].give_up, clock.PRAGUE))
        chores.tick(troubled)
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
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    tick_after(service, minutes=41)
    assert letters.undeliverable(service) == 0
    tick_after(service, days=3.1)
    desk = DeskVisitor(desk_app)
    desk.log_in(coordinator)
    assert "nepodařilo doručit: 1." in desk.open("/prijem").words
    assert ADDRESS not in desk.page.text
    tick_after(service, days=34)
    assert letters.undeliverable(service) == 0


def test_one_refused_letter_holds_up_no_other(service: Service, post: PostOffice, staff: Staff) -> None:
    post.refused.add("1@schranka.example")
    for number in (1, 2, 3):
        ask(service, f"{number}@schranka.example", text=f"Otázka {number}.")
        casework.answer(service, staff, number, "Odpověď.", after=1)
    assert tick_after(service, minutes=41) == 2
    post.refused.clear()
    assert tick_after(service, minutes=47) == 1


def test_a_server_that_is_down_is_waited_for_once_in_a_tick(service: Service, staff: Staff) -> None:
    for number in (1, 2, 3):
        ask(service, f"{number}@schranka.example", text=f"Otázka {number}.")
        casework.answer(service, staff, number, "Odpověď.", after=1)
    tries = []

    def down(letter: EmailMessage) -> None:
        tries.append(letter["To"])
        raise mail.NoServer

    with time_machine.travel(MORNING + timedelta(minutes=41)):
        for _minute in range(3):
            assert letters.deliver(service, down) == 0
    assert len(tries) == len(set(tries)) == 3


def test_two_ticks_at_once_send_a_letter_once(service: Service, asked: OpenedMailbox, staff: Staff) -> None:
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    sent = []

    def send(letter: EmailMessage) -> None:
        sent.append(letter["To"])
        assert letters.deliver(service, sent.append) == 0  # a second tick while the first one is sending

    with time_machine.travel(MORNING + timedelta(minutes=41)):
        assert letters.deliver(service, send) == 1
    assert sent == [ADDRESS]


def test_where_mail_was_switched_off_addresses_go_all_the_same(
    service: Service, asked: OpenedMailbox, staff: Staff, opened: Callable[..., Service]
) -> None:
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    silent = opened()
    tick_after(silent, days=2)
    assert outbox(silent)[0].box
    tick_after(silent, days=4)
    assert outbox(silent)[0].box is None


# Where addresses are


def test_no_address_can_be_read_in_the_database_and_none_is_left_when_the_letter_is_sent(
    service: Service, asked: OpenedMailbox, staff: Staff, post: PostOffice
) -> None:
    found = []
    for step in ("asked", "answered", "sent"):
        if step == "answered":
            casework.answer(service, staff, 1, "Odpověď.", after=1)
            box = outbox(service)[0].box
            assert box
            assert box in everything_on_disk(service)
        if step == "sent":
            tick_after(service, minutes=41)
            assert box not in everything_on_disk(service)
        found += [part for part in (b"nekdo", b"schranka", b"dlouhou") if part in everything_on_disk(service)]
    assert found == []
    assert outbox(service) == []
    assert post.last()["To"] == ADDRESS


def test_the_rows_do_not_tell_who_left_an_address_nor_how_long_it_is(service: Service, staff: Staff) -> None:
    for number, email in enumerate((None, "a@b.cz", ADDRESS), 1):
        ask(service, email, text=f"Otázka {number}.")
        casework.answer(service, staff, number, "Odpověď.", after=1)
    with service.store.read() as session:
        sealed = session.scalars(select(enquiries.Enquiry.hint_box)).all()
    assert len({len(box or b"") for box in sealed}) == 1
    assert len({len(each.box or b"") for each in outbox(service)}) == 1


def test_the_key_of_the_chores_is_a_file_that_only_its_owner_reads(service: Service) -> None:
    file = service.settings.data / tick_key.FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() not in everything_on_disk(service)


def test_without_the_file_a_waiting_letter_opens_to_nobody_and_the_next_one_is_sent(
    service: Service, asked: OpenedMailbox, staff: Staff
) -> None:
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    (service.settings.data / tick_key.FILE).unlink()
    assert tick_after(service, minutes=41) == 0
    assert (outbox(service)[0].dead, outbox(service)[0].box) == (True, None)
    casework.answer(service, staff, 1, "A ještě něco.", after=2)
    assert tick_after(service, minutes=50) == 1


@pytest.mark.parametrize("swapped", ["public", "mac"])
def test_a_key_swapped_in_the_database_gets_no_address_and_is_put_right_by_the_next_tick(
    service: Service, asked: OpenedMailbox, staff: Staff, public: Visitor, swapped: str
) -> None:
    with service.store.write() as session:
        session.execute(update(TickKey).values({swapped: vault.Pair.new().public}))
    with pytest.raises(vault.Swapped):
        casework.answer(service, staff, 1, "Odpověď.", after=1)
    assert outbox(service) == []
    assert public.open(ASK).status == 200  # the forms go on, without the hint
    assert "hint" not in public.page.fields()
    ask(service, None, text="Bez adresy.")
    casework.answer(service, staff, 2, "Odpověď.", after=1)
    chores.tick(service)
    casework.answer(service, staff, 1, "Odpověď.", after=1)
    assert tick_after(service, minutes=41) == 1


# Notices to the team


def test_the_team_gets_one_notice_a_day_from_eight_whether_or_not_there_is_news(
    service: Service, post: PostOffice
) -> None:
    assert [tick_after(service, minutes=minute) for minute in (0, 59, 61, 62, 300, 900)] == [0, 0, 1, 0, 0, 0]
    assert post.last().get_content().strip() == "Dnes na vás nic nečeká."
    assert post.last()["To"] == TEAM
    ask(service, None)
    assert [tick_after(service, days=1, minutes=minute) for minute in (0, 61, 62)] == [0, 1, 0]
    assert post.last().get_content().strip() == "Dnes na vás něco čeká."


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
    assert post.last().get_content().strip() == "Podívejte se prosím hned na dotazy."
    assert tick_after(service, minutes=2) == 0
    mailbox.write_again(service, opened, "Ještě pořád chci umřít.", after=1)
    assert tick_after(service, minutes=3) == 1


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
