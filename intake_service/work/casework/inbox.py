"""The inbox: enquiries of one state, a page at a time, each with its first line opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, true, tuple_
from sqlalchemy.orm import Session

from centre.language.i18n import gettext
from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.casework import enquiry_keys
from intake_service.work.casework.enquiry_keys import NUMBER_MAX
from intake_service.work.casework.seen import Seen
from intake_service.work.conversation import kinds, retention, states, threads
from intake_service.work.conversation.states import Meaning
from intake_service.work.conversation.threads import ThreadEnd
from intake_service.work.enquiry import claims, hidden, summaries
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

NO_MESSAGE = ThreadEnd(0, None)
COUNTED = 99  # in one state; whoever has more has no use for the number


@dataclass(frozen=True)
class Line:
    """An enquiry in the inbox. It is called by number, kind and day."""

    number: int
    kind: str
    state: State
    language: str
    received_on: date
    due_on: date
    read: bool
    newest_text: str
    """The sender's newest message, whole."""
    seen: Seen
    overdue: bool
    urgent: bool
    covered: bool
    """Whether colleagues have covered that text."""
    by_a_child: bool
    """Whether the newest message says so; earlier ones are not opened for a list."""
    claimed_by: str
    """Who means to answer it; empty where nobody said so lately."""

    @property
    def waits_for_answer(self) -> bool:
        """Whether somebody was promised an answer by its day."""
        return self.meaning.waits_for_team and kinds.find(self.kind).promises_an_answer

    @property
    def meaning(self) -> Meaning:
        """What its state means."""
        return states.MEANINGS[self.state]


@dataclass(frozen=True)
class Tab:
    """One state above the inbox, and how many enquiries stand in it."""

    state: State
    label: str
    count: int
    open: bool

    @property
    def count_in_words(self) -> str:
        """The count; of many only that they are."""
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)


@dataclass(frozen=True)
class InboxPage:
    """One page of the inbox; `after` opens the next one."""

    lines: list[Line]
    after: str | None


def counts(service: Service, staff: Staff | None = None) -> dict[State, int]:
    """How many enquiries stand in each state, as far as this person sees them; no more than
    `COUNTED` and one are counted."""
    with service.store.read() as session:
        shown = hidden.shown(service, session, staff) if staff else true()
        return {state: _count(session, state, shown) for state in State}


def _count(session: Session, state: State, shown: ColumnElement[bool]) -> int:
    some = select(Enquiry.number).where(Enquiry.state == state, shown).limit(COUNTED + 1)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0


def tabs(service: Service, staff: Staff, opened: State) -> list[Tab]:
    """The states in their order; the opened one is marked."""
    numbers = counts(service, staff)
    return [
        Tab(state=state, label=meaning.at_the_desk, count=numbers[state], open=state is opened)
        for state, meaning in states.MEANINGS.items()
    ]


def page(service: Service, staff: Staff, state: State, after: str | None = None) -> InboxPage:
    """One page of the inbox: of what waits, the urgent first, then by its day; the rest newest
    first.

    `after` comes from the page before.
    """
    size = service.settings.inbox_page
    with service.store.read() as session:
        shown = hidden.shown(service, session, staff)
        rows = _ordered(session, shown, state, after, size + 1)
        lines = _lines(service, session, staff, rows[:size])
    last = rows[size - 1] if len(rows) > size else None
    return InboxPage(
        lines, f"{last.urgent:d}.{last.due_on.isoformat()}.{last.number}" if last else None
    )


def first_waiting(service: Service, staff: Staff) -> int | None:
    """The number of the enquiry that stands first in the list of those that wait."""
    with service.store.read() as session:
        first = _ordered(session, hidden.shown(service, session, staff), State.WAITING, None, 1)
        return first[0].number if first else None


def for_a_coordinator(service: Service, staff: Staff) -> list[int]:
    """The numbers of enquiries that have waited so long that a coordinator has to see to them."""
    out_of_sight = hidden.numbers(service, staff)
    with service.store.read() as session:
        found = retention.numbers_for_a_coordinator(service.facts, session)
        return [number for number in found if number not in out_of_sight]


def lines(service: Service, staff: Staff, numbers: Sequence[int]) -> list[Line]:
    """These enquiries as lines, in the order of `numbers`."""
    with service.store.read() as session:
        rows = session.scalars(select(Enquiry).where(Enquiry.number.in_(numbers)))
        ordered = sorted(rows, key=lambda enquiry: numbers.index(enquiry.number))
        return _lines(service, session, staff, ordered)


def _ordered(
    session: Session, shown: ColumnElement[bool], state: State, after: str | None, size: int
) -> list[Enquiry]:
    """So many enquiries of a state as they stand in the list; each order has its index."""
    query = select(Enquiry).where(Enquiry.state == state, shown)
    key = tuple_(Enquiry.due_on, Enquiry.number)
    start = _start(after)
    if not states.MEANINGS[state].waits_for_team:
        if start:
            query = query.where(key < (start.due_on, start.number))
        newest_first = query.order_by(Enquiry.due_on.desc(), Enquiry.number.desc())
        return list(session.scalars(newest_first.limit(size)))
    found: list[Enquiry] = []
    for urgent in (True, False):
        part = query.where(Enquiry.urgent.is_(urgent))
        if start and urgent != start.urgent:
            if urgent:
                continue  # the urgent ones are over
        elif start:
            part = part.where(key > (start.due_on, start.number))
        by_day = part.order_by(Enquiry.due_on, Enquiry.number)
        found += session.scalars(by_day.limit(size - len(found)))
    return found


@dataclass(frozen=True)
class _Start:
    """The last enquiry of the page before."""

    urgent: bool
    due_on: date
    number: int


def _start(after: str | None) -> _Start | None:
    """Where a page begins; an address that was tampered with begins at the beginning."""
    try:
        urgent, day, number = (after or "").split(".")
        start = _Start(urgent == "1", date.fromisoformat(day), int(number))
    except ValueError:
        return None
    return start if 0 <= start.number <= NUMBER_MAX else None


def _lines(service: Service, session: Session, staff: Staff, rows: Sequence[Enquiry]) -> list[Line]:
    ids = [enquiry.id for enquiry in rows]
    names = claims.names(session, ids)
    ends = threads.ends(session, ids)
    pinned = summaries.pinned(session, ids)
    found = []
    for enquiry in rows:
        beside = _Beside(
            end=ends.get(enquiry.id, NO_MESSAGE),
            has_summary=enquiry.id in pinned,
            claimed_by=names.get(enquiry.id, ""),
        )
        found.append(_line(service, session, staff, enquiry, beside))
    return found


@dataclass(frozen=True)
class _Beside:
    """What other tables hold of an enquiry, read for a whole list at once."""

    end: ThreadEnd
    has_summary: bool
    claimed_by: str


def _line(
    service: Service, session: Session, staff: Staff, enquiry: Enquiry, beside: _Beside
) -> Line:
    try:
        keys = enquiry_keys.thread_keys(service, staff, enquiry)
        newest = beside.end.open_question(enquiry, keys)
        newest_text = newest.text
        covered = beside.has_summary and _is_covered(session, staff, enquiry, newest.position)
        by_a_child = newest.is_from_a_child
    except vault.Refused:  # one such enquiry must not hide all the others
        newest_text = gettext("damaged: it cannot be opened")
        covered = False
        by_a_child = False
    return Line(
        number=enquiry.number,
        kind=enquiry.kind,
        state=enquiry.state,
        language=enquiry.language,
        received_on=enquiry.received_on,
        due_on=enquiry.due_on,
        read=enquiry.read,
        newest_text=newest_text,
        seen=Seen(enquiry.number, beside.end.last_position),
        urgent=enquiry.urgent,
        covered=covered,
        by_a_child=by_a_child,
        claimed_by=beside.claimed_by,
        overdue=kinds.find(enquiry.kind).promises_an_answer
        and states.is_overdue(enquiry.state, enquiry.due_on, clock.today()),
    )


def _is_covered(session: Session, staff: Staff, enquiry: Enquiry, position: int) -> bool:
    """Whether colleagues have covered this message; raises vault.Refused."""
    keys = enquiry_keys.staff_keys(staff, enquiry)
    return summaries.read(session, enquiry, keys).covers(position)
