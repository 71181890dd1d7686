"""The tour of the day: reports that wait, by town, and where children are first."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre.language.i18n import gettext
from intake_service.store import vault
from intake_service.store.models import Enquiry
from intake_service.store.terms import FindPlace, State
from intake_service.work.casework import enquiry_keys
from intake_service.work.casework.seen import Seen
from intake_service.work.conversation import kinds, threads
from intake_service.work.enquiry import hidden
from intake_service.work.service import Service
from intake_service.work.syringes import counting, places
from intake_service.work.team.logins import Staff

SHOWN = 24  # reports, 50 kB of them; when these are done, the next ones follow


@dataclass(frozen=True)
class Report:
    """A report that waits."""

    number: int
    received_on: date
    town: str
    texts: list[str]
    """Where it lies, and what the finder wrote afterwards."""
    place: FindPlace
    count: str
    """How many the finder saw, in words; empty where they did not say."""
    seen: Seen

    @property
    def is_where_children_are(self) -> bool:
        """Whether it comes before all others of its town."""
        return self.place in places.OF_CHILDREN

    @property
    def place_name(self) -> str:
        """What its sort of place is called."""
        return places.name(self.place)


@dataclass(frozen=True)
class Stop:
    """All that waits in one town; the name is empty for those that the website does not name."""

    town: str
    reports: list[Report]

    @property
    def name(self) -> str:
        """The town, in the language spoken."""
        return self.town or gettext("somewhere else")


def stops(service: Service, staff: Staff) -> list[Stop]:
    """The tour: towns with a playground or a school first, then in the order of the website."""
    order = [*counting.towns(service.facts), ""]
    found = _reports(service, staff)
    by_town = {town: [each for each in found if each.town == town] for town in order}
    tour = [Stop(town, _in_order(reports)) for town, reports in by_town.items() if reports]
    return sorted(tour, key=lambda stop: not stop.reports[0].is_where_children_are)


def _in_order(reports: list[Report]) -> list[Report]:
    return sorted(
        reports, key=lambda each: (not each.is_where_children_are, each.received_on, each.number)
    )


def _reports(service: Service, staff: Staff) -> list[Report]:
    waits = (Enquiry.state == State.WAITING, Enquiry.kind == counting.KIND)
    oldest = select(Enquiry).where(*waits).order_by(Enquiry.due_on, Enquiry.number).limit(SHOWN)
    found = []
    with service.store.read() as session:
        oldest = oldest.where(hidden.shown(service, session, staff))
        for enquiry in session.scalars(oldest):
            with suppress(vault.Refused):  # a damaged one stands in the inbox
                found.append(_report(service, session, staff, enquiry))
    return found


def _report(service: Service, session: Session, staff: Staff, enquiry: Enquiry) -> Report:
    keys = enquiry_keys.thread_keys(service, staff, enquiry)
    messages = threads.read(session, enquiry, keys)
    first = messages[0]
    texts = [each.text for each in messages if not each.from_team]
    told = first.extras.get("count", "")
    return Report(
        number=enquiry.number,
        received_on=enquiry.received_on,
        town=counting.told_town(service.facts, first),
        texts=texts,
        place=places.told_by("\n".join(texts)),
        count=kinds.find(enquiry.kind).words("count", told) if told else "",
        seen=Seen(enquiry.number, len(messages)),
    )
