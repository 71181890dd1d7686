"""The site in a real browser: narrow screens, accessibility, and the quick exit."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.browser

FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'"
IDS = ("home", "services", "testing", "outreach", "contact", "crisis", "ask", "glossary")


class Quiet(SimpleHTTPRequestHandler):
    """Serves the site as the proxy does: under the strict policy, with the page for wrong addresses."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(built_site) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=built_site.output))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium) -> Iterator[Page]:
    """A narrow old phone."""
    page = chromium.new_page(viewport={"width": 320, "height": 568})
    yield page
    page.close()


@pytest.mark.parametrize("page_id", IDS)
def test_nothing_needs_scrolling_sideways_on_the_narrowest_screen(built_site, address, phone, page_id):
    refused = []
    phone.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    phone.goto(address + built_site.frame.address(page_id, "cs"))
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    assert not refused


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page_id", IDS)
def test_axe_finds_nothing(built_site, address, chromium, page_id, scheme):
    page = chromium.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page.goto(address + built_site.frame.address(page_id, "cs"))
    found = Axe().run(page)
    page.close()
    assert not found.response["violations"], found.generate_report()


def test_what_must_be_hit_in_a_hurry_is_big_enough(built_site, address, phone):
    phone.goto(address + "/")
    for target in phone.locator(".door, .to-menu").all():
        box = target.bounding_box()
        assert box["height"] >= 44, target.inner_text()
    phone.goto(address + built_site.frame.address("crisis", "cs"))
    for target in phone.locator(".emergency .tel, .exit").all():
        assert target.bounding_box()["height"] >= 44, target.inner_text()


def test_the_four_doors_stand_on_the_first_screen_of_a_phone(address, chromium):
    page = chromium.new_page(viewport={"width": 360, "height": 640})
    page.goto(address + "/")
    last = page.locator(".door").nth(3).bounding_box()
    page.close()
    assert last["y"] + last["height"] <= 640


def leave_for(page: Page, built_site) -> str:
    """Answer the neutral page ourselves: tests never touch the network."""
    there = page.context.browser and built_site.frame.context("cs")["site"].exit_address
    page.route(
        there + "**", lambda route: route.fulfill(body="<title>weather</title>", content_type="text/html")
    )
    return there


def test_a_click_leaves_and_the_way_back_misses_the_page(built_site, address, phone):
    there = leave_for(phone, built_site)
    crisis = address + built_site.frame.address("crisis", "cs")
    phone.goto(address + "/robots.txt")
    phone.goto(crisis)
    with phone.expect_navigation(url=there), phone.expect_request(there) as asked:
        phone.locator("[data-exit]").click()
    assert "referer" not in asked.value.headers
    phone.go_back()
    assert phone.url == address + "/robots.txt"


def test_shift_three_times_leaves(built_site, address, phone):
    there = leave_for(phone, built_site)
    phone.goto(address + built_site.frame.address("crisis", "cs"))
    phone.keyboard.press("Shift")
    phone.keyboard.press("a")
    phone.keyboard.press("Shift")
    phone.keyboard.press("Shift")
    assert phone.url != there
    with phone.expect_navigation(url=there):
        phone.keyboard.press("Shift")


def test_the_exit_is_an_ordinary_link_without_script(built_site, address, chromium):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 568})
    page = context.new_page()
    there = leave_for(page, built_site)
    page.goto(address + built_site.frame.address("crisis", "cs"))
    with page.expect_navigation(url=there), page.expect_request(there) as asked:
        page.locator("[data-exit]").click()
    assert "referer" not in asked.value.headers
    context.close()


def test_days_that_are_over_are_hidden_by_the_script(built_site, address, phone):
    phone.clock.set_fixed_time("2026-11-24T08:00:00+01:00")
    phone.goto(address + built_site.frame.address("outreach", "cs"))
    assert phone.locator('[data-day="2026-11-23"]').count() == 0
    assert phone.locator('[data-day="2026-11-24"]').get_attribute("aria-current") == "date"
    assert phone.locator('[data-day="2026-11-25"]').is_visible()
