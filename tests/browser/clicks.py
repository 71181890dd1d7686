"""Clicks that lead to another page. A click alone waits for none, and what follows it would meet
the old page, or one that is half there."""

from playwright.sync_api import Locator


def follow(what: Locator) -> None:
    """Click, and wait until the page is there that it leads to."""
    with what.page.expect_navigation():
        what.click()
