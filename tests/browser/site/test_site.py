"""Every built page once, and one page of each template in both schemes and at both widths."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from centre.exchange.frame import Frame
from centre.intake.addresses import ERRORS
from centre.language.languages import ORIGINAL
from centre.texts.pages import read_pages
from site_plugins.pages import pattern_book
from site_plugins.run.reading import template_of
from tests.browser import looks
from tests.browser.conftest import Company
from tests.browser.house import House
from tests.browser.people import Visitor
from tests.browser.record import Record
from tests.browser.still import served
from tests.built import BuiltSite
from tests.paths import ROOT

pytestmark = pytest.mark.browser

REQUESTS = 4
"""Page, style sheet, script and hours. The icon is asked for once in a browser, not once a page."""

FIRST_SCREEN = {"width": 360, "height": 640}


def first_of_each_template(frame: Frame) -> set[str]:
    """The first Czech page of every template, and all Czech pages that are made of facts."""
    pages, faults = read_pages(ROOT / "content")
    assert not faults
    found: dict[str, str] = {}
    for page in pages:
        if page.lang == ORIGINAL:
            found.setdefault(template_of(page), page.address)
    return set(found.values())


def addresses(site: BuiltSite) -> list[str]:
    paths = sorted(site.output.rglob("*.html"))
    found = [
        "/" + path.relative_to(site.output).as_posix().removesuffix("index.html") for path in paths
    ]
    return [address for address in found if not address.startswith(ERRORS)]


class Reader(Visitor):
    """A visitor who counts what each page asks for."""

    def __init__(self, page: Any, house: House) -> None:
        super().__init__(page, house)
        self.asked: set[str] = set()
        page.on("request", lambda request: "/icon." in request.url or self.asked.add(request.url))

    def open(self, path: str) -> None:
        self.asked.clear()
        super().open(path)


@pytest.fixture(scope="module")
def reader(browser: Browser, house: House) -> Iterator[Reader]:
    """One reader for all pages; at the end nothing was asked of others, and no cookie is left."""
    company = Company(browser, house)
    reader = company.meet(Reader)
    yield reader
    assert reader.page.context.cookies() == []
    company.part()


def test_every_page_can_be_read_by_everybody(
    site: BuiltSite, reader: Reader, browser: Browser, record: Record
) -> None:
    everything = addresses(site)
    frame = site.frame
    of_content = {page.address for pages in frame.pages.values() for page in pages.values()}
    whole = first_of_each_template(frame) | {
        address
        for address in everything
        if address not in of_content and not address.startswith(("/en/", "/uk/"))
    }
    assert whole <= set(everything)
    found = []
    record.chromium = browser.version
    for address in everything:
        reader.open(address)
        faults = (looks.faults if address in whole else looks.faults_at_a_glance)(reader.page)
        found += [f"{address}: {fault}" for fault in faults]
        found += [f"{address} asks for {reader.asked}"] * (len(reader.asked) > REQUESTS)
        if not address.startswith(pattern_book.ADDRESS):  # no reader ever sees it
            record.site[address] = len(faults)
    assert not found, "\n".join(found)


def test_the_proxys_own_pages_can_be_read_by_everybody(site: BuiltSite, browser: Browser) -> None:
    """One of each language, under the policy that lets them bring their style."""
    found = []
    with served(site.output) as origin:
        page = browser.new_page(reduced_motion="reduce")
        for lang in ("", "en/", "uk/"):
            page.goto(f"{origin}{ERRORS}{lang}503.html")
            found += [f"{lang}503: {fault}" for fault in looks.faults(page)]
        page.context.close()
    assert not found, "\n".join(found)


def test_the_four_doors_stand_on_the_first_screen_of_a_phone(reader: Reader) -> None:
    reader.page.set_viewport_size(FIRST_SCREEN)
    reader.open("/")
    last = reader.page.locator(".door").nth(3).bounding_box()
    assert last["y"] + last["height"] <= FIRST_SCREEN["height"]
