"""The home of a shift: what comes first, a few lines of each; the whole inbox stands below it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Draft, Enquiry
from intake_service.store.terms import State
from intake_service.work.casework import draft_slots, enquiry_keys, inbox
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.inbox import Line
from intake_service.work.colleagues import absences, calls, reading_turns
from intake_service.work.colleagues.reading_records import Reading
from intake_service.work.conversation.kinds import EXERCISE, FOR_A_COORDINATOR, KINDS
from intake_service.work.enquiry import claims, hidden
from intake_service.work.service import Service
from intake_service.work.shift import reminders
from intake_service.work.shift.reminders import Reminder
from intake_service.work.team.logins import Staff

SHOWN = 5  # lines of each part
LOOKED_THROUGH = 100  # enquiries in which somebody has begun to write, the newest texts first


@dataclass(frozen=True)
class Part:
    """Some enquiries that belong together."""

    lines: list[Line]
    has_more: bool = False
    """Whether there are others, which the inbox shows."""

    def __bool__(self) -> bool:
        return bool(self.lines)


@dataclass(frozen=True)
class Home:
    """What a shift begins with, each part in the order in which it is due."""

    urgent: Part
    reminders: list[Reminder]
    found: Part
    """Reports for which nobody waits, but the place where something lies."""
    begun: Part
    """In which the reader has written something that is not given yet."""
    late: Part
    claimed: Part
    """Which the reader means to answer."""
    calls: Part
    """To which a colleague's note calls the reader."""
    to_read: list[Reading]
    """Answers that the reader is to look at, or got back."""
    away: list[str]
    """Who of the team is not at work today."""
    for_a_coordinator: Part
    """What is no counselling; only who coordinates has it at home."""


def home(service: Service, staff: Staff) -> Home:
    """What waits, as far as it comes before everything else."""
    waits = Enquiry.state == State.WAITING
    reports = [kind.id for kind in KINDS.values() if not kind.receipt]
    with service.store.read() as session:
        shown = hidden.shown(service, session, staff)
        urgent = _first(session, shown, waits, Enquiry.urgent.is_(True))
        found = _first_of(session, reports, shown, waits)
        late = _first(
            session,
            shown,
            waits,
            Enquiry.urgent.is_(False),
            Enquiry.due_on < clock.today(),
            Enquiry.kind.not_in(reports),
            Enquiry.kind != EXERCISE,
        )
        theirs = _first_of(session, FOR_A_COORDINATOR, shown, waits)
        claimed = claims.waiting(session, staff.id, shown)
        calling = calls.numbers_of(session, staff.id, shown)
        begun = _begun(service, session, staff)
    return Home(
        urgent=_part(service, staff, urgent),
        reminders=reminders.due(service, staff),
        found=_part(service, staff, found),
        begun=_part(service, staff, begun),
        late=_part(service, staff, late),
        claimed=_part(service, staff, claimed),
        calls=_part(service, staff, calling),
        to_read=reading_turns.list_for(service, staff),
        away=[person.name for person in absences.away_today(service)],
        for_a_coordinator=_part(service, staff, theirs if staff.coordinates else ()),
    )


def _first(session: Session, *conditions: ColumnElement[bool]) -> Sequence[int]:
    """Numbers of the first of these by their day, and of one more."""
    return [number for _, number in _due(session, *conditions)]


def _first_of(
    session: Session, kinds: Sequence[str], *conditions: ColumnElement[bool]
) -> Sequence[int]:
    """The same of some kinds, each by its index: together they would be sought in all that wait."""
    due = [found for kind in kinds for found in _due(session, Enquiry.kind == kind, *conditions)]
    return [number for _, number in sorted(due)[: SHOWN + 1]]


def _due(session: Session, *conditions: ColumnElement[bool]) -> Sequence[tuple[date, int]]:
    due = select(Enquiry.due_on, Enquiry.number).where(*conditions)
    ordered = due.order_by(Enquiry.due_on, Enquiry.number)
    rows = session.execute(ordered.limit(SHOWN + 1))
    return [(row.due_on, row.number) for row in rows]


def _begun(service: Service, session: Session, staff: Staff) -> Sequence[int]:
    """Numbers of enquiries in which this person's texts wait; a damaged one is left out."""
    ids = select(Draft.enquiry_id).where(Draft.enquiry_id.is_not(None)).group_by(Draft.enquiry_id)
    newest_first = ids.order_by(func.max(Draft.until).desc())
    some = session.scalars(newest_first.limit(LOOKED_THROUGH)).all()
    numbers = []
    shown = hidden.shown(service, session, staff)
    for enquiry in session.scalars(select(Enquiry).where(Enquiry.id.in_(some), shown)):
        with suppress(vault.Refused):
            keys = enquiry_keys.open_all(service, staff, enquiry).staff
            own = (draft_slots.read_own(session, enquiry, keys, staff, kind) for kind in DraftKind)
            if any(each.newest for each in own):
                numbers.append(enquiry.number)
    return sorted(numbers)


def _part(service: Service, staff: Staff, numbers: Sequence[int]) -> Part:
    lines = inbox.lines(service, staff, numbers[:SHOWN]) if numbers else []
    return Part(lines, has_more=len(numbers) > SHOWN)
