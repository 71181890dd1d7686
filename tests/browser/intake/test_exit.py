"""Leaving quickly: with a click or three Shifts, with script or without, and what the next page
learns."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from centre.exchange.frame import Frame
from tests.browser.still import served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def origin(site) -> Iterator[str]:
    with served(site.output) as origin:
        yield origin


@pytest.fixture(scope="module")
def frame(site) -> Frame:
    return Frame.read(site.frame)


@pytest.fixture
def crisis(origin, frame) -> str:
    return origin + frame.address("crisis", "cs")


@pytest.fixture
def there(frame) -> str:
    """The neutral page that the exit leads to."""
    return frame.exit_address


def opened(browser: Browser, there: str, *, script: bool = True) -> Page:
    """A phone. The neutral page is answered here: tests never touch the network."""
    viewport = {"width": 320, "height": 568}
    page = browser.new_context(viewport=viewport, java_script_enabled=script).new_page()
    neutral = {"body": "<title>weather</title>", "content_type": "text/html"}
    page.route(f"{there}**", lambda route: route.fulfill(**neutral))
    return page


@pytest.fixture
def phone(browser, there) -> Iterator[Page]:
    page = opened(browser, there)
    yield page
    page.context.close()


@pytest.fixture
def plain_phone(browser, there) -> Iterator[Page]:
    page = opened(browser, there, script=False)
    yield page
    page.context.close()


def test_a_click_leaves_and_the_way_back_misses_the_page(phone, origin, crisis, there):
    phone.goto(f"{origin}/robots.txt")
    phone.goto(crisis)
    with phone.expect_navigation(url=there), phone.expect_request(there) as asked:
        phone.locator("[data-exit]").click()
    assert "referer" not in asked.value.headers
    phone.go_back()
    assert phone.url == f"{origin}/robots.txt"


def test_shift_three_times_leaves(phone, crisis, there):
    phone.goto(crisis)
    for key in ("Shift", "a", "Shift", "Shift"):
        phone.keyboard.press(key)
    assert phone.url == crisis
    with phone.expect_navigation(url=there):
        phone.keyboard.press("Shift")


def test_esc_is_pressed_in_haste_and_leaves_nothing(phone, crisis):
    phone.goto(crisis)
    for _ in range(3):
        phone.keyboard.press("Escape")
    assert phone.url == crisis
    assert phone.locator("h1").is_visible()


def test_it_is_an_ordinary_link_without_script(plain_phone, crisis, there):
    plain_phone.goto(crisis)
    with plain_phone.expect_navigation(url=there), plain_phone.expect_request(there) as asked:
        plain_phone.locator("[data-exit]").click()
    assert "referer" not in asked.value.headers


def test_the_keyboard_reaches_it_second(phone, crisis, there):
    phone.goto(crisis)
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.matches('[data-exit]')")
    with phone.expect_navigation(url=there):
        phone.keyboard.press("Enter")
