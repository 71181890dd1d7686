"""Finding an enquiry by what is known of it, never by words of its texts.

What stands in clear (number, state, kind, language, who answers, when it is due) the database
finds. What was chosen in the form is sealed: for that, enquiries are opened one by one, at most
`OPENED` in one go, and what was seen in them is kept nowhere.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.casework import enquiry_keys, inbox
from intake_service.work.casework.enquiry_keys import NUMBER_MAX
from intake_service.work.casework.inbox import Line
from intake_service.work.conversation import threads
from intake_service.work.enquiry import claims, hidden
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

OPENED = 500
SHOWN = 25


class Due(StrEnum):
    """By when an answer was promised."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"

    @property
    def condition(self) -> ColumnElement[bool]:
        """The same of an enquiry that waits."""
        today = clock.today()
        match self:
            case Due.LATE:
                is_due = Enquiry.due_on < today
            case Due.TODAY:
                is_due = Enquiry.due_on == today
            case Due.WEEK:
                is_due = Enquiry.due_on.between(today, today + timedelta(days=7))
        return (Enquiry.state == State.WAITING) & is_due


@dataclass(frozen=True)
class Wanted:
    """What is known of an enquiry; what is empty may be anything."""

    state: State | None = None
    kind: str = ""
    language: str = ""
    person: bytes = b""
    """Who means to answer it."""
    due: Due | None = None
    topic: str = ""
    age: str = ""

    @property
    def sealed(self) -> dict[str, str]:
        """What has to be looked for inside, by the field of its form."""
        return {name: value for name in ("topic", "age") if (value := getattr(self, name))}

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """What the database looks for."""
        if self.state:
            yield Enquiry.state == self.state
        if self.kind:
            yield Enquiry.kind == self.kind
        if self.language:
            yield Enquiry.language == self.language
        if self.person:
            yield Enquiry.id.in_(claims.held_by(self.person))
        if self.due:
            yield self.due.condition


@dataclass(frozen=True)
class Found:
    """Some of what fits, the newest first."""

    lines: list[Line]
    before: int | None
    """From which number on to look further; None where nothing is left."""
    opened: int
    """How many were opened to look inside."""


def is_there(service: Service, staff: Staff, number: int) -> bool:
    """Whether there is an enquiry of this number, as far as this person sees it."""
    if number > NUMBER_MAX:
        return False
    with service.store.read() as session:
        shown = hidden.shown(service, session, staff)
        query = select(Enquiry.number).where(Enquiry.number == number, shown)
        return session.scalar(query) is not None


def find(service: Service, staff: Staff, wanted: Wanted, *, before: int | None = None) -> Found:
    """What fits, a page of it, of the enquiries with lower numbers than `before`."""
    with service.store.read() as session:
        shown = hidden.shown(service, session, staff)
        query = select(Enquiry).where(shown, *wanted.conditions())
        if before is not None:
            query = query.where(Enquiry.number < min(before, NUMBER_MAX))
        at_most = OPENED if wanted.sealed else SHOWN
        newest_first = query.order_by(Enquiry.number.desc()).limit(at_most + 1)
        rows = session.scalars(newest_first).all()
        fitting, looked_at = _fitting(service, session, staff, wanted, rows[:at_most])
    has_more = looked_at < len(rows)
    return Found(
        lines=inbox.lines(service, staff, fitting),
        before=rows[looked_at - 1].number if has_more else None,
        opened=looked_at if wanted.sealed else 0,
    )


def _fitting(
    service: Service, session: Session, staff: Staff, wanted: Wanted, rows: Sequence[Enquiry]
) -> tuple[list[int], int]:
    """The numbers of those that fit, a page at most, and how many were looked at for that."""
    fitting: list[int] = []
    for looked_at, enquiry in enumerate(rows, start=1):
        if _fits(service, session, staff, wanted.sealed, enquiry):
            fitting.append(enquiry.number)
        if len(fitting) == SHOWN:
            return fitting, looked_at
    return fitting, len(rows)


def _fits(
    service: Service, session: Session, staff: Staff, sealed: dict[str, str], enquiry: Enquiry
) -> bool:
    """Whether all that is sealed fits; a damaged enquiry fits nothing."""
    if not sealed:
        return True
    with suppress(vault.Refused):
        keys = enquiry_keys.thread_keys(service, staff, enquiry)
        chosen = threads.first_question(session, enquiry, keys).extras
        return all(chosen.get(name) == value for name, value in sealed.items())
    return False
