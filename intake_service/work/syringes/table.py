"""What was found, by month, town and sort of place: for the town, and for the year's figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from centre.language.i18n import gettext
from intake_service.store.models import Find
from intake_service.store.terms import FindOutcome, FindPlace
from intake_service.work.enquiry.slips import SlipFacts
from intake_service.work.service import Service
from intake_service.work.syringes import counting, places

TAKEN = (FindOutcome.COLLECTED, FindOutcome.OWN)


@dataclass(frozen=True)
class Row:
    """Finds of one month (`YYYY-MM`), town and sort of place that ended the same way."""

    month: str
    town: str
    place: FindPlace
    outcome: FindOutcome
    finds: int
    pieces: int

    @property
    def year(self) -> str:
        """The year of its month."""
        return self.month[:4]

    @property
    def town_name(self) -> str:
        """The town, in the language spoken."""
        return self.town or gettext("somewhere else")

    @property
    def place_name(self) -> str:
        """What its sort of place is called."""
        return places.name(self.place)

    @property
    def outcome_name(self) -> str:
        """How it ended, in words."""
        return gettext(counting.OUTCOMES[self.outcome])


@dataclass(frozen=True)
class TypedTown:
    """Pieces of one month in a town that the website does not name."""

    month: str
    town: str
    pieces: int


def rows(service: Service) -> list[Row]:
    """All that was ever counted, the newest month first."""
    with service.store.read() as session:
        found = session.scalars(select(Find).order_by(Find.month.desc(), Find.town)).all()
    order = list(FindPlace)
    counted = [Row(f.month, f.town, f.place, f.outcome, f.finds, f.pieces) for f in found]
    return sorted(
        counted,
        key=lambda row: (_newest_first(row.month), row.town, order.index(row.place), row.outcome),
    )


def _newest_first(month: str) -> int:
    return -int(month.replace("-", ""))


def years(counted: Iterable[Row]) -> list[str]:
    """The years of which something is counted, the newest first."""
    return sorted({row.year for row in counted}, reverse=True)


def of_town(counted: Iterable[Row], year: str, town: str | None) -> list[Row]:
    """Those of a year, and of one town where it is given."""
    return [row for row in counted if row.year == year and town in (None, row.town)]


def pieces_taken(counted: Iterable[Row]) -> int:
    """Pieces that the centre collected itself."""
    return sum(row.pieces for row in counted if row.outcome in TAKEN)


def typed_towns(found: Iterable[SlipFacts]) -> Sequence[TypedTown]:
    """Pieces by month and town, of slips that may be about anything; without a name none."""
    counts: dict[tuple[str, str], int] = {}
    for facts in found:
        if facts["about"] == counting.ABOUT and facts["town"]:
            key = (facts["month"], facts["town"])
            counts[key] = counts.get(key, 0) + int(facts["pieces"])
    return [TypedTown(*key, pieces) for key, pieces in sorted(counts.items())]
