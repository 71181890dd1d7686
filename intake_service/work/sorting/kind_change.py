"""An enquiry turns out to be of another kind than the form by which it came.

What is a coordinator's matter is counted outside counselling, a letter calls a coordinator, and
the note of the change says what it was before, so that anybody can change it back.
"""

from sqlalchemy.orm import Session

from centre.language.i18n import gettext
from intake_service import clock
from intake_service.store.models import Enquiry
from intake_service.store.terms import Purpose, State
from intake_service.work import switches
from intake_service.work.casework import enquiry_keys, seen
from intake_service.work.conversation import kinds, notes, retention, threads
from intake_service.work.conversation.kinds import KINDS, KINDS_OF_THE_DESK, Kind
from intake_service.work.enquiry import figures, hidden
from intake_service.work.post import letters
from intake_service.work.replies import promises
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff


def choices(kind_id: str) -> list[Kind]:
    """What an enquiry of this kind can become; nothing where its sender has no code to read by."""
    if not kinds.find(kind_id).promises_an_answer:
        return []
    by_form = [kind for kind in KINDS.values() if kind.receipt]
    of_desk = [kind for kind in KINDS_OF_THE_DESK.values() if not kind.is_exercise]
    return [kind for kind in (*by_form, *of_desk) if kind.id != kind_id]


def change(service: Service, staff: Staff, number: int, kind_id: str, *, after: int) -> None:
    """Let it be of this kind; one that it cannot become changes nothing.

    `after` is the position of the last message seen. Raises NoSuchEnquiry, seen.NewerMessage,
    hidden.NobodyElse, vault.Refused, db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        seen.check(session, enquiry, after)
        possible = {kind.id: kind for kind in choices(enquiry.kind)}
        if kind_id not in possible or enquiry.state is State.BINNED:
            return
        before = kinds.find(enquiry.kind)
        now = possible[kind_id]
        keys = enquiry_keys.for_writing(service, session, staff, enquiry)
        notes.add(session, enquiry, keys.staff, _note(before, now), by=staff.name)
        messages = threads.read(session, enquiry, keys.thread)
        answered = any(each.is_answer for each in messages)
        figures.move(session, staff, enquiry, now.id, answered=answered)
        _keep_promises(service, session, enquiry, before)
        session.flush()
        hidden.check_somebody_sees(service, session, enquiry)
        hidden.detach(service, session, enquiry)
        if now.for_a_coordinator:
            letters.post_notice(service, session, Purpose.COORDINATOR)


def _keep_promises(service: Service, session: Session, enquiry: Enquiry, before: Kind) -> None:
    """What waits is answered by the sooner day; what is settled goes no sooner than by the days of
    its new kind from today."""
    if enquiry.state is State.WAITING:
        now = switches.current_in(session)
        enquiry.due_on = min(enquiry.due_on, promises.answer_day(service, enquiry.kind, now))
        return
    kept = retention.delete_after_days(service.facts, enquiry.kind)
    if kept < retention.delete_after_days(service.facts, before.id):
        enquiry.settled_on = clock.today()


def _note(before: Kind, now: Kind) -> str:
    return gettext("Kind changed: %(before)s → %(now)s.") % {
        "before": gettext(before.name),
        "now": gettext(now.name),
    }
