"""Pinning three lines above an enquiry, and covering what would hurt colleagues to read."""

from dataclasses import replace

from intake_service import clock
from intake_service.work.casework import enquiry_keys, seen
from intake_service.work.enquiry import summaries
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

LINES_MAX = 3
LONGEST = 300  # characters of a summary


class PinnedMeanwhile(Exception):
    """A colleague has pinned another summary since the form was drawn."""


def pin(
    service: Service, staff: Staff, number: int, text: str, *, instead_of: str | None = None
) -> None:
    """Sum an enquiry up in a few lines; none take the summary away.

    `instead_of` is the mark of the summary that whoever writes has before them. Raises
    PinnedMeanwhile, NoSuchEnquiry, vault.Refused, db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        before = summaries.read(session, enquiry, keys)
        if instead_of is not None and instead_of != before.mark:
            raise PinnedMeanwhile
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        now = replace(before, text="\n".join(lines), by=staff.name, on=clock.today())
        summaries.keep(session, enquiry, keys, now)


def cover(service: Service, staff: Staff, number: int, *, after: int) -> None:
    """Cover all that was written until now; whoever wants to read it can. What comes is shown.

    `after` is the position of the last message seen. Raises NoSuchEnquiry, seen.NewerMessage,
    vault.Refused, db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        seen.check(session, enquiry, after)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        before = summaries.read(session, enquiry, keys)
        summaries.keep(session, enquiry, keys, replace(before, covered_until=after))


def uncover(service: Service, staff: Staff, number: int) -> None:
    """Show the text again. Raises as `pin` does."""
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        before = summaries.read(session, enquiry, keys)
        summaries.keep(session, enquiry, keys, replace(before, covered_until=0))
