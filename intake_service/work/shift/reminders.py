"""Being reminded of an enquiry on a day: each author has one reminder in it, which the team sees.

The day stands in clear, so that it is found; who wants it and why is sealed under the staff key.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from centre.language.i18n import N_, gettext
from intake_service import clock
from intake_service.store import models, vault
from intake_service.store.models import Enquiry
from intake_service.store.vault import ID_SIZE, Key, Place, Record, Refused, Role
from intake_service.work.casework import enquiry_keys
from intake_service.work.conversation.key_rings import EpochKey, KeyRing
from intake_service.work.enquiry import hidden
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

SHOWN = 20  # of those that are due; the next ones follow when these are done


class Why(StrEnum):
    """What there is to do on the day."""

    CALL = "call"
    ASK = "ask"
    DOCTOR = "doctor"

    @property
    def words(self) -> str:
        """What it is called, in the language spoken."""
        return gettext(REASONS[self])


REASONS = {
    Why.CALL: N_("to call"),
    Why.ASK: N_("to ask how it turned out"),
    Why.DOCTOR: N_("it waits for the doctor"),
}
"""What can be chosen, as messages."""


class When(StrEnum):
    """Days that are named instead of dated."""

    TOMORROW = "tomorrow"
    MONDAY = "monday"
    WEEK = "week"

    @property
    def day(self) -> date:
        """The day that it is today's word for."""
        today = clock.today()
        match self:
            case When.TOMORROW:
                return today + timedelta(days=1)
            case When.MONDAY:
                return today + timedelta(days=7 - today.weekday())
            case When.WEEK:
                return today + timedelta(days=7)


@dataclass(frozen=True)
class Reminder:
    """Who wants to be reminded of which enquiry, when and why."""

    number: int
    author: bytes
    by: str
    why: Why
    on: date

    def may_be_ended_by(self, reader: bytes) -> bool:
        """Whether it is theirs, or due: its author may have left."""
        return self.author == reader or self.on <= clock.today()


def keep(service: Service, staff: Staff, number: int, why: Why, on: date) -> None:
    """Remind of an enquiry, in the place of this person's earlier reminder.

    Raises enquiry_keys.NoSuchEnquiry, vault.Refused, db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        _forget(session, keys, staff.id)
        newest = keys.newest
        slot = _slot(newest.key, staff.id)
        written = {"author": staff.id.hex(), "by": staff.name, "why": why, "on": on.isoformat()}
        plain = json.dumps(written, ensure_ascii=False).encode()
        box = vault.seal(newest.key, plain, _place(enquiry, newest, slot))
        session.add(models.Reminder(id=slot, enquiry_id=enquiry.id, remind_on=on, box=box))


def cancel(service: Service, staff: Staff, number: int, author: bytes) -> None:
    """End the reminder of this author: anybody may end one that is due, each their own before.

    Raises as `keep` does.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.open_all(service, staff, enquiry).staff
        _forget(session, keys, author, only_due=author != staff.id)


def of_enquiry(service: Service, staff: Staff, number: int) -> list[Reminder]:
    """All reminders of an enquiry, the next one first. Raises NoSuchEnquiry, vault.Refused."""
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, number)
        reminder = models.Reminder
        rows = select(reminder).where(reminder.enquiry_id == enquiry.id)
        found = session.scalars(rows.order_by(reminder.remind_on)).all()
        keys = enquiry_keys.open_all(service, staff, enquiry).staff if found else None
        return [_open(enquiry, keys, row) for row in found] if keys else []


def due(service: Service, staff: Staff) -> list[Reminder]:
    """What the team is to be reminded of by today, the oldest first; a damaged one is left out."""
    reminder = models.Reminder
    reached = select(reminder).where(reminder.remind_on <= clock.today())
    found = []
    with service.store.read() as session:
        out_of_sight = hidden.ids(service, session, staff)
        if out_of_sight:
            reached = reached.where(reminder.enquiry_id.not_in(sorted(out_of_sight)))
        for row in session.scalars(reached.order_by(reminder.remind_on).limit(SHOWN)):
            with suppress(Refused):
                enquiry = session.scalars(select(Enquiry).where(Enquiry.id == row.enquiry_id)).one()
                keys = enquiry_keys.open_all(service, staff, enquiry).staff
                found.append(_open(enquiry, keys, row))
    return found


def _forget(session: Session, keys: KeyRing, author: bytes, *, only_due: bool = False) -> None:
    slots: Sequence[bytes] = [_slot(each.key, author) for each in keys.keys.values()]
    ended = delete(models.Reminder).where(models.Reminder.id.in_(slots))
    if only_due:
        ended = ended.where(models.Reminder.remind_on <= clock.today())
    session.execute(ended)


def _open(enquiry: Enquiry, keys: KeyRing, row: models.Reminder) -> Reminder:
    """What a row holds; raises Refused for one that was changed or moved."""
    for epoch in keys.keys.values():
        try:
            plain = vault.unseal(epoch.key, row.box, _place(enquiry, epoch, row.id))
        except Refused:
            continue
        written = json.loads(plain)
        return Reminder(
            number=enquiry.number,
            author=bytes.fromhex(written["author"]),
            by=written["by"],
            why=Why(written["why"]),
            on=date.fromisoformat(written["on"]),
        )
    raise Refused


def _slot(staff_key: Key, author: bytes) -> bytes:
    return vault.derive(staff_key, "reminder slot", author, size=ID_SIZE)


def _place(enquiry: Enquiry, epoch: EpochKey, slot: bytes) -> Place:
    return Place(Record.REMINDER, enquiry.id, slot, role=Role.TEAM, version=epoch.version)
