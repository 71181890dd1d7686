"""What counsellors do with enquiries: read, answer, note, close, reopen, delete."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from centre.words import gettext as _
from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.store.vault import Key, Role
from intake_service.work import feedback, figures, hints, mailbox, notes, retention, states, threads
from intake_service.work.feedback import Feedback
from intake_service.work.logins import Staff
from intake_service.work.notes import Note
from intake_service.work.service import Service
from intake_service.work.threads import Message

NUMBER_MAX = 2**63 - 1  # more than this no database can look up


class NoSuchEnquiry(Exception):
    """Deleted meanwhile, or never there."""


class Overtaken(Exception):
    """Somebody wrote meanwhile; read that first."""


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
    first_line: str
    overdue: bool
    urgent: bool


@dataclass(frozen=True)
class Page:
    """One page of the inbox; `after` opens the next one."""

    lines: list[Line]
    after: str | None


@dataclass(frozen=True)
class Case:
    """An enquiry as the desk sees it, opened."""

    number: int
    kind: str
    state: State
    language: str
    received_on: date
    due_on: date
    delete_on: date
    read: bool
    urgent: bool
    messages: list[Message]
    notes: list[Note]
    feedback: Feedback | None

    @property
    def last_position(self) -> int:
        """Position of the last message; an answer says which one it follows."""
        return len(self.messages)

    @property
    def overdue(self) -> bool:
        """Whether the promised day has passed without an answer."""
        return _is_overdue(self.state, self.due_on)

    @property
    def may_close(self) -> bool:
        """Whether closing makes sense now."""
        return states.MEANINGS[self.state].may_close


def counts(service: Service) -> dict[State, int]:
    """How many enquiries stand in each state."""
    with service.store.read() as session:
        rows = session.execute(select(Enquiry.state, func.count()).group_by(Enquiry.state)).all()
    return dict.fromkeys(State, 0) | dict(rows)


def inbox(service: Service, staff: Staff, state: State, after: str | None = None) -> Page:
    """One page of the inbox: of what waits, the urgent first, then by its day; the rest newest first.

    `after` comes from the page before.
    """
    size = service.settings.inbox_page
    with service.store.read() as session:
        rows = session.scalars(_ordered(state, after).limit(size + 1)).all()
        lines = [_line(session, staff, enquiry) for enquiry in rows[:size]]
    last = rows[size - 1] if len(rows) > size else None
    return Page(lines, f"{last.urgent:d}.{last.due_on.isoformat()}.{last.number}" if last else None)


def open_case(service: Service, staff: Staff, number: int) -> Case:
    """Everything about one enquiry; raises NoSuchEnquiry, vault.Refused."""
    with service.store.read() as session:
        enquiry = _find(session, number)
        thread_key = _thread_key(staff, enquiry)
        messages = threads.read(session, enquiry, thread_key)
        helped = feedback.read(enquiry, thread_key)
        noted = notes.read(session, enquiry, _staff_key(staff, enquiry))
    return Case(
        number=enquiry.number,
        kind=enquiry.kind,
        state=enquiry.state,
        language=enquiry.language,
        received_on=enquiry.received_on,
        due_on=enquiry.due_on,
        delete_on=retention.delete_on(service.facts, enquiry.kind, enquiry.last_on),
        read=enquiry.read,
        urgent=enquiry.urgent,
        messages=messages,
        notes=noted,
        feedback=helped,
    )


def answer(service: Service, staff: Staff, number: int, text: str, *, after: int) -> None:
    """Give the team's answer. The same text after the same message is kept once.

    Raises NoSuchEnquiry, Overtaken (nothing was stored), db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = _find(session, number)
        thread_key = _thread_key(staff, enquiry)
        draft = threads.Draft(Role.TEAM, text, by=staff.name)
        message = threads.add(session, enquiry, thread_key, draft, after=after)
        if message is None:
            return
        if message.position != after + 1:
            raise Overtaken
        today = clock.today()
        if threads.answers(session, enquiry) == 1:
            figures.count_first_answer(session, enquiry, today)
        enquiry.state, enquiry.last_on, enquiry.closed_on = State.ANSWERED, today, None
        enquiry.read = False
        hints.post(service, session, enquiry, thread_key)


def add_note(service: Service, staff: Staff, number: int, text: str) -> None:
    """Keep a note for colleagues under the staff key."""
    with service.store.write() as session:
        enquiry = _find(session, number)
        notes.add(session, enquiry, _staff_key(staff, enquiry), text, by=staff.name)


def close(service: Service, number: int) -> None:
    """Close a conversation; the sender may write again, which opens it."""
    with service.store.write() as session:
        enquiry = _find(session, number)
        if enquiry.state is not State.CLOSED:
            enquiry.state, enquiry.closed_on = State.CLOSED, clock.today()


def delete_case(service: Service, staff: Staff, number: int) -> None:
    """Delete a conversation for good; raises NoSuchEnquiry."""
    with service.store.write() as session:
        enquiry = _find(session, number)
        try:
            key = _thread_key(staff, enquiry)
        except vault.Refused:
            key = None  # damaged, and still it can be deleted
        threads.delete(session, enquiry.id, key)
    mailbox.forget(service.store)


def _ordered(state: State, after: str | None) -> Select[Enquiry]:
    query = select(Enquiry).where(Enquiry.state == state)
    key, start = tuple_(Enquiry.due_on, Enquiry.number), _start(after)
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


def _line(session: Session, staff: Staff, enquiry: Enquiry) -> Line:
    try:
        first_line = threads.newest_question(session, enquiry, _thread_key(staff, enquiry)).text
    except vault.Refused:
        first_line = _("damaged: it cannot be opened")  # one such enquiry must not hide all the others
    return Line(
        number=enquiry.number,
        kind=enquiry.kind,
        state=enquiry.state,
        language=enquiry.language,
        received_on=enquiry.received_on,
        due_on=enquiry.due_on,
        read=enquiry.read,
        first_line=first_line,
        urgent=enquiry.urgent,
        overdue=_is_overdue(enquiry.state, enquiry.due_on),
    )


def _is_overdue(state: State, due_on: date) -> bool:
    return states.MEANINGS[state].waits_for_team and due_on < clock.today()


def _find(session: Session, number: int) -> Enquiry:
    enquiry = session.get(Enquiry, number) if number <= NUMBER_MAX else None
    if enquiry is None:
        raise NoSuchEnquiry
    return enquiry


def _thread_key(staff: Staff, enquiry: Enquiry) -> Key:
    return _opened(staff, enquiry, enquiry.thread_box, b"thread")


def _staff_key(staff: Staff, enquiry: Enquiry) -> Key:
    return _opened(staff, enquiry, enquiry.staff_box, b"staff")


def _opened(staff: Staff, enquiry: Enquiry, box: bytes, name: bytes) -> Key:
    team = staff.team.get(enquiry.key_version)
    if team is None:
        raise vault.Refused
    return Key(vault.unseal_from(team, box, name, enquiry.id, vault.version_name(enquiry.key_version)))
