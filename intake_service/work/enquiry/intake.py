"""Whether the forms take anything, and what they promise."""

from dataclasses import dataclass

from sqlalchemy import bindparam, exists, select

from intake_service import clock
from intake_service.store.models import Counsellor, Enquiry, Switch, TombstoneMark, has_duty
from intake_service.store.terms import Duty, Standing, State
from intake_service.work import switches
from intake_service.work.enquiry import silence
from intake_service.work.enquiry.silence import Silence
from intake_service.work.service import Service
from intake_service.work.switches import Switches


@dataclass(frozen=True)
class Intake:
    """How the intake stands."""

    is_set_up: bool
    """Whether somebody could answer, and no restored database waits to be confirmed."""
    switches: Switches
    silence: Silence

    @property
    def is_paused(self) -> bool:
        """Whether somebody has paused it, or it has paused itself because nobody answers."""
        return self.switches.paused or self.silence is Silence.PAUSED

    @property
    def is_as_usual(self) -> bool:
        """Whether it takes enquiries, and has nothing to say about answers that do not come."""
        return self.is_set_up and not self.is_paused and self.silence is Silence.NONE


_OF_ROW = Switch.id == switches.ROW
_QUERY = select(
    exists().where(Counsellor.standing == Standing.ACTIVE, has_duty(Duty.ANSWERS))
    & ~exists().where(TombstoneMark.closed_on.is_not(None)),
    select(Switch.paused).where(_OF_ROW).scalar_subquery(),
    select(Switch.more_days).where(_OF_ROW).scalar_subquery(),
    exists().where(Enquiry.state == State.WAITING, Enquiry.due_on < bindparam("today")),
)
"""One query, made once: every visit of a form asks it."""


def current(service: Service) -> Intake:
    """How the intake stands now. Raises db.Unavailable."""
    with service.store.read() as session:
        answer = session.execute(_QUERY, {"today": clock.today()}).one()
        is_set_up, paused, more_days, is_somebody_late = answer
        silent = Silence.NONE
        if is_somebody_late:
            silent = silence.in_session(service.facts, session)
    return Intake(
        is_set_up=bool(is_set_up),
        switches=Switches(bool(paused), more_days or 0),
        silence=silent,
    )
