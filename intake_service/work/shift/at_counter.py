"""A client at the counter with a code: the desk says the number of the enquiry, and keeps nothing.

The client types the code. No mailbox is opened, nothing says that the enquiry's sender was here,
and a code that fits nothing answers like one whose enquiry is hidden from whoever is on duty. The
figures of the month count one code, not which.
"""

from contextlib import suppress

from sqlalchemy import select

from intake_service import clock
from intake_service.store import receipts
from intake_service.store.db import Unavailable
from intake_service.store.models import Enquiry
from intake_service.store.terms import Counted
from intake_service.work import tallies
from intake_service.work.enquiry import hidden
from intake_service.work.rate_limits import Act, Flooded, Slowed
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

ANY_KIND = ""
"""The kind under which codes are counted: that of its enquiry would tell of it."""


class NothingFits(Exception):
    """There is no such enquiry, or none to be named here."""


def number_of(service: Service, staff: Staff, typed: str, address: str | None = None) -> int:
    """The number of the enquiry that a reply code opens.

    `address` is the desk's, for the rate limits only. Raises receipts.Misread for a typing error or
    another code, NothingFits, rate_limits.Slowed, rate_limits.Flooded, gates.Overloaded.
    """
    receipt = receipts.read(typed)
    service.rate_limits.check(Act.WRONG_RECEIPT, address)
    service.rate_limits.count(Act.OPENING, address)  # right ones, too: each costs an Argon2id
    with service.mailbox_gate.enter():
        keys = service.vault.receipt_keys(receipt)
    with service.store.read() as session:
        shown = hidden.shown(service, session, staff)
        number = session.scalar(
            select(Enquiry.number).where(Enquiry.lookup_id == keys.lookup_id, shown)
        )
    if number is None:
        with suppress(Slowed, Flooded):
            service.rate_limits.count(Act.WRONG_RECEIPT, address)
        raise NothingFits
    with suppress(Unavailable):  # the number is said in any case
        _count(service)
    return number


def _count(service: Service) -> None:
    with service.store.write() as session:
        tallies.add(session, f"{clock.today():%Y-%m}", ANY_KIND, Counted.AT_COUNTER)
