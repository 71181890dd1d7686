"""„Dnes nejedeme“ from the login to the public website: what is pressed on a phone is what readers
see on the pages that a builder beside it has built anew, in hours.json and in the calendar.

Taps are bounded; the seconds are told (`-s`, and in the report), for they are those of the machine.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from intake_service import clock
from tests.browser.conftest import Company
from tests.browser.editor.watched import until, watched
from tests.browser.house import House, running
from tests.browser.people import Counsellor, Newcomer, Visitor
from tests.browser.team.taps import Tapper
from tests.built import BuiltSite
from tests.paths import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("takes_seconds")]

TOWN = "havlickuv-brod"
TODAY = """\
checked_on: {day}
closures: []
specials:
  - date: {day}
    from: 8:00
    to: 20:00
    places: {town}
    reason: Dnes jezdíme déle
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content in which the team comes to a town today, be it Sunday or Christmas."""
    folder = tmp_path_factory.mktemp("content") / "content"
    shutil.copytree(ROOT / "content", folder)
    today = TODAY.format(day=clock.today(), town=TOWN)
    (folder / "data" / "closures.yaml").write_text(today, "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The public site, which a process of its own builds anew after each change."""
    with watched(content, tmp_path_factory.mktemp("watched")) as site:
        yield site


@pytest.fixture(scope="module")
def house(
    site: BuiltSite, content: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The forms and the desk of that site."""
    with running(site, tmp_path_factory.mktemp("house"), content=content) as house:
        yield house


@pytest.fixture
def company(browser: Browser, house: House) -> Iterator[Company]:
    company = Company(browser, house)
    yield company
    company.part()


@pytest.fixture
def eva(company: Company) -> Tapper:
    """She edits and does nothing else; her phone shows the login."""
    jana = company.meet(Counsellor, script=False)
    jana.log_in(company.house.coordinator)
    newcomer = company.meet(Newcomer, script=False)
    newcomer.show_invitation(jana.invite("Eva", "edits"))
    person = newcomer.join("Eva")
    jana.admit("Eva")
    eva = company.meet(Tapper, script=False)
    eva.begin()
    eva.log_in(person)
    assert eva.taps == 0
    return eva


def hours_of_today(site: BuiltSite) -> Any:
    """What other programs are told of the town today."""
    told = json.loads(site.file("/hours.json").read_text("utf-8"))
    return told["places"][TOWN]["days"].get(clock.today().isoformat(), {})


def calendar(site: BuiltSite) -> str:
    """What people have in their phones of the town."""
    told = json.loads(site.file("/hours.json").read_text("utf-8"))
    return site.file(urlsplit(told["places"][TOWN]["calendar"]).path).read_text("utf-8")


def reads(reader: Visitor, address: str) -> str:
    """The words of a public page, with plain spaces."""
    reader.open(address)
    return " ".join(reader.page.locator("body").inner_text().split())


def test_three_taps_after_the_login_it_stands_on_the_website_and_goes_again(
    eva: Tapper, company: Company, site: BuiltSite, record_property: Any
) -> None:
    before = site.file("/hours.json").read_bytes()
    begins_today = f":{clock.today():%Y%m%d}T080000"
    assert hours_of_today(site)["intervals"] == [["08:00", "20:00"]]
    assert begins_today in calendar(site)

    eva.tap(f'.choices a[href*="{TOWN}"]:visible')
    eva.tap('.choices a[href$="/zavreno"]')
    sentence = " ".join(eva.page.locator("blockquote").first.inner_text().split())
    assert sentence.startswith("Terén Havlíčkův Brod:")
    eva.tap('main button:has-text("Zveřejnit teď")')
    assert eva.page.locator("h1").inner_text() == "Uloženo"
    assert eva.taps <= 3
    saved = eva.seconds

    reader = company.meet(Visitor, script=False)
    until(lambda: sentence in reads(reader, "/"), lambda: reads(reader, "/"))
    seen = eva.seconds
    until(lambda: not hours_of_today(site).get("intervals"))
    assert begins_today not in calendar(site)
    until(lambda: "Na webu už to je" in _step(eva), lambda: _step(eva))
    record_property("taps", eva.taps)
    record_property("seconds from the login to the sentence on the website", round(seen, 1))
    record_property("seconds from the last tap to the sentence", round(seen - saved, 1))
    eva.tell(f"From the login to the website, {seen - saved:.1f} s after the last tap")

    eva.tap('form[action$="/vzit-zpet"] button')
    until(lambda: sentence not in reads(reader, "/"))
    until(lambda: site.file("/hours.json").read_bytes() == before)
    assert begins_today in calendar(site)


def _step(eva: Tapper) -> str:
    """What the editor is told of the change by now."""
    eva.page.reload()
    return eva.words
