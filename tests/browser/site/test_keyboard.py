"""Without a mouse: past the head of the page, through its menu, and always seeing where one is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from centre.exchange.frame import Frame
from tests.browser import looks
from tests.browser.still import served
from tests.built import BuiltSite

pytestmark = pytest.mark.browser

VIEWS = {"phone": {"width": 320, "height": 568}, "desktop": {"width": 1280, "height": 800}}
FOCUSED = "document.activeElement.getAttribute('href')"


@pytest.fixture(scope="module")
def origin(site: BuiltSite) -> Iterator[str]:
    with served(site.output) as origin:
        yield origin


@pytest.fixture(scope="module")
def frame(site: BuiltSite) -> Frame:
    return site.frame


@pytest.fixture(params=VIEWS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=VIEWS[request.param], reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_the_first_key_offers_to_skip_to_the_content(page: Page, origin: str) -> None:
    page.goto(origin + "/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("link => link === document.activeElement")
    box = skip.bounding_box()
    assert box["width"] > 100
    assert box["height"] > 24
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_is_reached_and_goes_in_order(page: Page, origin: str, frame: Frame) -> None:
    page.goto(origin + "/")
    menu = page.locator(".to-menu")
    if menu.is_visible():
        menu.focus()
        page.keyboard.press("Enter")
        listed = page.locator("#menu a")
    else:
        page.locator(".top ul a").nth(2).focus()  # the last language
        listed = page.locator(".site-nav a")
        assert listed.count() > len(frame.menu)  # and search
    for link in listed.all()[:6]:
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == link.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{listed.nth(5).get_attribute('href')}")


@pytest.mark.parametrize("page_id", ["home", "crisis", "outreach"])
def test_focus_is_seen_wherever_it_goes(
    page: Page, origin: str, frame: Frame, page_id: str
) -> None:
    page.goto(origin + frame.address(page_id, "cs"))
    page.evaluate(looks.MEASURES)
    found = []
    seen = 0
    while page.evaluate("document.activeElement !== document.body") or not seen:
        page.keyboard.press("Tab")
        found += page.evaluate("measure.focus()")
        seen += 1
        assert seen < 200
    assert seen > 20
    assert not found, "\n".join(found)
