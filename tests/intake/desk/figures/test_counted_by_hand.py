"""Whatever happens in whatever order: the figures are those of a count by hand."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Enquiry, Figure, Slip, Tally
from intake_service.work import heartbeat
from intake_service.work.casework import cases, deletion, junk, taking_back
from intake_service.work.casework.seen import Seen
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.figures import counts
from intake_service.work.figures.counts import Figures, Month
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

MONDAY: Final = datetime(2026, 11, 23, 12, 0, tzinfo=clock.PRAGUE)

pytestmark = pytest.mark.usefixtures("cheap_receipts")

Choice = tuple[str, str, str]
"""Kind, language, and what was chosen in the form."""

CHOICES: Final[st.SearchStrategy[Choice]] = st.sampled_from(
    [
        ("counselling", "cs", ""),
        ("counselling", "uk", "health"),
        ("relatives", "cs", "child"),
        ("relatives", "en", ""),
        ("message", "cs", ""),
    ]
)
STEPS: Final = st.lists(
    st.tuples(
        st.sampled_from(["ask", "ask", "answer", "take back", "bin", "out", "delete", "month"]),
        st.integers(0, 4),
        CHOICES,
    ),
    max_size=16,
)


@dataclass(frozen=True)
class Asked:
    """One enquiry, as somebody with a pencil notes it."""

    month: str
    choice: Choice
    position: int = 1
    answered: bool = False
    binned: bool = False


@dataclass
class ByHand:
    """What is done with the service, and counted beside it."""

    service: Service
    staff: Staff
    second: Staff
    traveller: time_machine.Traveller
    here: dict[int, Asked] = field(default_factory=dict)
    gone: list[Asked] = field(default_factory=list)

    def do(self, step: str, which: int, choice: Choice) -> None:
        """One step; what cannot be done now is left out."""
        match step:
            case "ask":
                self._ask(choice)
            case "month":
                self._let_weeks_pass()
            case _ if self.here:
                number = sorted(self.here)[which % len(self.here)]
                self._do_with(step, number, self.here[number])

    def _let_weeks_pass(self) -> None:
        self.traveller.shift(timedelta(days=20))
        with self.service.store.write() as session:
            heartbeat.note_presence(session)  # or else the forms would pause

    def _do_with(self, step: str, number: int, asked: Asked) -> None:
        match step:
            case "answer" if not asked.answered and not asked.binned:
                cases.answer(self.service, self.staff, number, "Odpověď.", after=asked.position)
                self._note(number, position=asked.position + 1, answered=True)
            case "take back" if asked.answered:
                last = asked.position
                taking_back.take_back(self.service, self.staff, number, position=last)
                self._note(number, position=self._last_position(number), answered=False)
            case "bin" if not asked.answered and not asked.binned:
                junk.put_into_bin(self.service, [Seen(number, asked.position)])
                self._note(number, binned=True)
            case "out" if asked.binned:
                junk.take_out(self.service, [Seen(number, asked.position)])
                self._note(number, binned=False)
            case "delete" if not asked.binned:
                self._delete(number, asked)

    def _ask(self, choice: Choice) -> None:
        kind, language, chosen = choice
        name = {"counselling": "topic", "relatives": "relation"}.get(kind)
        extras = {name: chosen} if name and chosen else {}
        submission = Submission(kind, language, "Otázka.", vault.new_key(), extras)
        enquiries.send(self.service, submission)
        with self.service.store.read() as session:
            number = session.scalar(select(func.max(Enquiry.number)))
        assert number
        self.here[number] = Asked(f"{clock.today():%Y-%m}", choice)

    def _delete(self, number: int, asked: Asked) -> None:
        deletion.propose(self.service, self.second, number, after=asked.position)
        deletion.delete(self.service, self.staff, number, after=asked.position)
        self.gone.append(self.here.pop(number))

    def _last_position(self, number: int) -> int:
        return cases.open_case(self.service, self.staff, number).last_position

    def _note(self, number: int, **changed: bool | int) -> None:
        self.here[number] = replace(self.here[number], **changed)

    def counted(self, of: Callable[[Asked], bool]) -> Month:
        """The figures of some of them."""
        month = Month()
        for asked in (*self.here.values(), *self.gone):
            if asked.binned or not of(asked):
                continue
            kind, language, chosen = asked.choice
            month.by_kind[kind] += 1
            month.by_language[language] += 1
            if kind == "counselling":
                month.by_topic[chosen] += 1
            if kind == "relatives":
                month.by_relation[chosen] += 1
            if asked.answered:
                month.answered_by_kind[kind] += 1
        return month


def agrees(found: Month, by_hand: Month) -> None:
    """All parts are as they were counted, and each whole is the sum of its parts."""
    for name in ("by_kind", "by_language", "by_topic", "by_relation", "answered_by_kind"):
        assert +getattr(found, name) == getattr(by_hand, name), name
    assert found.received == found.by_language.total()
    assert found.by_topic.total() == found.by_kind["counselling"]
    assert found.by_relation.total() == found.by_kind["relatives"]
    assert (+found.answer_days).total() == found.answered
    assert found.in_time <= found.answered <= found.received


def empty(service: Service) -> None:
    """Nobody has asked anything yet."""
    with service.store.write() as session:
        for table in (Enquiry, Figure, Slip, Tally):
            session.execute(delete(table))


@given(steps=STEPS)
@settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
def test_totals_months_and_years_agree_with_a_count_by_hand_and_survive_deletion(
    service: Service, staff: Staff, second: Staff, steps: list[tuple[str, int, Choice]]
) -> None:
    empty(service)
    with time_machine.travel(MONDAY) as traveller:
        played = ByHand(service, staff, second, traveller)
        for step, which, choice in steps:
            played.do(step, which, choice)
        found = counts.read(service, staff)
    compare(found, played)


def compare(found: Figures, played: ByHand) -> None:
    """Every month, every year, and each year as the sum of its months."""
    everything = (*played.here.values(), *played.gone)
    for name in {asked.month for asked in everything if not asked.binned}:
        agrees(found.months[name], played.counted(lambda asked, name=name: asked.month == name))
    for year in found.years:
        together = found.year(year)
        agrees(together, played.counted(lambda asked, year=year: asked.month[:4] == year))
        summed: Counter[str] = Counter()
        for month in found.months_of(year).values():
            summed += month.by_kind
        assert +together.by_kind == summed
    assert sum(found.year(year).received for year in found.years) == sum(
        not asked.binned for asked in everything
    )
