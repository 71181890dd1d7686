"""Whether the team keeps its promise. No number leaves this room: the second of each would tell."""

from sqlalchemy import select

from centre.language.i18n import N_
from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import State
from intake_service.work.conversation.kinds import WITHOUT_PROMISE
from intake_service.work.enquiry import silence
from intake_service.work.enquiry.silence import Silence
from intake_service.work.health.findings import Finding, bad, due
from intake_service.work.health.machine import Machine


def answers(machine: Machine) -> Finding | None:
    """Whether somebody waits longer than they were promised, and whether anybody is there."""
    overdue = select(Enquiry.number).where(
        Enquiry.state == State.WAITING,
        Enquiry.due_on < clock.today(),
        Enquiry.kind.not_in(WITHOUT_PROMISE),
    )
    with machine.reading() as session:
        if silence.in_session(machine.facts, session) is not Silence.NONE:
            return bad(
                N_("Nobody of the team has been at the desk, and somebody waits for an answer."),
                N_("Somebody answers, or a coordinator pauses the intake. The forms say so."),
            )
        if session.scalar(overdue.limit(1)) is not None:
            return due(
                N_("Somebody waits longer for an answer than they were promised."),
                N_("The inbox shows who; a coordinator may lengthen the promise."),
            )
    return None
