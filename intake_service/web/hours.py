"""Hours and closures on the pages of both faces: by date, from the newest facts that are sound."""

from datetime import date

from centre.facts.opening_hours import Closure
from centre.hours import promise, wording
from centre.hours.wording import Banner, ShownDay
from intake_service import clock
from intake_service.work.service import Service


class Hours:
    """What a template may ask about hours: made for one page, in the language spoken while it is
    rendered."""

    foreseen = 60
    """Days; what closes later is no news for the desk yet."""

    def __init__(self, service: Service) -> None:
        self._timetable = service.live.timetable
        self._now = clock.now()
        self.date = self._now.date()

    @property
    def staffed(self) -> bool:
        """Whether somebody is at a place now where people can come or call."""
        places = self._timetable.facts.doors
        return any(self._timetable.is_open(place.id, self._now) for place in places)

    def doors(self, days: int = 2) -> list[ShownDay]:
        """The next ``days`` days on which somebody can come or call; premises only, where there are
        any."""
        return wording.openings(self._timetable, self._timetable.facts.doors, self._now, days)

    def everywhere(self, days: int = 3) -> list[ShownDay]:
        """The same for premises and outreach."""
        return wording.openings(
            self._timetable, self._timetable.facts.places.values(), self._now, days
        )

    def today(self) -> list[ShownDay]:
        """This day as a whole: who is where, or why it is closed.

        Empty when it is just no day of ours.
        """
        return wording.next_days(
            self._timetable, self._timetable.facts.places.values(), self.date, 1
        )

    def week(self) -> list[ShownDay]:
        """This day and the six after it."""
        return wording.next_days(
            self._timetable, self._timetable.facts.places.values(), self.date, 7
        )

    def announced(self, days: int = wording.BANNER_DAYS) -> list[Banner]:
        """Closures that last now or begin within ``days``."""
        return wording.banners(self._timetable, self.date, days)

    def in_words(self, closure: Closure) -> str:
        """What a closure means to a reader."""
        return wording.banner(self._timetable, closure).text

    def delaying(self, due: date) -> list[Banner]:
        """Closures without which the answer that is promised for ``due`` would come sooner."""
        facts = self._timetable.facts
        closures = promise.delays(facts, self.date, due)
        return [wording.banner(self._timetable, closure) for closure in closures]

    @property
    def checked_on(self) -> date:
        """When staff last went over hours and closures: the older of the two."""
        checked = self._timetable.facts.checked_on
        return min(checked["hours"], checked["closures"])
