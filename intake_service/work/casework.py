"""What counsellors do with enquiries: read, answer, note, close, reopen, delete."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, func, select, tuple_
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import models, vault
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.store.vault import Key, Place, Record, Role
from intake_service.work import mailbox, retention, states, threads
from intake_service.work.logins import Staff
from intake_service.work.service import Service
from intake_service.work.threads import Message


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


@dataclass(frozen=True)
class Page:
    """One page of the inbox; `after` opens the next one."""

    lines: list[Line]
    after: str | None


@dataclass(frozen=True)
class Note:
    """What a colleague noted; the sender's receipt does not open it."""

    text: str
    by: str
    at: datetime


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
    messages: list[Message]
    notes: list[Note]

    @property
    def last_position(self) -> int:
        """Position of the last message; an answer says which one it follows."""
        return len(self.messages)

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
    """One page of the inbox: what waits longest first, the rest newest first.

    `after` comes from the page before.
    """
    size = service.settings.inbox_page
    with service.store.read() as session:
        rows = session.scalars(_ordered(state, after).limit(size + 1)).all()
        lines = [_line(session, staff, enquiry) for enquiry in rows[:size]]
    last = rows[size - 1] if len(rows) > size else None
    return Page(lines, f"{last.due_on.isoformat()}.{last.number}" if last else None)


def open_case(service: Service, staff: Staff, number: int) -> Case:
    """Everything about one enquiry; raises NoSuchEnquiry, vault.Refused."""
    with service.store.read() as session:
        enquiry = _find(session, number)
        messages = threads.read(session, enquiry, _thread_key(staff, enquiry))
        notes = _notes(session, staff, enquiry)
    return Case(
        number=enquiry.number,
        kind=enquiry.kind,
        state=enquiry.state,
        language=enquiry.language,
        received_on=enquiry.received_on,
        due_on=enquiry.due_on,
        delete_on=retention.delete_on(service.facts, enquiry.last_on),
        read=enquiry.read,
        messages=messages,
        notes=notes,
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
        enquiry.state, enquiry.last_on, enquiry.closed_on = State.ANSWERED, clock.today(), None
        enquiry.read = False


def add_note(service: Service, staff: Staff, number: int, text: str) -> None:
    """Keep a note for colleagues under the staff key."""
    with service.store.write() as session:
        enquiry = _find(session, number)
        count = select(func.count()).where(models.Note.enquiry_id == enquiry.id)
        position, record = (session.scalar(count) or 0) + 1, vault.new_id()
        content = json.dumps(
            {"text": text, "by": staff.name, "at": clock.now().isoformat()}, ensure_ascii=False
        )
        box = vault.seal(_staff_key(staff, enquiry), content.encode(), _note_place(enquiry, record, position))
        session.add(models.Note(id=record, enquiry_id=enquiry.id, position=position, body=box))


def close(service: Service, number: int) -> None:
    """Close a conversation; the sender may write again, which opens it."""
    with service.store.write() as session:
        enquiry = _find(session, number)
        if enquiry.state is not State.CLOSED:
            enquiry.state, enquiry.closed_on = State.CLOSED, clock.today()


def delete_case(service: Service, number: int) -> None:
    """Delete a conversation for good."""
    with service.store.write() as session:
        session.execute(delete(Enquiry).where(Enquiry.number == number))
    mailbox.forget(service.store)


def _ordered(state: State, after: str | None) -> Select[Enquiry]:
    query = select(Enquiry).where(Enquiry.state == state)
    key = tuple_(Enquiry.due_on, Enquiry.number)
    start = _start(after)
    if states.MEANINGS[state].waits_for_team:
        return (query.where(key > start) if start else query).order_by(Enquiry.due_on, Enquiry.number)
    return (query.where(key < start) if start else query).order_by(
        Enquiry.due_on.desc(), Enquiry.number.desc()
    )


def _start(after: str | None) -> tuple[date, int] | None:
    """Where a page begins; an address that was tampered with begins at the beginning."""
    try:
        day, number = (after or "").split(".")
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def _line(session: Session, staff: Staff, enquiry: Enquiry) -> Line:
    newest = threads.newest_question(session, enquiry, _thread_key(staff, enquiry))
    return Line(
        number=enquiry.number,
        kind=enquiry.kind,
        state=enquiry.state,
        language=enquiry.language,
        received_on=enquiry.received_on,
        due_on=enquiry.due_on,
        read=enquiry.read,
        first_line=newest.text,
        overdue=states.MEANINGS[enquiry.state].waits_for_team and enquiry.due_on < clock.today(),
    )


def _find(session: Session, number: int) -> Enquiry:
    enquiry = session.get(Enquiry, number)
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


def _notes(session: Session, staff: Staff, enquiry: Enquiry) -> list[Note]:
    rows = session.scalars(
        select(models.Note).where(models.Note.enquiry_id == enquiry.id).order_by(models.Note.position)
    ).all()
    key = _staff_key(staff, enquiry)
    contents = (
        json.loads(vault.unseal(key, row.body, _note_place(enquiry, row.id, row.position))) for row in rows
    )
    return [Note(each["text"], each["by"], datetime.fromisoformat(each["at"])) for each in contents]


def _note_place(enquiry: Enquiry, record: bytes, position: int) -> Place:
    return Place(Record.NOTE, enquiry.id, record, position, Role.TEAM, enquiry.key_version)
