"""``hours.json`` says the same as the timetable, in the form that its published schema promises."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator, ValidationError

from centre.facts.loading import Facts, load_facts
from centre.hours.timetable import Timetable
from site_plugins.files.hours_json import DAYS_AHEAD, as_json, hours, schema
from tests.built import BuiltSite
from tests.centre.hours.test_three_agree import set_ups
from tests.examples import examples
from tests.paths import ROOT, SMALL_CENTRE

SMALL = SMALL_CENTRE
ORIGIN = "https://centrum.example.org"
DAY = date(2026, 11, 21)

FIRST_SCHEMA = Path(__file__).parent / "published" / "hours.schema.1.json"
"""The schema of version 1 on its first day, which somebody's program may still check against."""


@pytest.fixture(scope="module")
def small() -> Facts:
    return load_facts(SMALL, today=DAY)


@pytest.fixture(scope="module")
def published(built_site: BuiltSite) -> dict[str, Any]:
    return json.loads(built_site.file("/hours.json").read_text("utf-8"))


def made(facts: Facts, day: date = DAY) -> dict[str, Any]:
    return json.loads(as_json(hours(facts, Timetable(facts), day, ORIGIN)))


def on(found: dict[str, Any], place_id: str, day: str) -> Any:
    return found["places"][place_id]["days"].get(day)


def validator(json_schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(json_schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_published_file_keeps_its_published_schema(
    built_site: BuiltSite, published: dict[str, Any]
) -> None:
    json_schema = json.loads(built_site.file("/hours.schema.json").read_text("utf-8"))
    assert (
        published["$schema"]
        == json_schema["$id"]
        == built_site.frame.base_url + "/hours.schema.json"
    )
    Draft202012Validator.check_schema(json_schema)
    validator(json_schema).validate(published)


HOUSE = ("places", "centrum-zdar")
MONDAY = (*HOUSE, "days", "2026-11-23")


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("version",), 2),
        (("generated_on",), "21. 11. 2026"),
        (("timezone",), "UTC"),
        (("places",), []),
        ((*HOUSE, "kind"), "house"),
        ((*HOUSE, "name"), "Dům"),
        ((*HOUSE, "days", "23. 11."), {"intervals": [], "appointment": []}),
        ((*MONDAY, "intervals"), None),
        ((*MONDAY, "intervals", 0), ["9:00", "12:00"]),
        ((*MONDAY, "intervals", 0), ["09:00", "24:01"]),
        ((*MONDAY, "intervals", 0), ["24:00", "24:00"]),
        ((*MONDAY, "intervals", 0), ["09:00"]),
    ],
)
def test_the_schema_refuses_what_readers_would_stumble_over(
    published: dict[str, Any], path: tuple[str, ...] | tuple[int | str, ...], wrong: Any
) -> None:
    spoilt = deepcopy(published)
    part = spoilt
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = wrong
    with pytest.raises(ValidationError):
        validator(schema(ORIGIN)).validate(spoilt)


def test_a_program_of_the_first_day_still_understands_version_1(published: dict[str, Any]) -> None:
    first = json.loads(FIRST_SCHEMA.read_text("utf-8"))
    validator(first).validate(published)
    names = [("", first), *first["$defs"].items()]
    for name, part in names:
        now = schema(ORIGIN)["$defs"][name] if name else schema(ORIGIN)
        assert set(part["required"]) <= set(now["required"]), name
        assert set(part["properties"]) <= set(now["properties"]), name


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=set_ups())
def test_every_day_is_told_as_the_timetable_has_it(small: Facts, drawn: dict[str, Any]) -> None:
    facts = replace(
        small,
        hours=dict.fromkeys(small.places, drawn["blocks"]),
        closures=drawn["closures"],
        specials=drawn["specials"],
    )
    timetable = Timetable(facts)
    first = date(2026, 12, 1)
    found = made(facts, first)
    validator(schema(ORIGIN)).validate(found)
    for number in range(DAYS_AHEAD):
        day = first + timedelta(number)
        told = on(found, "dum", day.isoformat()) or {"intervals": [], "appointment": []}
        blocks = timetable.day("dum", day).blocks
        for name, by_appointment in (("intervals", False), ("appointment", True)):
            assert told[name] == [
                [
                    f"{each.start:%H:%M}",
                    "24:00" if each.end.date() > day else f"{each.end:%H:%M}",
                ]
                for each in blocks
                if each.by_appointment == by_appointment
            ]


def test_it_tells_sixty_days_and_says_which(published: dict[str, Any]) -> None:
    assert (published["generated_on"], published["valid_until"]) == ("2026-11-21", "2027-01-19")
    assert date.fromisoformat(published["valid_until"]) - DAY == timedelta(DAYS_AHEAD - 1)
    for each in published["places"].values():
        days = list(each["days"])
        assert days == sorted(days)
        assert all("2026-11-21" <= day <= "2027-01-19" for day in days)


def test_an_ordinary_day_a_short_one_and_a_closed_one(published: dict[str, Any]) -> None:
    assert on(published, "centrum-zdar", "2026-11-23") == {
        "intervals": [["09:00", "12:00"], ["13:00", "17:00"]],
        "appointment": [],
    }
    short = on(published, "centrum-zdar", "2026-12-09")
    assert short["intervals"] == [["10:30", "12:00"], ["13:00", "17:00"]]
    assert short["note"]["en"] == "Team meeting"
    christmas = on(published, "centrum-zdar", "2026-12-25")
    assert christmas["intervals"] == []
    assert christmas["closed"]["uk"] == "Різдвяна перерва"
    assert on(published, "centrum-zdar", "2026-11-22") is None


def test_a_holiday_is_named_in_every_language(small: Facts) -> None:
    closed = on(made(small, date(2026, 10, 1)), "dum", "2026-10-28")
    assert closed["closed"] == {
        "cs": "Den vzniku samostatného československého státu",
        "en": "Independent Czechoslovak State Day",
        "uk": "День створення незалежної чехословацької держави",
    }


def test_by_appointment_stands_apart_so_that_nobody_comes_in_vain(
    published: dict[str, Any],
) -> None:
    assert on(published, "centrum-brod", "2026-11-26") == {
        "intervals": [],
        "appointment": [["09:00", "11:00"]],
    }


def test_a_language_that_nobody_translated_is_left_out(small: Facts) -> None:
    found = made(small)
    assert found["name"] == {"cs": "Malé centrum", "en": "Small centre"}
    assert found["places"]["horni-lhota"]["name"] == {"cs": "Horní Lhota, nádraží"}


def test_houses_have_an_address_and_towns_have_none(published: dict[str, Any]) -> None:
    for each in published["places"].values():
        assert ("address" in each) is (each["kind"] == "premises")
    assert not {"coordinates", "lat", "lon", "geo"} & set(json.dumps(published).split('"'))


def test_places_carry_their_rules_and_their_calendar(
    built_site: BuiltSite, published: dict[str, Any]
) -> None:
    for each in published["places"].values():
        assert "; PH off" in each["opening_hours"]
        assert built_site.file(each["calendar"].removeprefix(built_site.frame.base_url)).is_file()


def test_a_sample_says_so(small: Facts, published: dict[str, Any]) -> None:
    assert published["sample"] is True
    assert made(small)["sample"] is False


def test_it_is_small_enough_for_a_phone(built_site: BuiltSite) -> None:
    assert len(built_site.file("/hours.json.br").read_bytes()) <= 2048


def test_the_document_in_docs_names_every_field() -> None:
    told = (ROOT / "docs" / "open-data.md").read_text("utf-8")
    parts = [schema(ORIGIN), *schema(ORIGIN)["$defs"].values()]
    for name in {name for part in parts for name in part["properties"]}:
        assert f"`{name}`" in told, name
