"""All that waits for a second person, as the home of the desk shows it."""

from dataclasses import dataclass

from intake_service.work.casework import deletion, publishing
from intake_service.work.casework.deletion import ListedDeletion
from intake_service.work.casework.publishing import ListedOffer
from intake_service.work.enquiry import hidden
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


@dataclass(frozen=True)
class Awaiting:
    """What somebody proposed, and nobody has agreed to or stopped."""

    deletions: list[ListedDeletion]
    in_bin: list[ListedDeletion]
    pages: list[ListedOffer]

    def __bool__(self) -> bool:
        return bool(self.deletions or self.in_bin or self.pages)


def second_person(service: Service, staff: Staff) -> Awaiting:
    """All that is proposed now."""
    out_of_sight = hidden.numbers(service, staff)
    proposed = [each for each in deletion.list_proposed(service) if each.number not in out_of_sight]
    offered = publishing.list_offers(service, staff, only_proposed=True)
    return Awaiting(
        deletions=[each for each in proposed if not each.in_bin],
        in_bin=[each for each in proposed if each.in_bin],
        pages=[each for each in offered if each.waits_for_second],
    )
