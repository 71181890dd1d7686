"""A page of the desk that has grown old buries nothing: every button of the desk is tried.

The buttons are found on the pages themselves. Each is pressed on a page from before the sender
wrote once more: the enquiry must wait afterwards, and where the button would have taken it out of
sight, the new words must stand on the page that comes instead.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from centre.exchange import published_questions
from centre.exchange.published_questions import Question
from intake_service.editor import PREFIX
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.casework import cases, deletion, junk, publishing
from intake_service.work.casework.seen import Seen
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import NAMESPACE, DeskVisitor, Page
from tests.intake.web.test_guards import routes

COOKIE = b"c" * 32
CRY = "Chci se zabít, jsem na mostě."
TYPED = {"text": "Odpověď.", "note": "Poznámka.", "title": "Nadpis", "lead": "Stručně."}
ABOUT_NO_ENQUIRY = {
    "/tym/klice",
    "/prihlaseni",
    "/odhlaseni",
    "/pozvanka",
    "/pozvanka/hotovo",
    "/prihlaseni/klic",
    "/prihlaseni/klic/hotovo",
    "/ucet",
    "/ucet/dopisy",
    "/ucet/klic",
    "/ucet/klic/hotovo",
    f"/ucet/klic/{'00' * 16}/odebrat",
    "/ucet/telefon",
    "/ucet/odhlasit-vsude",
    "/prijem",
    "/prijem/datum",
    "/tym/pozvat",
    "/strikacky/vlastni",
    "/sesit",
    "/sesit/skrtnout",
    "/stiznosti/1",
    "/stiznosti/zapsat",
    "/u-pultu",
    f"/tym/{'00' * 16}/chybi",
    f"/tym/{'00' * 16}/odhlasit",
    f"/tym/{'00' * 16}/je-tu",
    f"/tym/{'00' * 16}/prijmout",
    f"/tym/{'00' * 16}/odchod",
    f"/tym/{'00' * 16}/co-dela",
}
ABOUT_A_PAGE_OF_THE_SITE = {
    "/dotaz/1/zverejneni/navrh",
    "/dotaz/1/zverejneni/zastavit",
    "/dotaz/1/zverejneni/stranka",
    "/dotaz/1/zverejneni/stahnout",
    "/ke-kontrole/00000000000000000000000000000000",
}
KEEPS_IT = {"/prijem/smazani/1/zastavit", "/prijem/zverejneni/1/zastavit"}
"""By them a coordinator stops what was proposed, and nothing goes."""
OF_WHAT_IS_WRITTEN = {
    "/dotaz/1/nepripominat",
    "/dotaz/1/prevzit",
    "/dotaz/1/psani",
    "/dotaz/1/zahodit",
    "/dotaz/1/zverejneni/psani",
    "/dotaz/1/zverejneni/zahodit",
}
"""They touch what is unfinished or a reminder, and no enquiry (writing/test_typing.py)."""
OF_WHAT_IS_READ = {
    "/dotaz/1/cteni/bez-precteni",
    "/dotaz/1/cteni/precteno",
    "/dotaz/1/cteni/prijmout",
    "/dotaz/1/cteni/psani",
    "/dotaz/1/cteni/souhlasim",
    "/dotaz/1/cteni/upravit",
    "/dotaz/1/cteni/vratit",
    "/dotaz/1/cteni/rozepsano",
    "/porada",
}
"""Of what colleagues read and talk over (colleagues/test_reading.py, test_supervision.py)."""
OF_ONE_KIND = {
    "/dotaz/1/cviceni/smazat",
    "/dotaz/1/koho-se-tyka",
    "/dotaz/1/odkryt",
    "/dotaz/1/prvni-veta",
    "/dotaz/1/prvni-veta/vlastni",
}
"""Of exercises, complaints, covered texts and crises; the enquiry waits afterwards as before
(sorting/test_exercise.py, test_whom_it_concerns.py, test_covering.py, crisis/)."""
OF_WHO_ANSWERS = {"/dotaz/1/uvolnit", "/dotaz/1/videno"}
"""They touch what colleagues say to each other, and no enquiry (colleagues/test_who_answers.py)."""
PAGES = ("/", "/strikacky", "/vyber", "/vyber?stav=binned", "/kos/vysypat", "/dotaz/{number}")

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@dataclass(frozen=True)
class Stage:
    """An enquiry that stands somewhere, and what its sender can do."""

    number: int
    receipt: str
    service: Service

    def state(self) -> State | None:
        with self.service.store.read() as session:
            return session.scalar(select(Enquiry.state).where(Enquiry.number == self.number))

    def write_again(self) -> None:
        box = mailbox.resume(self.service, mailbox.open_with_receipt(self.service, self.receipt))
        mailbox.write_again(self.service, box, CRY, after=1)


Setting = Callable[[Service, Staff, int], object]
SETTINGS: dict[str, tuple[str, Setting]] = {
    "a question waits": ("counselling", lambda *_given: None),
    "a message waits": ("message", lambda *_given: None),
    "a syringe lies": ("found_syringe", lambda *_given: None),
    "answered": (
        "counselling",
        lambda service, staff, number: cases.answer(service, staff, number, "Odpověď.", after=1),
    ),
    "offered": (
        "counselling",
        lambda service, staff, number: (
            cases.answer(service, staff, number, "Odpověď.", after=1),
            publishing.offer(service, staff, number, Question("Nadpis", "Text", "Otázka", "Text")),
        ),
    ),
    "in the bin": (
        "counselling",
        lambda service, _staff, number: junk.put_into_bin(service, [Seen(number, 1)]),
    ),
    "to be deleted": (
        "counselling",
        lambda service, second, number: deletion.propose(service, second, number, after=1),
    ),
    "in the bin, to be deleted": (
        "counselling",
        lambda service, second, number: (
            junk.put_into_bin(service, [Seen(number, 1)]),
            junk.empty_bin(service, second, [Seen(number, 1)]),
        ),
    ),
}


def set_up(service: Service, staff: Staff, setting: str) -> Stage:
    kind, go_on = SETTINGS[setting]
    submission = Submission(kind, "cs", f"Otázka {secrets.token_hex(8)}.", COOKIE)
    receipt = enquiries.sent(service, COOKIE, enquiries.send(service, submission)).receipt
    with service.store.read() as session:
        number = max(session.scalars(select(Enquiry.number)))
    go_on(service, staff, number)
    return Stage(number, receipt, service)


def buttons(page: Page) -> Iterator[tuple[str, dict[str, str]]]:
    """Where each button goes and what the browser would send; all is ticked and filled in."""
    for form in page.all("form"):
        fields = filled_in(form)
        for button in form.iter(NAMESPACE + "button"):
            own = {button.get("name"): button.get("value") or ""} if button.get("name") else {}
            yield button.get("formaction") or form.get("action") or page.path, fields | own


def filled_in(form: Any) -> dict[str, str]:
    fields = {
        each.get("name"): each.get("value") or "y"
        for each in form.iter(NAMESPACE + "input")
        if each.get("name")
    }
    fields |= dict.fromkeys((each.get("name") for each in form.iter(NAMESPACE + "textarea")), "")
    for each in form.iter(NAMESPACE + "select"):
        fields[each.get("name")] = list(each.iter(NAMESPACE + "option"))[-1].get("value") or ""
    return fields | {name: text for name, text in TYPED.items() if name in fields}


@dataclass
class Explorer:
    """Presses every button of every page that has to do with an enquiry."""

    desk: DeskVisitor
    set_up: Callable[[], Stage]

    def explore(self) -> set[str]:
        """The addresses of all buttons that were tried."""
        todo = list(PAGES)
        known = set(PAGES)
        tried = set()
        while todo:
            path = todo.pop()
            for action, leads_to in self.actions_of(path):
                tried.add(action)
                if leads_to not in known:
                    known.add(leads_to)
                    todo.append(leads_to)
        return tried

    def actions_of(self, path: str) -> Iterator[tuple[str, str]]:
        """Try each button of a page; gives its address, and the page to which it leads."""
        shown = self.set_up()
        page = self.desk.open(path.format(number=shown.number))
        for each in page.all("a"):
            link = (each.get("href") or "").replace(str(shown.number), "{number}")
            if "{number}" in link and "?" not in link:
                yield "", link
        for action, _fields in list(buttons(page)):
            template = action.replace(f"/{shown.number}", "/{number}")
            if template in ABOUT_NO_ENQUIRY:
                continue
            came_to, changed = self.press(path, template)
            self.press_late(path, template, changed=changed)
            yield template, came_to

    def press(self, path: str, template: str) -> tuple[str, bool]:
        """On a fresh page: where it leads, and whether the enquiry stands elsewhere then."""
        stage = self.set_up()
        before = stage.state()
        address, fields = self.button(stage, path, template)
        page = self.desk.post(address, **fields)
        return page.path.replace(f"/{stage.number}", "/{number}"), stage.state() is not before

    def press_late(self, path: str, template: str, *, changed: bool) -> None:
        """On a page that the sender has overtaken: it waits, and what they wrote is shown."""
        stage = self.set_up()
        address, fields = self.button(stage, path, template)
        stage.write_again()
        page = self.desk.post(address, **fields)
        assert stage.state() is State.WAITING, template
        assert not changed or CRY in page.words, template

    def button(self, stage: Stage, path: str, template: str) -> Any:
        page = self.desk.open(path.format(number=stage.number))
        address = template.format(number=stage.number)
        return address, dict(buttons(page))[address]


@pytest.fixture
def no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of a text to be published takes seconds, and is the matter of others."""
    monkeypatch.setattr(published_questions, "faults", lambda *_given: [])


@pytest.mark.usefixtures("no_check")
@pytest.mark.usefixtures("takes_seconds")
def test_every_button_of_the_desk_is_refused_when_somebody_has_written_meanwhile(
    desk: DeskVisitor, desk_app: Flask, service: Service, second: Staff
) -> None:
    tried = set()

    def alone(setting: str) -> Stage:
        with service.store.write() as session:
            session.execute(delete(Enquiry))
        return set_up(service, second, setting)

    for setting in SETTINGS:
        explorer = Explorer(desk, partial(alone, setting))
        tried |= {action.format(number=1) for action in explorer.explore() if action}
    of_the_editor = {path for path in routes(desk_app, "POST") if path.startswith(f"{PREFIX}/")}
    everything = set(routes(desk_app, "POST")) - of_the_editor
    others = (
        ABOUT_NO_ENQUIRY
        | ABOUT_A_PAGE_OF_THE_SITE
        | KEEPS_IT
        | OF_WHAT_IS_WRITTEN
        | OF_WHO_ANSWERS
        | OF_WHAT_IS_READ
        | OF_ONE_KIND
    )
    assert sorted(everything - others - tried) == []
    assert sorted(tried - everything) == []
    assert sorted(tried & others) == []


def test_what_the_bin_did_not_show_is_not_emptied(
    desk: DeskVisitor, service: Service, second: Staff
) -> None:
    set_up(service, second, "in the bin, to be deleted")
    desk.open("/kos/vysypat")
    set_up(service, second, "in the bin, to be deleted")
    page = desk.send("/vysypat")
    assert (page.status, "Spam se mezitím změnil" in page.alerts) == (409, True)
    assert [each.number for each in junk.contents(service, second).all] == [2]
    desk.send("/vysypat")
    assert junk.contents(service, second).all == []


def test_of_many_only_those_go_in_which_nobody_has_written(
    desk: DeskVisitor, service: Service, staff: Staff
) -> None:
    quiet, loud = (set_up(service, staff, "a question waits") for _each in range(2))
    token = desk.open("/vyber").fields("/kos")["csrf_token"]
    loud.write_again()
    ticked = {"csrf_token": token, "seen": ["1.1", "2.1"]}
    page = desk.see(desk.client.post("/kos", data=ticked))
    assert page.status == 409
    assert CRY in page.alerts
    assert (quiet.state(), loud.state()) == (State.BINNED, State.WAITING)
