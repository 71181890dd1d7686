"""When the centre is open: ``hours.yaml`` and ``closures.yaml``."""

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from centre.facts.clock_times import minute, minute_of_end, overlap
from centre.facts.season import Season
from centre.language.i18n import N_
from centre.reading.models import Fact
from centre.reading.values import (
    WEEKDAYS,
    Clock,
    Day,
    EndClock,
    Identifier,
    Translations,
    Weekday,
    WholeNumber,
    refuse,
)

EVERYWHERE = "all"

_Either = TypeVar("_Either", "Closure", "Special")


def _one_or_more(found: Any) -> Any:
    return [found] if isinstance(found, str) else found


PlaceIds = Annotated[
    tuple[Identifier, ...],
    BeforeValidator(_one_or_more),
    Field(title="Místa (all znamená všechna)", min_length=1),
]


def _after(opens: time | None, closes: time) -> time:
    """``closes``, when it comes later than ``opens`` (which may itself be faulty) that day."""
    if opens is not None and minute_of_end(closes) <= minute(opens):
        message = f"konec {_clock_text(closes)} není po začátku {_clock_text(opens)}"
        if closes < opens:
            message += (
                f"; noc přes půlnoc napište na dva řádky: od {_clock_text(opens)} do 24:00, "
                f"a k dalšímu dni od 0:00 do {_clock_text(closes)}"
            )
        raise refuse("ends_before_start", message)
    return closes


def _clock_text(clock: time) -> str:
    return f"{clock.hour}:{clock.minute:02}"


class Block(Fact):
    """Hours that repeat every week, or every odd or even ISO week, within their validity."""

    day: Annotated[Weekday, Field(title="Den")]
    opens: Annotated[Clock, Field(title="Od", alias="from")]
    closes: Annotated[EndClock, Field(title="Do", alias="to")]
    valid_from: Annotated[Day | None, Field(title="Platí od")] = None
    valid_to: Annotated[Day | None, Field(title="Platí do (včetně)")] = None
    season: Annotated[Season | None, Field(title="Sezóna", description="každý rok znovu")] = None
    weeks: Annotated[
        Literal["odd", "even"] | None, Field(title="Týdny", description="odd: liché; even: sudé")
    ] = None
    by_appointment: Annotated[bool, Field(title="Po domluvě")] = False
    staff: Annotated[WholeNumber | None, Field(title="Pracovníků v terénu", ge=1, le=9)] = None

    @field_validator("closes")
    @classmethod
    def _closes_after_it_opens(cls, closes: time, info: ValidationInfo) -> time:
        return _after(info.data.get("opens"), closes)

    @field_validator("valid_to")
    @classmethod
    def _valid_for_a_while(cls, last: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("valid_from")
        if first and last and last < first:
            raise refuse(
                "validity", f"konec platnosti {last} je před jejím začátkem (valid_from) {first}"
            )
        return last

    @field_validator("season")
    @classmethod
    def _valid_always_or_for_a_while(
        cls, season: Season | None, info: ValidationInfo
    ) -> Season | None:
        if season and (info.data.get("valid_from") or info.data.get("valid_to")):
            raise refuse(
                "season_and_validity", "sezóna přijde každý rok; bez valid_from a valid_to"
            )
        return season

    @property
    def weekday(self) -> int:
        """0 for Monday, as ``date.weekday()``."""
        return WEEKDAYS.index(self.day)

    def in_force(self, day: date) -> bool:
        """Whether ``day`` lies within the block's validity or season, whatever weekday it is."""
        if self.season:
            return self.season.covers(day)
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    def validity(self, day: date) -> tuple[date | None, date | None]:
        """First and last day of the validity or season that lasts on ``day``, or else of the next
        one."""
        return self.season.around(day) if self.season else (self.valid_from, self.valid_to)

    def next_beginning(self, day: date) -> date | None:
        """When the block comes into force after ``day``; None when it does not any more."""
        if self.season:
            return self.season.after(day)[0]
        return self.valid_from if self.valid_from and self.valid_from > day else None

    def falls_on(self, day: date) -> bool:
        """Whether the block applies on ``day``, holidays and exceptions aside."""
        odd = day.isocalendar().week % 2 == 1
        right_week = self.weeks is None or (self.weeks == "odd") == odd
        return day.weekday() == self.weekday and right_week and self.in_force(day)

    def meets(self, other: "Block") -> bool:
        """Whether on some day both are open at the same moment."""
        if self.day != other.day or not overlap(self.opens, self.closes, other.opens, other.closes):
            return False
        first = max(self.valid_from or date.min, other.valid_from or date.min)
        last = min(self.valid_to or date.max, other.valid_to or date.max)
        if first > last:
            return False
        # Four weeks hold every weekday in an odd and in an even week, even where week 1 follows
        # week 53. Seasons meet weekdays and weeks in all ways only within the 28 years after which
        # a calendar repeats.
        if self.season or other.season:
            first = max(first, date(2000, 1, 1))
            length = 28 * 366
        else:
            length = 28
        days = (first + timedelta(n) for n in range(min(length, (last - first).days + 1)))
        return any(self.falls_on(day) and other.falls_on(day) for day in days)


class HoursOfPlace(Fact):
    """The blocks of one place."""

    place: Annotated[Identifier, Field(title="Místo")]
    blocks: Annotated[tuple[Block, ...], Field(title="Hodiny")] = ()


class Hours(Fact):
    """``hours.yaml``."""

    checked_on: Annotated[Day, Field(title="Naposledy ověřeno")]
    hours: Annotated[tuple[HoursOfPlace, ...], Field(title="Hodiny podle míst")]


class Closure(Fact):
    """Closed on whole days from ``date`` to ``until``, or on one day between two times."""

    first_day: Annotated[Day, Field(title="Od dne", alias="date")]
    until: Annotated[Day | None, Field(title="Do dne (včetně)")] = None
    start: Annotated[Clock | None, Field(title="Od (jen v jednom dni)", alias="from")] = None
    end: Annotated[EndClock | None, Field(title="Do (jen v jednom dni)", alias="to")] = None
    places: PlaceIds
    reason: Annotated[Translations | None, Field(title="Důvod")] = None

    @field_validator("until")
    @classmethod
    def _lasts_a_sensible_time(cls, until: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("first_day")
        if first and until and until < first:
            raise refuse("ends_before_start", f"poslední den {until} je před prvním (date) {first}")
        if first and until and until - first > timedelta(366):
            raise refuse(
                "too_long", f"zavřeno od {first} do {until} je déle než rok; zkontrolujte rok"
            )
        return until

    @field_validator("end")
    @classmethod
    def _ends_after_it_starts(cls, end: time | None, info: ValidationInfo) -> time | None:
        return end if end is None else _after(info.data.get("start"), end)

    @model_validator(mode="after")
    def _times_belong_to_one_day(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise refuse("half_time", "zavření na část dne potřebuje oba časy, od (from) i do (to)")
        if not self.whole_days and self.last_day != self.first_day:
            raise refuse(
                "times_over_days", "časy (from, to) jdou napsat jen k jednomu dni, bez until"
            )
        return self

    @property
    def because(self) -> Translations:
        """The reason, or just that it is closed: not every reason is told."""
        return self.reason or Translations.of_message(N_("Exceptionally closed"))

    @property
    def last_day(self) -> date:
        """The last closed day, included."""
        return self.until or self.first_day

    @property
    def whole_days(self) -> bool:
        """Whether nothing is open on its days."""
        return self.start is None

    def covers(self, place: str, day: date) -> bool:
        """Whether the closure touches ``place`` on ``day``, wholly or in part."""
        return self.first_day <= day <= self.last_day and applies_to(self.places, place)


class Special(Fact):
    """Open on one day at other hours than usual, public holidays included.

    It replaces that day's hours.
    """

    day: Annotated[Day, Field(title="Den", alias="date")]
    opens: Annotated[Clock, Field(title="Od", alias="from")]
    closes: Annotated[EndClock, Field(title="Do", alias="to")]
    places: PlaceIds
    reason: Annotated[Translations, Field(title="Důvod")]

    @field_validator("closes")
    @classmethod
    def _closes_after_it_opens(cls, closes: time, info: ValidationInfo) -> time:
        return _after(info.data.get("opens"), closes)

    def meets(self, other: "Closure | Special") -> bool:
        """Whether on its day, somewhere, the other is closed, or open too, at the same moment."""
        if not _same_place(self.places, other.places):
            return False
        if isinstance(other, Special):
            return self.day == other.day and overlap(
                self.opens, self.closes, other.opens, other.closes
            )
        if not other.first_day <= self.day <= other.last_day:
            return False
        return (
            other.start is None
            or other.end is None
            or overlap(self.opens, self.closes, other.start, other.end)
        )


class Exceptions(Fact):
    """``closures.yaml``."""

    checked_on: Annotated[Day, Field(title="Naposledy ověřeno")]
    closures: Annotated[tuple[Closure, ...], Field(title="Zavřeno")] = ()
    specials: Annotated[tuple[Special, ...], Field(title="Mimořádně otevřeno")] = ()


def by_place(
    exceptions: Iterable[_Either], places: Iterable[str]
) -> dict[str, tuple[_Either, ...]]:
    """For each of ``places`` its own exceptions in their order, those of everywhere included."""
    found: dict[str, list[_Either]] = {place: [] for place in places}
    for exception in exceptions:
        for place in found if EVERYWHERE in exception.places else dict.fromkeys(exception.places):
            found[place].append(exception)
    return {place: tuple(own) for place, own in found.items()}


def applies_to(places: tuple[str, ...], place: str) -> bool:
    """Whether ``place`` is among ``places``, or they mean everywhere."""
    return EVERYWHERE in places or place in places


def days_between(first: date, last: date) -> Iterator[date]:
    """All days from ``first`` to ``last``, both included."""
    return (first + timedelta(n) for n in range((last - first).days + 1))


def _same_place(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return EVERYWHERE in some or EVERYWHERE in others or bool(set(some) & set(others))
