"""Who may see and do what, row by row: duties, states and kinds, and who cannot answer.

Each row is tried over HTTP on an enquiry of every kind in every state.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from intake_service.store.models import Enquiry
from intake_service.store.terms import Duty, State
from intake_service.work.casework import cases, junk
from intake_service.work.casework.seen import Seen
from intake_service.work.colleagues import handover
from intake_service.work.colleagues.handover import ANYBODY, Why
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person
from tests.intake.web.test_guards import everything, routes

COOKIE = b"c" * 32
QUESTION = "Otázka, kterou čte jen ten, kdo odpovídá."

pytestmark = pytest.mark.usefixtures("cheap_receipts", "takes_seconds")

OK = "sees it"
REFUSED = "refused"
NOT_THERE = "not there"
LOGIN = "has to log in"
WHO = ("answers", "cannot", "coordinates", "edits", "nobody")

PAGES = {
    #                                       answers    cannot     coordinates edits    nobody
    "/":                                   (OK,        OK,        REFUSED,   REFUSED, LOGIN),
    "/dotaz/{n}":                          (OK,        NOT_THERE, REFUSED,   REFUSED, LOGIN),
    "/dotaz/{n}/predat":                   (OK,        NOT_THERE, REFUSED,   REFUSED, LOGIN),
    "/dotaz/{n}/smazat":                   (OK,        NOT_THERE, REFUSED,   REFUSED, LOGIN),
    "/dotaz/{n}/cteni":                    (OK,        NOT_THERE, REFUSED,   REFUSED, LOGIN),
    "/dotaz/{n}/zverejneni":               (OK,        NOT_THERE, REFUSED,   REFUSED, LOGIN),
    "/porada":                             (OK,        OK,        REFUSED,   REFUSED, LOGIN),
    "/vyber":                              (OK,        OK,        REFUSED,   REFUSED, LOGIN),
    "/tym":                                (OK,        OK,        OK,        REFUSED, LOGIN),
    "/prijem":                             (OK,        OK,        OK,        REFUSED, LOGIN),
    "/ucet":                               (OK,        OK,        OK,        OK,      LOGIN),
}  # fmt: skip
"""What each sees at an address of the desk; `{n}` is every enquiry in turn."""
FOR_COORDINATORS = (
    "/prijem", "/prijem/datum", "/tym/pozvat", "/tym/{p}/co-dela", "/tym/{p}/odchod",
    "/tym/{p}/odhlasit",
)  # fmt: skip
"""Buttons that only a coordinator has."""
FOR_BOTH = ("/tym/{p}/chybi", "/tym/{p}/je-tu", "/tym/{p}/prijmout")
"""Buttons of whoever answers or coordinates."""


@dataclass(frozen=True)
class Stage:
    """An enquiry of each kind in each state, and browsers of everybody."""

    numbers: dict[int, str]
    visitors: dict[str, DeskVisitor]

    @property
    def few(self) -> list[int]:
        """Some of the enquiries, of several kinds and states."""
        return list(self.numbers)[::5]

    def tried_at(self, path: str) -> list[int]:
        """All of them at their own page, few elsewhere, none where a page is about none."""
        if path == "/dotaz/{n}":
            return list(self.numbers)
        return self.few[:3] if "{n}" in path else [0]


@pytest.fixture
def stage(
    service: Service, desk_app: Flask, staff: Staff, colleague: Callable[..., Person]
) -> Stage:
    people = {
        "answers": colleague("Adam", Duty.ANSWERS),
        "cannot": colleague("Bára", Duty.ANSWERS),
        "coordinates": colleague("Cyril", Duty.COORDINATES),
        "edits": colleague("Dana", Duty.EDITS),
    }
    numbers = {}
    for kind in KINDS:
        for state in State:
            number = ask(service, kind, state)
            bring(service, staff, number, state)
            numbers[number] = f"{kind}, {state}"
    bara = people["cannot"]
    holder = logins.resume(service, logins.log_in(service, bara.name, bara.password, bara.code()))
    for number in numbers:
        after = 2 if numbers[number].endswith((State.ANSWERED, State.CLOSED)) else 1
        handover.hand_over(service, holder, number, ANYBODY, Why.CANNOT, after=after)
    visitors = {}
    for who, person in people.items():
        visitors[who] = DeskVisitor(desk_app)
        visitors[who].log_in(person)
    visitors["nobody"] = DeskVisitor(desk_app)
    return Stage(numbers, visitors)


def ask(service: Service, kind: str, state: State) -> int:
    """Send an enquiry; returns its number."""
    enquiries.send(service, Submission(kind, "cs", f"{QUESTION} {kind} {state}", COOKIE))
    with service.store.read() as session:
        return max(session.scalars(select(Enquiry.number)))


def bring(service: Service, staff: Staff, number: int, state: State) -> None:
    """Let an enquiry stand there."""
    match state:
        case State.WAITING:
            pass
        case State.ANSWERED:
            cases.answer(service, staff, number, "Odpověď.", after=1)
        case State.CLOSED:
            cases.answer(service, staff, number, "Odpověď.", after=1)
            cases.close(service, staff, number, after=2)
        case State.BINNED:
            junk.put_into_bin(service, [Seen(number, 1)])


def is_complaint(stage: Stage, number: int) -> bool:
    return KINDS[stage.numbers[number].split(",")[0]].in_register


def seen_by(visitor: DeskVisitor, path: str) -> str:
    page = visitor.open(path)
    if page.path == "/prihlaseni" or page.title == "Přihlášení":
        return LOGIN
    return {200: OK, 403: REFUSED, 404: NOT_THERE}[page.status]


def test_each_sees_what_their_duties_say(stage: Stage) -> None:
    for path, expected in PAGES.items():
        for number in stage.tried_at(path):
            for who, usual in zip(WHO, expected, strict=True):
                outcome = usual
                visitor = stage.visitors[who]
                if who == "answers" and number and is_complaint(stage, number):
                    outcome = NOT_THERE  # until a coordinator has said whom it concerns
                found = seen_by(visitor, path.format(n=number))
                assert found == outcome, (who, path, stage.numbers.get(number))
                if who != "answers":
                    assert visitor.page
                    assert QUESTION not in visitor.page.words, (who, path)


def test_no_button_about_an_enquiry_does_anything_for_who_may_not_see_it(
    stage: Stage, desk_app: Flask, service: Service
) -> None:
    before = everything(service)
    for who in ("cannot", "coordinates", "edits"):
        visitor = stage.visitors[who]
        visitor.open("/ucet")
        token = visitor.token()
        for route in routes(desk_app, "POST"):
            if not route.startswith("/dotaz/1"):
                continue
            for number in stage.few[:3]:
                path = route.replace("/dotaz/1", f"/dotaz/{number}", 1)
                page = visitor.post(
                    path, csrf_token=token, seen=f"{number}.9", text="x", note="x", changed="x",
                    supervision="x", reason="thanks", why="away", to="",
                )  # fmt: skip
                assert page.status in (403, 404, 409), (who, path)
                assert QUESTION not in page.words
    assert everything(service) == before


def test_buttons_of_the_team_belong_to_coordinators_or_to_both(
    stage: Stage, service: Service, staff: Staff
) -> None:
    before = everything(service)
    allowed = {"answers": (), "cannot": (), "edits": ()}
    for who in allowed:
        visitor = stage.visitors[who]
        visitor.open("/ucet")
        token = visitor.token()
        for path in FOR_COORDINATORS + (FOR_BOTH if who == "edits" else ()):
            page = visitor.post(path.format(p=staff.id.hex()), csrf_token=token, name="Nový")
            assert page.status == 403, (who, path)
    assert everything(service) == before
