"""Whose turn it is with an answer that a colleague reads; nobody's text is left lying."""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service.store import models
from intake_service.store.models import Enquiry
from intake_service.store.vault import Refused
from intake_service.work.casework import enquiry_keys
from intake_service.work.colleagues import absences, reading_records
from intake_service.work.colleagues.reading_records import Reading
from intake_service.work.enquiry import hidden
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from intake_service.work.team.people import Colleague

LOOKED_THROUGH = 200
LISTED = 50  # on the home of a shift


def list_for(service: Service, staff: Staff) -> list[Reading]:
    """All that waits for this person to read, the longest first; a damaged one is left out.

    What came back to somebody who is not here waits for everybody else.
    """
    mine = []
    team = people.everybody(service)
    away = {each.id.hex() for each in absences.away_today(service)}
    with service.store.read() as session:
        ids = session.scalars(select(models.Reading.enquiry_id).limit(LOOKED_THROUGH)).all()
        shown = Enquiry.id.in_(ids) & hidden.shown(service, session, staff)
        for enquiry in session.scalars(select(Enquiry).where(shown)) if ids else ():
            with suppress(Refused):
                keys = enquiry_keys.open_all(service, staff, enquiry).staff
                row = session.get_one(models.Reading, enquiry.id)
                each = reading_records.open_row(enquiry, keys, row)
                is_here = each.author not in away and author_sees(
                    service, session, team, enquiry, each
                )
                if each.waits_for(staff) or (each.is_returned and not is_here):
                    mine.append(each)
    return sorted(mine, key=lambda each: each.asked_at)[:LISTED]


def may_take_over(service: Service, staff: Staff, reading: Reading) -> bool:
    """Whether this person may go on with the text: its author, whoever is here when it came back,
    and anybody whose colleague does not see the enquiry any more: it is not sent in their name."""
    if reading.is_given:
        return False
    if reading.is_by(staff) or reading.is_returned:
        return True
    team = people.everybody(service)
    with service.store.read() as session:
        enquiry = enquiry_keys.find(session, reading.number)
        return not author_sees(service, session, team, enquiry, reading)


def author_sees(
    service: Service,
    session: Session,
    team: Sequence[Colleague],
    enquiry: Enquiry,
    reading: Reading,
) -> bool:
    """Whether the author answers here still and the enquiry is not hidden from them."""
    authors = [each for each in team if each.id.hex() == reading.author and each.holds_key]
    return any(not hidden.is_hidden_from(service, session, enquiry, each) for each in authors)
