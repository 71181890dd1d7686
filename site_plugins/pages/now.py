"""The words with which the script says what is open now; it brings none of its own.

They travel in an attribute of the page, and ``{start}``, ``{end}``, ``{day}`` and ``{place}`` are
filled in there. The times come from ``hours.json``: a page that a browser kept still tells the
newest ones.
"""

from datetime import date
from typing import Any

from centre.language.i18n import gettext, on_day, spoken
from centre.language.typography import unbroken


def sentences() -> dict[str, Any]:
    """Sentences and names of days in the language spoken, as ``3-now.js`` reads them."""
    appointment = gettext("By appointment only now, until {end}. Call first.")
    return {
        "premises": {
            "now": gettext("Open now until {end}."),
            "nowCall": appointment,
            "next": gettext("Closed now. Open {day} from {start}."),
            "nextCall": gettext("Closed now. By appointment {day} from {start}. Call first."),
        },
        "town": {
            "now": gettext("We are here now until {end}."),
            "nowCall": appointment,
            "next": gettext("We come {day} from {start}."),
            "nextCall": gettext("By appointment {day} from {start}. Call first."),
        },
        "outreach": {
            "now": gettext("Now until {end}: {place}."),
            "nowCall": gettext("By appointment now, until {end}: {place}. Call first."),
            "next": gettext("Next {day} from {start}: {place}."),
            "nextCall": gettext("Next by appointment {day} from {start}: {place}. Call first."),
        },
        "stale": gettext("These opening times are out of date. Please call before you come."),
        "today": gettext("today"),
        "tomorrow": gettext("tomorrow"),
        # From Monday.
        "weekdays": [_around_the_number(date(2024, 1, number))[0] for number in range(1, 8)],
        "months": [_around_the_number(date(2024, month, 1))[1] for month in range(1, 13)],
        "point": spoken().clock_point,
    }


def _around_the_number(day: date) -> tuple[str, str]:
    """„v pondělí “ and „. ledna“: a language puts its own words around the day of the month."""
    before, _, after = unbroken(on_day(day)).partition(str(day.day))
    return before, after
