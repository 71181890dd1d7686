"""Going back where the browser keeps whole pages (its back/forward cache)."""

from playwright.sync_api import Page

from tests.browser.neutral import ADDRESS


def leave(page: Page) -> None:
    """Press the exit, and wait for the neutral page."""
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


def find_nothing(page: Page, *secrets: str) -> None:
    """Go back through the whole history: no page shows a text, a code or a conversation."""
    pages = 0
    while (shown := back(page)) is not None:
        pages += 1
        assert not [each for each in secrets if each in shown], page.url
        assert page.locator("p#receipt, .thread").count() == 0, page.url
    assert pages
