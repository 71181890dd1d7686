"""The machine dies, or somebody comes in between, while a button is pressed: what was typed stands
in its field or was sent."""

import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from intake_service.desk import create_desk_app
from intake_service.settings import Settings
from intake_service.work.casework import cases, drafts
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service, open_service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page, Visitor
from tests.intake.desk.answering.deaths import dying, interrupted

ASK = "/dotaz/o-sobe"
CASE = "/dotaz/1"
TYPED = {"text": "Odpověď.", "note": "Poznámka.", "supervision": "Na poradu."}
EVERY = 3
"""Every so many moments the machine dies once; other tests die at each of them."""

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def receipt(public: Visitor) -> str:
    """The code of a question that waits."""
    public.open(ASK)
    return public.send(text="Otázka.").receipt


@dataclass(frozen=True)
class Pressed:
    """What a browser sends when the button below an answer is pressed, and who it is."""

    fields: dict[str, str]
    cookie: str

    def on(self, service: Service) -> DeskVisitor:
        """This browser at the desk of a service."""
        visitor = DeskVisitor(create_desk_app(service))
        visitor.client.set_cookie(visitor.app.config["SESSION_COOKIE_NAME"], self.cookie)
        return visitor

    def press(self, visitor: DeskVisitor) -> int:
        """Send it; returns the status."""
        return int(visitor.client.post(f"{CASE}/odpoved", data=self.fields).status_code)


@pytest.fixture
def pressed(desk: DeskVisitor, receipt: str) -> Pressed:
    """The page of the enquiry, filled in."""
    fields = desk.open(CASE).fields("/odpoved") | TYPED
    cookie = desk.client.get_cookie(desk.app.config["SESSION_COOKIE_NAME"])
    assert cookie
    return Pressed(fields, cookie.value)


def opened_on_a_copy(settings: Settings, data: Path, copy: Path) -> Service:
    """A service on what lies in a folder now."""
    shutil.copytree(data, copy)
    return open_service(settings.model_copy(update={"data": copy}))


def check_nothing_is_lost(page: Page) -> None:
    """The answer was sent once or stands in its field; the rest stands in its own."""
    sent = page.written.count(TYPED["text"])
    in_field = page.typed("text").strip() == TYPED["text"]
    assert (sent, in_field) in ((1, False), (0, True)), page.words
    assert page.typed("note").strip() == TYPED["note"]
    assert page.typed("supervision").strip() == TYPED["supervision"]


@pytest.mark.usefixtures("takes_seconds")
def test_whenever_the_machine_dies_pressing_once_more_sends_once(
    service: Service, pressed: Pressed, tmp_path: Path
) -> None:
    beginning = service.settings.data
    died = []
    for at in itertools.count(1, EVERY):
        dead = opened_on_a_copy(service.settings, beginning, tmp_path / f"dead-{at}")
        left = tmp_path / f"left-{at}"
        with dying(dead, at=at, left=left) as moments:
            pressed.press(pressed.on(dead))
        dead.close()
        if not moments.is_dead:  # it died when all was done, and nobody was told
            left = dead.settings.data
        again = open_service(service.settings.model_copy(update={"data": left}))
        visitor = pressed.on(again)
        page = visitor.open(CASE)
        if TYPED["note"] in page.text:  # it was kept before anything else was done
            check_nothing_is_lost(page)
        died.append(page.written)
        assert pressed.press(visitor) == 303
        page = visitor.open(CASE)
        assert page.written.count(TYPED["text"]) == 1
        check_nothing_is_lost(page)
        again.close()
        if not moments.is_dead:
            break
    assert ["Otázka."] in died
    assert ["Otázka.", TYPED["text"]] in died


Intruder = Callable[[Service, Staff, str], None]


def the_sender_writes(service: Service, _second: Staff, receipt: str) -> None:
    box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    mailbox.write_again(service, box, "A ještě něco.", after=1)


def a_colleague_answers(service: Service, second: Staff, _receipt: str) -> None:
    cases.answer(service, second, 1, "Odpověď kolegyně.", after=1)


def a_colleague_types(service: Service, second: Staff, _receipt: str) -> None:
    texts = {DraftKind.ANSWER: {"text": "Rozepsáno kolegyní."}}
    drafts.keep_all(service, second, 1, texts, Window.new())


INTRUDERS: dict[str, Intruder] = {
    "the sender writes": the_sender_writes,
    "a colleague answers": a_colleague_answers,
    "a colleague types": a_colleague_types,
}


@pytest.mark.parametrize("intruder", INTRUDERS.values(), ids=INTRUDERS)
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_whoever_comes_in_between_nothing_typed_is_lost(
    service: Service,
    second: Staff,
    receipt: str,
    pressed: Pressed,
    intruder: Intruder,
    at: int,
) -> None:
    visitor = pressed.on(service)
    with interrupted(service.store, at=at, by=lambda: intruder(service, second, receipt)):
        status = pressed.press(visitor)
    assert status in (303, 409)
    page = visitor.open(CASE)
    check_nothing_is_lost(page)
    if page.written.count(TYPED["text"]):
        assert page.written[1] == TYPED["text"], "it was sent below something unread"


def test_two_tabs_that_send_at_once_send_one_answer_and_keep_the_other(
    service: Service, pressed: Pressed, desk: DeskVisitor
) -> None:
    other = replace(pressed, fields=desk.open(CASE).fields("/odpoved") | {"text": "Z okna vedle."})
    with interrupted(service.store, at=2, by=lambda: other.press(other.on(service))):
        assert pressed.press(pressed.on(service)) == 409
    page = desk.open(CASE)
    assert page.written == ["Otázka.", "Z okna vedle."]
    assert page.typed("text").strip() == TYPED["text"]
