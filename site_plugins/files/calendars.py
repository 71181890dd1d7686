"""Calendars to subscribe to: ``/kalendar.ics`` with all places, ``/kalendar/<place>.ics`` with one.

RFC 5545. A calendar that somebody subscribed to is fetched whole again and again, so each build
writes all that is known from this week on, for two years at most. The same facts on the same day
give the same bytes.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone
from pelican import signals

from centre.facts.loading import Facts
from centre.facts.opening_hours import applies_to
from centre.facts.places import Place, Premises
from centre.hours.occurrences import Series, Single, occurrences
from centre.hours.timetable import Timetable
from centre.intake import addresses
from centre.language.i18n import gettext, language, speaking
from centre.language.languages import ORIGINAL
from centre.language.localized_text import JoinedText
from site_plugins.run.build import build_of

ALL = "/kalendar.ics"
HORIZON = timedelta(731)  # two years, one of them a leap year

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SEQUENCE_SINCE = date(2020, 1, 1)

# The clock changes of Directive 2000/84/EC. What icalendar makes of tzdata begins summer time an
# hour late.
_PRAGUE = """BEGIN:VTIMEZONE
TZID:Europe/Prague
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def address_of(place_id: str) -> str:
    """Where the calendar of one place is."""
    return f"/kalendar/{place_id}.ics"


def calendars(facts: Facts, timetable: Timetable, day: date, origin: str) -> Mapping[str, bytes]:
    """Every calendar by its address, in Czech, as of ``day``.

    Addresses inside start with ``origin``.
    """
    monday = day - timedelta(day.weekday())
    end = day + HORIZON
    host = urlsplit(origin).hostname
    made: dict[str, bytes] = {}
    everywhere: list[bytes] = []
    with speaking(ORIGINAL):
        for place in facts.places.values():
            found = occurrences(facts, timetable, place.id, monday, end)
            common = _common_properties(facts, place, day, origin)
            events = [
                _repeating(each, f"{_series_id(place, each)}@{host}", common)
                for each in found.series
            ]
            events += [
                _once(each, f"{_single_id(place, each)}@{host}", common) for each in found.singles
            ]
            written = b"".join(event.to_ical() for event in events)
            made[address_of(place.id)] = _calendar(common["summary"], written)
            everywhere.append(written)
        made[ALL] = _calendar(str(facts.centre.name), b"".join(everywhere))
    return made


def has_events(facts: Facts, place: Place) -> bool:
    """Whether anybody can just come there, ever: hours by appointment are in no calendar."""
    special = any(applies_to(each.places, place.id) for each in facts.specials)
    return special or not all(block.by_appointment for block in facts.hours[place.id])


def title_of(place: Place) -> str:
    """The name of premises, or „Terén: Havlíčkův Brod“, in the language spoken."""
    if isinstance(place, Premises):
        return str(place.name)
    return JoinedText(gettext("Outreach"), ": ", place.title_in(language.get()))


def _common_properties(facts: Facts, place: Place, day: date, origin: str) -> dict[str, Any]:
    """The properties that all events of one place have."""
    centre = facts.centre
    notes = (
        [str(centre.opening_note)] if isinstance(place, Premises) and centre.opening_note else []
    )
    if centre.demo:
        notes.append(f"{gettext('Sample. Nobody reads messages. Help:')} 155")
    common: dict[str, Any] = {
        "summary": title_of(place) + (f" ({gettext('sample')})" if centre.demo else ""),
        "location": str(place.address)
        if isinstance(place, Premises)
        else place.title_in(language.get()),
        "description": "\n".join(notes),
        "dtstamp": datetime.combine(day, time(), UTC),
        # It grows with each later build, so a client that compares never keeps the older event.
        "sequence": (day - _SEQUENCE_SINCE).days,
        "transp": "TRANSPARENT",  # our being open takes nobody's own time
        "url": origin + addresses.page(place.id, place.SECTION, ORIGINAL),
    }
    if isinstance(place, Premises) and place.coordinates:
        common["geo"] = (place.coordinates.lat, place.coordinates.lon)
    return common


def _repeating(series: Series, uid: str, common: Mapping[str, Any]) -> Event:
    event = _event(uid, series.opens(series.first), series.closes(series.first), common)
    event.add(
        "rrule",
        {
            "freq": "WEEKLY",
            "until": series.opens(series.last).astimezone(UTC),
            **({"interval": series.every} if series.every > 1 else {}),
            "byday": _DAYS[series.block.weekday],
        },
    )
    if series.missing:
        event.add("exdate", [series.opens(day) for day in series.missing])
    return event


def _once(single: Single, uid: str, common: Mapping[str, Any]) -> Event:
    notes = [str(reason) for reason in single.reasons]
    notes += [common["description"]] if common["description"] else []
    return _event(uid, single.start, single.end, {**common, "description": "\n".join(notes)})


def _event(uid: str, start: datetime, end: datetime, common: Mapping[str, Any]) -> Event:
    event = Event()
    for name, value in {"uid": uid, "dtstart": start, "dtend": end, **common}.items():
        if value != "":
            event.add(name, value)
    return event


def _series_id(place: Place, series: Series) -> str:
    """„centrum-zdar.mo.0900-1200“, and what else sets the block apart from others of its place.

    It depends only on what the block says, so a calendar that is fetched again moves nothing else.
    An identifier of a place holds no full stop, so no two places ever meet.
    """
    block = series.block
    parts = [place.id, _DAYS[block.weekday].lower(), f"{block.opens:%H%M}-{block.closes:%H%M}"]
    parts += [series.part] if series.part else []
    parts += [f"from-{block.valid_from:%Y%m%d}"] if block.valid_from else []
    parts += [f"to-{block.valid_to:%Y%m%d}"] if block.valid_to else []
    return ".".join(parts)


def _single_id(place: Place, single: Single) -> str:
    return f"{place.id}.{single.start:%Y%m%d.%H%M}-{single.end:%H%M}"


def _calendar(name: str, events: bytes) -> bytes:
    """A calendar around events that are already serialised: each stands in two files."""
    calendar = Calendar()
    for key, value in _properties(name):
        calendar.add(key, value)
    calendar.add("refresh-interval", timedelta(1), parameters={"VALUE": "DURATION"})
    calendar.add_component(Timezone.from_ical(_PRAGUE.replace("\n", "\r\n")))
    end = b"END:VCALENDAR\r\n"
    return bytes(calendar.to_ical()).removesuffix(end) + events + end


def _properties(name: str) -> Iterator[tuple[str, str]]:
    yield "prodid", "-//Kacko//Opening hours//CS"
    yield "version", "2.0"
    yield "method", "PUBLISH"
    # RFC 7986, and what clients knew before it.
    yield "name", name
    yield "x-wr-calname", name
    yield "x-published-ttl", "P1D"


def write_calendars(pelican: Any) -> None:
    """Write all calendars."""
    build = build_of(pelican)
    content = build.content
    origin = pelican.settings["SITEURL"] or content.facts.centre.base_url
    made = calendars(content.facts, build.timetable, build.day, origin)
    for address, calendar in made.items():
        build.write(address, calendar)


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(write_calendars)
