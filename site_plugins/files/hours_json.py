"""``/hours.json``: the hours of every place on the next sixty days, and its JSON Schema.

The models below are the format. Their schema is published beside the file, and
``docs/open-data.md`` tells it in words. Fields may be added; a change that a reader would stumble
over needs another ``version``.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from json import dumps
from typing import Annotated, Any, Final, Literal

from pelican import signals
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, SkipJsonSchema

from centre.facts.clock_times import end_in_figures
from centre.facts.loading import Facts
from centre.facts.places import Place, Premises
from centre.hours.timetable import DayAt, Interval, Timetable
from centre.language.by_language import field_for_each_language
from centre.language.languages import LANGUAGES
from centre.reading.values import Translations
from site_plugins.files.calendars import address_of
from site_plugins.run.build import build_of

ADDRESS: Final = "/hours.json"
SCHEMA_ADDRESS: Final = "/hours.schema.json"
DAYS_AHEAD: Final = 60
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
EndClock = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
Span = Annotated[
    tuple[Clock, EndClock],
    Field(description="From and to, by the clocks of the time zone; midnight ends as 24:00"),
]

Spans = tuple[tuple[str, str], ...]


_Words = str | SkipJsonSchema[None]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


@field_for_each_language(_Words, default=None, titled=False)
class Told(_Part):
    """A text by language. Czech is always there, others where somebody has translated it."""

    cs: str


class Day(_Part):
    """A day on which anything happens. A day that is not told is closed as usual."""

    intervals: Annotated[tuple[Span, ...], Field(description="When anybody can come, in order")]
    appointment: Annotated[
        tuple[Span, ...], Field(description="Only for those who call first: nobody may be there")
    ]
    until: Annotated[
        Clock | SkipJsonSchema[None],
        Field(
            description="Where the last of the intervals ends at 24:00 and goes on after midnight: "
            "when it really ends on the next day, less than a day after it began"
        ),
    ] = None
    closed: Annotated[
        Told | SkipJsonSchema[None], Field(description="Why it is closed all day")
    ] = None
    note: Annotated[
        Told | SkipJsonSchema[None], Field(description="Why it is open at other hours than usual")
    ] = None


class PlaceHours(_Part):
    """One place: premises with a door, or a town in which outreach workers walk."""

    kind: Literal["premises", "outreach"]
    name: Told
    address: Annotated[
        str | SkipJsonSchema[None], Field(description="Postal address of premises")
    ] = None
    opening_hours: Annotated[
        str,
        Field(description="All rules in the syntax of OpenStreetMap; PH are Czech public holidays"),
    ]
    calendar: Annotated[
        str, Field(description="Address of the same hours as iCalendar, for two years")
    ]
    days: Annotated[dict[date, Day], Field(description="Days by date, in order")]


class Hours(_Part):
    """Opening hours of all places of one centre."""

    json_schema: Annotated[str, Field(alias="$schema")]
    version: Literal[1]
    generated_on: Annotated[
        date, Field(description="The first day told. Every night there is a newer file")
    ]
    valid_until: Annotated[date, Field(description="The last day told")]
    checked_on: Annotated[date, Field(description="When staff last went over hours and closures")]
    sample: Annotated[bool, Field(description="True: all is invented, there is no such centre")]
    licence: str
    timezone: Literal["Europe/Prague"]
    name: Annotated[Told, Field(description="The centre's name")]
    places: Annotated[
        dict[str, PlaceHours], Field(description="Places by identifier, which never changes")
    ]


def hours(facts: Facts, timetable: Timetable, day: date, origin: str) -> Hours:
    """The hours on sixty days from ``day`` on. Addresses inside start with ``origin``."""
    days = [day + timedelta(n) for n in range(DAYS_AHEAD)]
    return Hours.model_validate(
        {
            "$schema": origin + SCHEMA_ADDRESS,
            "version": 1,
            "generated_on": day,
            "valid_until": days[-1],
            "checked_on": checked_on(facts),
            "sample": facts.centre.demo,
            "licence": LICENCE,
            "timezone": "Europe/Prague",
            "name": _localized([facts.centre.name]),
            "places": {
                place.id: _place(timetable, place, days, origin) for place in facts.places.values()
            },
        }
    )


def checked_on(facts: Facts) -> date:
    """When staff last went over all the hours: the older of the two dates."""
    return min(facts.checked_on["hours"], facts.checked_on["closures"])


def as_json(found: Hours) -> str:
    """The file. What is empty by default is left out."""
    return found.model_dump_json(exclude_defaults=True)


def schema(origin: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the file. Fields that it does not name may come later."""
    made = Hours.model_json_schema(mode="serialization", schema_generator=_Plain)
    return {"$schema": _Plain.schema_dialect, "$id": origin + SCHEMA_ADDRESS, **made}


class _Plain(GenerateJsonSchema):
    """A schema for people: no titles made of the fields' names, no default for what is left out."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        made = super().model_schema(schema)
        made.pop("additionalProperties", None)
        return made


def _place(timetable: Timetable, place: Place, days: Sequence[date], origin: str) -> PlaceHours:
    found = [timetable.day(place.id, day) for day in (*days, days[-1] + timedelta(1))]
    return PlaceHours(
        kind="premises" if isinstance(place, Premises) else "outreach",
        name=_name(place),
        address=str(place.address) if isinstance(place, Premises) else None,
        opening_hours=timetable.published_osm(place.id, days[0]),
        calendar=origin + address_of(place.id),
        days={
            at.date: _day(at, following)
            for at, following in pairwise(found)
            if at.blocks or at.closed_because
        },
    )


def _day(at: DayAt, following: DayAt) -> Day:
    # A closure of a part of the day cannot be seen in the intervals that are left.
    notes = [block.comment for block in at.blocks if block.comment]
    notes += [closure.because for closure in at.closures]
    intervals = _spans(at, by_appointment=False)
    return Day(
        intervals=intervals,
        appointment=_spans(at, by_appointment=True),
        until=_end_of_night(intervals, _spans(following, by_appointment=False)),
        closed=_localized([at.closed_because]) if at.closed_because else None,
        note=_localized(notes) if at.blocks and notes else None,
    )


def _spans(at: DayAt, *, by_appointment: bool) -> Spans:
    return tuple(_span(block) for block in at.blocks if block.by_appointment is by_appointment)


def _end_of_night(intervals: Spans, following: Spans) -> str | None:
    if not intervals or not following:
        return None
    begins, ends = intervals[-1]
    goes_on, really_ends = following[0]
    over_midnight = ends == "24:00" and goes_on == "00:00"
    return really_ends if over_midnight and really_ends <= begins else None


def _span(block: Interval) -> tuple[str, str]:
    return f"{block.start:%H:%M}", end_in_figures(block.end.time())


def _name(place: Place) -> Told:
    if isinstance(place, Premises):
        return _localized([place.name])
    parts = [place.name, place.part] if place.part else [place.name]
    return _localized(parts, ", ")


def _localized(words: Sequence[Translations], joint: str = "; ") -> Told:
    """The words in each language that all of them know."""
    known = [lang for lang in LANGUAGES if all(each.language_of(lang) == lang for each in words)]
    return Told(
        **{lang: joint.join(dict.fromkeys(each.in_(lang) for each in words)) for lang in known}
    )


def write_files(pelican: Any) -> None:
    """Write the file and its schema."""
    build = build_of(pelican)
    facts = build.content.facts
    origin = pelican.settings["SITEURL"] or facts.centre.base_url
    found = hours(facts, build.timetable, build.day, origin)
    build.write(ADDRESS, as_json(found))
    build.write(SCHEMA_ADDRESS, dumps(schema(origin), ensure_ascii=False, indent=1))


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(write_files)
