"""All that is counted, month by month: what a year shows is the sum of its months.

What is clear is counted in clear, and anybody who coordinates sees it. What is sealed (topics,
relations, ratings) is added for who holds the key.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_service.store.models import Figure, Find, Flood, Tally
from intake_service.store.terms import Counted, FindOutcome
from intake_service.work.enquiry import feedback, figures, slips
from intake_service.work.enquiry.slips import SlipFacts
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff

Counts = Mapping[str, int]
"""How many, by what they are; an empty word stands for what nobody told."""


@dataclass
class Month:
    """What one month, or the months of a year together, have."""

    by_kind: Counter[str] = field(default_factory=Counter)
    by_language: Counter[str] = field(default_factory=Counter)
    answered_by_kind: Counter[str] = field(default_factory=Counter)
    in_time: int = 0
    erased: int = 0
    answer_days: Counter[int] = field(default_factory=Counter)
    """First answers, by the days until each."""
    read_by_colleague: int = 0
    minutes_by_kind: Counter[str] = field(default_factory=Counter)
    at_counter: int = 0
    """Reply codes that were looked up at the counter."""
    by_topic: Counter[str] = field(default_factory=Counter)
    by_relation: Counter[str] = field(default_factory=Counter)
    ratings: Counter[int] = field(default_factory=Counter)
    """How many gave 1 (did not help) to 5."""
    turned_away: int = 0
    finds: Counter[str] = field(default_factory=Counter)
    """Finds of syringes, by how they ended."""
    pieces: int = 0

    @property
    def received(self) -> int:
        """Enquiries of all kinds."""
        return self.by_kind.total()

    @property
    def answered(self) -> int:
        """Enquiries that have a first answer."""
        return self.answered_by_kind.total()

    @property
    def minutes(self) -> int:
        """Minutes of work, as far as the team wrote them down."""
        return self.minutes_by_kind.total()

    @property
    def median_days(self) -> float | None:
        """The days within which half of the first answers came; None where there is none."""
        ordered = sorted(self.answer_days.elements())
        if not ordered:
            return None
        middle = len(ordered) // 2
        return (ordered[middle] + ordered[~middle]) / 2

    @property
    def raters(self) -> int:
        """How many said whether the answer helped."""
        return self.ratings.total()

    @property
    def helped(self) -> float | None:
        """The mean of what they gave; None where nobody did."""
        total = sum(rating * count for rating, count in self.ratings.items())
        return total / self.raters if self.raters else None

    def add(self, other: "Month") -> None:
        """Add another month to it."""
        for name in vars(self):
            mine = getattr(self, name)
            theirs = getattr(other, name)
            if isinstance(mine, Counter):
                mine.update(theirs)
            else:
                setattr(self, name, mine + theirs)


@dataclass(frozen=True)
class Figures:
    """All months of which anything is known, by `YYYY-MM`."""

    months: Mapping[str, Month]
    with_sealed: bool
    """Whether what is sealed was opened, too."""

    @property
    def years(self) -> list[str]:
        """The years, the newest first."""
        return sorted({month[:4] for month in self.months}, reverse=True)

    def year(self, year: str) -> Month:
        """The months of a year together."""
        return total(month for name, month in self.months.items() if name[:4] == year)

    def months_of(self, year: str) -> dict[str, Month]:
        """The months of a year in their order."""
        return {name: self.months[name] for name in sorted(self.months) if name[:4] == year}


def total(months: Iterable[Month]) -> Month:
    """Several months together."""
    together = Month()
    for month in months:
        together.add(month)
    return together


def read(service: Service, staff: Staff) -> Figures:
    """The figures as this person may see them."""
    months: dict[str, Month] = {}
    with service.store.read() as session:
        _add_clear(session, months)
    if staff.answers:
        _add_sealed(months, slips.read(service, staff))
    return Figures(months, with_sealed=staff.answers)


def _add_clear(session: Session, months: dict[str, Month]) -> None:
    for row in session.scalars(select(Figure)):
        month = months.setdefault(row.month, Month())
        month.by_kind[row.kind] += row.received
        month.by_language[row.language] += row.received
        month.answered_by_kind[row.kind] += row.answered
        month.in_time += row.in_time
        month.erased += row.erased
    for tally in session.scalars(select(Tally)):
        _add_tally(months.setdefault(tally.month, Month()), tally)
    for flood in session.scalars(select(Flood)):
        months.setdefault(f"{flood.day:%Y-%m}", Month()).turned_away += flood.turned_away
    for find in session.scalars(select(Find)):
        month = months.setdefault(find.month, Month())
        month.finds[find.outcome] += find.finds
        if find.outcome in (FindOutcome.COLLECTED, FindOutcome.OWN):
            month.pieces += find.pieces


def _add_tally(month: Month, tally: Tally) -> None:
    match tally.counted:
        case Counted.ANSWER_DAYS:
            month.answer_days[tally.step] += tally.count
        case Counted.READ_BY_COLLEAGUE:
            month.read_by_colleague += tally.count
        case Counted.MINUTES:
            month.minutes_by_kind[tally.kind] += tally.count
        case Counted.AT_COUNTER:
            month.at_counter += tally.count


def _add_sealed(months: dict[str, Month], found: Iterable[SlipFacts]) -> None:
    for facts in found:
        month = months.setdefault(facts["month"], Month())
        if facts["about"] == feedback.ABOUT:
            month.ratings[int(facts["rating"])] += 1
        elif facts["about"] == figures.ABOUT:
            if "topic" in facts:
                month.by_topic[facts["topic"]] += 1
            if "relation" in facts:
                month.by_relation[facts["relation"]] += 1
