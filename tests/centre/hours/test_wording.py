"""Opening hours in words: what a page says of days to come, holidays and closures."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from centre.facts.clock_times import PRAGUE
from centre.facts.loading import Facts, load_facts
from centre.facts.opening_hours import Block
from centre.hours import wording
from centre.hours.timetable import Timetable
from centre.language.i18n import speaking
from tests.paths import ROOT

MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts(ROOT / "content" / "data", today=MONDAY)


@pytest.fixture(scope="module")
def timetable(facts: Facts) -> Timetable:
    return Timetable(facts)


def test_a_day_lists_who_can_be_met_where_and_when(facts: Facts, timetable: Timetable) -> None:
    (monday,) = wording.next_days(timetable, facts.places.values(), MONDAY, 1)
    times = {place.title: place.times for place in monday.places}
    assert times["Kontaktní centrum Žďár nad Sázavou"] == ("9.00–12.00", "13.00–17.00")
    assert times["Ledeč nad Sázavou"] == ("9.00–11.30",)
    assert [place.outreach for place in monday.places] == [False, False, True, True]


def test_a_house_is_called_by_its_town_unless_there_are_two(
    facts: Facts, timetable: Timetable
) -> None:
    (monday,) = wording.next_days(timetable, facts.premises, MONDAY, 1)
    assert [place.short for place in monday.places] == ["Žďár nad Sázavou", "Havlíčkův Brod"]
    neighbours = [facts.premises[0]] * 2
    (monday,) = wording.next_days(timetable, neighbours, MONDAY, 1)
    assert monday.places[0].short == "Kontaktní centrum Žďár nad Sázavou"


def test_a_weekend_without_hours_is_left_out(facts: Facts, timetable: Timetable) -> None:
    days = wording.next_days(timetable, facts.places.values(), date(2026, 11, 20), 4)
    assert [day.date.weekday() for day in days] == [4, 0]


def test_a_closed_day_says_why(facts: Facts, timetable: Timetable) -> None:
    (holiday,) = wording.next_days(timetable, facts.towns, date(2026, 12, 28), 1)
    assert holiday.places == ()
    assert holiday.closed == "Vánoční přestávka"
    (may,) = wording.next_days(timetable, facts.premises, date(2028, 5, 1), 1)
    assert may.closed == "Svátek práce"


def test_a_day_out_of_the_ordinary_says_why(facts: Facts, timetable: Timetable) -> None:
    (day,) = wording.next_days(timetable, facts.premises[:1], date(2026, 12, 9), 1)
    assert day.places[0].times == ("10.30–12.00", "13.00–17.00")
    assert day.places[0].note == "Porada celého týmu"


def test_a_closure_is_announced_with_its_begin_and_end(timetable: Timetable) -> None:
    assert [banner.text for banner in wording.banners(timetable, date(2026, 11, 21))] == []
    (banner,) = wording.banners(timetable, date(2026, 12, 15))
    assert banner.text == (
        "Od 24. prosince do 1. ledna máme zavřeno a nejedeme ani do terénu. Vánoční přestávka."
    )
    assert banner.until.isoformat() == "2027-01-02T00:00:00+01:00"
    assert wording.banners(timetable, date(2027, 1, 1)) == [banner]
    assert wording.banners(timetable, date(2027, 1, 2)) == []


def test_a_closure_of_one_place_names_it(timetable: Timetable) -> None:
    (banner, *_) = wording.banners(timetable, date(2026, 12, 8))
    assert banner.text.startswith(
        "Kontaktní centrum Žďár nad Sázavou: ve středu 9. prosince otevřeme až v 10.30. "
    )


def test_the_week_shows_only_days_on_which_something_happens(
    facts: Facts, timetable: Timetable
) -> None:
    table = wording.week_table(timetable, facts.towns, MONDAY)
    assert table.columns == (0, 1, 2, 3, 4)
    bystrice = next(row for row in table.rows if row.title.startswith("Bystřice"))
    assert [[cell.limit for cell in cells] for cells in bystrice.cells] == [
        [],
        [],
        ["liché týdny"],
        [],
        ["sudé týdny"],
    ]
    assert table.coming == (
        "Žďár nad Sázavou, od 1. dubna 2027: sobota 15.00–18.00 (do 31. října 2027)",
    )


def test_odd_and_even_weeks_can_be_told_apart_by_a_date(facts: Facts, timetable: Timetable) -> None:
    def parity(day: date) -> str:
        return wording.week_table(timetable, facts.towns, day).parity

    assert parity(date(2026, 11, 29)) == "Týden od 23. listopadu 2026 je sudý."
    assert parity(date(2027, 1, 3)) == "Týden od 28. prosince 2026 je lichý."
    assert parity(date(2027, 1, 4)) == "Týden od 4. ledna 2027 je lichý."  # 53 and 1
    assert wording.week_table(timetable, facts.premises, MONDAY).parity == ""


def test_hours_are_worded_in_the_language_spoken(facts: Facts, timetable: Timetable) -> None:
    with speaking("en"):
        (monday,) = wording.next_days(timetable, facts.premises[:1], MONDAY, 1)
        assert monday.places[0].title == "Drop-in centre Žďár nad Sázavou"
        assert monday.places[0].times == ("9:00–12:00", "13:00–17:00")


def test_the_next_openings_skip_what_has_ended_and_days_without_any(
    facts: Facts, timetable: Timetable
) -> None:
    def days_after(moment: datetime, days: int = 2) -> list[tuple[str, tuple[str, ...]]]:
        found = wording.openings(timetable, facts.premises[:1], moment, days)
        return [(day.date.isoformat(), day.places[0].times) for day in found]

    assert days_after(datetime(2026, 11, 23, 12, tzinfo=PRAGUE)) == [
        ("2026-11-23", ("13.00–17.00",)),
        ("2026-11-24", ("13.00–18.00",)),
    ]
    assert days_after(datetime(2026, 11, 27, 13, 59, tzinfo=PRAGUE))[0] == (
        "2026-11-27",
        ("9.00–14.00",),
    )
    assert days_after(datetime(2026, 11, 27, 14, tzinfo=PRAGUE))[0][0] == "2026-11-30"
    assert days_after(datetime(2026, 12, 23, 18, tzinfo=PRAGUE), 1)[0][0] == "2027-01-04"


def test_whoever_has_no_hours_has_no_next_opening(facts: Facts) -> None:
    closed = Timetable(
        replace(facts, hours=dict.fromkeys(facts.places, ()), closures=(), specials=())
    )
    assert (
        wording.openings(closed, facts.places.values(), datetime(2026, 11, 23, tzinfo=PRAGUE), 3)
        == []
    )


def test_only_the_hours_that_are_by_appointment_say_so(facts: Facts) -> None:
    def block(opens: str, closes: str, *, call_first: bool) -> Block:
        return Block.model_validate(
            {"day": "po", "from": opens, "to": closes, "by_appointment": call_first}
        )

    def days_after(*blocks: Block) -> wording.PlaceOnDay:
        timetable = Timetable(replace(facts, hours=dict.fromkeys(facts.places, blocks)))
        (day,) = wording.next_days(timetable, facts.premises[:1], MONDAY, 1)
        return day.places[0]

    both = days_after(
        block("9:00", "11:00", call_first=True), block("13:00", "17:00", call_first=False)
    )
    assert (both.times, both.by_appointment) == (("9.00–11.00 (po domluvě)", "13.00–17.00"), False)
    whole = days_after(block("9:00", "11:00", call_first=True))
    assert (whole.times, whole.by_appointment) == (("9.00–11.00",), True)
