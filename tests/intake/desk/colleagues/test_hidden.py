"""Who cannot answer an enquiry sees nothing of it at any address, in any list or count, and nobody
reads why."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from intake_service import clock
from intake_service.store.models import Draft
from intake_service.store.terms import State
from intake_service.work.casework import cases, deletion, junk
from intake_service.work.casework.seen import Seen
from intake_service.work.service import Service
from intake_service.work.shift import reminders
from intake_service.work.shift.reminders import Why
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Page
from tests.intake.desk.colleagues.test_who_answers import CASE, hand_over
from tests.intake.moments import later
from tests.intake.web.test_guards import everything, routes

QUESTION = "Otázka, která čeká."

pytestmark = pytest.mark.usefixtures("cheap_receipts", "receipt")

STATES: dict[State, Callable[[Service, Staff], object]] = {
    State.WAITING: lambda *_given: None,
    State.ANSWERED: lambda service, by: cases.answer(service, by, 1, "Odpověď.", after=1),
    State.CLOSED: lambda service, by: (
        cases.answer(service, by, 1, "Odpověď.", after=1),
        cases.close(service, by, 1, after=2),
    ),
    State.BINNED: lambda service, _by: junk.put_into_bin(service, [Seen(1, 1)]),
}


@pytest.fixture
def hidden(desk: DeskVisitor, eva: DeskVisitor) -> DeskVisitor:
    """Jana, who cannot answer the only enquiry."""
    hand_over(desk, "", "cannot")
    return desk


@pytest.fixture(params=STATES, ids=lambda state: state.value)
def state(request: pytest.FixtureRequest, service: Service, second: Staff) -> State:
    """Each state in which an enquiry can stand, and a colleague's proposal to delete it."""
    STATES[request.param](service, second)
    deletion.propose(service, second, 1, after=9)
    reminders.keep(service, second, 1, Why.CALL, clock.today())
    return State(request.param)


def addresses(app: Flask, method: str) -> Iterator[str]:
    """Every address that names the enquiry."""
    return (path for path in routes(app, method) if "/1" in path)


def come_to(visitor: DeskVisitor, method: str, path: str, token: str) -> Page:
    """Open an address, or press its button with everything filled in."""
    if method == "GET":
        return visitor.open(path)
    number = 99 if "/99" in path else 1
    typed = dict.fromkeys(("text", "note", "title", "question", "answer", "lead", "changed"), "x")
    chosen = {"reason": "thanks", "to": "", "why": "away", "seen": f"{number}.9"}
    return visitor.post(path, csrf_token=token, **typed, **chosen)


@pytest.mark.usefixtures("takes_seconds")
def test_at_every_address_it_is_not_there(
    hidden: DeskVisitor, desk_app: Flask, state: State, service: Service
) -> None:
    before = everything(service)
    hidden.open("/tym")
    token = hidden.token()
    tried = 0
    for method in ("GET", "POST"):
        for path in addresses(desk_app, method):
            page = come_to(hidden, method, path, token)
            never_there = come_to(hidden, method, path.replace("/1", "/99", 1), token)
            if path.endswith("/psani"):
                assert page.status in (404, 409)  # the script of no page asks there
                continue
            assert page.status == never_there.status, (method, path)
            assert page.words.replace("99", "1") == never_there.words.replace("99", "1"), path
            assert QUESTION not in page.words
            tried += 1
    assert tried > 20
    hidden.post("/kos", csrf_token=token, seen="1.9")
    hidden.post("/kos/vratit", csrf_token=token, seen="1.9")
    hidden.post("/kos/vysypat", csrf_token=token, seen="1.9")
    hidden.post("/kos/zastavit", csrf_token=token)
    assert everything(service) == before


@pytest.mark.parametrize("button", ["psani", "rozepsano"])
def test_to_an_expired_login_it_is_not_there_either(
    hidden: DeskVisitor, eva: DeskVisitor, service: Service, button: str
) -> None:
    hidden.open("/")
    token = hidden.token()
    with time_machine.travel(later(minutes=40)):
        answers = [
            hidden.client.post(f"/dotaz/{number}/{button}", data={"csrf_token": token, "note": "x"})
            for number in (1, 99)
        ]
    assert {each.status_code for each in answers} == {403}
    with service.store.read() as session:
        assert session.scalars(select(Draft)).all() == []


def test_no_list_and_no_count_knows_it(hidden: DeskVisitor, state: State) -> None:
    for path in ("/", *(f"/?stav={each.value}" for each in State), "/vyber", "/kos/vysypat"):
        page = hidden.open(path)
        assert QUESTION not in page.words, path
        assert "Dotaz č. 1" not in page.words, path
    tabs = [link for link in hidden.open("/").all("a") if "stav=" in link.get("href", "")]
    assert {" ".join(tab.itertext()).split()[-1] for tab in tabs} == {"0"}
    assert "Dotaz č. 1" not in hidden.open("/prijem").words
    assert hidden.open("/dalsi").path == "/"


def test_colleagues_see_it_and_read_no_reason(
    hidden: DeskVisitor, eva: DeskVisitor, id_of: Callable[[str], str]
) -> None:
    page = eva.open(CASE)
    assert QUESTION in page.words
    assert "Předáno, odpoví, kdo bude moct." in page.words
    assert "emůžu na to odpovídat" not in page.words
    assert id_of("Jana") not in page.text  # she cannot be called to it, either


def test_who_would_rather_not_say_why_leaves_the_same_note(
    desk: DeskVisitor, eva: DeskVisitor
) -> None:
    hand_over(desk, "", "unsaid")
    assert "Předáno, odpoví, kdo bude moct." in eva.open(CASE).words


def test_a_text_that_was_begun_is_not_found_again(
    desk: DeskVisitor, eva: DeskVisitor, service: Service
) -> None:
    desk.open(CASE)
    desk.send("/rozepsano", text="Rozepsáno.")
    hand_over(desk, "", "cannot")
    assert "Rozepsáno." not in desk.open("/").words
    assert QUESTION not in desk.open("/").words


def test_the_last_one_who_sees_it_goes_on_seeing_it(desk: DeskVisitor) -> None:
    hand_over(desk, "", "cannot")
    assert desk.page
    assert desk.page.status == 409
    assert "Nikdo další by dotaz neviděl" in desk.page.words
    assert QUESTION in desk.open(CASE).words


def test_a_colleague_from_whom_it_is_hidden_cannot_be_given_it(
    hidden: DeskVisitor, eva: DeskVisitor, id_of: Callable[[str], str]
) -> None:
    hand_over(eva, id_of("Jana"), "away")
    assert eva.page
    assert eva.page.status == 409
    assert "Odpovídá Jana" not in eva.open(CASE).words
