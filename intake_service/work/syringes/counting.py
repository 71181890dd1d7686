"""How finds end: each is counted once by month, town and sort of place, and stays counted.

A report is settled by it. Where exactly something lay stands in the report alone and goes with it.
A town that the website does not name is sealed to the team, as a slip.
"""

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.orm import Session

from centre.facts.loading import Facts
from centre.language.i18n import N_, gettext
from intake_service import clock
from intake_service.store.models import Find, Slip
from intake_service.store.terms import Act, FindOutcome, FindPlace, State
from intake_service.store.vault import new_id
from intake_service.work.audit import chain
from intake_service.work.casework import enquiry_keys, seen
from intake_service.work.conversation import kinds, notes, settlement, threads
from intake_service.work.conversation.threads import Message
from intake_service.work.enquiry import slips
from intake_service.work.enquiry.enquiries import team_key
from intake_service.work.service import Service
from intake_service.work.syringes import places
from intake_service.work.team.logins import Staff

KIND: Final = "found_syringe"
ABOUT: Final = "syringes"
PIECES_MAX: Final = 9999
TOWN_MAX: Final = 40  # characters: with them it fits into a slip

OUTCOMES: Final = {
    FindOutcome.COLLECTED: N_("Collected"),
    FindOutcome.NOT_FOUND: N_("We did not find it"),
    FindOutcome.POLICE: N_("Handed to the municipal police"),
    FindOutcome.OWN: N_("Own find"),
}
"""What they are called, as messages."""


@dataclass(frozen=True)
class Ending:
    """How a find ended."""

    outcome: FindOutcome
    place: FindPlace | None = None
    """None where nobody said: then what the report tells."""
    pieces: int | None = None
    """None where nobody counted."""
    town: str = ""
    """One that the website does not name, as somebody of the team typed it."""

    @property
    def counted(self) -> int:
        """How many pieces count; what was not found has none."""
        return 0 if self.outcome is FindOutcome.NOT_FOUND else self.pieces or 0

    @property
    def words(self) -> str:
        """What colleagues read in the notes, in the language spoken."""
        ended = gettext(OUTCOMES[self.outcome])
        if not self.counted:
            return f"{ended}."
        pieces = gettext("pieces: %(count)s") % {"count": self.counted}
        return f"{ended}, {pieces}."


def towns(facts: Facts) -> list[str]:
    """The towns by which finds are counted, in Czech, as the report's form offers them."""
    return list(dict.fromkeys(town.name.cs for town in facts.towns))


def told_town(facts: Facts, report: Message) -> str:
    """The town that a report names; empty for one that the website does not name."""
    told = report.extras.get("town", "")
    return told if told in towns(facts) else ""


def settle(service: Service, staff: Staff, number: int, ending: Ending, *, after: int) -> None:
    """Note how a report ended, count it, and let it be settled; a second press changes nothing.

    `after` is the position of the last message seen. Raises NoSuchEnquiry, NewerMessage,
    vault.Refused, db.Unavailable.
    """
    with service.store.write() as session:
        enquiry = enquiry_keys.find(session, number)
        seen.check(session, enquiry, after)
        if enquiry.state is not State.WAITING or kinds.find(enquiry.kind).receipt:
            return  # it is settled, or by now of a kind in which somebody waits for an answer
        keys = enquiry_keys.for_writing(service, session, staff, enquiry)
        report = threads.read(session, enquiry, keys.thread)[0]
        notes.add(session, enquiry, keys.staff, ending.words, by=staff.name)
        settlement.settle(enquiry, State.CLOSED)
        chain.note(service, session, staff.name, Act.SETTLED, number)
        if enquiry.kind == KIND:
            _count_report(service, session, report, ending)


def add_own(service: Service, ending: Ending, town: str, form_id: bytes) -> None:
    """Count a find that nobody reported; the same form sent twice counts once.

    `town` is one of `towns`, or empty. Raises NotOpenYet, db.Unavailable.
    """
    with service.store.write() as session:
        if session.get(Slip, form_id) is None:
            place = ending.place or FindPlace.OTHER
            known = town if town in towns(service.facts) else ""
            _count(session, known, place, ending)
            named = replace(ending, town="" if known else ending.town)
            _seal_town(service, session, named, form_id)


def _count_report(service: Service, session: Session, report: Message, ending: Ending) -> None:
    town = told_town(service.facts, report)
    _count(session, town, ending.place or places.told_by(report.text), ending)
    if ending.town and not town:
        _seal_town(service, session, ending, new_id())


def _count(session: Session, town: str, place: FindPlace, ending: Ending) -> None:
    key = (this_month(), town, place, ending.outcome)
    row = session.get(Find, key)
    if row is None:
        row = Find(month=key[0], town=town, place=place, outcome=ending.outcome, finds=0, pieces=0)
        session.add(row)
    row.finds += 1
    row.pieces += ending.counted


def _seal_town(service: Service, session: Session, ending: Ending, slip_id: bytes) -> None:
    facts = {
        "about": ABOUT,
        "month": this_month(),
        "town": ending.town[:TOWN_MAX],
        "pieces": str(ending.counted),
    }
    slips.store(session, team_key(service, session), slip_id, facts)


def this_month() -> str:
    """The month in which what ends now is counted, as `YYYY-MM`."""
    return f"{clock.today():%Y-%m}"
