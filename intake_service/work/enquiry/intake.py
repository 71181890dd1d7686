"""Whether the forms take anything, and what they promise."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store.db import table_of
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

    is_answered: bool
    """Whether there is somebody who could answer."""
    is_restored: bool
    """Whether a restored database waits to be confirmed."""
    switches: Switches
    silence: Silence

    @property
    def is_set_up(self) -> bool:
        """Whether somebody could answer, and no restored database waits to be confirmed."""
        return self.is_answered and not self.is_restored

    @property
    def is_paused(self) -> bool:
        """Whether somebody has paused it, or it has paused itself because nobody answers."""
        return self.switches.paused or self.silence is Silence.PAUSED

    @property
    def is_as_usual(self) -> bool:
        """Whether it takes enquiries, and has nothing to say about answers that do not come."""
        return self.is_set_up and not self.is_paused and self.silence is Silence.NONE


_SWITCH = table_of(Switch).c
_OF_ROW = _SWITCH.id == switches.ROW
_ENQUIRY = table_of(Enquiry).c
_QUERY = select(
    exists().where(Counsellor.standing == Standing.ACTIVE, has_duty(Duty.ANSWERS)),
    exists().where(table_of(TombstoneMark).c.closed_on.is_not(None)),
    select(_SWITCH.paused).where(_OF_ROW).scalar_subquery(),
    select(_SWITCH.more_days).where(_OF_ROW).scalar_subquery(),
    exists().where(_ENQUIRY.state == State.WAITING, _ENQUIRY.due_on < bindparam("today")),
)
"""One query, made once: visits of a form ask it as soon as something was written."""


def current(service: Service) -> Intake:
    """How the intake stands now. Raises db.Unavailable."""
    answer = service.store.answer("intake", clock.today(), _ask)
    return _told(answer, lambda: silence.now(service))


def current_in(service: Service, session: Session) -> Intake:
    """How the intake stands, as an open transaction sees it."""
    return _told(_ask(session), lambda: silence.in_session(service.facts, session))


def _ask(session: Session) -> Sequence[Any]:
    return session.execute(_QUERY, {"today": clock.today()}).one()


def _told(answer: Sequence[Any], how_silent: Callable[[], Silence]) -> Intake:
    is_answered, is_restored, paused, more_days, is_somebody_late = answer
    silent = how_silent() if is_somebody_late else Silence.NONE
    return Intake(
        is_answered=bool(is_answered),
        is_restored=bool(is_restored),
        switches=Switches(bool(paused), more_days or 0),
        silence=silent,
    )
