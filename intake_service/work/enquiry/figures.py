"""Counters that outlive the conversations: month, kind, language, answered, in time. No person."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from intake_service import clock
from intake_service.store import db
from intake_service.store.models import Enquiry, Figure, Flood
from intake_service.store.roster import TeamPublicKey
from intake_service.store.terms import Counted
from intake_service.work import tallies
from intake_service.work.conversation import kinds
from intake_service.work.enquiry import slips
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

ABOUT: Final = "chosen"
"""What slips of this module are about."""

CHOSEN: Final = {"counselling": ("topic",), "relatives": ("relation",)}
"""Fields of a kind of enquiry by which the figures part it."""

LONGEST_CHOICE: Final = 40
"""Letters; what is longer was not offered by any form, and no slip has room for it."""


_FIGURE = db.table_of(Figure).c
_ONE_MORE = (
    update(db.table_of(Figure))
    .where(
        _FIGURE.month == bindparam("of_month"),
        _FIGURE.kind == bindparam("of_kind"),
        _FIGURE.language == bindparam("of_language"),
    )
    .values(received=_FIGURE.received + 1)
)


def count_new(session: Session, enquiry: Enquiry) -> None:
    """Count an enquiry, in the transaction that stores it."""
    month, kind, language = _key(enquiry)
    names = {"of_month": month, "of_kind": kind, "of_language": language}
    if session.connection().execute(_ONE_MORE, names).rowcount == 0:
        _row(session, enquiry).received += 1


def count_received(session: Session, enquiry: Enquiry) -> None:
    """Count an enquiry once more that was taken back."""
    _row(session, enquiry).received += 1
    slips.set_counted(session, enquiry.slip_id, counted=True)


def take_back(session: Session, enquiry: Enquiry) -> None:
    """Count an enquiry no more: it was junk.

    A slip that did not count, because it tells of another kind, goes for good: whatever brings the
    enquiry back, the sender too, could not know that it does not count.
    """
    _row(session, enquiry).received -= 1
    if enquiry.slip_id is not None and not slips.counts(session, enquiry.slip_id):
        slips.take_back(session, enquiry.slip_id)
        enquiry.slip_id = None
    slips.set_counted(session, enquiry.slip_id, counted=False)


def store_chosen(
    session: Session, team: TeamPublicKey, enquiry: Enquiry, extras: Mapping[str, str]
) -> None:
    """Seal to the team what was chosen in the form, or that nothing was, for the figures."""
    chosen = ((name, extras.get(name, "")) for name in CHOSEN.get(enquiry.kind, ()))
    told = {name: value for name, value in chosen if len(value) <= LONGEST_CHOICE}
    facts = {"about": ABOUT, "month": f"{enquiry.received_on:%Y-%m}", **told}
    enquiry.slip_id = slips.store_new(session, team, facts)


def count_first_answer(session: Session, enquiry: Enquiry, day: date) -> None:
    """Count the first answer, by the month in which the enquiry came."""
    row = _row(session, enquiry)
    row.answered += 1
    if day <= enquiry.due_on:
        row.in_time += 1
    _count_days(session, row, enquiry, day, 1)


def take_first_answer_back(session: Session, enquiry: Enquiry, day: date) -> None:
    """Count no more the first answer, which was counted on this day."""
    row = _row(session, enquiry)
    row.answered -= 1
    if day <= enquiry.due_on:
        row.in_time -= 1
    _count_days(session, row, enquiry, day, -1)


def count_read(session: Session, enquiry: Enquiry) -> None:
    """Count an answer that a colleague read before it went."""
    row = _row(session, enquiry)
    if kinds.find(row.kind).in_figures:
        tallies.add(session, row.month, row.kind, Counted.READ_BY_COLLEAGUE)


def count_minutes(session: Session, enquiry: Enquiry, minutes: int) -> None:
    """Count minutes that an answer took, or with a negative number fewer of them."""
    row = _row(session, enquiry)
    if kinds.find(row.kind).in_figures:
        tallies.add(session, row.month, row.kind, Counted.MINUTES, minutes)


def move(session: Session, staff: Staff, enquiry: Enquiry, kind: str, *, answered: bool) -> None:
    """Let an enquiry be of another kind. What was answered stays counted as what it was then.

    What was chosen in its form counts only while it is of the kind of that form.
    """
    if enquiry.counted_as is None and not answered:
        _row(session, enquiry).received -= 1
        enquiry.kind = kind
        _row(session, enquiry).received += 1
        slips.set_counted(session, enquiry.slip_id, counted=_tells_of_kind(session, staff, enquiry))
        return
    counted_as = enquiry.counted_as or enquiry.kind
    enquiry.counted_as = counted_as if counted_as != kind else None
    enquiry.kind = kind


def _tells_of_kind(session: Session, staff: Staff, enquiry: Enquiry) -> bool:
    told = slips.find(session, staff, enquiry.slip_id).keys() - {"about", "month"}
    return told == set(CHOSEN.get(enquiry.kind, ()))


def count_erased(session: Session, enquiry: Enquiry) -> None:
    """Count an enquiry that goes although nobody has settled it."""
    _row(session, enquiry).erased += 1


def count_turned_away(service: Service) -> None:
    """Count a send that a flood turned away, so that the desk learns of it."""
    today = clock.today()
    with service.store.write() as session:
        row = session.get(Flood, today)
        if row is None:
            session.add(Flood(day=today, turned_away=1))
        else:
            row.turned_away += 1


def turned_away_today(service: Service) -> int:
    """How many sends were turned away today."""
    with service.store.read() as session:
        row = session.get(Flood, clock.today())
    return row.turned_away if row else 0


def _count_days(session: Session, row: Figure, enquiry: Enquiry, day: date, count: int) -> None:
    """Note after how many days the first answer came, for the median."""
    if not kinds.find(row.kind).in_figures:
        return
    days = max((day - enquiry.received_on).days, 0)
    tallies.add(session, row.month, row.kind, Counted.ANSWER_DAYS, count, step=days)


def _row(session: Session, enquiry: Enquiry) -> Figure:
    month, kind, language = _key(enquiry)
    row = session.get(Figure, (month, kind, language))
    if row is None:
        row = Figure(
            month=month, kind=kind, language=language, received=0, answered=0, in_time=0, erased=0
        )
        if kinds.find(kind).in_figures:
            session.add(row)
    return row


def _key(enquiry: Enquiry) -> tuple[str, str, str]:
    """The month, kind and language by which an enquiry is counted."""
    return (
        f"{enquiry.received_on:%Y-%m}",
        enquiry.counted_as or enquiry.kind,
        enquiry.language,
    )
