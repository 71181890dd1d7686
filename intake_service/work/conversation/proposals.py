"""Two people, or time: what cannot be undone is proposed by one person and goes on with another.

A second person of the team agrees, or nobody stops it for seven days in which all of them see it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from intake_service import clock
from intake_service.store.models import Counsellor
from intake_service.store.terms import Duty, Standing

WAIT = timedelta(days=7)


class NotYet(Exception):
    """Another person has not agreed, and the days of waiting are not over."""


@dataclass(frozen=True)
class Proposal:
    """What somebody of the team proposes, who, and since when."""

    by: bytes
    """The id of whoever proposes it."""
    name: str
    on: date
    waits_since: date | None = None
    """The day from which everybody has seen it, where that was earlier than the proposal."""

    @property
    def goes_on(self) -> date:
        """The day on which it needs no second person any more."""
        return (self.waits_since or self.on) + WAIT

    @property
    def days_left(self) -> int:
        """Days until then; 0 when it is there."""
        return max((self.goes_on - clock.today()).days, 0)

    @property
    def is_over(self) -> bool:
        """Whether nobody stopped it in time."""
        return not self.days_left

    def may_be_done_by(self, person: bytes) -> bool:
        """Whether this person's word is enough: a second one, or anybody's after the days."""
        return self.is_over or person != self.by


def may_propose(person: Counsellor) -> bool:
    """Whether this person works here and answers; a proposal of anybody else does not stand."""
    return person.standing is Standing.ACTIVE and Duty.ANSWERS in person.duties
