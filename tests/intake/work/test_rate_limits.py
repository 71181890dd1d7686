"""Limits slow whoever does too much, and nobody else; they remember no address and nothing of
yesterday."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
import time_machine
from nacl.pwhash import argon2id

from intake_service import clock
from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.settings import Settings
from intake_service.store import receipts, vault
from intake_service.store.models import Enquiry
from intake_service.work.enquiry import enquiries, figures, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.enquiry.opened_mailbox import NothingOpens
from intake_service.work.rate_limits import Act, Flooded, RateLimits, Slowed
from intake_service.work.service import Service
from intake_service.work.team import logins
from tests.intake.browser import DeskVisitor, Person, Visitor

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
HERE = "192.0.2.7"
THERE = "198.51.100.7"
NOON = datetime(2027, 3, 8, 12, 0, tzinfo=clock.PRAGUE)

pytestmark = pytest.mark.usefixtures("cheap_receipts")


SomeVisitor = TypeVar("SomeVisitor", bound=Visitor)


def from_(address: str, visitor: SomeVisitor) -> SomeVisitor:
    """The same visitor, on that network."""
    visitor.client.environ_base["REMOTE_ADDR"] = address
    return visitor


def ask(service: Service, address: str | None, text: str = "Otázka.") -> str:
    """Send from an address; the receipt."""
    submission = Submission("counselling", "cs", text, cookie=vault.new_key())
    handle = enquiries.send(service, submission, address)
    return enquiries.sent(service, submission.cookie, handle).receipt


def kept(service: Service) -> int:
    """How many enquiries are stored."""
    with service.store.read() as session:
        return session.query(Enquiry).count()


def guess(service: Service, address: str | None, times: int) -> None:
    """Try codes that were never given."""
    for _ in range(times):
        with pytest.raises(NothingOpens):
            mailbox.open_with_receipt(service, receipts.new(), address)


# Sending


def test_one_network_is_slowed_and_all_others_go_on(opened: Callable[..., Service]) -> None:
    service = opened(sends_network=2)
    with time_machine.travel(NOON) as now:
        for text in ("První.", "Druhá."):
            ask(service, HERE, text)
        with pytest.raises(Slowed):
            ask(service, "192.0.2.99")
        for address in (THERE, "2001:db8::1", None):
            ask(service, address)
        now.shift(timedelta(minutes=61))
        ask(service, HERE, "Třetí.")


def test_onion_visitors_share_a_budget_of_their_own(opened: Callable[..., Service]) -> None:
    service = opened(sends_network=1, sends_local=3)
    for text in ("První.", "Druhá.", "Třetí."):
        ask(service, "127.0.0.1", text)
    with pytest.raises(Slowed):
        ask(service, "::1")
    ask(service, HERE)


def test_a_slowed_sender_keeps_the_text_and_reads_why(opened: Callable[..., Service]) -> None:
    app = create_sender_app(opened(sends_network=1))
    ask_once = from_(HERE, Visitor(app))
    ask_once.open(ASK)
    assert ask_once.send(text="První.").receipt
    neighbour = from_("192.0.2.8", Visitor(app))
    neighbour.open(ASK)
    page = neighbour.send(text="Druhá,\r\nna dva řádky.", topic="health")
    assert (page.status, page.typed()) == (429, "Druhá,\nna dva řádky.")
    assert page.fields()["topic"] == "health"
    assert "Z vaší sítě teď přišlo hodně zpráv" in page.alerts
    assert "155" in page.alerts
    assert from_(THERE, neighbour).send().receipt


def test_what_is_already_sent_is_shown_even_to_a_slowed_network(
    opened: Callable[..., Service],
) -> None:
    public = from_(HERE, Visitor(create_sender_app(opened(sends_network=1))))
    public.open(ASK)
    form = public.page
    first = public.send(text="Otázka.")
    public.page = form
    assert public.send(text="Otázka.").receipt == first.receipt


def test_a_flood_shows_the_waiting_page_keeps_the_text_and_tells_the_desk(
    opened: Callable[..., Service], coordinator: Person
) -> None:
    service = opened(sends_everybody=3)
    with time_machine.travel(NOON) as now:
        for number in range(3):
            ask(service, f"203.0.{number}.1")
        public = from_(HERE, Visitor(create_sender_app(service)))
        public.open(ASK)
        page = public.send(text="Moje otázka.")
        assert (page.status, page.typed()) == (503, "Moje otázka.")
        assert "Někdo nás právě zahlcuje" in page.alerts
        assert "znovu za 5 sekund" in page.alerts
        assert page.headers["Retry-After"] == "5"
        assert "155" in page.alerts
        desk = DeskVisitor(create_desk_app(service))
        desk.log_in(coordinator)
        assert "Zprávy, které musely počkat: 1." in desk.open("/").words
        assert figures.turned_away_today(service) == 1
        now.shift(5)
        assert public.send().receipt
        now.shift(timedelta(days=1))
        assert figures.turned_away_today(service) == 0


def test_one_network_cannot_spend_what_is_meant_for_everybody(
    opened: Callable[..., Service],
) -> None:
    service = opened(sends_network=2, sends_everybody=4)
    for text in ("První.", "Druhá."):
        ask(service, HERE, text)
    for _ in range(50):
        with pytest.raises(Slowed):
            ask(service, HERE)
    for address in ("198.51.100.1", "203.0.113.1"):
        ask(service, address)
    with pytest.raises(Flooded):
        ask(service, "203.0.112.1")


ATTACKS = {
    "ten /64 of one /60": lambda n: f"2001:db8:1:{n % 10:x}::1",
    "a /56": lambda n: f"2001:db8:1:{n % 256:x}::{n:x}",
    "a /48": lambda n: f"2001:db8:1:{n:x}::1",
    "the /48s of one /32": lambda n: f"2001:db8:{n:x}:{n:x}::1",
    "the /24s of one /16": lambda n: f"203.0.{n % 256}.{n % 7}",
    "the same, as IPv4 in IPv6": lambda n: f"::ffff:203.0.{n % 256}.{n % 7}",
    "an onion service": lambda _n: "127.0.0.1",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nobody_floods_everybody_from_what_one_can_rent(
    opened: Callable[..., Service], attack: str
) -> None:
    usual = Settings.model_fields
    limits = RateLimits(
        opened().settings.model_copy(
            update={name: usual[name].default for name in usual if name.startswith("sends_")}
        )
    )
    with time_machine.travel(NOON, tick=False):
        passed = 0
        for number in range(600):
            with suppress(Slowed, Flooded):
                limits.count_send(ATTACKS[attack](number))
                passed += 1
        assert 0 < passed < usual["sends_everybody"].default
        limits.count_send(HERE)
        limits.count_send("2a00:1028:83a0::1")


def test_in_a_flood_from_everywhere_who_waits_a_moment_gets_through(
    opened: Callable[..., Service],
) -> None:
    limits = opened(sends_network=30, sends_everybody=40, sends_local=20).rate_limits
    with time_machine.travel(NOON, tick=False) as now:
        for number in range(40):
            limits.count_send(f"203.{number}.0.1")
        for address in (HERE, "2001:db8::1", "127.0.0.1"):
            with pytest.raises(Flooded) as flooded:
                limits.count_send(address)
            assert flooded.value.seconds == 5
            with pytest.raises(Flooded) as flooded:
                limits.count_send(address, waited=3)
            assert flooded.value.seconds == 2
            limits.count_send(address, waited=5)
        # Whoever floods us and waits, too, runs dry: a tenth of what a network may send.
        for _ in range(3):
            limits.count_send("203.200.0.1", waited=5)
        with pytest.raises(Slowed) as slowed:
            limits.count_send("203.200.0.1", waited=5)
        assert slowed.value.seconds == 3601
        limits.count_send(THERE, waited=5)
        now.shift(timedelta(minutes=61))
        limits.count_send(HERE)


def test_onion_visitors_who_wait_go_on_when_their_common_budget_is_spent(
    opened: Callable[..., Service],
) -> None:
    limits = opened(sends_local=20).rate_limits
    for _ in range(20):
        limits.count_send(None)
    with pytest.raises(Slowed) as slowed:
        limits.count_send("::1")
    assert slowed.value.seconds == 5
    limits.count_send("::1", waited=5)


@pytest.mark.parametrize("act", Act)
def test_a_slowed_visitor_is_told_the_time_that_is_true(
    opened: Callable[..., Service], act: Act
) -> None:
    service = opened(
        sends_network=10, replies_network=1, wrong_receipts_network=1, logins_network=1
    )
    limits = service.rate_limits
    with time_machine.travel(NOON, tick=False) as now:
        for _ in range({Act.SEND: 10, Act.OPENING: 6}.get(act, 1)):
            limits.count(act, HERE)
        now.shift(20)
        with pytest.raises(Slowed) as slowed:
            limits.count(act, HERE)
        now.shift(slowed.value.seconds - 1)
        with pytest.raises(Slowed):
            limits.count(act, HERE)
        now.shift(1)
        limits.count(act, HERE)


@pytest.mark.parametrize("forged", ["", "0", "x", "WzFd.x"])
def test_the_wait_cannot_be_shortened_and_what_was_typed_stays(
    opened: Callable[..., Service], forged: str
) -> None:
    service = opened(sends_everybody=1)
    ask(service, THERE)
    app = create_sender_app(service)
    with time_machine.travel(clock.now(), tick=False) as now:
        public = from_(HERE, Visitor(app))
        public.open(ASK)
        assert public.send(text="Moje otázka.", topic="health", ticket=forged).status == 503
        now.shift(3)
        page = public.send()
        assert (page.status, page.typed(), page.fields()["topic"]) == (
            503,
            "Moje otázka.",
            "health",
        )
        assert "za 2 sekundy" in page.alerts
        stolen = page.fields()["ticket"]
        other = from_("198.18.0.1", Visitor(app))
        other.open(ASK)
        now.shift(2)
        assert other.send(text="Cizí lístek.", ticket=stolen).status == 503
        assert public.send(text="Moje otázka, o slovo delší.").receipt


def _timers() -> list[threading.Timer]:
    """What still waits to run."""
    return [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


def test_counting_starts_no_threads_and_counts_exactly(
    opened: Callable[..., Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    rate_limits = opened(sends_network=50, sends_everybody=1000).rate_limits
    started: list[threading.Thread] = []
    refused: list[str] = []

    def send() -> None:
        for number in range(100):
            try:
                rate_limits.count(Act.SEND, f"203.0.{number % 2}.1")
            except Slowed:
                refused.append("slowed")

    senders = [threading.Thread(target=send) for _ in range(8)]
    for sender in senders:
        sender.start()
    for thread in (*senders, *_timers()):
        thread.join()
    monkeypatch.setattr(threading.Thread, "start", started.append)
    send()
    assert len(refused) == 900 - 2 * 50
    assert not started


# Replies


def test_a_network_that_floods_mailboxes_keeps_its_text_and_no_other_waits(
    opened: Callable[..., Service],
) -> None:
    service = opened(replies_network=2)
    with time_machine.travel(NOON) as now:
        receipt = ask(service, HERE)
        public = from_(HERE, Visitor(create_sender_app(service)))
        public.open(BOX)
        public.send(receipt=receipt)
        for text in ("První.", "Druhá."):
            public.send("/napsat", text=text)
        page = public.send("/napsat", text="Třetí.")
        assert (page.status, page.typed()) == (429, "Třetí.")
        assert page.written == ["Otázka.", "První.", "Druhá."]
        assert "Z vaší sítě teď přišlo hodně zpráv" in page.alerts
        other = from_(THERE, Visitor(create_sender_app(service)))
        other.open(BOX)
        other.send(receipt=receipt)
        assert other.send("/napsat", text="Odjinud.").written[-1] == "Odjinud."
        ask(service, HERE)
        now.shift(timedelta(minutes=61))
        public.open(BOX)
        public.send(receipt=receipt)
        assert public.send("/napsat", text="Třetí.").written[-1] == "Třetí."


# Codes


def test_ten_wrong_codes_in_ten_minutes_slow_their_network_and_no_other(
    opened: Callable[..., Service],
) -> None:
    service = opened(wrong_receipts_network=10)
    with time_machine.travel(NOON) as now:
        receipt = ask(service, HERE)
        guess(service, HERE, 10)
        with pytest.raises(Slowed):
            mailbox.open_with_receipt(service, receipts.new(), HERE)
        with pytest.raises(Slowed):
            mailbox.open_with_receipt(
                service, receipt, "192.0.2.200"
            )  # a neighbour waits too, ten minutes at most
        for address in (THERE, "2001:db8::1", None):
            assert mailbox.open_with_receipt(service, receipt, address)
        now.shift(timedelta(minutes=10, seconds=1))
        assert mailbox.open_with_receipt(service, receipt, HERE)


def test_right_codes_and_typing_errors_cost_nothing(opened: Callable[..., Service]) -> None:
    service = opened(wrong_receipts_network=2)
    receipt = ask(service, HERE)
    for _ in range(5):
        assert mailbox.open_with_receipt(service, receipt, HERE)
        with pytest.raises(receipts.Misread):
            mailbox.open_with_receipt(service, receipt[:-1], HERE)


def test_one_code_opened_without_end_slows_its_network_and_no_other(
    opened: Callable[..., Service],
) -> None:
    service = opened(wrong_receipts_network=1)
    with time_machine.travel(NOON) as now:
        receipt = ask(service, HERE)
        for _ in range(6):
            assert mailbox.open_with_receipt(service, receipt, HERE)
        for typed in (receipt, receipts.new()):
            with pytest.raises(Slowed):
                mailbox.open_with_receipt(service, typed, "192.0.2.200")
        assert mailbox.open_with_receipt(service, receipt, THERE)
        now.shift(timedelta(minutes=10, seconds=1))
        assert mailbox.open_with_receipt(service, receipt, HERE)


@pytest.mark.parametrize("bits", [64, 56, 48])
def test_many_small_networks_of_one_household_open_no_more_than_a_few(
    opened: Callable[..., Service], bits: int
) -> None:
    service = opened(wrong_receipts_network=1)
    receipt = ask(service, HERE)
    inside = 2 ** (64 - bits)
    done = 0
    with time_machine.travel(NOON, tick=False):
        for number in range(60):
            with suppress(Slowed):
                mailbox.open_with_receipt(
                    service, receipt, f"2001:db8:1:{number * 257 % inside:x}::{number:x}"
                )
                done += 1
        assert done == {64: 6, 56: 12, 48: 24}[bits]
        assert mailbox.open_with_receipt(service, receipt, "2001:db8:2::1")


def test_a_slowed_opening_spends_no_argon2(
    opened: Callable[..., Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = opened(wrong_receipts_network=1)
    receipt = ask(service, HERE)
    for _ in range(6):
        mailbox.open_with_receipt(service, receipt, HERE)
    monkeypatch.delattr(argon2id, "kdf")
    with pytest.raises(Slowed):
        mailbox.open_with_receipt(service, receipt, HERE)


def test_guessing_from_everywhere_keeps_nobody_from_their_answer(
    opened: Callable[..., Service],
) -> None:
    service = opened(wrong_receipts_network=2)
    receipt = ask(service, None)
    for network in range(30):
        guess(service, f"203.0.{network}.1", 2)
    assert mailbox.open_with_receipt(service, receipt, HERE)


def test_who_typed_too_many_wrong_codes_is_told_that_nothing_is_lost(
    opened: Callable[..., Service],
) -> None:
    service = opened(wrong_receipts_network=2)
    guess(service, HERE, 2)
    public = from_(HERE, Visitor(create_sender_app(service)))
    public.open(BOX)
    page = public.send(receipt=receipts.new(), text="Rozepsaná odpověď.")
    assert page.status == 429
    assert "nic jsme nezablokovali" in page.alerts
    assert page.fields()["text"] == "Rozepsaná odpověď."


def test_an_open_mailbox_stays_open_while_its_network_is_slowed(
    opened: Callable[..., Service],
) -> None:
    service = opened(wrong_receipts_network=2)
    public = from_(HERE, Visitor(create_sender_app(service)))
    public.open(ASK)
    receipt = public.send(text="Otázka.").receipt
    public.open(BOX)
    public.send(receipt=receipt)
    guess(service, HERE, 2)
    assert public.open(BOX).written == ["Otázka."]
    assert public.send("/napsat", text="Ještě něco.").written == ["Otázka.", "Ještě něco."]


# Logins


def wrong_login(service: Service, person: Person, address: str | None) -> None:
    with pytest.raises(logins.LoginRefused):
        logins.log_in(service, person.name, "nesprávné heslo", "000000", address)


def test_a_stranger_locks_nobody_out(opened: Callable[..., Service], coordinator: Person) -> None:
    """The brake knows networks, not accounts; and no sum over all networks that strangers could
    spend."""
    service = opened(logins_network=5)
    with time_machine.travel(NOON) as now:
        for network in range(12):
            for _ in range(5):
                wrong_login(service, coordinator, f"203.0.{network}.1")
            with pytest.raises(Slowed):
                logins.log_in(
                    service, coordinator.name, coordinator.password, "0", f"203.0.{network}.9"
                )
        assert logins.log_in(
            service, coordinator.name, coordinator.password, coordinator.code(), HERE
        )
        now.shift(61)
        assert logins.log_in(
            service, coordinator.name, coordinator.password, coordinator.code(), "203.0.1.1"
        )


def test_a_slowed_login_is_told_to_wait_a_minute(
    opened: Callable[..., Service], coordinator: Person
) -> None:
    service = opened(logins_network=1)
    desk = DeskVisitor(create_desk_app(service))
    from_(HERE, desk)
    assert desk.log_in(coordinator, code="000000").status == 403
    page = desk.log_in(coordinator, code="000000")
    assert (page.status, "za minutu" in page.alerts) == (503, True)
    assert from_(THERE, desk).log_in(coordinator).status == 200
