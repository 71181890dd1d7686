"""Handing an enquiry over: to a colleague, or to whoever is free.

Who cannot answer it does not see it any more. Nobody reads why, and there is no way back.
"""

from enum import StrEnum

from sqlalchemy.orm import Session

from centre.language.i18n import N_, gettext
from intake_service.store.models import Enquiry
from intake_service.work.casework import enquiry_keys, seen
from intake_service.work.colleagues import absences, calls
from intake_service.work.conversation import notes
from intake_service.work.enquiry import claims, hidden
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from intake_service.work.team.people import Colleague

ANYBODY = b""


class Why(StrEnum):
    """Why somebody hands an enquiry over."""

    AWAY = "away"
    KNOWS_BETTER = "knows-better"
    CANNOT = "cannot"
    UNSAID = "unsaid"


REASONS = {
    Why.AWAY: N_("I am not at work"),
    Why.KNOWS_BETTER: N_("somebody else knows more about it"),
    Why.CANNOT: N_("I cannot answer this"),
    Why.UNSAID: N_("I would rather not say"),
}
"""What can be chosen, as messages."""

_NOTED = {
    Why.AWAY: N_("not at work"),
    Why.KNOWS_BETTER: N_("knows more about it"),
}
"""What colleagues read of it; nothing of the others, so that no silence tells which it was."""


class NotThere(Exception):
    """To this person it cannot be handed over now."""


def colleagues(service: Service, staff: Staff, number: int) -> list[Colleague]:
    """Who else could answer an enquiry today. Raises NoSuchEnquiry."""
    away = {each.id for each in absences.away_today(service)}
    return [each for each in who_else_sees_it(service, staff, number) if each.id not in away]


def hand_over(
    service: Service, staff: Staff, number: int, to: bytes, why: Why, *, after: int
) -> None:
    """Hand an enquiry over to a colleague, or to `ANYBODY`; colleagues read it in a note.

    `after` is the position of the last message seen. Raises NotThere, NoSuchEnquiry, NewerMessage,
    hidden.NobodyElse, vault.Refused, db.Unavailable.
    """
    others = who_else_sees_it(service, staff, number)
    names = {each.id: each.name for each in others}
    if to != ANYBODY and to not in names:
        raise NotThere
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        seen.check(session, enquiry, after)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        notes.add(session, enquiry, keys, _note(names.get(to), why), by=staff.name)
        calls.end(session, enquiry, staff.id)
        if to == ANYBODY:
            claims.release(session, enquiry)
        else:
            claims.give(service, session, enquiry, to)
        if why is Why.CANNOT:
            hidden.recuse(service, session, enquiry, staff.id)
            hidden.check_somebody_sees(service, session, enquiry)


def claim(service: Service, staff: Staff, number: int) -> None:
    """Say that this person means to answer. Raises NoSuchEnquiry, db.Unavailable."""
    with service.store.write() as session:
        claims.take(session, enquiry_keys.find(session, number), staff.id)


def release(service: Service, number: int) -> None:
    """Say that anybody may answer. Raises NoSuchEnquiry, db.Unavailable."""
    with service.store.write() as session:
        claims.release(session, enquiry_keys.find(session, number))


def has_seen(service: Service, staff: Staff, number: int) -> None:
    """Note that this person has looked at what they were called to."""
    with service.store.write() as session:
        calls.end(session, enquiry_keys.find(session, number), staff.id)


def who_else_sees_it(service: Service, staff: Staff, number: int) -> list[Colleague]:
    """Everybody else who answers and from whom the enquiry is not hidden."""
    with service.store.read() as session:
        return who_else_sees_it_in(service, session, staff, enquiry_keys.find(session, number))


def who_else_sees_it_in(
    service: Service, session: Session, staff: Staff, enquiry: Enquiry
) -> list[Colleague]:
    """The same within a transaction."""
    others = [
        each
        for each in people.everybody_in(session)
        if each.holds_key and not each.waits and each.id != staff.id
    ]
    return [each for each in others if not hidden.is_hidden_from(service, session, enquiry, each)]


def _note(name: str | None, why: Why) -> str:
    """What the team reads of it; who cannot answer says nothing more."""
    to = gettext("Handed over to %(name)s") % {"name": name} if name else gettext("Handed over")
    return f"{to}: {gettext(_NOTED[why])}." if why in _NOTED else f"{to}."
