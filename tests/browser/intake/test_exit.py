"""Leaving quickly: by a click or three Shifts, with script or without; and what somebody finds who
takes the phone afterwards."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error

from centre.exchange.frame import Frame
from centre.intake import addresses
from tests.browser.house import House
from tests.browser.neutral import ADDRESS, Neutral
from tests.browser.people import Sender
from tests.built import BuiltSite

pytestmark = pytest.mark.browser

TEXT = "Tohle nemá nikdo vidět."
NOT_SENT_AGAIN = "chrome-error://chromewebdata/"
RECEIPT_OR_TEXT = "p#receipt, .thread"
WITH_AND_WITHOUT = pytest.mark.parametrize(
    "sender", [False, True], indirect=True, ids=["without script", "with script"]
)


@pytest.fixture(scope="module")
def frame(site: BuiltSite) -> Frame:
    return site.frame


@pytest.fixture
def sender(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Sender]:
    """Somebody on a phone."""
    script = getattr(request, "param", True)
    context = browser.new_context(
        java_script_enabled=script, viewport={"width": 320, "height": 568}
    )
    page = context.new_page()
    sender = Sender(page, house)
    sender.open("/robots.txt")
    yield sender
    context.close()


def leave(sender: Sender, neutral: Neutral) -> None:
    neutral.asked.clear()
    with sender.page.expect_navigation(url=ADDRESS):
        sender.page.locator("[data-exit]").click()
    (headers,) = neutral.asked
    assert "referer" not in headers


def shown(sender: Sender) -> str:
    fields = sender.page.locator("textarea, input").all()
    return sender.page.locator("body").inner_text() + "".join(each.input_value() for each in fields)


def find_nothing(sender: Sender, *secrets: str, typed: tuple[str, ...] = ()) -> None:
    """Go back through the whole history, then type addresses; `secrets` stand nowhere."""
    cookies = sender.page.context.cookies(sender.house.url)
    assert cookies == [], "the exit left a cookie"
    for _step in range(8):
        try:
            sender.page.go_back()
        except Error:
            # The result of a form: Chromium shows nothing until it is told to send it again.
            sender.page.wait_for_url(NOT_SENT_AGAIN)
            break
        _is_clean(sender, secrets)
    for path in ("/odpoved", "/odpoved/smazat", *typed):
        sender.open(path)
        _is_clean(sender, secrets)


def _is_clean(sender: Sender, secrets: tuple[str, ...]) -> None:
    page = shown(sender)
    for secret in secrets:
        assert secret not in page, sender.page.url
    assert sender.page.locator(RECEIPT_OR_TEXT).count() == 0, sender.page.url


@WITH_AND_WITHOUT
def test_a_static_page_leads_to_the_neutral_one(
    sender: Sender, frame: Frame, neutral: Neutral
) -> None:
    sender.open(frame.address("crisis", "cs"))
    leave(sender, neutral)


def test_with_script_the_way_back_misses_the_page(
    sender: Sender, frame: Frame, neutral: Neutral
) -> None:
    sender.open(frame.address("crisis", "cs"))
    leave(sender, neutral)
    sender.page.go_back()
    assert sender.path == "/robots.txt"


@WITH_AND_WITHOUT
def test_a_form_that_was_left_is_empty(sender: Sender, neutral: Neutral) -> None:
    sender.open_form("relatives")
    sender.fill(text=TEXT)
    leave(sender, neutral)
    find_nothing(sender, TEXT, typed=(addresses.intake("relatives", "cs"),))


@WITH_AND_WITHOUT
def test_a_form_that_was_refused_does_not_give_its_text_to_the_next_who_looks(
    sender: Sender, neutral: Neutral
) -> None:
    sender.open_form("message")
    sender.fill(text=TEXT, email="není to adresa")
    sender.fill(text=" ", name=TEXT)
    sender.press()
    assert sender.status == 422
    assert TEXT in shown(sender)
    leave(sender, neutral)
    find_nothing(sender, TEXT)


@WITH_AND_WITHOUT
def test_the_code_is_gone_from_the_receipt(sender: Sender, neutral: Neutral) -> None:
    code = sender.ask(TEXT)
    receipt = sender.path
    leave(sender, neutral)
    find_nothing(sender, TEXT, code, typed=(receipt, f"{receipt}.txt"))


@WITH_AND_WITHOUT
def test_the_mailbox_is_closed(sender: Sender, neutral: Neutral) -> None:
    code = sender.ask(TEXT)
    receipt = sender.path
    sender.open_mailbox(code)
    assert TEXT in shown(sender)
    leave(sender, neutral)
    find_nothing(sender, TEXT, code, typed=(receipt,))


@WITH_AND_WITHOUT
def test_it_is_closed_also_when_somebody_leaves_from_another_page(
    sender: Sender, frame: Frame, neutral: Neutral
) -> None:
    code = sender.ask(TEXT)
    receipt = sender.path
    sender.open_mailbox(code)
    sender.open(frame.address("crisis", "cs"))
    leave(sender, neutral)
    find_nothing(sender, TEXT, code, typed=(receipt,))


@WITH_AND_WITHOUT
def test_closing_the_mailbox_takes_the_code_away_too(sender: Sender) -> None:
    code = sender.ask(TEXT)
    receipt = sender.path
    sender.open_mailbox(code)
    sender.press("/zavrit")
    for _step in range(6):
        if sender.page.go_back() is None:
            break
        _is_clean(sender, (TEXT, code))
    for path in (receipt, "/odpoved"):
        sender.open(path)
        _is_clean(sender, (TEXT, code))


def test_the_cookie_alone_would_not_open_it_again(sender: Sender, neutral: Neutral) -> None:
    sender.open_mailbox(sender.ask(TEXT))
    cookies = sender.page.context.cookies(sender.house.url)
    leave(sender, neutral)
    sender.page.context.add_cookies(cookies)
    sender.open("/odpoved")
    assert TEXT not in shown(sender)


@WITH_AND_WITHOUT
def test_a_text_given_back_is_not_given_to_whoever_sends_it_again(
    sender: Sender, neutral: Neutral
) -> None:
    sender.open_form("message")
    fields = {"text": " ", "name": TEXT}
    sender.fill(**fields)
    sender.press()
    assert TEXT in shown(sender)
    token = sender.page.locator('[name="csrf_token"]').first.input_value()
    leave(sender, neutral)
    again = sender.page.request.post(
        sender.house.url + addresses.intake("message", "cs"),
        form={"csrf_token": token, **fields},
    )
    assert TEXT not in again.text()


def test_a_draft_on_the_device_goes(sender: Sender, neutral: Neutral) -> None:
    sender.open_form()
    sender.page.locator("#keep-draft").check()
    sender.fill(text=TEXT)
    leave(sender, neutral)
    sender.open_form()
    assert TEXT not in shown(sender)
    assert sender.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_draft_goes_also_where_the_script_has_not_come(sender: Sender, neutral: Neutral) -> None:
    sender.open_form()
    sender.page.locator("#keep-draft").check()
    sender.fill(text=TEXT)
    sender.page.route("**/*.js", lambda route: route.abort())
    sender.open("/odpoved")
    leave(sender, neutral)
    sender.page.unroute("**/*.js")
    sender.open_form()
    assert sender.page.locator("#text").input_value() == ""


def test_a_link_of_another_site_takes_nothing_away(sender: Sender) -> None:
    code = sender.ask(TEXT)
    receipt = sender.path
    exit_address = sender.house.url + addresses.EXIT
    sender.page.route(
        "https://elsewhere.example/",
        lambda route: route.fulfill(
            body=f'<a href="{exit_address}">pictures</a>', content_type="text/html"
        ),
    )
    sender.page.goto("https://elsewhere.example/")
    with sender.page.expect_navigation(url=ADDRESS):
        sender.page.locator("a").click()
    sender.open(receipt)
    assert sender.receipt == code


def test_the_receipt_says_that_leaving_takes_the_code_away(sender: Sender) -> None:
    sender.ask(TEXT)
    assert "Rychle odejít kód z prohlížeče smaže" in shown(sender).replace("\xa0", " ")


def test_shift_three_times_leaves(sender: Sender, frame: Frame) -> None:
    sender.open(frame.address("crisis", "cs"))
    crisis = sender.page.url
    for key in ("Shift", "a", "Shift", "Shift"):
        sender.page.keyboard.press(key)
    assert sender.page.url == crisis
    with sender.page.expect_navigation(url=ADDRESS):
        sender.page.keyboard.press("Shift")


def test_esc_is_pressed_in_haste_and_leaves_nothing(sender: Sender, frame: Frame) -> None:
    sender.open(frame.address("crisis", "cs"))
    crisis = sender.page.url
    for _ in range(3):
        sender.page.keyboard.press("Escape")
    assert sender.page.url == crisis
    assert sender.page.locator("h1").is_visible()


def test_the_keyboard_reaches_it_second(sender: Sender, frame: Frame) -> None:
    sender.open(frame.address("crisis", "cs"))
    sender.page.keyboard.press("Tab")
    sender.page.keyboard.press("Tab")
    assert sender.page.evaluate("document.activeElement.matches('[data-exit]')")
    with sender.page.expect_navigation(url=ADDRESS):
        sender.page.keyboard.press("Enter")
