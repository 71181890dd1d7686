"""An unsent text stays on the sender's device only where they tick it, and goes when it is sent."""

import pytest
from playwright.sync_api import Error, Route

from tests.browser.clicks import follow
from tests.browser.conftest import Company
from tests.browser.house import House
from tests.browser.people import Sender

pytestmark = pytest.mark.browser

BOX = "#keep-draft"
TEXT = "Rozepsaná věta\n  🙂"
STORED = "Object.entries(localStorage).flat().join(' ')"


@pytest.fixture
def sender(company: Company) -> Sender:
    """Somebody whose browser runs scripts."""
    return company.meet(Sender)


def text_of(sender: Sender) -> str:
    return sender.page.locator("#text").input_value()


def test_without_a_tick_nothing_stays(sender: Sender) -> None:
    sender.open_form()
    assert not sender.page.locator(BOX).is_checked()
    sender.fill(text=TEXT)
    sender.open_form()
    assert text_of(sender) == ""
    assert sender.page.evaluate(STORED) == ""


def test_a_ticked_draft_waits_in_its_own_form_alone(sender: Sender) -> None:
    sender.open_form("relatives")
    sender.page.locator(BOX).check()
    sender.fill(text=TEXT)
    sender.open_form("counselling")
    assert text_of(sender) == ""
    assert not sender.page.locator(BOX).is_checked()
    sender.open_form("relatives")
    assert text_of(sender) == TEXT
    assert sender.page.locator(BOX).is_checked()


def test_a_draft_goes_when_the_box_is_unticked(sender: Sender) -> None:
    sender.open_form()
    sender.fill(text=TEXT)
    sender.page.locator(BOX).check()
    assert "Rozepsaná" in sender.page.evaluate(STORED)
    sender.page.locator(BOX).uncheck()
    assert sender.page.evaluate(STORED) == ""
    sender.open_form()
    assert text_of(sender) == ""


def test_a_draft_goes_when_the_text_was_sent_and_not_before(sender: Sender, house: House) -> None:
    sender.open_form()
    sender.page.locator(BOX).check()
    with house.overloaded():
        sender.write(TEXT)
    assert sender.status == 503
    assert "Rozepsaná" in sender.page.evaluate(STORED)
    sender.press()
    assert sender.receipt
    assert sender.page.evaluate(STORED) == ""


def lose_the_answer(sender: Sender) -> None:
    """Send the text; it arrives, and the page that says so does not."""

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    sender.page.route("**/dotaz/**", lose, times=1)
    with pytest.raises(Error):
        sender.press()
    sender.page.wait_for_url("chrome-error://chromewebdata/")  # the browser's own page comes late


def test_a_draft_goes_also_when_the_answer_is_lost(sender: Sender) -> None:
    sender.open_form()
    sender.page.locator(BOX).check()
    sender.fill(text=TEXT)
    lose_the_answer(sender)
    sender.open("/robots.txt")
    assert sender.page.evaluate(STORED) == ""


def test_whoever_lost_the_answer_sends_once_more_and_is_led_to_the_code(
    sender: Sender, house: House
) -> None:
    sender.open_form()
    sender.page.locator(BOX).check()
    sender.fill(text=TEXT)
    lose_the_answer(sender)
    newest = house.newest
    sender.open_form()
    assert text_of(sender) == TEXT
    assert sender.page.evaluate(STORED) == ""
    sender.press()
    assert sender.receipt
    assert house.newest == newest
    sender.open_form()
    assert text_of(sender) == ""


def test_nobody_else_finds_the_text_of_a_lost_answer_later(sender: Sender) -> None:
    sender.open_form()
    sender.page.locator(BOX).check()
    sender.fill(text=TEXT)
    lose_the_answer(sender)
    sender.page.clock.install()
    sender.page.clock.fast_forward("11:00")
    sender.open_form()
    assert text_of(sender) == ""


@pytest.mark.parametrize("way", ["close", "delete"])
def test_whoever_closes_or_deletes_their_conversation_leaves_no_draft_behind(
    sender: Sender, way: str
) -> None:
    receipt = sender.ask("Otázka.")
    for kind in ("counselling", "relatives"):
        sender.open_form(kind)
        sender.page.locator(BOX).check()
        sender.fill(text=TEXT)
    sender.open_mailbox(receipt)
    assert "Rozepsaná" in sender.page.evaluate(STORED)
    if way == "close":
        sender.press("/zavrit")
    else:
        sender.delete_everything()
    assert sender.page.evaluate(STORED) == ""
    for kind in ("counselling", "relatives"):
        sender.open_form(kind)
        assert text_of(sender) == ""
        assert not sender.page.locator(BOX).is_checked()


def test_what_the_server_gave_back_wins_over_an_older_draft(sender: Sender) -> None:
    sender.open_form()
    sender.page.locator(BOX).check()
    sender.fill(text=TEXT)
    follow(sender.page.locator('.languages [lang="uk"]'))
    sender.fill(text="Новіше")
    follow(sender.page.locator('.languages [lang="cs"]'))
    assert text_of(sender) == "Новіше"
    sender.open_form()
    assert text_of(sender) == "Новіше"


def test_where_the_browser_keeps_nothing_nothing_is_offered(company: Company) -> None:
    sender = company.meet(Sender)
    sender.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw Error(); }})"
    )
    sender.open_form()
    sender.fill(text=TEXT)
    assert not sender.page.locator(BOX).is_visible()
    assert text_of(sender) == TEXT


def test_without_script_nothing_is_offered(company: Company) -> None:
    sender = company.meet(Sender, script=False)
    sender.open_form()
    assert not sender.page.locator(BOX).is_visible()
