"""The register of complaints: number, day, what each concerns, who dealt with it, the result, when
it was answered. It holds no word of whoever complained, outlives the conversation for the years
that the centre says, and an entry is hidden from the same person as the complaint."""

import json
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from centre.language.i18n import N_
from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import Enquiry, RegisterEntry
from intake_service.store.terms import State
from intake_service.work.casework import cases
from intake_service.work.casework.enquiry_keys import NoSuchEnquiry
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.enquiry import enquiries, hidden
from intake_service.work.service import Service
from intake_service.work.sorting import subject
from intake_service.work.team import people
from intake_service.work.team.logins import Staff

SIZE = 512  # bytes; more than any entry needs, so that none differs from another
NUMBERS = range(1000, 10_000)
WHO_MAX = 60  # characters of who dealt with it
NOBODY = hidden.NOBODY


class Result(StrEnum):
    """What came of a complaint."""

    OPEN = ""
    JUSTIFIED = "justified"
    PARTLY = "partly"
    NOT_JUSTIFIED = "not-justified"
    HANDED_OVER = "handed-over"
    WITHDRAWN = "withdrawn"


RESULTS = {
    Result.OPEN: N_("not known yet"),
    Result.JUSTIFIED: N_("justified"),
    Result.PARTLY: N_("justified in part"),
    Result.NOT_JUSTIFIED: N_("not justified"),
    Result.HANDED_OVER: N_("handed over to the provider or an authority"),
    Result.WITHDRAWN: N_("withdrawn"),
}
"""What can be chosen, as messages."""


@dataclass(frozen=True)
class Written:
    """What somebody writes into the register."""

    received_on: date
    concerns: str = ""
    """A value of `kinds.CONCERNS`."""
    who: str = ""
    result: Result = Result.OPEN
    answered_on: date | None = None
    subject: bytes | None = None
    """Whom of the team it concerns; None before anybody said it, and where it stays as it is."""


@dataclass(frozen=True)
class Entry:
    """A line of the register."""

    number: int
    enquiry_number: int | None
    answer_by: date
    written: Written

    @property
    def is_late(self) -> bool:
        """Whether it was not answered, or not in time."""
        return (self.written.answered_on or clock.today()) > self.answer_by


def entries(service: Service, staff: Staff) -> list[Entry]:
    """All entries that this person may see, the newest first."""
    with service.store.read() as session:
        everybody = [NOBODY, *(each.id for each in people.everybody_in(session))]
    found = []
    for row in _rows(service, staff):
        with suppress(vault.Refused):  # `damaged` names it
            found.append(_opened(service, staff, row, everybody))
    return found


def damaged(service: Service, staff: Staff) -> list[int]:
    """Numbers of the entries that this person may see and that no key of theirs opens."""
    return [row.number for row in _rows(service, staff) if not _opens(service, staff, row)]


def numbers_hidden(service: Service, staff: Staff) -> set[int]:
    """Numbers of the complaints, of deleted ones too, whose entry is hidden from this person."""
    with service.store.read() as session:
        entered = select(RegisterEntry).where(RegisterEntry.enquiry_number.is_not(None))
        rows = session.scalars(entered).all()
    return {row.enquiry_number or 0 for row in rows if _is_hidden(service, row, staff.id)}


def missing(service: Service, staff: Staff) -> list[int]:
    """Numbers of the complaints that nobody has entered yet, as far as this person sees them."""
    complaints = [kind.id for kind in KINDS.values() if kind.in_register]
    entered = select(RegisterEntry.enquiry_number).where(RegisterEntry.enquiry_number.is_not(None))
    with service.store.read() as session:
        there = [state for state in State if state is not State.BINNED]
        found = select(Enquiry.number).where(
            Enquiry.state.in_(there),
            Enquiry.kind.in_(complaints),
            Enquiry.number.not_in(entered),
            hidden.shown(service, session, staff),
        )
        return sorted(session.scalars(found))


def find(service: Service, staff: Staff, number: int) -> Entry:
    """One entry; raises NoSuchEnquiry for one that is not there or not to be seen."""
    found = next((each for each in entries(service, staff) if each.number == number), None)
    if found is None:
        raise NoSuchEnquiry
    return found


def of_enquiry(service: Service, staff: Staff, number: int) -> Entry | None:
    """The entry of a complaint that came by the form, if there is one."""
    return next((e for e in entries(service, staff) if e.enquiry_number == number), None)


def beginning(service: Service, staff: Staff, number: int) -> Written:
    """What is known of a complaint before it is entered; raises NoSuchEnquiry, vault.Refused."""
    case = cases.open_case(service, staff, number)
    answers = [message.at.date() for message in case.messages if message.from_team]
    decided = subject.decided(service, number)
    known = (message.extras.get("concerns") for message in case.messages)
    return Written(
        received_on=case.received_on,
        concerns=next((each for each in known if each), ""),
        who=staff.name,
        answered_on=answers[0] if answers else None,
        subject=bytes.fromhex(decided) if decided else None,
    )


def enter(
    service: Service, staff: Staff, written: Written, enquiry_number: int | None = None
) -> int:
    """Write an entry and return its number; that of the same complaint is written anew.

    Raises hidden.NobodyElse, vault.Refused, db.Unavailable, vault.Swapped.
    """
    with service.store.write() as session:
        same = select(RegisterEntry).where(RegisterEntry.enquiry_number == enquiry_number)
        row = session.scalars(same).first() if enquiry_number is not None else None
        if row is None:
            row = RegisterEntry(enquiry_number=enquiry_number)
        return _write(service, session, staff, row, written)


def change(service: Service, staff: Staff, number: int, written: Written) -> None:
    """Write an entry anew.

    Raises NoSuchEnquiry, hidden.NobodyElse, vault.Refused, db.Unavailable, vault.Swapped.
    """
    find(service, staff, number)
    with service.store.write() as session:
        row = session.get(RegisterEntry, number)
        if row is None:
            raise NoSuchEnquiry
        _write(service, session, staff, row, written)


def forget_old(service: Service) -> None:
    """Erase what has stood there for as long as the centre keeps it."""
    years = service.facts.centre.retention.complaint_register_years
    since = clock.today() - timedelta(days=365 * years + years // 4)
    with service.store.write() as session:
        session.execute(delete(RegisterEntry).where(RegisterEntry.received_on < since))


def _rows(service: Service, staff: Staff) -> list[RegisterEntry]:
    """The rows that this person may see, the newest first."""
    out_of_sight = hidden.numbers(service, staff)
    newest_first = RegisterEntry.received_on.desc(), RegisterEntry.number.desc()
    with service.store.read() as session:
        rows = session.scalars(select(RegisterEntry).order_by(*newest_first)).all()
    return [
        row
        for row in rows
        if not _is_hidden(service, row, staff.id) and row.enquiry_number not in out_of_sight
    ]


def _free_number(session: Session) -> int:
    """A number by chance: one in their order would tell of an entry that somebody is not shown."""
    taken = set(session.scalars(select(RegisterEntry.number)))
    free = [each for each in NUMBERS if each not in taken]
    return secrets.choice(free)


def _write(
    service: Service, session: Session, staff: Staff, row: RegisterEntry, written: Written
) -> int:
    team = enquiries.team_key(service, session)
    row.received_on = written.received_on
    row.key_version = team.version
    if row.number is None:
        row.number = _free_number(session)
        row.box = b""
        row.mark = vault.new_id()  # as any other, until somebody says whom it concerns
        session.add(row)
        session.flush()
        _hide_as_complaint(service, session, row)
    facts = asdict(written)
    del facts["subject"]  # the mark tells it
    plain = json.dumps(facts, ensure_ascii=False, default=str).encode().ljust(SIZE)
    assert len(plain) == SIZE
    row.box = vault.seal_to(team.public, plain, *_names(row))
    if written.subject is not None:
        _decide(service, session, staff, row, written.subject)
    return row.number


def _hide_as_complaint(service: Service, session: Session, row: RegisterEntry) -> None:
    """Hide a new entry from whom its complaint is hidden from."""
    enquiry = _complaint(session, row)
    decided = subject.decided_in(service, session, enquiry) if enquiry else None
    if decided is not None:
        row.mark = hidden.register_mark(service, row.number, decided)


def _decide(
    service: Service, session: Session, staff: Staff, row: RegisterEntry, person: bytes
) -> None:
    """Hide an entry from a person, and its complaint where it is still there."""
    enquiry = _complaint(session, row)
    if enquiry is not None and subject.may_decide(staff, enquiry.kind):
        subject.decide_in(service, session, staff, enquiry, person)
    else:
        row.mark = hidden.register_mark(service, row.number, person)


def _complaint(session: Session, row: RegisterEntry) -> Enquiry | None:
    return session.get(Enquiry, row.enquiry_number) if row.enquiry_number else None


def _opened(
    service: Service, staff: Staff, row: RegisterEntry, everybody: Sequence[bytes]
) -> Entry:
    team = staff.team.get(row.key_version)
    if team is None:
        raise vault.Refused
    facts = json.loads(vault.unseal_from(team, row.box, *_names(row)))
    answered = facts["answered_on"]
    written = Written(
        received_on=row.received_on,
        concerns=facts["concerns"],
        who=facts["who"],
        result=Result(facts["result"]),
        answered_on=date.fromisoformat(answered) if answered else None,
        subject=next((each for each in everybody if _is_hidden(service, row, each)), None),
    )
    days = timedelta(days=service.facts.centre.complaint_answer_days)
    return Entry(row.number, row.enquiry_number, row.received_on + days, written)


def _opens(service: Service, staff: Staff, row: RegisterEntry) -> bool:
    try:
        _opened(service, staff, row, ())
    except vault.Refused:
        return False
    return True


def _names(row: RegisterEntry) -> Sequence[bytes]:
    return b"register", row.number.to_bytes(8, "big"), vault.version_name(row.key_version)


def _is_hidden(service: Service, row: RegisterEntry, person: bytes) -> bool:
    return row.mark == hidden.register_mark(service, row.number, person)
