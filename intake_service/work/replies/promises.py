"""By which day an enquiry of a kind is answered."""

from datetime import date, timedelta

from intake_service import clock
from intake_service.work import switches
from intake_service.work.conversation import kinds
from intake_service.work.service import Service
from intake_service.work.switches import Switches


def answer_day(service: Service, kind_id: str, now: Switches | None = None) -> date:
    """The day that somebody who asks today is promised; `now` is how the switches stand, if that is
    known."""
    within = kinds.find(kind_id).answered_within
    if within is None:
        return switches.answer_day(service, now)
    return clock.today() + timedelta(days=within(service.facts.centre))
