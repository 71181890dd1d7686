"""At every moment of an answer's life the machine may die. Afterwards all stands as before or as it
was to be, nothing in between, and what was typed is still there."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from intake_service import clock
from intake_service.settings import Settings
from intake_service.work.casework.draft_windows import Window
from intake_service.work.enquiry import mailbox
from intake_service.work.figures.minutes import CHOICES
from intake_service.work.service import Service, open_service
from intake_service.work.team.logins import Staff
from tests.examples import examples
from tests.intake.browser import Visitor
from tests.intake.desk.answering import lives
from tests.intake.desk.answering.deaths import dying
from tests.intake.desk.answering.lives import DELETE_ALL, EXPIRE, READ, Life, Standing, Step

ASK = "/dotaz/o-sobe"
MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=clock.PRAGUE)
MOMENTS_AT_MOST = 60
"""More than any one step has; from where it has no more on, it just happens."""

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@dataclass
class World:
    """Data directories by the dozen, and the service that is open on the newest."""

    settings: Settings
    folder: Path
    life: Life
    copies: Iterator[int]

    def open_copy(self, data: Path | None = None) -> Life:
        """The enquiry in a service of its own, on a copy of this or of the present data."""
        copy = self.new_folder()
        shutil.copytree(data or self.life.service.settings.data, copy)
        return self.life.within(open_service(self.settings.model_copy(update={"data": copy})))

    def new_folder(self) -> Path:
        """The name of a folder that is not there yet."""
        return self.folder / str(next(self.copies))

    def go_on_with(self, life: Life) -> None:
        """Leave the service that was open; what its folder holds is of no use any more."""
        left = self.life.service
        self.life = life
        left.close()
        shutil.rmtree(left.settings.data)

    def outcome(self, step: Step) -> Standing:
        """How all stands after a step that nothing interrupts."""
        elsewhere = self.open_copy()
        step.happen(elsewhere)
        found = elsewhere.standing
        elsewhere.service.close()
        shutil.rmtree(elsewhere.service.settings.data)
        return found

    def die_during(self, step: Step, at: int) -> bool:
        """Let the machine die at a moment of a step and start again; whether it came so far."""
        left = self.new_folder()
        with dying(self.life.service, at=at, left=left) as moments:
            step.happen(self.life)
        if moments.is_dead:
            again = self.life.within(open_service(self.settings.model_copy(update={"data": left})))
            self.go_on_with(again)
        return moments.is_dead


@pytest.fixture
def world(
    now: time_machine.Traveller,
    public: Visitor,
    service: Service,
    staff: Staff,
    second: Staff,
    tmp_path: Path,
) -> Iterator[World]:
    """An enquiry that has just come."""
    public.open(ASK)
    receipt = public.send(text="Otázka.").receipt
    box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    world = World(
        settings=service.settings,
        folder=tmp_path / "copies",
        life=Life(service, box, staff, second),
        copies=itertools.count(),
    )
    world.folder.mkdir()
    world.life = world.open_copy()
    yield world
    world.life.service.close()


def check_step(world: World, step: Step, at: int) -> bool:
    """Die in the middle of a step, look, and take it once more; whether the machine died."""
    before = world.life.standing
    after = world.outcome(step)
    died = world.die_during(step, at)
    found = world.life.standing
    assert found in ((before, after) if died else (after,)), (step, at)
    step.happen(world.life)
    assert world.life.standing == after, (step, at, "taken once more")
    return died


LIFE: dict[str, Callable[[Standing], Step]] = {
    "typed": lambda _now: lives.save("staff", Window("own", turn=1, is_pressed=False), "Odpo"),
    "typed in another tab": lambda _now: lives.save("staff", Window("tab"), "Jinak."),
    "typed by a colleague": lambda _now: lives.save("second", Window("hers"), "Také."),
    "sent": lambda now: lives.send("staff", Window("own", turn=3), "Odpověď.", now.last_position),
    "sent at the same time": lambda now: lives.send("second", Window("hers"), "Také.", 1),
    "minutes": lambda now: lives.note_minutes(20, now.last_position),
    "taken back": lambda now: lives.take_back(now.last_position),
    "sent again": lambda now: lives.send("staff", Window("new"), "Lépe.", now.last_position),
    "read": lambda _now: READ,
    "taken back too late": lambda now: lives.take_back(now.last_position),
    "asked on": lambda now: lives.write_again("A ještě?", now.last_position),
    "taken over": lambda _now: lives.take_over(),
    "answered": lambda now: lives.send("second", Window("on"), "Ano.", now.last_position),
}
"""An answer's life, in its order."""
ENDS: dict[str, tuple[Callable[[Standing], Step], ...]] = {
    "deleted": (
        lambda now: lives.propose_deletion(now.last_position),
        lambda now: lives.delete(now.last_position),
    ),
    "deleted by the sender": (lambda _now: DELETE_ALL,),
    "closed, and gone when its days are over": (lambda _now: EXPIRE, lambda _now: EXPIRE),
}


@pytest.mark.usefixtures("takes_seconds")
def test_at_every_moment_of_a_life_a_death_leaves_the_old_or_the_new(
    world: World, now: time_machine.Traveller
) -> None:
    for name, planned in LIFE.items():
        if name == "taken over":
            now.shift(timedelta(hours=1))  # the author has gone home
        step = planned(world.life.standing)
        die_everywhere(world, step)
        step.happen(world.life)
    for name, steps in ENDS.items():
        here = world.life
        world.life = world.open_copy()
        for planned in steps:
            if "days" in name:
                now.shift(timedelta(days=60))
            step = planned(world.life.standing)
            die_everywhere(world, step)
            step.happen(world.life)
        assert world.life.standing.last_position == 0, name
        world.go_on_with(here)


def die_everywhere(world: World, step: Step) -> None:
    """Die at each moment of a step, every time from the same beginning."""
    before = world.life.standing
    after = world.outcome(step)
    beginning = world.life
    at = 1
    while True:
        world.life = world.open_copy(beginning.service.settings.data)
        died = world.die_during(step, at)
        assert world.life.standing in ((before, after) if died else (after,)), (step, at)
        step.happen(world.life)
        assert world.life.standing == after, (step, at, "taken once more")
        world.go_on_with(beginning)
        if not died:
            break
        at += 1
    assert at > 1, "no moment was found"


WHO = st.sampled_from(["staff", "second"])
WINDOWS = st.sampled_from(["own", "tab"])
MOMENT = st.integers(1, MOMENTS_AT_MOST)


class AnyLife(RuleBasedStateMachine):
    """Two who answer, each in two tabs, and the sender, in any order; the machine dies now and
    then."""

    def __init__(self, world: World, now: time_machine.Traveller) -> None:
        super().__init__()
        now.move_to(MONDAY)
        self.now = now
        self.world = replace(world, life=world.open_copy())
        self.typed: dict[tuple[str, str], str] = {}
        """What stands in each window and has not been sent."""
        self.turns = itertools.count(1)
        self.returned = 0
        """How many texts came to somebody who had not typed them there."""

    def teardown(self) -> None:
        """Close the service of this example."""
        self.world.life.service.close()

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        return self.world.life.standing

    @property
    def is_there(self) -> bool:
        """Whether it has not been deleted."""
        return self.standing.last_position > 0

    @rule(who=WHO, window=WINDOWS, at=MOMENT)
    def type(self, who: str, window: str, at: int) -> None:
        turn = next(self.turns)
        text = f"Text {turn}."
        step = lives.save(who, Window(window, turn=turn, is_pressed=False), text)
        check_step(self.world, step, at)
        self.typed[who, window] = text

    @rule(who=WHO, window=WINDOWS, behind=st.integers(0, 1), at=MOMENT)
    def send(self, who: str, window: str, behind: int, at: int) -> None:
        """Press the button, now and then without having seen the newest message."""
        if (who, window) not in self.typed:
            return
        before = self.standing.messages
        text = self.typed[who, window]
        pressed = Window(window, turn=next(self.turns))
        after = len(before) - behind
        check_step(self.world, lives.send(who, pressed, text, after), at)
        if self.standing.messages != before:
            del self.typed[who, window]
            assert self.standing.messages == (*before, (True, text))

    @rule(at=MOMENT)
    def read(self, at: int) -> None:
        check_step(self.world, READ, at)

    @rule(at=MOMENT)
    def write_again(self, at: int) -> None:
        text = f"A ještě {next(self.turns)}?"
        check_step(self.world, lives.write_again(text, self.standing.last_position), at)

    @precondition(lambda self: self.returned < 2)
    @rule(at=MOMENT)
    def take_back(self, at: int) -> None:
        check_step(self.world, lives.take_back(self.standing.last_position), at)
        self.returned += 1

    @precondition(lambda self: self.returned < 2)
    @rule(at=MOMENT)
    def take_over(self, at: int) -> None:
        self.now.shift(timedelta(hours=1))  # the author has gone home
        check_step(self.world, lives.take_over(), at)
        self.returned += 1

    @rule(spent=st.sampled_from(CHOICES), at=MOMENT)
    def note_minutes(self, spent: int, at: int) -> None:
        check_step(self.world, lives.note_minutes(spent, self.standing.last_position), at)

    @rule(at=MOMENT)
    def expire(self, at: int) -> None:
        """The chores run; in these days nothing is over."""
        check_step(self.world, EXPIRE, at)

    @precondition(lambda self: next(self.turns) > 12)
    @rule(by_sender=st.booleans(), at=MOMENT)
    def delete(self, by_sender: bool, at: int) -> None:
        position = self.standing.last_position
        if not by_sender:
            check_step(self.world, lives.propose_deletion(position), at)
        check_step(self.world, DELETE_ALL if by_sender else lives.delete(position), at)

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        if not self.is_there:
            self.typed.clear()
        for (who, _window), text in self.typed.items():
            author: Staff = getattr(self.world.life, who)
            assert text in self.standing.unfinished[author.name]


def test_in_any_order_a_death_leaves_the_old_or_the_new_and_what_was_typed(
    world: World, now: time_machine.Traveller
) -> None:
    run_state_machine_as_test(
        lambda: AnyLife(world, now),
        settings=settings(
            max_examples=examples(16),
            stateful_step_count=8,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
