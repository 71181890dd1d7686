"""Who is not at work today: what they had claimed is free, and the home of a shift says so.

Only the day is kept, for one day, and no reason.
"""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.models import Absence, Counsellor
from intake_service.work.enquiry import claims
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.people import Colleague, NoSuchPerson


def note_away(service: Service, person: bytes) -> None:
    """Note that somebody is away today, and free what they had claimed. Raises NoSuchPerson."""
    with service.store.write() as session:
        if session.get(Counsellor, person) is None:
            raise NoSuchPerson
        session.merge(Absence(counsellor_id=person, day=clock.today()))
        claims.release_all_of(session, person)


def note_back(service: Service, person: bytes) -> None:
    """Note that somebody is here after all."""
    with service.store.write() as session:
        session.execute(delete(Absence).where(Absence.counsellor_id == person))


def away_today(service: Service) -> list[Colleague]:
    """Who is away today, by name."""
    with service.store.read() as session:
        away = set(
            session.scalars(select(Absence.counsellor_id).where(Absence.day == clock.today()))
        )
    return [each for each in people.everybody(service) if each.id in away] if away else []


def forget_old(session: Session) -> None:
    """Erase the days that are over."""
    session.execute(delete(Absence).where(Absence.day < clock.today()))
