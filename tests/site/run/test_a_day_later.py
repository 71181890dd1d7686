"""A page kept since yesterday, without script: every row about hours is dated and still true."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from centre.facts.loading import Facts, load_facts
from centre.facts.places import Place, Premises
from centre.hours.timetable import Timetable, next_weekday
from centre.intake import addresses
from centre.language.i18n import (
    date_words,
    gettext,
    language,
    short_day,
    short_weekday,
    speaking,
    time_range,
    weekday_words,
)
from centre.language.languages import LANGUAGES
from tests.built import BuiltSite, Pelican, Written
from tests.paths import ROOT

BUILT = {
    "2026-12-23": "long hours, and the first day of a closure follows",
    "2027-03-31": "hours end, others begin on the next day, and so does a season",
    "2027-10-30": "a season ends on the next day, whose night has an hour twice",
}
WEDNESDAY = "{day: st, from: 10:00, to: 16:00}"
CHANGING = """{day: st, from: 10:00, to: 16:00, valid_to: 2027-03-31}
      - {day: st, from: 8:30, to: 15:30, valid_from: 2027-04-01}
      - {day: út, from: 10:00, to: 12:00, weeks: even}"""
TIMES = re.compile(r"\d{1,2}[.:]\d\d–\d{1,2}[.:]\d\d")


@dataclass(frozen=True)
class ReadLater:
    """A built site, the day it was built on, and what is really so on the day after."""

    site: BuiltSite
    timetable: Timetable
    built: date

    @property
    def later(self) -> date:
        return self.built + timedelta(1)

    @property
    def facts(self) -> Facts:
        return self.timetable.facts

    def page(self, page_id: str, lang: str) -> Written:
        return self.site.pages[self.site.frame.address(page_id, lang)]

    def own_page(self, place: Place, lang: str) -> Written:
        return self.site.pages[addresses.page(place.id, place.SECTION, lang)]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, with a house whose hours change."""
    folder = tmp_path_factory.mktemp("changing") / "content"
    shutil.copytree(ROOT / "content", folder)
    hours = folder / "data" / "hours.yaml"
    written = hours.read_text("utf-8")
    assert WEDNESDAY in written
    hours.write_text(written.replace(WEDNESDAY, CHANGING, 1), "utf-8")
    return folder


@pytest.fixture(scope="module", params=BUILT, ids=BUILT.values())
def read_later(request: pytest.FixtureRequest, content: Path, pelican: Pelican) -> ReadLater:
    site = BuiltSite.beneath(content.parent / request.param)
    built = pelican(str(content), *site.options, BUILD_DAY=request.param)
    assert built.returncode == 0, built.stderr
    day = date.fromisoformat(request.param)
    return ReadLater(site, Timetable(load_facts(content / "data", today=day)), day)


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def ranges(text: str) -> list[str]:
    return TIMES.findall(text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_dated_row_is_what_really_happens_on_its_day(
    read_later: ReadLater, lang: str
) -> None:
    facts = read_later.facts
    told: list[tuple[Written, Sequence[Place]]] = [
        (read_later.page("home", lang), list(facts.places.values())),
        (read_later.page("outreach", lang), facts.towns),
        *((read_later.own_page(place, lang), [place]) for place in facts.places.values()),
    ]
    with speaking(lang):
        for page, places in told:
            rows = {row.get("data-day", ""): row for row in page.all("li") if row.get("data-day")}
            for day, row in rows.items():
                check_row(read_later, row, places, date.fromisoformat(day))
            if any(read_later.timetable.day(place.id, read_later.later).blocks for place in places):
                assert read_later.later.isoformat() in rows, page.address


def check_row(read_later: ReadLater, row: Element, places: Sequence[Place], day: date) -> None:
    """The row is named by its date, and tells who is open on it, from when to when, and nobody
    else."""
    text = words(row)
    assert text.startswith(" ".join(short_day(day).split()))
    happens = [(place, read_later.timetable.day(place.id, day).blocks) for place in places]
    met = [(place, blocks) for place, blocks in happens if blocks]
    lines = [each for each in row.iter("div") if each.get("class") == "place-on-day"]
    if lines:
        for line, (place, _) in zip(lines, met, strict=True):
            assert name_of(place) in words(line)
    for told, blocks in zip(
        map(words, lines or [row]), [blocks for _, blocks in met] or [()], strict=True
    ):
        assert ranges(told) == [time_range(each.start.time(), each.end.time()) for each in blocks]
        assert (gettext("by appointment") in told) == any(each.by_appointment for each in blocks)
    if not met:
        assert gettext("Closed") in text


def name_of(place: Place) -> str:
    if isinstance(place, Premises):
        return place.address.town
    return " ".join(str(place.title_in(language.get())).split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_of_an_ordinary_week_holds_on_the_day_after(
    read_later: ReadLater, lang: str
) -> None:
    facts = read_later.facts
    outreach = read_later.page("outreach", lang)
    with speaking(lang):
        for house in facts.premises:
            own = read_later.own_page(house, lang).tree
            check_week(read_later, house, weekly_list(own), later_lines(own))
        for page in (outreach, read_later.site.pages[addresses.sheet("poster", lang)]):
            for row, town in zip(page.tree.iterfind(".//tbody/tr"), facts.towns, strict=True):
                assert words(row).startswith(name_of(town))
                check_week(read_later, town, weekly_cells(page.tree, row), later_lines(page.tree))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hours_in_brief_say_until_when_they_hold(read_later: ReadLater, lang: str) -> None:
    facts = read_later.facts
    checked = 0
    contact = read_later.page("contact", lang)
    printed = read_later.site.pages[addresses.sheet("poster", lang)]
    briefs = list(contact.tree.iterfind(".//section[@class='panel']/ul"))
    houses = list(printed.tree.iterfind(".//div[@class='houses']/div"))
    with speaking(lang):
        towns = [week_of_town(read_later.own_page(town, lang)) for town in facts.towns]
        assert all(
            name_of(house) in words(told)
            for house, told in zip(facts.premises, houses, strict=True)
        )
        brief: list[tuple[Place, Element]] = [
            *zip(facts.towns, towns, strict=True),
            *zip(facts.premises, briefs, strict=True),
            *zip(facts.premises, houses, strict=True),
        ]
        for place, told in brief:
            for block in facts.hours[place.id]:
                day = next_weekday(read_later.later, block.weekday)
                if time_range(block.opens, block.closes) in words(told) and not block.in_force(day):
                    ends = block.validity(day)[1]
                    assert ends
                    assert gettext("until %s") % date_words(ends) in words(told)
                    checked += 1
    assert checked or read_later.built.month == 12


def week_of_town(page: Written) -> Element:
    """The line with the ordinary week of a town, on its own page."""
    begins = gettext("An ordinary week")
    return next(each for each in page.all("p") if words(each).startswith(begins))


def weekly_list(part: Element) -> dict[int, str]:
    """The text of each weekday's line under a house."""
    lines = [
        each for each in part.iter("li") if each.find("b") is not None and not each.get("data-day")
    ]
    names = {weekday_words(number): number for number in range(7)}
    return {names[words(each[0])]: words(each) for each in lines if words(each[0]) in names}


def weekly_cells(page: Element, row: Element) -> dict[int, str]:
    """The text of each cell of a town's row."""
    names = {said(number): number for number in range(7) for said in (weekday_words, short_weekday)}
    head = page.find(".//thead/tr")
    assert head is not None
    columns = [names[words(each)] for each in head[1:]]
    return dict(zip(columns, map(words, row[1:]), strict=True))


def later_lines(part: Element) -> list[str]:
    return [words(each) for each in part.iter("p")]


def check_week(
    read_later: ReadLater, place: Place, cells: dict[int, str], lines: list[str]
) -> None:
    """What is in force after the build is told, and what is told is in force or says until when it
    was."""
    facts = read_later.facts
    checked = 0
    for weekday in range(7):
        day = next_weekday(read_later.later, weekday)
        cell = cells.get(weekday, "")
        blocks = [block for block in facts.hours[place.id] if block.weekday == weekday]
        assert set(ranges(cell)) <= {time_range(block.opens, block.closes) for block in blocks}
        for block in blocks:
            times = time_range(block.opens, block.closes)
            first, last = block.validity(day)
            if block.in_force(day) and times not in cell:
                assert first
                begins = gettext("from %s") % date_words(first)
                assert any(
                    begins in line and f"{weekday_words(weekday)} {times}" in line for line in lines
                )
            elif times in cell and not block.in_force(day):
                assert last
                assert gettext("until %s") % date_words(last) in cell
            checked += 1
    assert checked
