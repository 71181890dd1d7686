"""How long a conversation is kept: the days are facts of the centre, promised to the sender.

They run from the day on which it was settled. What nobody has settled waits; a coordinator is told
of it in time, and it goes, counted, a year after its last message.
"""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from centre.facts.loading import Facts
from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.conversation.kinds import KINDS, as_a_conversation


def delete_after_days(facts: Facts, kind: str) -> int:
    """How many days after it was settled an enquiry of a kind goes."""
    known = KINDS.get(kind)  # one that is not offered any more goes as a conversation does
    return (known.keeps if known else as_a_conversation)(facts.centre.retention)


def delete_on(facts: Facts, enquiry: Enquiry) -> date:
    """The day on which an enquiry goes if nothing happens: from its settlement, or unsettled."""
    if enquiry.state is State.WAITING:
        return enquiry.last_on + timedelta(days=facts.centre.retention.unsettled_days)
    settled_on = enquiry.settled_on or enquiry.last_on  # a server of an earlier version wrote it
    return settled_on + timedelta(days=delete_after_days(facts, enquiry.kind))


def waits_for_a_coordinator(facts: Facts) -> ColumnElement[bool]:
    """Which enquiries have waited so long that a coordinator has to see to them."""
    long_ago = clock.today() - timedelta(days=facts.centre.retention.coordinator_days)
    return (Enquiry.state == State.WAITING) & (Enquiry.last_on <= long_ago)


def numbers_for_a_coordinator(facts: Facts, session: Session) -> list[int]:
    """Their numbers, the oldest first."""
    forgotten = select(Enquiry.number).where(waits_for_a_coordinator(facts))
    return list(session.scalars(forgotten.order_by(Enquiry.last_on, Enquiry.number)))
