"""New hours of a place from a day on: for good, for a while, or every year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from centre.editing import checking, rewriting
from centre.editing.events.hours_rows import Period, Row, rest_of
from centre.editing.opened_file import OpenedFile
from centre.facts.loading import Facts
from centre.facts.opening_hours import Block
from centre.facts.places import Place, Premises
from centre.hours import notices
from centre.hours.timetable import Interval, Timetable
from centre.language.i18n import date_words, day_of_month, gettext, time_range, weekday_words
from centre.language.localized_text import JoinedText
from centre.reading.faults import Fault
from centre.reading.models import FieldPath, check
from centre.reading.values import WEEKDAYS
from intake_service import clock
from intake_service.work.editing import saving
from intake_service.work.editing.saving import Edit, NotInOrder
from intake_service.work.service import Service

FILE: Final = "hours.yaml"
DATES_SHOWN: Final = 5
SEARCHED_DAYS: Final = 400  # a season of one month comes within a year


@dataclass(frozen=True)
class PlaceHours:
    """The rows of a place as they lie in the file, told apart by what they mean today."""

    place: Place
    opened: OpenedFile
    number: int | None
    """Its entry in the file; None where it has no hours yet."""
    rows: tuple[tuple[Row, Block], ...]

    @property
    def today(self) -> list[tuple[Row, Block]]:
        """Those that hold today."""
        return [each for each in self.rows if each[1].in_force(clock.today())]

    @property
    def planned(self) -> list[Block]:
        """Those that hold only later."""
        today = clock.today()
        return [
            block
            for _, block in self.rows
            if not block.in_force(today) and block.next_beginning(today)
        ]


@dataclass(frozen=True)
class NewHours:
    """What somebody wants: rows, when they hold, and whether what was planned goes."""

    period: Period
    rows: tuple[Row, ...]
    drops_planned: bool = False


@dataclass(frozen=True)
class Prepared:
    """The change in the file, and what readers will see of it."""

    edit: Edit
    next_dates: tuple[Interval, ...]
    old_until: date | None
    """The last day of the hours so far; None where nothing changes about them before."""
    old_again: date | None
    """The day from which they hold again."""


def places(service: Service) -> list[Place]:
    """All places, houses first."""
    return list(service.facts.places.values())


def open_hours(service: Service, place: Place) -> PlaceHours:
    """The hours of a place as the file has them. Raises Faults, rewriting.CannotRewrite."""
    opened = saving.open_file(service, FILE)
    entries = opened.content["hours"]
    number = next((n for n, each in enumerate(entries) if each.get("place") == place.id), None)
    found = (entries[number].get("blocks") or ()) if number is not None else ()
    rows = []
    for row in found:
        block, faults = check(Block, row, FILE)
        if block is None:
            raise NotInOrder(faults)
        rows.append((row, block))
    return PlaceHours(place, opened, number, tuple(rows))


def in_words(blocks: Sequence[Block]) -> str:
    """„pondělí 9.00–12.00, 13.00–17.00; úterý …“."""
    return "; ".join(_days(blocks))


def name_of(place: Place) -> str:
    """„Terén Žďár nad Sázavou“, „Centrum Žďár“."""
    title = notices.title(place)
    return title if isinstance(place, Premises) else JoinedText(gettext("Outreach"), " ", title)


def prepare(service: Service, hours: PlaceHours, wanted: NewHours) -> Prepared:
    """The change as it would be written.

    Raises NotInOrder with faults such as `0.from` of the first row that was wanted,
    hours_rows.ComesEveryYear, rewriting.CannotRewrite.
    """
    new = [wanted.period.put_into(row) for row in wanted.rows]
    blocks = _checked(new)
    text, first_row = _written(hours, wanted, new)
    edit = Edit(hours.opened, text, _sentence(hours.place, wanted.period, blocks))
    _check_all(edit, first_row)
    facts = _facts_with(service.facts, hours.place.id, rewriting.read(text))
    period = wanted.period
    return Prepared(
        edit=edit,
        next_dates=_next_dates(facts, hours.place.id, period.first),
        old_until=period.first - timedelta(1) if hours.today else None,
        old_again=period.last + timedelta(1) if hours.today and period.last else None,
    )


def _checked(rows: Sequence[Row]) -> list[Block]:
    blocks: list[Block] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows):
        block, found = check(Block, row, FILE)
        faults += [replace(each, field=f"{number}.{each.field}") for each in found]
        if block:
            blocks.append(block)
    if faults:
        raise NotInOrder(faults)
    return blocks


def _check_all(edit: Edit, first_row: int) -> None:
    """Raise what the check of everything finds, by the rows that were wanted."""
    faults = checking.new_faults(edit.opened, edit.text, clock.today())
    if faults:
        raise NotInOrder([replace(each, field=_row(each.field, first_row)) for each in faults])


def _row(field: str, first_row: int) -> str:
    """`hours.0.blocks.7.from` as `0.from`, where the new rows begin with the seventh."""
    *_, number, name = ["", "", *field.split(".")]
    if number.isdecimal() and int(number) >= first_row:
        return f"{int(number) - first_row}.{name}"
    return ""


def _written(hours: PlaceHours, wanted: NewHours, new: Sequence[dict[str, Any]]) -> tuple[str, int]:
    """The text with old rows ended and new ones at the end, and the number of the first of these.

    Raises ComesEveryYear, CannotRewrite.
    """
    text = hours.opened.text
    if hours.number is None:
        entry = {"place": hours.place.id, "blocks": list(new)}
        return rewriting.add(text, ("hours",), entry), 0
    path: FieldPath = ("hours", hours.number, "blocks")
    today = clock.today()
    kept = len(hours.rows)
    added = []
    for number, (row, block) in reversed(list(enumerate(hours.rows))):
        if block.in_force(today):
            pieces = rest_of(row, block, wanted.period, today)
        elif wanted.drops_planned and block.next_beginning(today):
            pieces = []
        else:
            continue
        if pieces:
            text = _refitted(text, (*path, number), row, pieces[0])
            added += pieces[1:]
        else:
            text = rewriting.drop(text, (*path, number))
            kept -= 1
    for each in (*reversed(added), *new):
        text = rewriting.add(text, path, each)
    return text, kept + len(added)


def _refitted(text: str, path: FieldPath, before: Row, after: Row) -> str:
    for name in before:
        if name not in after:
            text = rewriting.drop(text, (*path, name))
    for name, value in after.items():
        if before.get(name) != value:
            text = rewriting.put(text, (*path, name), value)
    return text


def _facts_with(facts: Facts, place: str, content: Any) -> Facts:
    """The facts with the hours of a place as a changed file has them."""
    entry = next(each for each in content["hours"] if each["place"] == place)
    found = (check(Block, row, FILE)[0] for row in entry["blocks"])
    blocks = tuple(block for block in found if block)
    return replace(facts, hours=MappingProxyType({**facts.hours, place: blocks}))


def _next_dates(facts: Facts, place: str, first: date) -> tuple[Interval, ...]:
    found = Timetable(facts).intervals(place, first, first + timedelta(SEARCHED_DAYS))
    return tuple(found[:DATES_SHOWN])


def _sentence(place: Place, period: Period, blocks: Sequence[Block]) -> str:
    return JoinedText(name_of(place), ", ", _when(period), ": ", in_words(blocks), ".")


def _when(period: Period) -> str:
    if period.last is None:
        return gettext("from %s") % date_words(period.first)
    if period.yearly:
        words = {"first": day_of_month(period.first), "last": day_of_month(period.last)}
        return gettext("every year from %(first)s to %(last)s") % words
    words = {"first": date_words(period.first), "last": date_words(period.last)}
    return gettext("from %(first)s to %(last)s") % words


def _days(blocks: Sequence[Block]) -> Iterator[str]:
    for day in WEEKDAYS:
        of_day = sorted((each for each in blocks if each.day == day), key=lambda each: each.opens)
        if of_day:
            yield f"{weekday_words(of_day[0].weekday)} {', '.join(map(_times, of_day))}"


def _times(block: Block) -> str:
    limits = []
    if block.weeks:
        limits.append(gettext("odd weeks") if block.weeks == "odd" else gettext("even weeks"))
    if block.by_appointment:
        limits.append(gettext("by appointment"))
    limit = f" ({', '.join(limits)})" if limits else ""
    return f"{time_range(block.opens, block.closes)}{limit}"
