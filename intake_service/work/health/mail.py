"""Whether letters leave, and what the mail server says if they do not."""

from sqlalchemy import func, select

from centre.language.i18n import N_
from intake_service import clock
from intake_service.store.models import Letter
from intake_service.store.terms import Purpose
from intake_service.work.health.findings import Finding, bad, due
from intake_service.work.health.machine import Machine
from intake_service.work.post import letters, mail, recipients, trouble

HOUR = 3600
LATE_AFTER = 2 * HOUR  # seconds; after three tries
_MEND = N_("Try it: “kacko mail-test ADDRESS” shows the whole conversation with the mail server.")


def letters_leave(machine: Machine) -> Finding | None:
    """Whether the oldest letter that waits has waited too long, or some were given up."""
    if not mail.is_set_up(machine.settings):
        return None
    last = trouble.last(machine.settings)
    said = last.said or "–"
    with machine.reading() as session:
        waits = select(func.min(Letter.give_up)).where(Letter.dead.is_(False), Letter.tries > 0)
        oldest = session.scalar(waits)
        oldest_notice = session.scalar(waits.where(Letter.purpose != Purpose.HINT))
        given_up = session.scalar(select(Letter.id).where(Letter.dead.is_(True)).limit(1))
    if oldest is not None and _waited(oldest) > LATE_AFTER:
        # One address that is refused is a slip of whoever gave it, unless it stands in a setting.
        ours = last.of_server or (oldest_notice and _waited(oldest_notice) > LATE_AFTER)
        return (bad if ours else due)(
            N_("An e-mail has waited for %(hours)s hours. The mail server says: %(said)s"),
            _MEND,
            hours=_waited(oldest) // HOUR,
            said=said,
        )
    if given_up is not None:
        return due(
            N_("E-mails were given up within a month. The mail server last said: %(said)s"),
            _MEND,
            said=said,
        )
    return None


def letters_are_for_people_here(machine: Machine) -> Finding | None:
    """Whether each name beside an address of the setting is of somebody who works here."""
    if not mail.is_set_up(machine.settings):
        return None
    with machine.reading() as session:
        count = recipients.nobodys(machine.settings, session)
    if not count:
        return None
    return due(
        N_("Addresses for e-mails with a name that nobody at the desk has: %(count)s"),
        N_("Take out of INTAKE_NOTICES_TO whoever has left; correct a name that is mistyped."),
        count=count,
    )


def _waited(give_up: int) -> int:
    """Seconds since a letter should have gone, by when it will be given up."""
    return clock.seconds() - (give_up - letters.GIVE_UP_AFTER)
