"""Leaving where the browser keeps whole pages for Back (its back/forward cache, as phones have)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import launch
from tests.browser.house import House
from tests.browser.neutral import ADDRESS, Neutral
from tests.browser.people import Sender
from tests.provide import say_aloud

pytestmark = pytest.mark.browser

TEXT = "Tohle nemá nikdo vidět."


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest, neutral: Neutral) -> Iterator[Browser]:
    """The browser as people have it: Playwright switches the cache off."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium, *neutral.flags, keeps_pages=True)
        if browser is None:
            say_aloud(request, "NO BROWSER: install Chromium, or run tests/provide.py")
        else:
            yield browser
            browser.close()


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def sender(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Sender]:
    context = browser.new_context(java_script_enabled=request.param)
    yield Sender(context.new_page(), house)
    context.close()


def leave(page: Page) -> None:
    with page.expect_navigation(url=ADDRESS):
        page.locator("[data-exit]").click()


def back(sender: Sender) -> str:
    """Go back as a person does; the browser may bring a kept page, without any answer."""
    page = sender.page
    session = page.context.new_cdp_session(page)
    history = session.send("Page.getNavigationHistory")
    entry = history["entries"][history["currentIndex"] - 1]
    session.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
    page.wait_for_url(entry["url"], wait_until="commit")
    page.locator("main, pre").first.wait_for()
    return page.locator("body").inner_text()


def test_back_finds_no_mailbox(sender: Sender, request: pytest.FixtureRequest) -> None:
    if request.node.callspec.id == "without script":
        kept = "Chromium without script brings the page back; said on hide-visit and threat-model"
        request.applymarker(pytest.mark.xfail(reason=kept, strict=False))
    sender.open("/robots.txt")
    sender.open_mailbox(sender.ask(TEXT))
    leave(sender.page)
    for _step in range(2):
        assert TEXT not in back(sender)
        assert sender.page.locator(".thread").count() == 0


def test_back_finds_no_code(sender: Sender) -> None:
    sender.open("/robots.txt")
    code = sender.ask(TEXT)
    leave(sender.page)
    assert code not in back(sender)
    assert sender.page.locator("p#receipt").count() == 0
