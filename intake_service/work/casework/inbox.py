"""The inbox: enquiries of one state, a page at a time, each with its first line opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from centre.language.i18n import gettext
from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.casework import enquiry_keys
from intake_service.work.casework.enquiry_keys import NUMBER_MAX
from intake_service.work.casework.seen import Seen
from intake_service.work.conversation import retention, states, threads
from intake_service.work.conversation.states import Meaning
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


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


@dataclass(frozen=True)
class InboxPage:
    """One page of the inbox; `after` opens the next one."""

    lines: list[Line]
    after: str | None


def counts(service: Service) -> dict[State, int]:
    """How many enquiries stand in each state."""
    with service.store.read() as session:
        rows = session.execute(select(Enquiry.state, func.count()).group_by(Enquiry.state)).all()
    return dict.fromkeys(State, 0) | dict(rows)


def tabs(service: Service, opened: State) -> list[Tab]:
    """The states in their order; the opened one is marked."""
    numbers = counts(service)
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
        rows = session.scalars(_ordered(state, after).limit(size + 1)).all()
        lines = [_line(service, session, staff, enquiry) for enquiry in rows[:size]]
    last = rows[size - 1] if len(rows) > size else None
    return InboxPage(
        lines, f"{last.urgent:d}.{last.due_on.isoformat()}.{last.number}" if last else None
    )


def for_a_coordinator(service: Service) -> list[int]:
    """The numbers of enquiries that have waited so long that a coordinator has to see to them."""
    with service.store.read() as session:
        return retention.numbers_for_a_coordinator(service.facts, session)


def lines(service: Service, staff: Staff, numbers: Sequence[int]) -> list[Line]:
    """These enquiries as lines, in the order of their numbers."""
    with service.store.read() as session:
        rows = session.scalars(
            select(Enquiry).where(Enquiry.number.in_(numbers)).order_by(Enquiry.number)
        )
        return [_line(service, session, staff, enquiry) for enquiry in rows]


def _ordered(state: State, after: str | None) -> Select[Enquiry]:
    query = select(Enquiry).where(Enquiry.state == state)
    key = tuple_(Enquiry.due_on, Enquiry.number)
    start = _start(after)
    if states.MEANINGS[state].waits_for_team:
        if start:
            later = and_(Enquiry.urgent.is_(start.urgent), key > (start.due_on, start.number))
            query = query.where(or_(later, Enquiry.urgent.is_(False)) if start.urgent else later)
        return query.order_by(Enquiry.urgent.desc(), Enquiry.due_on, Enquiry.number)
    if start:
        query = query.where(key < (start.due_on, start.number))
    return query.order_by(Enquiry.due_on.desc(), Enquiry.number.desc())


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


def _line(service: Service, session: Session, staff: Staff, enquiry: Enquiry) -> Line:
    try:
        keys = enquiry_keys.thread_keys(service, staff, enquiry)
        newest_text = threads.newest_question(session, enquiry, keys).text
    except vault.Refused:  # one such enquiry must not hide all the others
        newest_text = gettext("damaged: it cannot be opened")
    return Line(
        number=enquiry.number,
        kind=enquiry.kind,
        state=enquiry.state,
        language=enquiry.language,
        received_on=enquiry.received_on,
        due_on=enquiry.due_on,
        read=enquiry.read,
        newest_text=newest_text,
        seen=Seen(enquiry.number, threads.last_position(session, enquiry)),
        urgent=enquiry.urgent,
        overdue=states.is_overdue(enquiry.state, enquiry.due_on, clock.today()),
    )
