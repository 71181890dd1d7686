"""What a coordinator switches: a pause that is honest to senders, and a promise that the team can
keep."""

from collections.abc import Callable
from datetime import datetime

import pytest
import time_machine
from flask import Flask

from centre.intake import addresses
from centre.language.languages import LANGUAGES
from intake_service import clock
from intake_service.work import switches
from intake_service.work.casework import inbox
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.service import Service
from intake_service.work.switches import MORE_DAYS_MAX, Switches
from tests.intake.browser import DeskVisitor, Person, Visitor

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
STEERING = "/prijem"
MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=clock.PRAGUE)
# three working days, and three more
USUAL = "ve čtvrtek 26. listopadu"
LATER = "v úterý 1. prosince"

PAUSED = {
    "cs": "teď na čas nepřijímáme",
    "en": "not taking new questions",
    "uk": "Нових запитань якийсь час",
}

pytestmark = pytest.mark.usefixtures("cheap_receipts")


def pause(service: Service) -> None:
    switches.turn_to(service, Switches(paused=True))


# Pause


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_pause_is_told_before_anybody_writes(
    public: Visitor, service: Service, kind: str, lang: str
) -> None:
    pause(service)
    page = public.open(addresses.intake(kind, lang))
    assert (page.status, PAUSED[lang] in page.alerts) == (503, True)
    assert not page.all("textarea")
    phones = {
        purpose: service.facts.centre.contacts.phone(purpose).number
        for purpose in ("centre", "outreach")
    }
    assert all(number in page.alerts for number in (*phones.values(), "155"))
    for elsewhere in ("narodni-linka-odvykani", "linka-rodina-skola"):
        line = service.facts.helplines[elsewhere]
        assert line.number in page.alerts
        assert str(line.for_whom.in_(lang)) in page.alerts
    others = {each.get("href") for each in page.all("a") if each.get("hreflang")}
    assert others == {addresses.intake(kind, other) for other in LANGUAGES if other != lang}


def test_a_pause_that_comes_while_somebody_writes_loses_no_word(
    public: Visitor, service: Service
) -> None:
    public.open(ASK)
    pause(service)
    page = public.send(text="Dlouho jsem to psal.", topic="health")
    assert (page.status, page.typed(), page.fields()["topic"]) == (
        503,
        "Dlouho jsem to psal.",
        "health",
    )
    assert "Nic se neodeslalo" in page.alerts
    assert "Odpovíme nejpozději" not in page.words
    assert "Odpoví vám" not in page.words  # nothing is promised
    assert not any(inbox.counts(service).values())
    switches.turn_to(service, Switches())
    assert public.send().receipt


def test_mailboxes_go_on_during_a_pause(
    public: Visitor, service: Service, desk: DeskVisitor
) -> None:
    public.open(ASK)
    receipt = public.send(text="Otázka.").receipt
    pause(service)
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Odpověď.")
    public.open(BOX)
    assert public.send(receipt=receipt).written == ["Otázka.", "Odpověď."]
    assert public.send("/napsat", text="Díky.").written[-1] == "Díky."
    public.open(f"{BOX}/smazat")
    assert public.send(f"{BOX}/smazat").status == 200


def test_what_was_sent_before_the_pause_still_shows_its_receipt(
    public: Visitor, service: Service
) -> None:
    public.open(ASK)
    sent = public.send(text="Otázka.")
    pause(service)
    assert public.open(sent.path).receipt == sent.receipt


# The promise


def test_a_longer_promise_moves_the_day_on_form_receipt_and_mailbox(
    public: Visitor, service: Service
) -> None:
    with time_machine.travel(MONDAY):
        assert USUAL in public.open(ASK).words
        receipt = public.send(text="Před změnou.").receipt
        switches.turn_to(service, Switches(more_days=3))
        page = public.open(ASK)
        assert LATER in page.words
        assert USUAL not in page.words
        assert LATER in public.send(text="Po změně.").words
        public.open(BOX)
        assert USUAL in public.send(receipt=receipt).words  # what was promised stays promised


@pytest.mark.parametrize("days", range(6))
def test_each_added_day_is_a_working_day(service: Service, days: int) -> None:
    with time_machine.travel(MONDAY):
        switches.turn_to(service, Switches(more_days=days))
        day = switches.answer_day(service)
    assert day.day == [26, 27, 30, 1, 2, 3][days]


def test_the_promise_is_never_longer_than_a_month_nor_shorter_than_usual(service: Service) -> None:
    for asked, kept in ((-5, 0), (MORE_DAYS_MAX, MORE_DAYS_MAX), (1000, MORE_DAYS_MAX)):
        switches.turn_to(service, Switches(more_days=asked))
        assert switches.current(service).more_days == kept


# Who switches


def test_a_coordinator_switches_both_and_back(
    public: Visitor, desk: DeskVisitor, service: Service
) -> None:
    desk.open(STEERING)
    desk.send(STEERING, paused="y", more_days="2")
    assert switches.current(service) == Switches(paused=True, more_days=2)
    assert "Příjem je pozastavený" in desk.open("/").words
    assert public.open(ASK).status == 503
    shown = next(each for each in desk.open(STEERING).all("input") if each.get("name") == "paused")
    assert shown.get("checked") is not None
    fields = {name: value for name, value in desk.page.fields(STEERING).items() if name != "paused"}
    desk.post(STEERING, **{**fields, "more_days": "0"})
    assert switches.current(service) == Switches()
    assert public.open(ASK).status == 200


def test_a_counsellor_sees_how_it_stands_and_cannot_switch(
    desk_app: Flask, service: Service, colleague: Callable[..., Person]
) -> None:
    pause(service)
    desk = DeskVisitor(desk_app)
    desk.log_in(colleague("Petr"))
    page = desk.open(STEERING)
    assert "paused" not in [each.get("name") for each in page.all("input")]
    token = page.fields("/odhlaseni")["csrf_token"]
    assert desk.post(STEERING, csrf_token=token, more_days="5").status == 403
    assert switches.current(service) == Switches(paused=True)


def test_a_stranger_is_led_to_the_login(desk_app: Flask, service: Service) -> None:
    desk = DeskVisitor(desk_app)
    desk.open("/prihlaseni")
    page = desk.post(STEERING, csrf_token=desk.token("/prihlaseni"), paused="y", more_days="5")
    assert page.title.startswith("Přihlášení")
    assert switches.current(service) == Switches()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Vyplňte"),
        ("abc", "celé číslo"),
        ("-1", "od 0 do 20"),
        ("21", "od 0 do 20"),
        ("1.5", "celé číslo"),
        ("1_0", "celé číslo"),
        ("+5", "celé číslo"),
        ("٥", "celé číslo"),
    ],
)
def test_a_number_that_makes_no_sense_is_told_in_words(
    desk: DeskVisitor, service: Service, typed: str, told: str
) -> None:
    desk.open(STEERING)
    page = desk.send(STEERING, more_days=typed, paused="y")
    assert (page.status, told in page.alerts) == (422, True)
    assert switches.current(service) == Switches()


def test_a_page_that_was_open_too_long_switches_nothing(
    desk: DeskVisitor, service: Service
) -> None:
    desk.open(STEERING)
    page = desk.send(STEERING, more_days="5", csrf_token="old")
    assert page.status == 400
    assert page.fields(STEERING)["more_days"] == "5"
    assert switches.current(service) == Switches()
