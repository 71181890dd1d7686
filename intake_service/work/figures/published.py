"""What of a year's figures may be published: small numbers are hidden, and no sum gives one away.

Every group of parts stands beside its sum, which readers know or can work out. Wherever a small
part is hidden, large ones are hidden with it until each of them could be several numbers (secondary
suppression, as in the Handbook on Statistical Disclosure Control of Eurostat), even for a reader
who knows this rule: so their order is fixed and never follows from their numbers. Figures within
the team are exact.

Whoever has two tables of a year, of different days, can subtract one from the other. So whatever is
told is rounded to fives, in every table: no difference of two and no sum of any is a small number.

Found syringes are no number of people, and the town is given them by month: they are told as they
are, and nothing hides behind them. How many were answered late tells of the team, and is no part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from centre.intake import counted_figures
from centre.intake.topics import TOPICS
from centre.language.languages import LANGUAGES
from centre.listings.results import FEWEST_PUBLISHED
from intake_service.work.figures.counts import Month, total
from intake_service.work.syringes.counting import KIND

Parts = Mapping[str, int]
"""Parts of a sum, by what they are."""

ROOM: Final = 2
"""By how much a hidden sum differs from its least and its most: each part could then be at least
three numbers."""
ROUNDED_TO: Final = FEWEST_PUBLISHED
"""What every count is a multiple of."""
_ROUNDED_RATING: Final = 0.5
"""A mean of few could tell what the next one gave."""
_KINDS: Final = tuple(reversed(counted_figures.KINDS))
"""Those about counselling go last: what they were about would be hidden with them."""
_LANGUAGES: Final = tuple(reversed(tuple(LANGUAGES)))
_TOPICS: Final = ("", *reversed(TOPICS))
_RELATIONS: Final = ("", *reversed(counted_figures.RELATIONS))


@dataclass(frozen=True)
class Group:
    """Parts of a sum as readers get them; None is hidden."""

    shown: Mapping[str, int | None]

    @property
    def hides(self) -> bool:
        """Whether anything is hidden."""
        return None in self.shown.values()

    @property
    def tells(self) -> bool:
        """Whether anything is told."""
        return any(count is not None for count in self.shown.values())

    def rounded(self) -> "Group":
        """The same in fives, but for what the town is given."""
        return Group(
            {
                name: count if name == KIND else _in_fives(count)
                for name, count in self.shown.items()
            }
        )


@dataclass(frozen=True)
class Published:
    """What of a year may be published; what would tell too much is None."""

    pieces: int
    """Syringes that the centre collected."""
    received: int | None = None
    by_kind: Group | None = None
    by_language: Group | None = None
    by_month: Group | None = None
    """Without found syringes: the town's table would tell the rest of a month."""
    by_topic: Group | None = None
    by_relation: Group | None = None
    answered: int | None = None
    in_time: int | None = None
    median_days: float | None = None
    minutes: int | None = None
    helped: float | None = None
    raters: int | None = None

    def rounded(self) -> "Published":
        """The same in fives; days and the mean of ratings are no counts."""
        rating = self.helped
        return replace(
            self,
            received=_in_fives(self.received),
            by_kind=self.by_kind and self.by_kind.rounded(),
            by_language=self.by_language and self.by_language.rounded(),
            by_month=self.by_month and self.by_month.rounded(),
            by_topic=self.by_topic and self.by_topic.rounded(),
            by_relation=self.by_relation and self.by_relation.rounded(),
            answered=_in_fives(self.answered),
            in_time=_in_fives(self.in_time),
            minutes=_in_fives(self.minutes),
            helped=rating and round(rating / _ROUNDED_RATING) * _ROUNDED_RATING,
            raters=_in_fives(self.raters),
        )


def group(
    parts: Parts, expendable: Sequence[str] = (), known: frozenset[str] = frozenset()
) -> Group | None:
    """The parts of a sum that readers may know; None where too little would be left to hide
    behind, so that the sum has to be hidden as well.

    `expendable` are hidden first of those that are not small. `known` parts are told elsewhere:
    they stay, and hide nothing.
    """
    counted = {name: count for name, count in parts.items() if count > 0}
    own = {name: count for name, count in counted.items() if name not in known}
    small = [name for name, count in own.items() if count < FEWEST_PUBLISHED]
    large = sorted(own.keys() - set(small))
    large.sort(key=lambda name: expendable.index(name) if name in expendable else len(expendable))
    hidden = _hidden(own, small, large) if small else []
    if hidden is None:
        return None
    return Group({name: None if name in hidden else count for name, count in counted.items()})


def _hidden(own: Parts, small: list[str], large: list[str]) -> list[str] | None:
    """The small parts, and as few of the large ones as keep them safe; None where all together do
    not."""
    for number in range(len(large) + 1):
        chosen = large[:number]
        if _is_safe(
            [own[name] for name in small],
            [own[name] for name in chosen],
            is_everything=number == len(large),
        ):
            return [*small, *chosen]
    return None


def _is_safe(small: list[int], large: list[int], *, is_everything: bool) -> bool:
    """Whether each of these parts could be several numbers, as far as their sum and the rule say.

    Small parts alone are safe only where there is no large one to hide with them; otherwise their
    sum would say that each of them is small.
    """
    together = sum(small) + sum(large)
    others = len(small) + len(large) - 1
    is_vague = others > 0 and together - others >= FEWEST_PUBLISHED
    least = len(small) + FEWEST_PUBLISHED * len(large)
    if not is_vague or together < least + ROOM:
        return False
    most_if_all_are_small = (FEWEST_PUBLISHED - 1) * len(small)
    return bool(large) or (is_everything and together + ROOM <= most_if_all_are_small)


def of_year(months: Mapping[str, Month]) -> Published:
    """What of the months of a year may be published."""
    return before_rounding(months).rounded()


def before_rounding(months: Mapping[str, Month]) -> Published:
    """What nobody could work a small number out of, who has this table alone.

    Kinds and languages are parts of the same sum: when one has to hide it, none is told. Topics are
    parts of a kind, and would give it away where it is hidden.
    """
    year = total(months.values())
    by_kind = group(year.by_kind, _KINDS, known=frozenset({KIND}))
    by_language = group(year.by_language, _LANGUAGES)
    if by_kind is None or by_language is None or 0 < year.received < FEWEST_PUBLISHED:
        return Published(pieces=year.pieces)
    is_answered = year.answered >= FEWEST_PUBLISHED
    is_rated = year.raters >= FEWEST_PUBLISHED
    return Published(
        pieces=year.pieces,
        received=year.received,
        by_kind=by_kind,
        by_language=by_language,
        by_month=group({name: _without_finds(month) for name, month in months.items()}),
        by_topic=_of_kind(by_kind, "counselling", year.by_topic, _TOPICS),
        by_relation=_of_kind(by_kind, "relatives", year.by_relation, _RELATIONS),
        answered=year.answered if is_answered else None,
        in_time=year.in_time if year.in_time >= FEWEST_PUBLISHED else None,
        median_days=year.median_days if is_answered else None,
        minutes=year.minutes if is_answered and year.minutes >= FEWEST_PUBLISHED else None,
        helped=year.helped if is_rated else None,
        raters=year.raters if is_rated else None,
    )


def _in_fives(count: int | None) -> int | None:
    return None if count is None else round(count / ROUNDED_TO) * ROUNDED_TO


def _without_finds(month: Month) -> int:
    return month.received - month.by_kind[KIND]


def _of_kind(by_kind: Group, kind: str, parts: Parts, order: Sequence[str]) -> Group | None:
    """The parts of one kind; None where the kind itself is hidden."""
    return group(parts, order) if by_kind.shown.get(kind) is not None else None
