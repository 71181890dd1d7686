"""„Ve středu máme zavřeno“: one entry in the data, and everything that tells hours follows."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import recurring_ical_events
import time_machine
from icalendar import Calendar

from centre.intake import addresses
from intake_service import clock
from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.work.service import Service
from site_plugins.files import calendars
from tests.built import BuiltSite, Pelican
from tests.intake.browser import DeskVisitor, Visitor
from tests.paths import ROOT

MONDAY = datetime(2026, 11, 23, 12, 30, tzinfo=clock.PRAGUE)
CLOSED = date(2026, 11, 25)  # a Wednesday with hours in both houses and in two towns
REASON = "Stěhování do nového"
CLOSURE = f"  - date: {CLOSED}\n    places: all\n    reason: {REASON}\n"
BANNER = f"Ve středu 25. listopadu máme zavřeno a nejedeme ani do terénu. {REASON}."
PAGES = ("/", "/kontakt/", "/teren/", "/mista/centrum-zdar/")
WITH_HOUSES = ("/", "/kontakt/", "/mista/centrum-zdar/")
HOUSE = "centrum-zdar"
TOWN = "nove-mesto-na-morave"

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@dataclass(frozen=True)
class Centre:
    """A centre as people and programs meet it: the site, the forms and the desk, all from one
    content."""

    site: BuiltSite
    public: Visitor
    desk: DeskVisitor

    def banners(self, address: str) -> list[str]:
        """What a page announces above all else."""
        notices = [
            each for each in self.site.pages[address].all("p") if each.get("class") == "notice"
        ]
        return [words(each) for each in notices]

    def on_the_day(self, address: str) -> str:
        """What a page tells of that Wednesday."""
        rows = self.site.pages[address].all("li")
        return " ".join(words(each) for each in rows if each.get("data-day") == CLOSED.isoformat())

    def in_the_calendar(self) -> list[str]:
        """When a subscriber's calendar says that the house opens on that day."""
        calendar = Calendar.from_ical(self.site.file(calendars.address_of(HOUSE)).read_bytes())
        return sorted(
            f"{event['DTSTART'].dt:%H:%M}"
            for event in recurring_ical_events.of(calendar).at(CLOSED)
        )

    def for_programs(self, place: str) -> dict[str, Any]:
        """What ``hours.json`` says of a place on that day."""
        places = json.loads(self.site.file("/hours.json").read_text("utf-8"))["places"]
        day: dict[str, Any] = places[place]["days"][CLOSED.isoformat()]
        return day

    def special_hours(self, address: str) -> list[str]:
        """The days on which search engines are told that the house is closed."""
        (script,) = [
            each
            for each in self.site.pages[address].all("script")
            if "json" in each.get("type", "")
        ]
        document = json.loads("".join(script.itertext()))
        nodes = document.get("@graph", [document])
        house = next(each for each in nodes if each["@id"].endswith(f"#place-{HOUSE}"))
        special = house["specialOpeningHoursSpecification"]
        return [each["validFrom"] for each in special if each["closes"] == "00:00"]

    def printed(self) -> str:
        """The words of the poster."""
        return self.site.pages[addresses.sheet("poster", "cs")].text


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def closed_copy(folder: Path) -> Path:
    """The content with one closure more, written as an editor would."""
    shutil.copytree(ROOT / "content", folder / "content")
    closures = folder / "content" / "data" / "closures.yaml"
    written = closures.read_text("utf-8")
    closures.write_text(written.replace("closures:\n", f"closures:\n{CLOSURE}", 1), "utf-8")
    return folder / "content"


@pytest.fixture
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY):
        yield


@pytest.fixture
def centre(opened: Callable[..., Service], coordinator: Any, monday: None) -> Callable[..., Centre]:
    """Opens the service beside a built site."""

    def with_site(site: BuiltSite, content: Path) -> Centre:
        service = opened(content=content, frame=site.frame_file, site=site.output)
        desk = DeskVisitor(create_desk_app(service))
        desk.log_in(coordinator)
        return Centre(site, Visitor(create_sender_app(service)), desk)

    return with_site


def test_a_closure_is_followed_by_everything_that_tells_hours(
    centre: Callable[..., Centre], built_site: BuiltSite, pelican: Pelican, tmp_path: Path
) -> None:
    closed = closed_copy(tmp_path)
    new_site = BuiltSite.beneath(tmp_path)
    built = pelican(str(closed), *new_site.options, BUILD_DAY=f"{MONDAY.date()}")
    assert built.returncode == 0, built.stderr
    before = centre(built_site, ROOT / "content")
    after = centre(new_site, closed)

    for address in PAGES:
        assert BANNER not in before.banners(address)
        assert BANNER in after.banners(address)
    for address in ("/", "/teren/", "/mista/centrum-zdar/"):
        assert "9.00–12.00" in before.on_the_day(address)
        told = after.on_the_day(address)
        assert told.endswith(f"Zavřeno: {REASON}")
        assert "00" not in told
    assert before.in_the_calendar() == ["09:00", "13:00"]
    assert after.in_the_calendar() == []
    for place in (HOUSE, TOWN):
        assert before.for_programs(place)["intervals"]
        assert after.for_programs(place) == {
            "intervals": [],
            "appointment": [],
            "closed": {"cs": REASON},
        }
    for address in WITH_HOUSES:
        assert after.special_hours(address) == [CLOSED.isoformat(), *before.special_hours(address)]
    assert_the_answer_is_promised_a_day_later(before.public, after.public)
    assert BANNER not in before.desk.open("/").words
    assert BANNER in after.desk.open("/prijem").words
    assert REASON not in before.printed()
    assert f"Zavřeno: středa 25. listopadu 2026. {REASON}." in after.printed()


def assert_the_answer_is_promised_a_day_later(before: Visitor, after: Visitor) -> None:
    """On the form, on the receipt and in the mailbox, with the reason where the day is later than
    usual."""
    for public, day in ((before, "ve čtvrtek 26. listopadu"), (after, "v pátek 27. listopadu")):
        form = public.open("/dotaz/o-sobe")
        receipt = public.send(text="Kdy se ozvete?")
        public.open("/odpoved")
        for page in (form, receipt, public.send(receipt=receipt.receipt)):
            assert day in page.words
            assert (BANNER in page.words) == (public is after)
