"""The calendars say the same as the timetable, to whichever program reads them."""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from dateutil.tz import tzical
from hypothesis import HealthCheck, given, settings
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Block, Closure, Special
from centre.hours.timetable import Timetable
from site_plugins.files.calendars import ALL, address_of, calendars
from tests.built import BuiltSite
from tests.centre.hours.test_three_agree import EASTER, HOLIDAYS, set_ups
from tests.examples import examples
from tests.paths import SMALL_CENTRE
from tests.published import repeated_uids

PRAGUE = ZoneInfo("Europe/Prague")
SMALL = SMALL_CENTRE
ORIGIN = "https://centrum.example.org"
FIRST = date(2026, 1, 1)
END = date(2028, 1, 1)
CLOCKS_CHANGE = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31))
PLACE = "dum"


@pytest.fixture(scope="module")
def small() -> Facts:
    return load_facts(SMALL, today=FIRST)


def block(day: str, opens: str, closes: str, **more: Any) -> Block:
    return Block.model_validate({"day": day, "from": opens, "to": closes, **more})


def closure(**said: Any) -> Closure:
    return Closure.model_validate({"places": "all", "reason": "zavřeno", **said})


def set_up(
    small: Facts,
    blocks: Iterable[Block],
    closures: Iterable[Closure] = (),
    specials: Iterable[Special] = (),
) -> Facts:
    """The small centre with these hours at every place."""
    return replace(
        small,
        hours=dict.fromkeys(small.places, tuple(blocks)),
        closures=closures,
        specials=specials,
    )


def made(facts: Facts, day: date = FIRST) -> Any:
    found = calendars(facts, Timetable(facts), day, ORIGIN)
    for calendar in found.values():
        assert repeated_uids(calendar) == []
    return found


def read(calendar: bytes) -> Calendar:
    return Calendar.from_ical(calendar)


def events(facts: Facts, day: date = FIRST) -> dict[str, Any]:
    """The events of one place by their identifier without the host."""
    found = read(made(facts, day)[address_of(PLACE)]).events
    return {event["UID"].partition("@")[0]: event for event in found}


def without_seams(spans: Iterable[Any]) -> Any:
    """Spans in UTC; where one begins as another ends, they are one."""
    joined = []
    for start, end in sorted((start.astimezone(UTC), end.astimezone(UTC)) for start, end in spans):
        if joined and joined[-1][1] == start:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def by_timetable(facts: Facts, first: date = FIRST, end: date = END) -> Any:
    found = Timetable(facts).intervals(PLACE, first, end)
    return without_seams((each.start, each.end) for each in found if not each.by_appointment)


def by_recurring_ical_events(calendar: bytes, first: date = FIRST, end: date = END) -> Any:
    found = recurring_ical_events.of(read(calendar)).between(first, end)
    return without_seams((event.start, event.end) for event in found)


def by_ical(calendar: bytes, first: date = FIRST, end: date = END) -> Any:
    whole = IcsCalendarStream.calendar_from_ics(calendar.decode())
    start, stop = (datetime(day.year, day.month, day.day, tzinfo=PRAGUE) for day in (first, end))
    return without_seams(
        (event.dtstart, event.dtend) for event in whole.timeline_tz(PRAGUE).overlapping(start, stop)
    )


@settings(max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=set_ups())
def test_a_calendar_of_any_hours_says_the_same_as_the_timetable(
    small: Facts, drawn: dict[str, Any]
) -> None:
    facts = set_up(small, drawn["blocks"], drawn["closures"], drawn["specials"])
    calendar = made(facts)[address_of(PLACE)]
    expected = by_timetable(facts)
    assert by_recurring_ical_events(calendar) == expected
    assert by_ical(calendar) == expected


@pytest.mark.parametrize("weeks", [None, "odd", "even"])
def test_two_years_with_all_holidays_and_both_clock_changes(
    small: Facts, weeks: str | None
) -> None:
    every_day = [
        each
        for day in ("po", "út", "st", "čt", "pá", "so", "ne")
        for each in (
            block(day, "0:30", "5:00", weeks=weeks),
            block(day, "5:00", "12:00", weeks=weeks),
            block(day, "13:15", "23:59"),
        )
    ]
    facts = set_up(small, every_day)
    calendar = made(facts)[address_of(PLACE)]
    found = by_recurring_ical_events(calendar)
    assert found == by_timetable(facts) == by_ical(calendar)
    open_on = {start.astimezone(PRAGUE).date() for start, _ in found}
    holidays = {date(year, *day) for year in (2026, 2027) for day in HOLIDAYS} | EASTER
    assert open_on == {FIRST + timedelta(n) for n in range((END - FIRST).days)} - holidays
    lasting = {
        (end - start).total_seconds() / 3600
        for start, end in found
        if start.astimezone(PRAGUE).hour == 0
    }
    assert lasting == {11.5, 10.5, 12.5} if weeks is None else {11.5} < lasting


def test_a_night_when_clocks_change_stands_alone(small: Facts) -> None:
    facts = set_up(small, [block("ne", "0:30", "5:00")])
    found = events(facts)
    alone = {event.start.date() for event in found.values() if "RRULE" not in event}
    assert alone == set(CLOCKS_CHANGE)
    assert {each.dt.date() for each in found["dum.su.0030-0500"]["EXDATE"].dts} >= set(
        CLOCKS_CHANGE
    )


def test_two_odd_weeks_meet_at_new_year(small: Facts) -> None:
    facts = set_up(small, [block("st", "13:00", "16:00", weeks="odd")])
    found = events(facts, date(2026, 11, 21))
    assert list(found) == [f"dum.we.1300-1600.odd-{year}" for year in (2026, 2027, 2028)]
    days = {start.astimezone(PRAGUE).date() for start, _ in by_timetable(facts)}
    assert {date(2026, 12, 30), date(2027, 1, 6)} < days
    left_out = [
        each.dt for event in found.values() if "EXDATE" in event for each in event["EXDATE"].dts
    ]
    # the only holiday on a Wednesday of an odd week; no day of an even week is left out twice over
    assert [day.date() for day in left_out] == [date(2028, 7, 5)]
    assert found["dum.we.1300-1600.odd-2026"]["RRULE"]["UNTIL"] == [
        datetime(2026, 12, 30, 12, tzinfo=UTC)
    ]
    assert found["dum.we.1300-1600.odd-2027"].start == datetime(2027, 1, 6, 13, tzinfo=PRAGUE)


def test_a_closure_of_an_hour_moves_one_day_and_says_why(small: Facts) -> None:
    meeting = closure(
        **{"date": "2026-12-07", "from": "10:00", "to": "11:00", "reason": "porada, a „víc“; nic"}
    )
    facts = set_up(small, [block("po", "9:00", "12:00")], (meeting,))
    found = events(facts)
    series, morning, noon = found.values()
    assert datetime(2026, 12, 7, 9, tzinfo=PRAGUE) in [each.dt for each in series["EXDATE"].dts]
    assert [(each.start.hour, each.end.hour) for each in (morning, noon)] == [(9, 10), (11, 12)]
    assert {str(each["DESCRIPTION"]) for each in (morning, noon)} == {"porada, a „víc“; nic"}


def test_a_special_opening_is_an_event_of_its_own_even_at_the_usual_hours(small: Facts) -> None:
    special = Special.model_validate(
        {
            "date": "2026-11-23",
            "from": "9:00",
            "to": "12:00",
            "places": "dum",
            "reason": "den otevřených dveří",
        }
    )
    found = events(set_up(small, [block("po", "9:00", "12:00")], specials=(special,)))
    assert str(found["dum.20261123.0900-1200"]["DESCRIPTION"]) == "den otevřených dveří"


def test_what_is_by_appointment_is_in_no_calendar(small: Facts) -> None:
    facts = set_up(small, [block("čt", "9:00", "11:00", by_appointment=True)])
    assert not read(made(facts)[ALL]).events


def test_every_series_ends(small: Facts) -> None:
    facts = set_up(
        small, [block("po", "9:00", "12:00"), block("út", "9:00", "12:00", valid_to="2026-06-30")]
    )
    monday, tuesday = events(facts).values()
    assert monday["RRULE"]["UNTIL"] == [datetime(2027, 12, 27, 8, tzinfo=UTC)]
    assert tuesday["RRULE"]["UNTIL"] == [datetime(2026, 6, 30, 7, tzinfo=UTC)]


def test_a_later_build_keeps_names_and_outranks_the_earlier(small: Facts) -> None:
    hours = [
        block("po", "9:00", "12:00"),
        block("út", "9:00", "12:00", valid_from="2026-03-01", valid_to="2027-09-30"),
        block("st", "9:00", "12:00", weeks="odd"),
        block("st", "14:00", "16:00", weeks="odd"),
    ]
    facts = set_up(small, hours)
    earlier = events(facts)
    later = events(facts, FIRST + timedelta(1))
    assert set(earlier) == set(later)
    assert "dum.tu.0900-1200.from-20260301.to-20270930" in earlier
    for name, event in earlier.items():
        assert later[name]["SEQUENCE"] == event["SEQUENCE"] + 1
        assert event["DTSTAMP"].dt == datetime(2026, 1, 1, tzinfo=UTC)
    assert made(facts) == made(facts)


def test_the_time_zone_is_the_one_of_prague(small: Facts) -> None:
    """The definition that travels in the file against the system's, at every change and all around
    it."""
    text = made(small)[ALL].decode()
    zone = text[text.index("BEGIN:VTIMEZONE") : text.index("BEGIN:VEVENT")]
    found = tzical(io.StringIO(f"BEGIN:VCALENDAR\r\n{zone}END:VCALENDAR\r\n")).get("Europe/Prague")
    days = [date(2026, 1, 1) + timedelta(n) for n in range(5 * 365)]
    around_changes = [
        day for day in days if day.weekday() == 6 and day.month in (3, 10) and day.day > 24
    ]
    moments = [datetime(day.year, day.month, day.day, 12, tzinfo=UTC) for day in days]
    for day in around_changes:
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        moments += [midnight + timedelta(minutes=each) for each in range(0, 181, 20)]
    for moment in moments:
        assert moment.astimezone(found).utcoffset() == moment.astimezone(PRAGUE).utcoffset(), moment


def test_every_published_calendar_is_read_by_two_parsers(built_site: BuiltSite) -> None:
    paths = [built_site.file(ALL), *sorted(built_site.file("/kalendar").glob("*.ics"))]
    assert len(paths) == 10
    for path in paths:
        calendar = path.read_bytes()
        assert not read(calendar).errors
        assert not [error for event in read(calendar).events for error in event.errors]
        assert by_ical(calendar, date(2026, 11, 16), date(2028, 11, 1)) == by_recurring_ical_events(
            calendar, date(2026, 11, 16), date(2028, 11, 1)
        )


def test_published_calendars_keep_the_form_of_the_standard(built_site: BuiltSite) -> None:
    for path in built_site.output.rglob("*.ics"):
        lines = path.read_bytes().split(b"\r\n")
        assert lines[0] == b"BEGIN:VCALENDAR"
        assert lines[-2:] == [b"END:VCALENDAR", b""]
        assert not [line for line in lines if len(line) > 75 or b"\n" in line]
        found = read(path.read_bytes())
        names = [event["UID"] for event in found.events]
        assert len(names) == len(set(names))
        for event in found.events:
            assert event["DTSTART"].params["TZID"] == "Europe/Prague"
            assert "RRULE" not in event or event["RRULE"]["UNTIL"][0].utcoffset() == timedelta(0)


def test_the_calendar_of_all_places_holds_those_of_each(built_site: BuiltSite) -> None:
    def names(path: Path) -> set[str]:
        return {event["UID"] for event in read(path.read_bytes()).events}

    parts = [names(path) for path in built_site.file("/kalendar").glob("*.ics")]
    assert names(built_site.file(ALL)) == set().union(*parts)
    assert sum(map(len, parts)) == len(set().union(*parts))


def test_only_houses_have_coordinates(built_site: BuiltSite) -> None:
    for event in read(built_site.file(ALL).read_bytes()).events:
        outreach = event["SUMMARY"].startswith("Terén: ")
        assert ("GEO" in event) is not outreach
        assert event["SUMMARY"].endswith(" (ukázka)")
        assert event["DESCRIPTION"].endswith("Ukázka. Zprávy nikdo nečte. Pomoc: 155")
        page = event["URL"].removeprefix(built_site.frame.base_url)
        assert page in built_site.pages
        assert page.startswith("/teren/") is outreach


def test_a_house_is_found_by_its_address(built_site: BuiltSite) -> None:
    (event, *_) = read(built_site.file(address_of("centrum-zdar")).read_bytes()).events
    assert event["LOCATION"] == "Ukázková 1, 591 01 Žďár nad Sázavou"
    assert event["SUMMARY"] == "Kontaktní centrum Žďár nad Sázavou (ukázka)"


TWICE = [
    pytest.param(
        {"season": {"from": "04-01", "to": "06-30"}},
        {"season": {"from": "09-01", "to": "10-31"}},
        id="two seasons of a year",
    ),
    pytest.param(
        {"season": {"from": "11-15", "to": "02-28"}},
        {"season": {"from": "03-15", "to": "04-15"}},
        id="one of them over the new year",
    ),
    pytest.param(
        {"season": {"from": "04-01", "to": "06-30"}, "weeks": "odd"},
        {"season": {"from": "09-01", "to": "10-31"}, "weeks": "odd"},
        id="in odd weeks",
    ),
    pytest.param(
        {"valid_to": "2026-06-30"}, {"valid_from": "2026-09-01"}, id="until a day, and from another"
    ),
]


@pytest.mark.parametrize(("one", "other"), TWICE)
def test_the_same_hours_at_two_times_of_a_year_stay_apart(
    small: Facts,
    one: dict[str, dict[str, str]] | dict[str, dict[str, str] | str] | dict[str, str],
    other: dict[str, dict[str, str]] | dict[str, dict[str, str] | str] | dict[str, str],
) -> None:
    blocks = [block("so", "15:00", "18:00", **limits) for limits in (one, other)]
    facts = set_up(small, blocks)
    first = events(facts)
    assert len(first) >= 2
    assert by_recurring_ical_events(made(facts)[address_of(PLACE)]) == by_timetable(facts)
    assert set(events(set_up(small, reversed(blocks)))) == set(first)
    assert set(events(facts, FIRST + timedelta(1))) == set(first)
    assert set(events(set_up(small, blocks[:1]))) < set(first)
