"""The notebook for calls and shifts: what whoever comes next has to know, in 300 characters, with
no names. It is sealed to the team and goes by itself after two weeks."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select

from intake_service import clock
from intake_service.store import vault
from intake_service.store.models import NotebookEntry
from intake_service.work.enquiry import enquiries
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

LONGEST = 300  # characters
KEPT_DAYS = 14
SIZE = 2048  # bytes; more than any entry needs, so that none differs from another
SHOWN = 60  # so many weigh 50 kB


@dataclass(frozen=True)
class Entry:
    """What somebody wrote for the next shift."""

    id: bytes
    text: str
    by: str
    at: datetime


def write(service: Service, staff: Staff, text: str) -> None:
    """Keep a text for the next shift. Raises db.Unavailable, vault.Swapped."""
    with service.store.write() as session:
        team = enquiries.team_key(service, session)
        row = NotebookEntry(id=vault.new_id(), written_on=clock.today(), key_version=team.version)
        content = {"text": text, "by": staff.name, "at": clock.now().isoformat()}
        plain = json.dumps(content, ensure_ascii=False).encode().ljust(SIZE)
        assert len(plain) == SIZE
        row.box = vault.seal_to(team.public, plain, *_names(row))
        session.add(row)


def read(service: Service, staff: Staff) -> list[Entry]:
    """What is there, the newest first; what this person has no key to is left out."""
    rows = select(NotebookEntry).where(NotebookEntry.written_on > _gone_since())
    with service.store.read() as session:
        newest = session.scalars(rows.order_by(NotebookEntry.written_on.desc()).limit(SHOWN)).all()
    found = [_opened(staff, row) for row in newest if row.key_version in staff.team]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def count(service: Service) -> int:
    """How many entries there are."""
    there = select(func.count()).where(NotebookEntry.written_on > _gone_since())
    with service.store.read() as session:
        return session.scalar(there) or 0


def strike(service: Service, entry: bytes) -> None:
    """Take an entry away, as soon as it is of no use. Raises db.Unavailable."""
    with service.store.write() as session:
        session.execute(delete(NotebookEntry).where(NotebookEntry.id == entry))


def forget_old(service: Service) -> None:
    """Erase what has stood there for two weeks."""
    with service.store.write() as session:
        session.execute(delete(NotebookEntry).where(NotebookEntry.written_on <= _gone_since()))


def _gone_since() -> date:
    return clock.today() - timedelta(days=KEPT_DAYS)


def _opened(staff: Staff, row: NotebookEntry) -> Entry:
    plain = vault.unseal_from(staff.team[row.key_version], row.box, *_names(row))
    content = json.loads(plain)
    return Entry(row.id, content["text"], content["by"], datetime.fromisoformat(content["at"]))


def _names(row: NotebookEntry) -> tuple[bytes, ...]:
    return b"notebook", row.id, vault.version_name(row.key_version)
