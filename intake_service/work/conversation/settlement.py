"""When an enquiry is settled: answered, done, or marked that it needs no answer, with a reason.

Only then its days of retention run. Whatever is not settled waits, and is put before a coordinator
when it has waited for long.
"""

from enum import StrEnum

from centre.language.i18n import N_, gettext
from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import State


class Reason(StrEnum):
    """Why no answer is needed."""

    THANKS = "thanks"
    ELSEWHERE = "elsewhere"
    NOT_FOR_US = "not-for-us"
    DONE = "done"

    @property
    def note(self) -> str:
        """What colleagues read in the notes, in the language spoken."""
        if self is Reason.DONE:
            return gettext("Done.")
        return gettext("No answer needed: %(reason)s.") % {"reason": gettext(REASONS[self])}


REASONS = {
    Reason.THANKS: N_("a thank-you or a piece of news"),
    Reason.ELSEWHERE: N_("dealt with by phone or in person"),
    Reason.NOT_FOR_US: N_("it is not for us"),
}
"""The reasons that can be chosen, as messages."""


def settle(enquiry: Enquiry, state: State) -> None:
    """Let an enquiry stand settled in this state; its days of retention run from today."""
    enquiry.state = state
    enquiry.settled_on = clock.today()
    enquiry.taken_back = False
    enquiry.closed_on = None if state is State.ANSWERED else clock.today()


def let_wait(enquiry: Enquiry) -> None:
    """Let an enquiry wait for the team; no days of retention run."""
    enquiry.state = State.WAITING
    enquiry.settled_on = None
    enquiry.closed_on = None
