"""Leaving where the browser keeps whole pages for Back (its back/forward cache, as phones have)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.house import House
from tests.browser.kept_pages import find_nothing, leave
from tests.browser.people import Sender
from tests.built import BuiltSite

pytestmark = pytest.mark.browser

TEXT = "Tohle nemá nikdo vidět."


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def sender(
    request: pytest.FixtureRequest, keeping_browser: Browser, house: House
) -> Iterator[Sender]:
    context = keeping_browser.new_context(java_script_enabled=request.param)
    yield Sender(context.new_page(), house)
    context.close()


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
    find_nothing(sender.page, TEXT, code)


def test_back_finds_no_mailbox_in_which_was_written(sender: Sender) -> None:
    code = open_mailbox(sender)
    sender.reply(TEXT)
    sender.fill(text=TEXT)
    leave(sender.page)
    find_nothing(sender.page, TEXT, code)


def test_back_finds_no_mailbox_that_was_left_from_a_page_of_the_site(
    sender: Sender, site: BuiltSite
) -> None:
    code = open_mailbox(sender)
    sender.open(site.frame.address("crisis", "cs"))
    leave(sender.page)
    find_nothing(sender.page, TEXT, code)


def test_back_finds_no_mailbox_that_was_closed(sender: Sender) -> None:
    code = open_mailbox(sender)
    sender.press("/zavrit")
    find_nothing(sender.page, TEXT, code)


def test_back_finds_no_mailbox_that_was_deleted(sender: Sender) -> None:
    code = open_mailbox(sender)
    sender.delete_everything()
    find_nothing(sender.page, TEXT, code)


def test_back_finds_no_code(sender: Sender) -> None:
    sender.open("/robots.txt")
    code = sender.ask(TEXT)
    leave(sender.page)
    find_nothing(sender.page, TEXT, code)


def test_back_finds_nothing_in_a_form(sender: Sender) -> None:
    sender.open("/robots.txt")
    sender.open_form("relatives")
    sender.fill(text=TEXT)
    leave(sender.page)
    find_nothing(sender.page, TEXT)


def test_back_finds_no_code_that_was_typed(sender: Sender) -> None:
    sender.open("/robots.txt")
    sender.open("/odpoved")
    sender.fill(receipt=TEXT)
    leave(sender.page)
    find_nothing(sender.page, TEXT)
