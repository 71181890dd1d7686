"""„Dnes nejedeme“: one place on one day closed, later or earlier than usual."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any, Final

from centre.editing import rewriting
from centre.editing.opened_file import OpenedFile
from centre.facts.clock_times import MIDNIGHT, end_in_figures, minute, minute_of_end, moment
from centre.facts.loading import Facts
from centre.facts.opening_hours import EVERYWHERE, Closure, Special, applies_to
from centre.facts.places import Place, Premises
from centre.hours import notices, promise
from centre.hours.timetable import Interval, Timetable
from centre.language.i18n import N_, gettext, time_range
from centre.reading.faults import Fault
from centre.reading.models import check
from centre.reading.values import Translations
from intake_service import clock
from intake_service.work import switches
from intake_service.work.editing.saving import Edit
from intake_service.work.service import Service

FILE: Final = "closures.yaml"
DAYS_AHEAD: Final = 7

REASONS: Final = {
    "": N_("without a reason"),
    "ill": N_("We are ill"),
    "car": N_("Our car has broken down"),
    "weather": N_("The weather does not allow it"),
}
"""What readers may be told why, in all languages; nothing is told unless somebody chooses."""


class Change(StrEnum):
    """What is different on a day."""

    CLOSED = "zavreno"
    LATER = "pozdeji"
    EARLIER = "driv"


@dataclass(frozen=True)
class PlaceOnDay:
    """A place on a day on which it is open, or would be."""

    place: Place
    day: date
    hours: tuple[Interval, ...]
    """What is usual that day, whether or not something closes it."""
    closures: tuple[Closure, ...]

    @property
    def title(self) -> str:
        """Its name in the language spoken."""
        return notices.title(self.place)

    @property
    def is_outreach(self) -> bool:
        """Whether it is a town that the team comes to, and no house."""
        return not isinstance(self.place, Premises)

    def is_within(self, clock: time) -> bool:
        """Whether somebody would be there before and after that time."""
        return self.hours[0].start < moment(self.day, clock) < self.hours[-1].end

    @property
    def times(self) -> str:
        """„9.00–12.00, 13.00–17.00“."""
        return ", ".join(time_range(each.start.time(), each.end.time()) for each in self.hours)


@dataclass(frozen=True)
class DayChange:
    """What somebody wants readers to know of a place on a day."""

    at: PlaceOnDay
    change: Change
    until: date | None = None
    clock: time | None = None
    reason: Translations | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The closure as it stands in the file."""
        day = self.at.day
        found: dict[str, Any] = {"date": day.isoformat()}
        if self.change is Change.CLOSED:
            if self.until and self.until != day:
                found["until"] = self.until.isoformat()
        else:
            begin, end = self._times
            found["from"] = f"{begin.hour}:{begin.minute:02}"
            found["to"] = _figures(end)
        found["places"] = self.at.place.id
        if self.reason:
            found["reason"] = self.reason.by_language
        return found

    @property
    def _times(self) -> tuple[time, time]:
        """From when to when nobody is there."""
        first = self.at.hours[0].start.time()
        last = self.at.hours[-1].end.time()
        assert self.clock is not None
        return (first, self.clock) if self.change is Change.LATER else (self.clock, last)

    def left_of(self, special: Special) -> tuple[time, time] | None:
        """What stays of a special opening on that day; None where nothing does."""
        if self.clock is None:
            return None
        clock = minute(self.clock)
        opens = minute(special.opens)
        closes = minute_of_end(special.closes)
        if self.change is Change.LATER:
            return None if closes <= clock else (max(special.opens, self.clock), special.closes)
        if opens >= clock:
            return None
        return special.opens, self.clock if clock < closes else special.closes

    def checked(self) -> tuple[Closure | None, list[Fault]]:
        """The closure that it makes, or what is wrong with its fields."""
        return check(Closure, self.fields, FILE)

    @property
    def closure(self) -> Closure:
        """The closure that it makes."""
        return Closure.model_validate(self.fields)

    @property
    def mark(self) -> str:
        """Changes whenever readers would be told something else."""
        told = json.dumps(self.fields, sort_keys=True)
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Effect:
    """What a change would do: the sentence for readers, and what becomes of promised days."""

    sentence: str
    answer_day: date
    answer_day_before: date


def places_on(service: Service, day: date) -> list[PlaceOnDay]:
    """The places that are open on ``day``, or would be but for a closure, in their order."""
    return list(_places_on(service.live.timetable, day))


def place_on(service: Service, day: date, place_id: str) -> PlaceOnDay | None:
    """One of them."""
    return next((each for each in places_on(service, day) if each.place.id == place_id), None)


def days_ahead(service: Service) -> list[tuple[date, list[PlaceOnDay]]]:
    """The days after today on which anything is open."""
    first = clock.today() + timedelta(1)
    days = (first + timedelta(number) for number in range(DAYS_AHEAD))
    return [(day, found) for day in days if (found := places_on(service, day))]


def effect(service: Service, wanted: DayChange) -> Effect:
    """What readers would see."""
    facts = service.facts
    closure = wanted.closure
    specials = [each for each in facts.specials if not _is_of(each, wanted.at)]
    for special in facts.specials:
        if _is_of(special, wanted.at) and (times := wanted.left_of(special)):
            cut = {"opens": times[0], "closes": times[1], "places": (wanted.at.place.id,)}
            specials.append(special.model_copy(update=cut))
    changed = replace(facts, closures=(*facts.closures, closure), specials=tuple(specials))
    return Effect(
        sentence=notices.notice(Timetable(changed), closure),
        answer_day=answer_day(service, changed),
        answer_day_before=answer_day(service, facts),
    )


def edit(opened: OpenedFile, wanted: DayChange, everywhere: Sequence[str], words: str) -> Edit:
    """The change in the file; a special opening of that day gives way to it.

    ``everywhere`` are the ids of all places. Raises rewriting.CannotRewrite.
    """
    text = opened.text
    again = []
    place = wanted.at.place.id
    for number, fields in reversed(list(enumerate(opened.content.get("specials") or ()))):
        special, _ = check(Special, fields, FILE)
        if special is None or not _is_of(special, wanted.at):
            continue
        text = _without_place(text, number, special.places, place, everywhere)
        if times := wanted.left_of(special):
            again.append({**fields, "from": _figures(times[0]), "to": _figures(times[1])})
    for fields in reversed(again):
        text = rewriting.add(text, ("specials",), {**fields, "places": place})
    return Edit(opened, rewriting.add(text, ("closures",), wanted.fields), words)


def stands_there(opened: OpenedFile, wanted: DayChange) -> bool:
    """Whether the file says just that already."""
    return wanted.fields in (opened.content.get("closures") or ())


def reason_of(key: str, own: str) -> Translations | None:
    """Why, in every language where it is one of ours; in Czech where somebody typed it."""
    if own.strip():
        return Translations.model_validate(own.strip())
    return Translations.of_message(REASONS[key]) if REASONS.get(key) and key else None


def label(change: Change, *, outreach: bool) -> str:
    """What a button says."""
    match change, outreach:
        case Change.CLOSED, True:
            return gettext("We are not coming")
        case Change.CLOSED, False:
            return gettext("We are closed")
        case Change.LATER, True:
            return gettext("We come later")
        case Change.LATER, False:
            return gettext("We open later")
        case Change.EARLIER, True:
            return gettext("We leave earlier")
        case _:
            return gettext("We close earlier")


def _places_on(timetable: Timetable, day: date) -> Iterator[PlaceOnDay]:
    usual = Timetable(replace(timetable.facts, closures=()))
    for place in timetable.facts.places.values():
        hours = usual.intervals(place.id, day, day + timedelta(1))
        if hours:
            closures = timetable.closures(place.id, day)
            yield PlaceOnDay(place=place, day=day, hours=tuple(hours), closures=closures)


def answer_day(service: Service, facts: Facts) -> date:
    """By which day somebody who asks today would have an answer, were these the facts."""
    days = facts.centre.answer_days + switches.current(service).more_days
    return promise.answer_day(facts, clock.today(), days=days)


def _is_of(special: Special, at: PlaceOnDay) -> bool:
    return special.day == at.day and applies_to(special.places, at.place.id)


def _without_place(
    text: str, number: int, places: Sequence[str], place: str, everywhere: Sequence[str]
) -> str:
    """A special opening goes where it meant this place alone, else the place goes from it."""
    meant = everywhere if EVERYWHERE in places else places
    others = [each for each in meant if each != place]
    if not others:
        return rewriting.drop(text, ("specials", number))
    return rewriting.put(text, ("specials", number, "places"), others)


def _figures(end: time) -> str:
    return end_in_figures(end) if end == MIDNIGHT else f"{end.hour}:{end.minute:02}"
