"""Back in the browser: what somebody left in a form or a mailbox does not come back to the next who
looks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.house import House
from tests.browser.people import Sender

pytestmark = pytest.mark.browser

TEXT = "Tohle nemá nikdo vidět."
WITH_AND_WITHOUT = pytest.mark.parametrize(
    "sender", [False, True], indirect=True, ids=["without script", "with script"]
)


@pytest.fixture
def sender(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Sender]:
    """Somebody on a phone."""
    context = browser.new_context(
        java_script_enabled=request.param, viewport={"width": 360, "height": 640}
    )
    page = context.new_page()
    sender = Sender(page, house)
    sender.open("/")
    yield sender
    context.close()


def shown(sender: Sender) -> str:
    fields = sender.page.locator("textarea, input").all()
    return sender.page.locator("body").inner_text() + "".join(each.input_value() for each in fields)


@WITH_AND_WITHOUT
def test_after_sending_the_form_is_empty_too(sender: Sender) -> None:
    sender.open_form()
    sender.write(TEXT)
    assert sender.receipt
    sender.page.go_back()
    assert sender.page.locator("#text").input_value() == ""
    assert TEXT not in shown(sender)


@WITH_AND_WITHOUT
def test_a_mailbox_that_was_closed_stays_closed(sender: Sender) -> None:
    sender.open_mailbox(sender.ask(TEXT))
    assert TEXT in shown(sender)
    sender.press("/zavrit")
    for _step in range(3):
        sender.page.go_back()
        assert TEXT not in shown(sender)


@WITH_AND_WITHOUT
def test_what_was_deleted_is_gone_from_the_way_back(sender: Sender) -> None:
    sender.open_mailbox(sender.ask(TEXT))
    sender.delete_everything()
    for _step in range(3):
        sender.page.go_back()
        assert TEXT not in shown(sender)
