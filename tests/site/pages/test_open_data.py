"""The page about open data offers every file, and nothing that is not there."""

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from centre.exchange.frame import Frame
from site_plugins.pages.open_data import ANCHORS
from tests.built import BuiltSite, Pelican, Written
from tests.site.conftest import Draft


@pytest.fixture(scope="module")
def page(built_site: BuiltSite) -> Written:
    return built_site.pages[built_site.frame.address("open-data", "cs")]


def files(page: Written) -> list[str]:
    links = [link.get("href") for link in page.all("main")[0].iter("a")]
    return [link for link in links if link.endswith((".ics", ".json", ".xml", ".csv", ".atom"))]


def test_every_file_on_the_page_is_there(built_site: BuiltSite, page: Written) -> None:
    offered = files(page)
    assert {"/kalendar.ics", "/hours.json", "/hours.schema.json", "/sitemap.xml"} < set(offered)
    assert {
        "/varovani.atom",
        "/en/warnings.atom",
        "/uk/poperedzhennia.atom",
        "/aktuality.atom",
        "/en/news.atom",
        "/uk/novyny.atom",
        "/vysledky.csv",
    } < set(offered)
    assert len(offered) == len(set(offered))
    for address in offered:
        assert built_site.file(address).stat().st_size > 0


def test_a_calendar_without_an_event_is_not_offered(built_site: BuiltSite, page: Written) -> None:
    there = {f"/{path.relative_to(built_site.output)}" for path in built_site.output.rglob("*.ics")}
    for address in there:
        events = Calendar.from_ical(built_site.file(address).read_bytes()).events
        assert (address in files(page)) is bool(events), address


def test_files_stand_under_the_heading_that_tells_of_them(page: Written) -> None:
    under = {}
    heading = ""
    for element in page.all("main")[0].iter():
        if element.tag == "h2":
            heading = element.get("id", "")
        if element.tag == "a" and element.get("href") in files(page):
            under.setdefault(heading, []).append(element.get("href"))
    assert list(under) == ["calendars", "hours", "alerts", "news", "results", "pages"]
    assert under["calendars"][0] == "/kalendar.ics"
    assert under["hours"] == ["/hours.json", "/hours.schema.json"]


def test_the_rules_of_every_place_can_be_copied(built_site: BuiltSite, page: Written) -> None:
    published = json.loads(built_site.file("/hours.json").read_text("utf-8"))
    shown = ["".join(element.itertext()).strip() for element in page.all("code")]
    assert shown == [place["opening_hours"] for place in published["places"].values()]


def test_the_page_names_the_licence_and_the_day_of_the_check(page: Written) -> None:
    assert "CC BY 4.0" in page.text
    assert (
        page.text.count("Zkontrolováno 21. listopadu 2026.") == 4
    )  # the page itself, and three lists


def test_the_page_is_linked_from_every_foot(built_site: BuiltSite, page: Written) -> None:
    assert page.address in [link.get("href") for link in built_site.pages["/"].all("a")]


@pytest.mark.parametrize(
    "address", ["/kontakt/", "/teren/", "/mista/centrum-zdar/", "/en/contact/", "/uk/kontakty/"]
)
def test_whoever_looks_for_hours_finds_the_way_there(
    built_site: BuiltSite, page: Written, address: str
) -> None:
    assert page.address in [
        link.get("href") for link in built_site.pages[address].all("main")[0].iter("a")
    ]


def test_a_list_that_lost_its_heading_is_a_fault(
    draft: Draft, tmp_path: Path, pelican: Pelican
) -> None:
    for anchor in ANCHORS:
        draft.replace("cs/pages/open-data.md", f" {{: #{anchor} }}", "")
    frame = tmp_path / "frame.json"
    built = pelican(str(draft.folder), "-o", str(tmp_path / "out"), "-e", f'FRAME_PATH="{frame}"')
    assert built.returncode == 1
    for anchor in ANCHORS:
        assert (
            f"open-data.md:2: v textu chybí nadpis s kotvou #{anchor}, pod kterým má být seznam"
            in built.stderr
        )


def test_the_frame_of_the_service_knows_the_page(built_site: BuiltSite) -> None:
    assert Frame.read(built_site.frame_file).link("open-data", "uk").lang == "cs"
