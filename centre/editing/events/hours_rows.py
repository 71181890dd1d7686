"""What becomes of the rows of hours that hold so far when others come: they end the day before,
come back afterwards, or hold in the rest of each year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from centre.facts.opening_hours import Block
from centre.facts.season import END_OF_FEBRUARY, MonthAndDay, Season

Row = Mapping[str, Any]
"""A row as it stands in the file."""

_DAY = timedelta(1)
_YEAR = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
_FIELDS = ("valid_from", "valid_to", "season")


class ComesEveryYear(Exception):
    """The row comes back every year, and cannot be left out just once in between."""


@dataclass(frozen=True)
class Period:
    """When the new rows hold: from ``first`` on, to ``last`` where they end; with ``yearly`` every
    year again."""

    first: date
    last: date | None = None
    yearly: bool = False

    @property
    def season(self) -> Season | None:
        """The season, where they come every year."""
        if not self.yearly or self.last is None:
            return None
        return Season.model_validate(self._season_fields)

    @property
    def _season_fields(self) -> dict[str, str]:
        assert self.last is not None
        return _season_fields(self.first, self.last)

    def put_into(self, row: Row) -> dict[str, Any]:
        """A new row with its validity."""
        if self.yearly:
            return {**row, "season": self._season_fields}
        ends = {"valid_to": self.last.isoformat()} if self.last else {}
        return {**row, "valid_from": self.first.isoformat(), **ends}


def rest_of(row: Row, block: Block, period: Period, today: date) -> list[dict[str, Any]]:
    """What stays of a row that holds today: none, one or several rows. Raises ComesEveryYear."""
    plain = {name: value for name, value in row.items() if name not in _FIELDS}
    if period.season and not block.valid_to:
        return [{**plain, **each} for each in _rest_of_year(block.season, period.season)]
    if block.season is None:
        pieces = _without(block.valid_from, block.valid_to, period)
    elif period.last is None:
        pieces = _occurrences_before(block.season, period.first, today)
    else:
        begins, ends = block.season.around(period.first)
        if begins <= period.last and ends >= period.first:
            raise ComesEveryYear
        return [dict(row)]
    return [{**plain, **_validity(*piece)} for piece in pieces]


def _without(
    begin: date | None, end: date | None, period: Period
) -> Iterator[tuple[date | None, date | None]]:
    """The days from ``begin`` to ``end`` before the period, and those after it."""
    if end and end < period.first:
        yield begin, end
        return
    if begin is None or begin < period.first:
        yield begin, period.first - _DAY
    if period.last and (end is None or end > period.last):
        yield period.last + _DAY, end


def _occurrences_before(
    season: Season, first: date, today: date
) -> Iterator[tuple[date | None, date | None]]:
    """Each time that a season comes from today to the day before ``first``."""
    begins, ends = season.around(today)
    while begins < first:
        yield begins, min(ends, first - _DAY)
        begins, ends = season.after(ends)


def _rest_of_year(season: Season | None, taken: Season) -> Iterator[dict[str, Any]]:
    """The parts of each year that are in ``season`` (or any) and not in the one that is taken."""
    left = [(season is None or season.covers(day)) and not taken.covers(day) for day in _YEAR]
    if all(left):
        yield {}
        return
    for number, day in enumerate(_YEAR):
        if left[number] and not left[number - 1]:
            length = next(n for n in range(1, 366) if not left[(number + n) % 365])
            yield {"season": _season_fields(day, _YEAR[(number + length - 1) % 365])}


def _season_fields(first: date, last: date) -> dict[str, str]:
    end = END_OF_FEBRUARY if (last.month, last.day) == (2, 29) else (last.month, last.day)
    begin = (3, 1) if (first.month, first.day) == (2, 29) else (first.month, first.day)
    return {"from": _figures(begin), "to": _figures(end)}


def _figures(day: MonthAndDay) -> str:
    return f"{day[0]:02}-{day[1]:02}"


def _validity(begin: date | None, end: date | None) -> dict[str, str]:
    fields = {"valid_from": begin, "valid_to": end}
    return {name: each.isoformat() for name, each in fields.items() if each}
