"""Whatever the clock of the server does, a form that is open can be sent and a code opens its
answer."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from intake_service import clock
from intake_service.work import chores
from intake_service.work.casework import cases, inbox
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Person, Visitor

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
TEXT = "Řádek jedna,\r\nřádek dva."

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture(
    params=[
        timedelta(hours=-1),
        timedelta(days=-2),
        timedelta(hours=1),
        timedelta(days=40),
        timedelta(3653),
    ],
    ids=["an hour back", "two days back", "an hour on", "forty days on", "ten years on"],
)
def jump(request: pytest.FixtureRequest) -> timedelta:
    by: timedelta = request.param
    return by


@pytest.fixture
def receipt(public: Visitor, service: Service, staff: Staff) -> str:
    """The code of a question that was answered before the clock jumped."""
    public.open(ASK)
    code = public.send(text="Otázka.").receipt
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    return code


@pytest.fixture
def after_the_jump(public: Visitor, receipt: str, jump: timedelta) -> Iterator[Visitor]:
    """Somebody whose form was open when the clock jumped."""
    public.open(ASK)
    with time_machine.travel(clock.now() + jump):
        yield public


def test_an_open_form_is_sent_at_the_second_try_at_most(after_the_jump: Visitor) -> None:
    page = after_the_jump.send(text=TEXT)
    if page.status == 400:
        assert page.typed().replace("\n", "\r\n") == TEXT
        page = after_the_jump.send()
    assert page.receipt


def test_a_new_form_is_sent_and_its_code_opens_it(after_the_jump: Visitor, receipt: str) -> None:
    fresh = Visitor(after_the_jump.app)
    fresh.open(ASK)
    new = fresh.send(text=TEXT).receipt
    for code, written in ((new, [TEXT.replace("\r\n", "\n")]), (receipt, ["Otázka.", "Odpověď."])):
        reader = Visitor(after_the_jump.app)
        reader.open(BOX)
        assert reader.send(receipt=code).written == written


def test_a_form_opened_in_the_jump_is_good_when_the_clock_is_right_again(
    public: Visitor, jump: timedelta
) -> None:
    with time_machine.travel(clock.now() + jump):
        public.open(ASK)
    page = public.send(text=TEXT)
    assert (page if page.status == 200 else public.send()).receipt


def test_the_desk_can_be_entered_and_answers(
    desk_app: object, service: Service, receipt: str, coordinator: Person, jump: timedelta
) -> None:
    with time_machine.travel(
        clock.now() + abs(jump)
    ):  # back in time each code of the phone is used up
        desk = DeskVisitor(desk_app)
        desk.log_in(coordinator)
        desk.open("/dotaz/1")
        assert desk.send("/odpoved", text="Ještě něco.").written[-1] == "Ještě něco."


def test_chores_delete_nothing_that_waits_and_nothing_too_early(
    public: Visitor, service: Service, jump: timedelta
) -> None:
    public.open(ASK)
    public.send(text="Otázka.")
    with time_machine.travel(clock.now() + jump):
        assert chores.tick(service).deleted == 0
    assert chores.tick(service).deleted == 0
    assert sum(inbox.counts(service).values()) == 1
