"""Leaving where the browser keeps whole pages for Back (its back/forward cache, as phones have)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import launch
from tests.browser.house import House
from tests.browser.neutral import ADDRESS, Neutral
from tests.browser.people import Sender
from tests.built import BuiltSite
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


def back(page: Page) -> str | None:
    """Go back as a person does, and return what is shown; None at the beginning of the history.

    The browser may bring a kept page, without any answer.
    """
    session = page.context.new_cdp_session(page)
    history = session.send("Page.getNavigationHistory")
    entry = history["entries"][history["currentIndex"] - 1]
    if entry["url"] == "about:blank":
        return None
    with page.expect_event("framenavigated"):
        session.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
    page.locator("main, pre").first.wait_for()
    typed = [each.input_value() for each in page.locator("textarea, input").all()]
    return " ".join([page.locator("body").inner_text(), *typed])


def finds_nothing(page: Page, *secrets: str) -> None:
    """Go back through the whole history: no page shows a text, a code or a conversation."""
    pages = 0
    while (shown := back(page)) is not None:
        pages += 1
        assert not [each for each in secrets if each in shown], page.url
        assert page.locator("p#receipt, .thread").count() == 0, page.url
    assert pages


def open_mailbox(sender: Sender) -> str:
    """Send a text and open its mailbox; returns the code."""
    sender.open("/robots.txt")
    code = sender.ask(TEXT)
    sender.open_mailbox(code)
    assert sender.page.locator(".thread").count() == 1
    return code


def test_back_finds_no_mailbox(sender: Sender) -> None:
    code = open_mailbox(sender)
    leave(sender.page)
    finds_nothing(sender.page, TEXT, code)


def test_back_finds_no_mailbox_in_which_was_written(sender: Sender) -> None:
    code = open_mailbox(sender)
    sender.reply(TEXT)
    sender.fill(text=TEXT)
    leave(sender.page)
    finds_nothing(sender.page, TEXT, code)


def test_back_finds_no_mailbox_that_was_left_from_a_page_of_the_site(
    sender: Sender, site: BuiltSite
) -> None:
    code = open_mailbox(sender)
    sender.open(site.frame.address("crisis", "cs"))
    leave(sender.page)
    finds_nothing(sender.page, TEXT, code)


def test_back_finds_no_mailbox_that_was_closed(sender: Sender) -> None:
    code = open_mailbox(sender)
    sender.press("/zavrit")
    finds_nothing(sender.page, TEXT, code)


def test_back_finds_no_mailbox_that_was_deleted(sender: Sender) -> None:
    code = open_mailbox(sender)
    sender.delete_everything()
    finds_nothing(sender.page, TEXT, code)


def test_back_finds_no_code(sender: Sender) -> None:
    sender.open("/robots.txt")
    code = sender.ask(TEXT)
    leave(sender.page)
    finds_nothing(sender.page, TEXT, code)


def test_back_finds_nothing_in_a_form(sender: Sender) -> None:
    sender.open("/robots.txt")
    sender.open_form("relatives")
    sender.fill(text=TEXT)
    leave(sender.page)
    finds_nothing(sender.page, TEXT)


def test_back_finds_no_code_that_was_typed(sender: Sender) -> None:
    sender.open("/robots.txt")
    sender.open("/odpoved")
    sender.fill(receipt=TEXT)
    leave(sender.page)
    finds_nothing(sender.page, TEXT)
