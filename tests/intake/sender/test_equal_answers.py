"""What is unknown, gone or wrong gets the same answer after the same work: neither page nor time
tells which.

Times are processor time of this thread, taken in turns, so that other work on the machine says
little.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random
from statistics import mean, variance
from time import thread_time

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from intake_service import clock
from intake_service.store import receipts
from intake_service.work.casework import cases
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person, Visitor

ROUNDS = 100
T_MAX = 4.5  # Welch's t; the bound of test-vector leakage assessment
DIFFERENCE_MAX = 0.3e-3  # seconds; less is nothing beside a network
ASK = "/dotaz/o-sobe"
BOX = "/odpoved"

pytestmark = [
    pytest.mark.alone,
    pytest.mark.usefixtures("cheap_receipts", "cheap_passwords"),
]

Tries = dict[str, Callable[[], TestResponse]]


def looks(answer: TestResponse) -> tuple[int, dict[str, str], str]:
    """An answer without what differs at every request: cookie, token, what was typed and how long
    that is, and what fills it up to a class of size."""
    headers = {
        name: value
        for name, value in answer.headers
        if name not in ("Set-Cookie", "Content-Length")
    }
    return answer.status_code, headers, re.sub(r'value="[^"]*"|<!-- +-->$', "", answer.text)


def times(tries: Tries) -> dict[str, list[float]]:
    """Processor seconds of each try, in turns and changing order, without the slowest tenth."""
    found: dict[str, list[float]] = {name: [] for name in tries}
    order = list(tries)
    chance = Random(1)
    for _round in range(ROUNDS):
        chance.shuffle(order)
        for name in order:
            start = thread_time()
            tries[name]()
            found[name].append(thread_time() - start)
    return {name: sorted(seconds)[: ROUNDS * 9 // 10] for name, seconds in found.items()}


def tells(one: list[float], other: list[float]) -> bool:
    """Whether two samples differ by more than noise, and by more than anybody could measure from
    outside."""
    difference = mean(one) - mean(other)
    t = difference / (variance(one) / len(one) + variance(other) / len(other)) ** 0.5
    return abs(t) > T_MAX and abs(difference) > DIFFERENCE_MAX


def assert_equal(tries: Tries) -> None:
    """Same status, headers and text, and times that tell nothing."""
    for attempt in tries.values():
        attempt()  # what is loaded at the first time is not counted
    pages = {name: looks(attempt()) for name, attempt in tries.items()}
    first = next(iter(pages))
    assert {name for name, page in pages.items() if page != pages[first]} == set()
    measured = times(tries)
    worst = {name: f"{mean(seconds) * 1000:.2f} ms" for name, seconds in measured.items()}
    assert not any(tells(measured[first], measured[name]) for name in tries), worst


@pytest.fixture
def gone(public: Visitor, service: Service, staff: Staff) -> dict[str, str]:
    """Codes that open nothing, and why."""
    codes = {"never existed": str(receipts.new())}
    for why in ("deleted", "expired"):
        public.open(ASK)
        codes[why] = public.send(text=f"Otázka, {why}.").receipt
    public.open(BOX)
    public.send(receipt=codes["deleted"])
    public.open(f"{BOX}/smazat")
    public.send("/smazat")
    cases.answer(service, staff, 2, "Odpověď.", after=1)
    with time_machine.travel(clock.now() + timedelta(days=91)):
        assert daily.tick(service).deleted == 1
    return codes


def test_codes_that_open_nothing_are_alike(sender_app: Flask, gone: dict[str, str]) -> None:
    stranger = Visitor(sender_app)
    stranger.open(BOX)
    fields = stranger.page.fields()

    def enter(code: str) -> TestResponse:
        return stranger.client.post(BOX, data={**fields, "receipt": code})

    assert enter(gone["deleted"]).status_code == 404
    assert_equal({why: partial(enter, code) for why, code in gone.items()})


def test_refused_logins_are_alike(
    desk_app: Flask, service: Service, coordinator: Person, colleague: Callable[..., Person]
) -> None:
    left = colleague("Eva")
    people.part_with(
        service, next(each.id for each in people.everybody(service) if each.name == "Eva")
    )
    visitor = DeskVisitor(desk_app)
    visitor.open("/prihlaseni")
    wrong_code = {"name": coordinator.name, "password": coordinator.password, "code": "000000"}
    wrong = {
        "wrong code": wrong_code,
        "wrong password": {**wrong_code, "password": "jiné heslo, také dlouhé"},
        "unknown name": {**wrong_code, "name": "Nikdo"},
        "somebody who left": {**wrong_code, "name": left.name, "password": left.password},
    }
    fields = visitor.page.fields("/prihlaseni")

    def log_in(typed: dict[str, str]) -> TestResponse:
        return visitor.client.post("/prihlaseni", data={**fields, **typed})

    assert log_in(wrong_code).status_code == 403
    assert_equal({why: partial(log_in, typed) for why, typed in wrong.items()})
