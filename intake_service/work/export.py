"""One enquiry as a text, for whoever asks what the centre holds of them.

The reason is noted for colleagues, and the audit tells who did it. What only the team wrote for
itself is not in it.
"""

from collections.abc import Iterator

from centre.language.i18n import date_words, gettext
from intake_service.store.terms import Act
from intake_service.work.audit import chain
from intake_service.work.casework import cases, enquiry_keys
from intake_service.work.casework.cases import Case
from intake_service.work.conversation import kinds, notes
from intake_service.work.conversation.threads import Message
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

REASON_MAX = 300  # characters


def export(service: Service, staff: Staff, number: int, reason: str) -> str:
    """The text of an enquiry; the reason is noted first, so that none goes out unnoted.

    Raises NoSuchEnquiry, vault.Refused, db.Unavailable.
    """
    case = cases.open_case(service, staff, number)
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        keys = enquiry_keys.for_writing(service, session, staff, enquiry).staff
        noted = gettext("Given out as a text: %(reason)s") % {"reason": reason}
        notes.add(session, enquiry, keys, noted, by=staff.name)
        chain.note(service, session, staff.name, Act.EXPORTED, number)
    return "\n".join(_lines(case))


def _lines(case: Case) -> Iterator[str]:
    yield gettext("Enquiry %(number)s") % {"number": case.number}
    yield gettext(kinds.find(case.kind).name)
    yield gettext("Received: %(day)s") % {"day": date_words(case.received_on)}
    yield gettext("Deleted by itself: %(day)s") % {"day": date_words(case.delete_on)}
    for message in case.messages:
        yield from _message(case, message)


def _message(case: Case, message: Message) -> Iterator[str]:
    who = gettext("The team") if message.from_team else gettext("Whoever asked")
    kind = kinds.find(case.kind)
    yield ""
    yield f"{who}, {date_words(message.at.date())}:"
    yield message.text
    chosen = {} if message.from_team else message.extras  # a mark of the team is no choice
    for name, value in chosen.items():
        yield f"{kind.label(name)} {kind.words(name, value)}"
