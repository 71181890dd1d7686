"""Opening hours worded for a static page: by date, so that what is printed today is still true
tomorrow."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from centre.facts.opening_hours import Block, Closure, applies_to
from centre.facts.places import Place, Premises
from centre.hours import notices
from centre.hours.notices import title
from centre.hours.timetable import DayAt, Interval, Timetable, WeekRow
from centre.language.i18n import date_words, gettext, language, time_range, weekday_words
from centre.language.languages import ORIGINAL
from centre.language.localized_text import JoinedText, LocalizedText

BANNER_DAYS = 14  # a closure is announced this long before it begins
PART_DAYS = 3  # the same for one that takes a part of a day


@dataclass(frozen=True, slots=True)
class PlaceOnDay:
    """One place on one day. ``times`` are ranges; ``note`` says what is out of the ordinary.

    ``by_appointment`` holds for all of the day; where it holds for a part, the times say so
    themselves.

    ``short`` tells it from the others where its kind stands beside it.
    """

    title: str
    short: str
    times: tuple[str, ...]
    by_appointment: bool
    note: str
    outreach: bool


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day on which somebody can be met, or that is closed for a reason worth telling."""

    date: date
    places: tuple[PlaceOnDay, ...]
    closed: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One block of an ordinary week: the times, and what limits them."""

    times: str
    limit: str


@dataclass(frozen=True, slots=True)
class TownWeek:
    """A row of the timetable; ``cells`` has as many entries as there are columns."""

    place: Place
    title: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class WeekTable:
    """Places by weekday. ``columns`` are only the weekdays on which anything happens.

    ``parity`` says of one week whether it is odd or even; empty where nobody needs to know.
    """

    columns: tuple[int, ...]
    rows: tuple[TownWeek, ...]
    coming: tuple[str, ...]
    parity: str


@dataclass(frozen=True, slots=True)
class Banner:
    """An announced closure, with its begin and end in the text; ``until`` is when it stops
    mattering."""

    text: str
    until: datetime


def next_days(
    timetable: Timetable, places: Iterable[Place], first: date, days: int
) -> list[ShownDay]:
    """The days from ``first`` on which anything is open at ``places``, and the closed ones with a
    reason."""
    wanted = list(places)
    shown = (_day(timetable, wanted, first + timedelta(n)) for n in range(days))
    return [day for day in shown if day.places or day.closed]


def openings(
    timetable: Timetable, places: Iterable[Place], moment: datetime, days: int
) -> list[ShownDay]:
    """The next ``days`` days on which somebody can be met after ``moment``; what has ended is left
    out."""
    wanted = list(places)
    found: list[ShownDay] = []
    for day in (moment.date() + timedelta(n) for n in range(notices.LONGEST_BREAK)):
        if len(found) == days:
            break
        ahead = [(place, _ahead(timetable.day(place.id, day), moment)) for place in wanted]
        if shown := tuple(
            _place(place, at, _short(place, wanted)) for place, at in ahead if at.blocks
        ):
            found.append(ShownDay(day, shown, ""))
    return found


def week_table(timetable: Timetable, places: Iterable[Place], on: date) -> WeekTable:
    """The ordinary week from ``on``, holidays and exceptions aside."""
    wanted = {place.id for place in places}
    rows = [row for row in timetable.week(on) if row.place.id in wanted]
    columns = tuple(n for n in range(7) if any(row.days[n] for row in rows))
    return WeekTable(
        columns=columns,
        rows=tuple(
            TownWeek(
                row.place,
                title(row.place),
                tuple(tuple(_cell(block, row.dates[n]) for block in row.days[n]) for n in columns),
            )
            for row in rows
        ),
        coming=tuple(_coming(row, block) for row in rows for block in row.coming),
        parity=_parity(on)
        if any(block.weeks for row in rows for day in row.days for block in day)
        else "",
    )


def banners(
    timetable: Timetable,
    day: date,
    days: int = BANNER_DAYS,
    places: Iterable[Place] | None = None,
) -> list[Banner]:
    """Closures that last on ``day`` or begin within ``days`` after it; those of an hour or two only
    within ``PART_DAYS``, when somebody may already be on the way.

    With ``places`` only those that any of them is closed for.
    """
    asked = timetable.facts.places.values() if places is None else list(places)
    return [
        banner(timetable, closure)
        for closure in sorted(timetable.facts.closures, key=lambda closure: closure.first_day)
        if closure.last_day >= day
        and closure.first_day
        <= day + timedelta(days if closure.whole_days else min(days, PART_DAYS))
        and any(applies_to(closure.places, place.id) for place in asked)
    ]


def banner(timetable: Timetable, closure: Closure) -> Banner:
    """One closure in words."""
    return Banner(notices.notice(timetable, closure), notices.end_of(closure))


def _day(timetable: Timetable, places: list[Place], day: date) -> ShownDay:
    found = [(place, timetable.day(place.id, day)) for place in places]
    open_places = tuple(
        _place(place, at, _short(place, places)) for place, at in found if at.blocks
    )
    reasons = {at.closed_because.in_(language.get()) for _, at in found if at.closed_because}
    closed = "" if open_places else JoinedText.joined("; ", sorted(reasons))
    return ShownDay(day, open_places, closed)


def _ahead(at: DayAt, moment: datetime) -> DayAt:
    return replace(at, blocks=tuple(block for block in at.blocks if block.end > moment))


def _place(place: Place, at: DayAt, short: str) -> PlaceOnDay:
    lang = language.get()
    reasons = [block.comment.in_(lang) for block in at.blocks if block.comment]
    reasons += [closure.because.in_(lang) for closure in at.closures]
    by_appointment = all(block.by_appointment for block in at.blocks)
    return PlaceOnDay(
        title=title(place),
        short=short,
        times=tuple(_interval(block, note_appointment=not by_appointment) for block in at.blocks),
        by_appointment=by_appointment,
        note=JoinedText.joined("; ", dict.fromkeys(reasons)),
        outreach=not isinstance(place, Premises),
    )


def _interval(block: Interval, *, note_appointment: bool) -> str:
    """The times, with „po domluvě“ where that does not hold for the whole day."""
    times = time_range(block.start.time(), block.end.time())
    if block.by_appointment and note_appointment:
        return f"{times} ({gettext('by appointment')})"
    return times


def _cell(block: Block, day: date) -> Cell:
    """A block as it holds on ``day``."""
    limits = []
    if block.weeks:
        limits.append(gettext("odd weeks") if block.weeks == "odd" else gettext("even weeks"))
    if block.by_appointment:
        limits.append(gettext("by appointment"))
    if last := block.validity(day)[1]:
        limits.append(gettext("until %s") % date_words(last))
    return Cell(time_range(block.opens, block.closes), ", ".join(limits))


def _parity(day: date) -> str:
    monday = date_words(day - timedelta(day.weekday()))
    if day.isocalendar().week % 2:
        return gettext("The week from %s is an odd one.") % monday
    return gettext("The week from %s is an even one.") % monday


def _coming(row: WeekRow, block: Block) -> str:
    first = block.next_beginning(row.dates[block.weekday])
    assert first is not None
    begins = gettext("from %s") % date_words(first)
    cell = _cell(block, first)
    limit = f" ({cell.limit})" if cell.limit else ""
    return JoinedText(
        title(row.place), f", {begins}: {weekday_words(block.weekday)} {cell.times}{limit}"
    )


def _short(place: Place, among: list[Place]) -> str:
    """The town of the only premises there; otherwise the title."""
    houses = [each.address.town for each in among if isinstance(each, Premises)]
    if isinstance(place, Premises) and houses.count(place.address.town) == 1:
        return LocalizedText(place.address.town, ORIGINAL)
    return title(place)
