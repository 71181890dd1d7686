"""Who did what stands in a chain: any removed, changed or moved line is found, and it holds no
content."""

import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from intake_service.store import vault
from intake_service.store.db import Store
from intake_service.store.models import AuditHead, AuditLine, Enquiry
from intake_service.store.terms import Act, Duty
from intake_service.work.audit import chain
from intake_service.work.casework import cases, deletion, taking_back
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person
from tests.intake.post_office import MORNING

pytestmark = pytest.mark.usefixtures("cheap_receipts")

LINES = 6


def ask(service: Service) -> None:
    enquiries.send(service, Submission("counselling", "cs", "Otázka.", vault.new_key()))


def fill(service: Service) -> None:
    """A chain of its own, whatever was there."""
    with service.store.write() as session:
        session.execute(delete(AuditLine))
        session.execute(delete(AuditHead))
    for number in range(1, LINES + 1):
        with service.store.write() as session:
            chain.note(service, session, "Jana", list(Act)[number], number)


def told(service: Service) -> list[tuple[str, Act, int | None, str]]:
    lines = reversed(chain.newest(service, 100))
    return [(line.who, line.act, line.enquiry, line.person) for line in lines]


def test_what_the_team_does_with_an_enquiry_is_told_by_day_and_number(
    service: Service, staff: Staff, second: Staff
) -> None:
    ask(service)
    for _ in range(2):
        cases.open_case(service, staff, 1)  # the second time on a day tells nothing new
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    taking_back.take_back(service, staff, 1, position=2)
    cases.answer(service, staff, 1, "Jiná odpověď.", after=1)
    cases.close(service, second, 1, after=2)
    deletion.propose(service, second, 1, after=2)
    deletion.delete(service, staff, 1, after=2)
    assert told(service) == [
        ("", Act.ADMITTED, None, "Petr"),
        ("Jana", Act.OPENED, 1, ""),
        ("Jana", Act.ANSWERED, 1, ""),
        ("Jana", Act.TOOK_BACK, 1, ""),
        ("Jana", Act.ANSWERED, 1, ""),
        ("Petr", Act.CLOSED, 1, ""),
        ("Petr", Act.WANTS_DELETED, 1, ""),
        ("Jana", Act.DELETED, 1, ""),
    ]
    assert chain.verify(service).is_whole


def remove(service: Service, number: int) -> None:
    with service.store.write() as session:
        session.execute(delete(AuditLine).where(AuditLine.number == number))


def change(**values: object) -> Callable[[Service, int], None]:
    def write(service: Service, number: int) -> None:
        with service.store.write() as session:
            session.execute(update(AuditLine).where(AuditLine.number == number).values(**values))

    return write


def swap(service: Service, number: int) -> None:
    """Let a line and another one change their places."""
    other = number % LINES + 1
    with service.store.write() as session:
        for old, new in ((number, -1), (other, number), (-1, other)):
            moved = update(AuditLine).where(AuditLine.number == old)
            session.execute(moved.values(number=new))


def copy_hash(service: Service, number: int) -> None:
    """Take a line out and join the others as well as one can without the key."""
    remove(service, number)
    with service.store.write() as session:
        for line in session.scalars(select(AuditLine).order_by(AuditLine.number)):
            if line.number > number:
                line.number -= 1
        head = session.get(AuditHead, chain.ROW)
        assert head
        head.last -= 1


CHANGES: list[Callable[[Service, int], None]] = [
    remove,
    swap,
    copy_hash,
    change(who="Eva"),
    change(act=Act.OPENED),
    change(enquiry=99),
    change(enquiry=None),
    change(person="Eva"),
    change(day=date(2020, 1, 1)),
    change(hash=bytes(32)),
]


@given(
    change=st.sampled_from(CHANGES),
    number=st.integers(1, LINES),
    goes_on=st.booleans(),
)
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
def test_any_removed_changed_or_moved_line_is_found_and_stays_found(
    service: Service, change: Callable[[Service, int], None], number: int, goes_on: bool
) -> None:
    fill(service)
    assert chain.verify(service).is_whole
    change(service, number)
    if goes_on:  # adding lines never covers it up
        with service.store.write() as session:
            chain.note(service, session, "Jana", Act.OPENED, 7)
    assert not chain.verify(service).is_whole


Line = tuple[int, date, str, Act, int | None, str, bytes]
"""A line as it lies in its table."""


def lines_of(service: Service) -> list[Line]:
    with service.store.read() as session:
        return [
            (each.number, each.day, each.who, each.act, each.enquiry, each.person, each.hash)
            for each in session.scalars(select(AuditLine).order_by(AuditLine.number))
        ]


def put_lines(service: Service, lines: list[Line], last: int, last_hash: bytes) -> None:
    """Fill the table as somebody does who writes to the database, and let the head fit."""
    names = ("number", "day", "who", "act", "enquiry", "person", "hash")
    with service.store.write() as session:
        session.execute(delete(AuditLine))
        session.add_all(AuditLine(**dict(zip(names, each, strict=True))) for each in lines)
        head = session.get_one(AuditHead, chain.ROW)
        head.last = last
        head.last_hash = last_hash


def forged(lines: list[Line], at: int, mine: Line) -> list[Line]:
    """A line put in at a place, with a hash that another line has; all after it move on."""
    return renumbered([*lines[:at], mine, *lines[at:]])


def renumbered(lines: list[Line]) -> list[Line]:
    return [(number, *each[1:]) for number, each in enumerate(lines, 1)]


@st.composite
def rewritings(draw: st.DrawFn) -> Callable[[list[Line]], list[Line]]:
    """What somebody makes of a chain: lines left out, put in, moved or written anew, in a row of
    steps; numbers follow each other again afterwards, or stay as they were."""
    steps = draw(st.lists(st.tuples(st.sampled_from("omiw"), st.integers(0, 9), st.integers(0, 9))))
    keeps_numbers = draw(st.booleans())
    who = draw(st.sampled_from(["Jana", "Eva", ""]))

    def rewrite(lines: list[Line]) -> list[Line]:
        for what, one, other in steps:
            if not lines:
                break
            one %= len(lines)
            other %= len(lines)
            if what == "o":
                lines = [*lines[:one], *lines[one + 1 :]]
            elif what == "m":
                rest = [*lines[:one], *lines[one + 1 :]]
                lines = [*rest[:other], lines[one], *rest[other:]]
            elif what == "i":
                lines = forged(lines, one, (0, *lines[other][1:2], who, *lines[other][3:]))
            else:
                lines = [*lines]
                lines[one] = (*lines[one][:2], who, *lines[one][3:6], lines[other][6])
        apart = len({each[0] for each in lines}) == len(lines)
        return lines if keeps_numbers and apart else renumbered(lines)

    return rewrite


@given(rewrite=rewritings(), head_follows=st.booleans())
@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
def test_a_chain_is_whole_only_as_it_was_written(
    service: Service, rewrite: Callable[[list[Line]], list[Line]], head_follows: bool
) -> None:
    """Removed, changed, reordered, inserted lines, in any combination, the head made to fit too."""
    fill(service)
    before = lines_of(service)
    after = sorted(rewrite(before))
    last = (after or before)[-1] if head_follows else before[-1]
    put_lines(service, after, last[0], last[6])
    assert chain.verify(service).is_whole is (after == before)


@pytest.mark.parametrize(("days", "kept"), [(365, LINES), (366, LINES), (367, 0)])
def test_the_chores_keep_a_line_for_twelve_months_and_no_longer(
    service: Service, days: int, kept: int
) -> None:
    with time_machine.travel(MORNING):
        daily.tick(service)
        fill(service)
        end = chain.head(service)
    with time_machine.travel(MORNING + timedelta(days=days)):
        daily.tick(service)
        assert len(told(service)) == kept
        assert chain.verify(service).is_whole
        assert chain.holds(service, end)
        with service.store.write() as session:
            chain.note(service, session, "Eva", Act.OPENED, 9)
        assert len(told(service)) == kept + 1
        assert chain.verify(service).is_whole


def test_forgetting_covers_nothing_up(service: Service) -> None:
    with time_machine.travel(MORNING):
        daily.tick(service)
        fill(service)
        remove(service, LINES)
    with time_machine.travel(MORNING + timedelta(days=400)):
        daily.tick(service)
        assert not chain.verify(service).is_whole


@pytest.mark.parametrize("table", [AuditHead, AuditLine])
def test_a_chain_without_its_head_or_its_lines_is_found(
    service: Service, table: type[AuditHead] | type[AuditLine]
) -> None:
    fill(service)
    with service.store.write() as session:
        session.execute(delete(table))
    assert not chain.verify(service).is_whole
    with service.store.write() as session:
        chain.note(service, session, "Jana", Act.OPENED, 7)
    assert not chain.verify(service).is_whole


def test_lines_go_after_a_year_and_the_rest_still_fits(service: Service) -> None:
    with time_machine.travel(MORNING):
        daily.tick(service)
        fill(service)
    with time_machine.travel(MORNING + timedelta(days=400)):
        daily.tick(service)
        with service.store.write() as session:
            chain.note(service, session, "Eva", Act.OPENED, 9)
        assert told(service) == [("Eva", Act.OPENED, 9, "")]
        assert chain.verify(service).is_whole


def test_an_end_that_a_letter_brought_is_found_until_the_lines_are_put_back(
    service: Service,
) -> None:
    fill(service)
    kept = chain.head(service)
    with service.store.write() as session:
        chain.note(service, session, "Eva", Act.OPENED, 9)
    assert chain.holds(service, kept.upper())
    fill(service)  # the same, as a copy of an earlier day, but for the last line
    with service.store.write() as session:
        session.execute(delete(AuditLine).where(AuditLine.number == LINES))
    assert not chain.holds(service, kept)
    assert not chain.holds(service, "")


@pytest.mark.parametrize("look", [chain.verify, lambda service: chain.holds(service, "nothing")])
def test_a_look_through_a_long_record_takes_no_more_memory_than_through_a_short_one(
    service: Service, monkeypatch: pytest.MonkeyPatch, look: Callable[[Service], object]
) -> None:
    monkeypatch.setattr(chain, "PAGE", 20)
    with service.store.write() as session:
        for number in range(100):
            chain.note(service, session, "Jana", Act.OPENED, number)
    memory_of(look, service)  # what the database and its library remember after the first time
    before = memory_of(look, service)
    with service.store.write() as session:
        for number in range(900):
            chain.note(service, session, "Jana", Act.OPENED, number)
    assert memory_of(look, service) < 1.5 * before


def memory_of(look: Callable[[Service], object], service: Service) -> int:
    """The most that it held at once, in bytes."""
    tracemalloc.start()
    try:
        look(service)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_after_a_jump_of_the_clock_no_line_goes(service: Service) -> None:
    with time_machine.travel(MORNING):
        daily.tick(service)
        fill(service)
    with time_machine.travel(MORNING + timedelta(days=400)):
        with service.store.write() as session:
            chain.note(service, session, "Eva", Act.OPENED, 9)
        assert len(told(service)) == LINES + 1


def test_what_was_undone_is_not_told(service: Service) -> None:
    fill(service)

    def break_off() -> None:
        with service.store.write() as session:
            chain.note(service, session, "Jana", Act.DELETED, 8)
            session.add(Enquiry(number=1))  # it lacks everything

    with pytest.raises(Exception, match="enquiry"):
        break_off()
    assert len(told(service)) == LINES
    assert chain.verify(service).is_whole


def test_a_coordinator_sees_it_and_nobody_else(
    service: Service, desk: DeskVisitor, desk_app: object, colleague: Callable[..., Person]
) -> None:
    ask(service)
    desk.open("/dotaz/1")
    words = desk.open("/zaznam").words
    assert "Žádný řádek nechybí" in words
    assert chain.head(service) in words
    visitor = DeskVisitor(desk_app)
    visitor.log_in(colleague("Eva", Duty.ANSWERS))
    assert visitor.open("/zaznam").status == 403


def test_who_reads_does_not_wait_for_its_line(opened: Callable[..., Service], staff: Staff) -> None:
    service = opened(lock_seconds=120)
    ask(service)
    usual = service.settings.lock_seconds / 2
    with Store(service.settings.database).write() as session:  # another process
        session.connection()
        began = time.monotonic()
        assert cases.open_case(service, staff, 1).number == 1
        assert time.monotonic() - began < usual
    assert told(service) == []
    cases.open_case(service, staff, 1)
    assert told(service) == [("Jana", Act.OPENED, 1, "")]
