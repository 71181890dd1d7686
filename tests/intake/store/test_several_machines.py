"""Several machines on one database: each letter is sent by one of them, and none is lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller
from sqlalchemy import select

from intake_service.store.models import TickKey
from intake_service.work.casework import cases, stranded_hints
from intake_service.work.post import letters, tick_key
from intake_service.work.service import Service
from intake_service.work.team import logins
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import Person
from tests.intake.post_office import MORNING, PostOffice, ask, outbox, tick_after

pytestmark = pytest.mark.usefixtures("cheap_receipts", "cheap_passwords", "monday_morning")


@pytest.fixture
def machine(
    node: Callable[..., Service], mail_server: Controller, tmp_path: Path
) -> Callable[[str], Service]:
    """Opens the service on a machine of that name, with a key of the chores of its own."""

    def open_it(name: str) -> Service:
        return node(
            tick_key=tmp_path / f"{name}.key",
            smtp_host="127.0.0.1",
            smtp_port=mail_server.port,
            smtp_tls=False,
            smtp_seconds=5.0,
            mail_from="Pošta <zprava@posta.example>",
        )

    return open_it


@pytest.fixture(autouse=True)
def latest_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each waits as long as one may, so that a test knows when it goes."""
    shortest, longest = letters.HINT_DELAY
    assert shortest < longest
    monkeypatch.setattr(letters, "HINT_DELAY", (longest - 1, longest))


@pytest.fixture
def coordinator(founded_there: tuple[object, Person]) -> Person:
    """Each test has a database of its own, which has seen no code yet."""
    return replace(founded_there[1], _last_step=0)


def staff_of(service: Service, person: Person) -> Staff:
    token = logins.log_in(service, person.name, person.password, person.code())
    return logins.resume(service, token)


def announced(service: Service) -> list[int]:
    with service.store.read() as session:
        return list(session.scalars(select(TickKey.version)))


def test_each_letter_is_sent_once_and_no_machine_takes_the_key_of_another(
    machine: Callable[[str], Service], coordinator: Person, post: PostOffice
) -> None:
    machines = [machine(name) for name in ("first", "second", "third")]
    for each in machines:
        daily.tick(each)
    ask(machines[1])
    cases.answer(machines[2], staff_of(machines[2], coordinator), 1, "Odpověď.", after=1)
    assert tick_after(machines[0], minutes=20) == 0  # it goes on, and that is heard
    sent = [tick_after(each, minutes=41) for each in reversed(machines)]
    assert sent == [0, 0, 1]
    assert announced(machines[0]) == [1]
    assert outbox(machines[0]) == []


def test_a_machine_that_stays_silent_is_replaced_and_its_letters_go_out_all_the_same(
    machine: Callable[[str], Service], coordinator: Person, post: PostOffice
) -> None:
    lost = machine("lost")
    left = machine("left")
    daily.tick(lost)
    ask(left)
    staff = staff_of(left, coordinator)
    cases.answer(left, staff, 1, "Odpověď.", after=1)
    assert tick_after(left, seconds=tick_key.HEARD_WITHIN - 1) == 0
    assert announced(left) == [1]
    assert tick_after(left, minutes=41) == 0  # sealed to a key that nobody has any more
    assert announced(left) == [1, 2]
    assert not outbox(left)[0].dead
    stranded_hints.seal_anew(left, staff)
    assert tick_after(left, minutes=45) == 1


def test_one_key_for_all_lets_whoever_comes_first_send(
    machine: Callable[[str], Service], coordinator: Person, post: PostOffice
) -> None:
    one = machine("shared")
    other = machine("shared")
    daily.tick(one)
    daily.tick(other)
    ask(one)
    cases.answer(one, staff_of(one, coordinator), 1, "Odpověď.", after=1)
    assert [tick_after(other, minutes=41), tick_after(one, minutes=41)] == [1, 0]
    assert len(post.letters) == 1


def test_a_clock_that_is_behind_takes_nothing_over(machine: Callable[[str], Service]) -> None:
    daily.tick(machine("first"))
    with time_machine.travel(MORNING.replace(minute=MORNING.minute + 20), tick=False):
        daily.tick(machine("second"))
    assert announced(machine("third")) == [1]
