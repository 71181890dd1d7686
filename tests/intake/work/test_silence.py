"""When nobody of the team shows up, the forms say so by themselves, and then pause."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from centre.intake import addresses
from centre.language.languages import LANGUAGES
from intake_service.store import vault
from intake_service.work import switches
from intake_service.work.casework import cases
from intake_service.work.enquiry import enquiries, silence
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.enquiry.silence import Silence
from intake_service.work.service import Service
from intake_service.work.switches import Switches
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Person, Visitor
from tests.intake.post_office import PostOffice, tick_after

ASK = "/dotaz/o-sobe"

pytestmark = pytest.mark.usefixtures("cheap_receipts")

# Asked on Monday 8 March 2027, promised for Thursday 11; the working days after it are Friday 12,
# Monday 15, Tuesday 16, then Wednesday 17 to Friday 19.
ASKED = "2027-03-08T12:00:00+01:00"
PROMISED = "2027-03-11T12:00:00+01:00"
STILL_IN_TIME = "2027-03-16T23:00:00+01:00"
TOLD = "2027-03-17T01:00:00+01:00"
STILL_OPEN = "2027-03-19T23:30:00+01:00"
PAUSED = "2027-03-20T01:00:00+01:00"


@pytest.fixture
def staff(service: Service, coordinator: Person) -> Staff:
    """The coordinator, who was here last on the day of asking."""
    with time_machine.travel(ASKED):
        cookie = logins.log_in(service, coordinator.name, coordinator.password, coordinator.code())
        return logins.resume(service, cookie)


@pytest.fixture
def asked(service: Service, staff: Staff) -> Service:
    with time_machine.travel(ASKED):
        ask(service)
    return service


def links(page: Page) -> list[str | None]:
    return [link.get("href") for link in page.all("a")]


def ask(service: Service, kind: str = "counselling") -> None:
    enquiries.send(service, Submission(kind, "cs", "Otázka.", cookie=vault.new_key()))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (PROMISED, Silence.NONE),
        (STILL_IN_TIME, Silence.NONE),
        (TOLD, Silence.TOLD),
        (PAUSED, Silence.PAUSED),
        ("2027-12-24T12:00:00+01:00", Silence.PAUSED),
    ],
)
def test_it_is_told_after_three_working_days_and_paused_after_six(
    asked: Service, moment: str, expected: Silence
) -> None:
    with time_machine.travel(moment):
        assert silence.now(asked) is expected


def test_who_was_promised_nothing_misses_nothing(service: Service, staff: Staff) -> None:
    with time_machine.travel(ASKED):
        ask(service, "found_syringe")
    with time_machine.travel(PAUSED):
        assert silence.now(service) is Silence.NONE


def test_a_login_or_an_answer_is_a_sign_of_life(
    asked: Service, staff: Staff, coordinator: Person
) -> None:
    with time_machine.travel(ASKED):
        ask(asked)
    with time_machine.travel(PAUSED):
        cases.answer(asked, staff, 1, "Odpověď.", after=1)
        assert silence.now(asked) is Silence.NONE  # the other one still waits
    with time_machine.travel("2027-03-26T12:00:00+01:00"):
        assert silence.now(asked) is Silence.TOLD
        logins.log_in(asked, coordinator.name, coordinator.password, coordinator.code())
        assert silence.now(asked) is Silence.NONE


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_forms_say_it_with_phones_and_take_what_is_sent(
    asked: Service, sender_app: Flask, lang: str
) -> None:
    path = addresses.intake("counselling", lang)
    with time_machine.travel(TOLD):
        visitor = Visitor(sender_app)
        page = visitor.open(path)
        heading = {"cs": "nikdo neodpovídá", "en": "Nobody is answering", "uk": "ніхто не відповід"}
        assert heading[lang] in page.alerts
        assert phones(page) >= {"tel:155", "tel:800350000"}
        assert "11. března" not in page.words
        sent = visitor.send(text="Otázka.")
        assert sent.receipt
        unknown = {"cs": "nevíme, kdy odpovíme", "en": "do not know when", "uk": "не знаємо, коли"}
        assert unknown[lang] in sent.words


@pytest.mark.parametrize("moment", [TOLD, PAUSED])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_mailbox_names_no_day_either(
    asked: Service, sender_app: Flask, lang: str, moment: str
) -> None:
    visitor = Visitor(sender_app)
    with time_machine.travel(STILL_IN_TIME):
        visitor.open(addresses.intake("counselling", lang))
        receipt = visitor.send(text="Otázka.").receipt
        visitor.open(addresses.intake("mailbox", lang))
        days = {"cs": "nejpozději", "en": "at the latest", "uk": "не пізніше"}
        assert days[lang] in visitor.send(receipt=receipt).words
    with time_machine.travel(moment):
        visitor.open(addresses.intake("mailbox", lang))
        page = visitor.send(receipt=receipt)
        assert page.written == ["Otázka."]
        assert days[lang] not in page.words
        unknown = {"cs": "nevíme, kdy odpovíme", "en": "do not know when", "uk": "не знаємо, коли"}
        assert unknown[lang] in page.words
        assert phones(page) >= {"tel:155", "tel:800350000"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_can_be_saved_names_no_day_either(
    asked: Service, sender_app: Flask, coordinator: Person, lang: str
) -> None:
    visitor = Visitor(sender_app)
    with time_machine.travel(TOLD):
        visitor.open(addresses.intake("counselling", lang))
        sent = visitor.send(text="Otázka.")
        note = visitor.client.get(f"{sent.path}.txt").get_data(as_text=True)
        what, _, code = note.partition("\r\n\r\n")
        assert what in ("Zkontrolovat zprávu", "Check the message", "Перевірити повідомлення")
        assert code.replace(" ", "").strip() == sent.receipt
        box = visitor.open(addresses.intake("mailbox", lang)).path
        reminder = f"{box}/pripominka.ics"
        assert reminder not in [
            link.get("href") for link in visitor.send(receipt=sent.receipt).all("a")
        ]
        assert visitor.client.get(reminder).headers["Location"] == box
        logins.log_in(asked, coordinator.name, coordinator.password, coordinator.code())
        assert reminder in links(visitor.open(box))
        assert visitor.client.get(reminder).status_code == 200
        assert "22" in visitor.client.get(f"{sent.path}.txt").get_data(as_text=True)


def test_an_answered_mailbox_says_nothing_of_the_silence(
    asked: Service, sender_app: Flask, staff: Staff
) -> None:
    visitor = Visitor(sender_app)
    with time_machine.travel(ASKED):
        visitor.open(ASK)
        receipt = visitor.send(text="Druhá otázka.").receipt
        cases.answer(asked, staff, 2, "Odpověď.", after=1)
    with time_machine.travel(TOLD):
        assert silence.now(asked) is Silence.TOLD
        visitor.open(addresses.intake("mailbox", "cs"))
        page = visitor.send(receipt=receipt)
        assert page.written == ["Druhá otázka.", "Odpověď."]
        assert "nikdo neodpovídá" not in page.words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_then_they_pause_and_keep_the_text(asked: Service, sender_app: Flask, lang: str) -> None:
    path = addresses.intake("counselling", lang)
    visitor = Visitor(sender_app)
    with time_machine.travel(STILL_OPEN):
        visitor.open(path)
    with time_machine.travel(PAUSED):
        page = visitor.send(text="Rozepsáno.")
        assert (page.status, page.typed()) == (503, "Rozepsáno.")
        page = visitor.open(path)
        assert (page.status, page.all("textarea")) == (503, [])
        assert phones(page) >= {"tel:155", "tel:800350000"}


def test_a_login_opens_the_forms_again(
    asked: Service, sender_app: Flask, desk_app: Flask, coordinator: Person
) -> None:
    with time_machine.travel(PAUSED):
        assert Visitor(sender_app).open(ASK).status == 503
        DeskVisitor(desk_app).log_in(coordinator)
        assert Visitor(sender_app).open(ASK).status == 200


def test_a_pause_of_the_coordinator_stays_one(asked: Service, sender_app: Flask) -> None:
    switches.turn_to(asked, Switches(paused=True))
    with time_machine.travel(TOLD):
        assert Visitor(sender_app).open(ASK).status == 503


@pytest.mark.usefixtures("monday_morning")
def test_a_letter_calls_for_the_coordinator_every_day(
    with_mail: Callable[..., Service], post: PostOffice
) -> None:
    service = with_mail()
    ask(service)
    for days, told in ((8, False), (9, True), (10, True)):
        post.empty()
        tick_after(service, days=days, hours=3)
        letters = "\n".join(each.get_content() for each in post.letters)
        assert ("podíval koordinátor" in letters) is told, days


def phones(page: Page) -> set[str]:
    return {(each.get("href") or "").replace("+420", "") for each in page.all("a")}
