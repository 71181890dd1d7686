"""„Ve středu máme zavřeno“: one entry in the data, and everything that tells hours follows."""

import json
import shutil
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from centre.facts import load
from centre.promise import answer_day
from site_plugins import poster
from tests.site.conftest import DAY, BuiltSite, run_pelican

ROOT = Path(__file__).parents[2]
CLOSED = date(2026, 11, 25)  # a Wednesday with hours in both houses and in two towns
REASON = "Stěhování do nového"
CLOSURE = f"closures:\n  - date: {CLOSED}\n    places: all\n    reason: {REASON}\n"


def closed_copy(folder):
    """The content with one closure more."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    closures = content / "data" / "closures.yaml"
    closures.write_text(closures.read_text("utf-8").replace("closures:\n", CLOSURE, 1), "utf-8")
    return content


@pytest.fixture(scope="module")
def contents(tmp_path_factory):
    """The folders of content before the closure and after it."""
    return ROOT / "content", closed_copy(tmp_path_factory.mktemp("closed"))


@pytest.fixture(scope="module")
def sites(contents, built_site):
    """The site before the closure and after it."""
    folder = contents[1].parent
    site = BuiltSite(folder / "output", folder / "frame.json")
    built = run_pelican(str(contents[1]), "-o", str(site.output), "-e", f'FRAME_PATH="{site.frame_file}"')
    assert built.returncode == 0, built.stderr
    return built_site, site


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_a_banner_announces_it(sites):
    def announced(site, address):
        notices = [each for each in site.pages[address].all("p") if each.get("class") == "notice"]
        return [words(each) for each in notices if REASON in words(each)]

    before, after = sites
    for address in ("/", "/kontakt/", "/mista/centrum-zdar/"):
        assert not announced(before, address)
        assert announced(after, address) == [f"Zavřeno: středa 25. listopadu. {REASON}."]


def test_the_timetable_page_has_no_hours_on_that_day(sites):
    def told(site):
        page = site.pages[site.frame.address("outreach", "cs")]
        return [words(each) for each in page.tree.iter() if each.get("data-day") == CLOSED.isoformat()]

    before, after = map(told, sites)
    assert any("9.00–12.00" in each for each in before)
    assert after
    assert all("00" not in each and f"Zavřeno: {REASON}" in each for each in after)


def test_the_calendar_leaves_the_day_out(sites):
    def left_out(site):
        events = Calendar.from_ical(site.file("/kalendar/centrum-zdar.ics").read_bytes()).events
        morning = next(each for each in events if each["UID"].startswith("centrum-zdar.we.0900-1200@"))
        return datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Europe/Prague")) in [
            day.dt for day in morning["EXDATE"].dts
        ]

    before, after = map(left_out, sites)
    assert (before, after) == (False, True)


def test_the_hours_for_programs_say_why(sites):
    def on_the_day(site):
        places = json.loads(site.file("/hours.json").read_text("utf-8"))["places"]
        return [
            places[place]["days"][CLOSED.isoformat()] for place in ("centrum-zdar", "nove-mesto-na-morave")
        ]

    before, after = map(on_the_day, sites)
    assert all(each["intervals"] and "closed" not in each for each in before)
    assert after == [{"intervals": [], "appointment": [], "closed": {"cs": REASON}}] * 2


@pytest.mark.parametrize("address", ["/", "/kontakt/", "/mista/centrum-zdar/"])
def test_search_engines_are_told_special_hours(sites, address):
    def closed_from(site):
        (script,) = [each for each in site.pages[address].all("script") if "json" in each.get("type", "")]
        document = json.loads("".join(script.itertext()))
        house = next(
            each for each in document.get("@graph", [document]) if each["@id"].endswith("#place-centrum-zdar")
        )
        special = house["specialOpeningHoursSpecification"]
        return [each["validFrom"] for each in special if each["closes"] == "00:00"]

    before, after = map(closed_from, sites)
    assert after == [CLOSED.isoformat(), *before]


def test_an_answer_is_promised_a_day_later(contents):
    def promised(folder):
        asked = date.fromisoformat(DAY)
        return answer_day(load(folder / "data", today=asked), asked)

    before, after = map(promised, contents)
    assert (before, after) == (CLOSED, date(2026, 11, 26))


def test_the_poster_warns_of_it(sites):
    def printed(site):
        return REASON in site.pages[poster.address("poster", "cs")].text

    before, after = map(printed, sites)
    assert (before, after) == (False, True)
