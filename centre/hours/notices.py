"""What a closure or a special opening means to whoever wants to come, in a sentence.

„Terén Havlíčkův Brod: v úterý 1. prosince nejedeme. Příště ve čtvrtek 3. prosince ve 14.00.“

Names of towns stand before the sentence, since no program can decline them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from centre.facts.clock_times import MIDNIGHT, moment, moment_of_end
from centre.facts.opening_hours import EVERYWHERE, Closure, Special
from centre.facts.places import Place, Premises
from centre.hours.timetable import Interval, Timetable
from centre.language.i18n import at_time, day_of_month, gettext, language, on_day, time_range
from centre.language.localized_text import JoinedText, LocalizedText

LONGEST_BREAK = 60  # days; whoever is closed longer has no next opening to tell


def notice(timetable: Timetable, closure: Closure) -> str:
    """The sentence for readers, in the language spoken: what is different and when, why where
    somebody says so, and of one place when it opens next."""
    told = _Notice(timetable, closure.places, closure)
    parts = [*told.subject, told.change, ". "] if told.subject else [_capital(told.change), ". "]
    if closure.reason:
        reason = closure.reason.in_(language.get())
        parts += [LocalizedText(_capital(reason), reason.lang), ". "]
    if after := told.next_opening:
        words = {"when": on_day(after.date()), "at": at_time(after.time())}
        parts += [gettext("Next time %(when)s %(at)s.") % words]
    *whole, last = parts
    return JoinedText(*whole, last.rstrip())


def special_notice(timetable: Timetable, special: Special) -> str:
    """The same of a special opening: where, when and why."""
    told = _Places(timetable, special.places)
    words = {"when": on_day(special.day), "times": time_range(special.opens, special.closes)}
    if told.is_outreach:
        change = gettext("%(when)s we come, %(times)s") % words
    else:
        change = gettext("%(when)s we are open, %(times)s") % words
    subject = told.subject
    reason = special.reason.in_(language.get())
    why = LocalizedText(_capital(reason), reason.lang)
    return JoinedText(*subject, change if subject else _capital(change), ". ", why, ".")


def title(place: Place) -> LocalizedText:
    """The name of a place in the language spoken."""
    lang = language.get()
    return place.name.in_(lang) if isinstance(place, Premises) else place.title_in(lang)


@dataclass(frozen=True)
class _Places:
    """The places that an exception is about."""

    timetable: Timetable
    ids: tuple[str, ...]

    @property
    def places(self) -> list[Place]:
        """All of them."""
        known = self.timetable.facts.places
        chosen = known if EVERYWHERE in self.ids else self.ids
        return [known[place] for place in chosen]

    @property
    def is_outreach(self) -> bool:
        """Whether no house is among them."""
        return not any(isinstance(place, Premises) for place in self.places)

    @property
    def subject(self) -> list[str]:
        """„Terén Havlíčkův Brod: “; nothing where all that the centre has is meant."""
        if EVERYWHERE in self.ids or len(self.timetable.facts.places) == 1:
            return []
        names = JoinedText.joined(", ", map(title, self.places))
        return [f"{gettext('Outreach')} ", names, ": "] if self.is_outreach else [names, ": "]


@dataclass(frozen=True)
class _Notice(_Places):
    """What a closure changes."""

    closure: Closure

    @property
    def change(self) -> str:
        """What is different, without a full stop."""
        left = self._left
        if self.closure.start is None or self.closure.end is None or left == []:
            return self._closed
        if left and left[0].start >= moment_of_end(self.closure.first_day, self.closure.end):
            words = {"when": self._when, "at": at_time(left[0].start.time())}
            if self.is_outreach:
                return gettext("%(when)s we come only %(at)s") % words
            return gettext("%(when)s we open only %(at)s") % words
        if left and left[-1].end <= moment(self.closure.first_day, self.closure.start):
            words = {"when": self._when, "at": at_time(left[-1].end.time())}
            if self.is_outreach:
                return gettext("%(when)s we leave already %(at)s") % words
            return gettext("%(when)s we close already %(at)s") % words
        times = time_range(self.closure.start, self.closure.end)
        words = {"when": self._when, "times": times}
        if self.is_outreach:
            return gettext("%(when)s we are not there %(times)s") % words
        return gettext("%(when)s we are closed %(times)s") % words

    @property
    def next_opening(self) -> datetime | None:
        """When the one place opens after whole days without it."""
        if len(self.places) != 1 or self._left:
            return None
        first = self.closure.last_day + timedelta(1)
        place = self.places[0].id
        found = self.timetable.intervals(place, first, first + timedelta(LONGEST_BREAK))
        return next((each.start for each in found if not each.by_appointment), None)

    @property
    def _closed(self) -> str:
        words = {"when": self._when}
        if self.is_outreach:
            return gettext("%(when)s we do not come") % words
        if all(isinstance(place, Premises) for place in self.places):
            return gettext("%(when)s we are closed") % words
        return gettext("%(when)s we are closed, and there is no outreach") % words

    @property
    def _when(self) -> str:
        first = self.closure.first_day
        last = self.closure.last_day
        if first == last:
            return on_day(first)
        words = {"first": day_of_month(first), "last": day_of_month(last)}
        return gettext("from %(first)s to %(last)s") % words

    @property
    def _left(self) -> list[Interval] | None:
        """What is open that day all the same; None where it differs from place to place, or the
        closure takes several whole days."""
        if self.closure.first_day != self.closure.last_day or len(self.places) != 1:
            return None
        found = self.timetable.day(self.places[0].id, self.closure.first_day).blocks
        return [each for each in found if not each.by_appointment]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def end_of(closure: Closure) -> datetime:
    """When it stops mattering."""
    if closure.end is not None:
        return moment_of_end(closure.first_day, closure.end)
    return moment_of_end(closure.last_day, MIDNIGHT)
