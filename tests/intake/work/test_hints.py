"""An address for hints: asked for where it is of use, kept where nobody reads it, gone when it has
served."""

import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from intake_service.sender import create_sender_app
from intake_service.store import vault
from intake_service.store.models import TickKey
from intake_service.store.models.enquiries import Enquiry
from intake_service.work.casework import cases, stranded_hints
from intake_service.work.enquiry.opened_mailbox import OpenedMailbox
from intake_service.work.post import email_hints, mail, tick_key
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.post_office import ADDRESS, PostOffice, ask, outbox, tick_after

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"

pytestmark = pytest.mark.usefixtures("cheap_receipts", "monday_morning")


@pytest.fixture
def service(with_mail: Callable[..., Service]) -> Service:
    return with_mail()


@pytest.fixture
def asked(service: Service) -> OpenedMailbox:
    """The mailbox of somebody who has asked and wants a hint."""
    return ask(service)


def everything_on_disk(service: Service) -> bytes:
    return b"".join(path.read_bytes() for path in service.settings.data.glob("intake.sqlite3*"))


# What a sender sees


def test_who_leaves_an_address_with_the_question_gets_one_letter_that_tells_nothing(
    service: Service, post: PostOffice, desk_app: Flask, sender_app: Flask, coordinator: Person
) -> None:
    public = Visitor(sender_app)
    desk = DeskVisitor(desk_app)
    public.open(ASK)
    public.send(text="Bojím se o život svého bratra Karla.", hint=ADDRESS)
    desk.log_in(coordinator)
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Zavolejte 155.")
    assert ADDRESS not in desk.page.text
    assert tick_after(service, hours=0.7) == 2  # it is urgent, so the team hears of it too
    hint = next(each for each in post.letters if each["To"] == ADDRESS)
    assert (
        hint.get_content().strip()
        == "Tam, kde jste se ptali, je pro vás něco nového. Víc v této zprávě není.\n\n"
        "Na tuto zprávu prosím neodpovídejte. Odpovědi na ni nikdo nečte."
    )
    assert hint["Subject"] == "Zpráva"
    for told in (
        "Karl",
        "155",
        "Káčko",
        "kacko",
        "centrum",
        "1000",
        "127.0.0.1",
        socket.gethostname(),
    ):
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


@pytest.mark.parametrize(
    "typed", ["", "nekdo", "nekdo@", "a@b", "a@b.cz, c@d.cz", "jiří@schránka.cz"]
)
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


@pytest.mark.parametrize("typed", ["=?utf-8?q??=@x.cz", "=?utf-8?b?YQ==?=@x.cz"])
def test_an_address_that_the_mail_library_would_misread_is_refused_in_words(
    public: Visitor, typed: str
) -> None:
    public.open(ASK)
    page = public.send(text="Otázka.", hint=typed)
    assert (page.status, page.typed(), page.fields()["hint"]) == (422, "Otázka.", typed)
    receipt = public.send(hint="").receipt
    public.open(BOX)
    public.send(receipt=receipt)
    page = public.send("/upozorneni", email=typed)
    assert (page.status, page.fields("/upozorneni")["email"]) == (422, typed)


def test_an_address_is_asked_for_only_where_a_letter_would_be_sent(
    opened: Callable[..., Service],
) -> None:
    for changed in ({}, {"smtp_host": "mail.example", "mail_from": "zprava@posta.example"}):
        public = Visitor(
            create_sender_app(opened(**changed))
        )  # the second one has no key before its first tick
        public.open(ASK)
        assert "hint" not in public.page.fields()
        receipt = public.send(text="Otázka.").receipt
        public.open(BOX)
        assert "/upozorneni" not in public.send(receipt=receipt).text
        page = public.post(f"{BOX}/upozorneni", csrf_token=public.token("/napsat"), email="a@b.cz")
        assert page.status == 404
        assert "/upozorneni" not in public.open(BOX).text


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
        "=?utf-8?q??=@x.cz",  # the mail library fails at it
        "=?utf-8?q?jiny?=@x.cz",  # the mail library writes to jiny@x.cz
        "=?UTF-8?B?amlueQ==?=@x.cz",
        "=?bogus?q?a?=@x.cz",
        "a.=?utf-8?q?x?=@x.cz",
        "=?@x.cz",
        "a?=@x.cz",
    ],
)
def test_an_address_that_could_trip_the_mail_server_is_refused(typed: str) -> None:
    with pytest.raises(email_hints.NotAnAddress):
        email_hints.checked(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "a@b.cz",
        "Jan.Novak+x@mail.example.org",
        "o'neil_1@x-y.example",
        "a" * 64 + "@" + "b" * 63 + ".cz",
    ],
)
def test_an_odd_but_real_address_gets_its_letter(
    service: Service, post: PostOffice, typed: str
) -> None:
    mail.mailer(service.settings)(
        mail.write(service.settings, [email_hints.checked(typed)], "Zpráva.")
    )
    assert post.taken[-1].rcpt_tos == [typed]


# Where addresses are


def test_no_address_can_be_read_in_the_database_and_none_is_left_when_the_letter_is_sent(
    service: Service, asked: OpenedMailbox, staff: Staff, post: PostOffice
) -> None:
    found = []
    for step in ("asked", "answered", "sent"):
        if step == "answered":
            cases.answer(service, staff, 1, "Odpověď.", after=1)
            box = outbox(service)[0].box
            assert box
            assert box in everything_on_disk(service)
        if step == "sent":
            tick_after(service, minutes=41)
            assert box not in everything_on_disk(service)
        found += [
            part
            for part in (b"nekdo", b"schranka", b"dlouhou")
            if part in everything_on_disk(service)
        ]
    assert found == []
    assert outbox(service) == []
    assert post.last()["To"] == ADDRESS


def test_the_rows_do_not_tell_who_left_an_address_nor_how_long_it_is(
    service: Service, staff: Staff
) -> None:
    for number, email in enumerate((None, "a@b.cz", ADDRESS), 1):
        ask(service, email, text=f"Otázka {number}.")
        cases.answer(service, staff, number, "Odpověď.", after=1)
    with service.store.read() as session:
        sealed = session.scalars(select(Enquiry.hint_box)).all()
    assert len({len(box or b"") for box in sealed}) == 1
    assert len({len(each.box or b"") for each in outbox(service)}) == 1


def test_the_key_of_the_chores_is_a_file_that_only_its_owner_reads(service: Service) -> None:
    file = service.settings.data / tick_key.FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() not in everything_on_disk(service)


def test_without_the_file_a_waiting_letter_waits_for_a_counsellor_who_seals_it_anew(
    service: Service, asked: OpenedMailbox, staff: Staff, desk: DeskVisitor, post: PostOffice
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    (service.settings.data / tick_key.FILE).unlink()
    assert tick_after(service, minutes=41) == 0
    assert (outbox(service)[0].dead, outbox(service)[0].tries) == (False, 0)
    desk.open("/")
    assert tick_after(service, minutes=45) == 1
    assert post.last()["To"] == ADDRESS


def test_a_hint_whose_key_is_lost_is_given_up_after_its_days(
    service: Service, asked: OpenedMailbox, staff: Staff
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    (service.settings.data / tick_key.FILE).unlink()
    for days in range(5):
        assert tick_after(service, days=days, minutes=41) == 0
    assert (outbox(service)[0].dead, outbox(service)[0].box) == (True, None)


def test_a_key_kept_in_memory_leaves_none_on_the_disk(
    service: Service, asked: OpenedMailbox, staff: Staff, tmp_path: Path
) -> None:
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    in_memory = tmp_path / "run" / "key"
    in_memory.parent.mkdir()
    moved = replace(service, settings=service.settings.model_copy(update={"tick_key": in_memory}))
    assert tick_after(moved, minutes=41) == 0
    assert not (service.settings.data / tick_key.FILE).exists()
    assert in_memory.stat().st_mode & 0o777 == 0o600
    stranded_hints.seal_anew(moved, staff)
    assert tick_after(moved, minutes=45) == 1


@pytest.mark.parametrize("swapped", ["public", "mac"])
def test_a_key_swapped_in_the_database_gets_no_address_and_is_put_right_by_the_next_tick(
    service: Service, asked: OpenedMailbox, staff: Staff, public: Visitor, swapped: str
) -> None:
    with service.store.write() as session:
        session.execute(update(TickKey).values({swapped: vault.Pair.new().public}))
    with pytest.raises(vault.Swapped):
        cases.answer(service, staff, 1, "Odpověď.", after=1)
    assert outbox(service) == []
    assert public.open(ASK).status == 200  # the forms go on, without the hint
    assert "hint" not in public.page.fields()
    ask(service, None, text="Bez adresy.")
    cases.answer(service, staff, 2, "Odpověď.", after=1)
    daily.tick(service)
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    assert tick_after(service, minutes=41) == 1
