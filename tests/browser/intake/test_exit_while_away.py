"""Leaving while the service is down, behind the proxy as it is shipped, with TLS."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from centre.intake import addresses
from tests.browser.clicks import follow
from tests.browser.kept_pages import find_nothing
from tests.browser.neutral import ADDRESS, Neutral
from tests.built import BuiltSite
from tests.intake.house import House
from tests.intake.proxy import Tls

pytestmark = pytest.mark.browser

TEXT = "Tohle nemá nikdo vidět."
FORM = addresses.intake("counselling", "cs")
BOX = addresses.intake("mailbox", "cs")


@pytest.fixture(scope="module")
def house(
    nginx: str, openssl: str, site: BuiltSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("proxied")
    tls = Tls.made(openssl, folder)
    house = House(nginx, folder / "house", site, tls)
    yield house
    house.stop()
    house.proxy.stop()


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def phone(request: pytest.FixtureRequest, keeping_browser: Browser, house: House) -> Iterator[Page]:
    if house.sender is None:
        house.start()
    context = keeping_browser.new_context(
        base_url=f"https://localhost:{house.port}", java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


def leave(page: Page, neutral: Neutral) -> None:
    neutral.asked.clear()
    with page.expect_navigation(url=ADDRESS):
        page.locator("[data-exit]").click()
    (headers,) = neutral.asked
    assert "referer" not in headers


def shown(page: Page) -> str:
    fields = page.locator("textarea, input").all()
    return page.locator("body").inner_text() + "".join(each.input_value() for each in fields)


def sent(page: Page) -> str:
    """Send a text and open its mailbox; returns the receipt's address."""
    page.goto(FORM)
    page.locator("#text").fill(TEXT)
    follow(page.locator("#ask button.button"))
    receipt = page.url
    code = page.locator("p#receipt [aria-hidden]").inner_text()
    page.goto(BOX)
    page.locator("#receipt").fill(code)
    follow(page.locator("main form button.button"))
    assert TEXT in shown(page)
    return receipt


def test_whoever_leaves_the_mailbox_while_the_service_is_down_leaves_nothing(
    phone: Page, house: House, neutral: Neutral
) -> None:
    receipt = sent(phone)
    house.stop()
    leave(phone, neutral)
    assert phone.context.cookies(f"https://localhost:{house.port}") == []
    house.start()
    for path in (receipt, BOX):
        phone.goto(path)
        assert phone.locator("p#receipt, .thread").count() == 0
        assert TEXT not in shown(phone)


def test_back_finds_no_mailbox_that_was_left_while_the_service_was_down(
    phone: Page, house: House, neutral: Neutral
) -> None:
    phone.goto("/robots.txt")
    sent(phone)
    house.stop()
    leave(phone, neutral)
    house.start()
    find_nothing(phone, TEXT)


def test_a_static_page_can_be_left_while_the_service_is_down(
    phone: Page, house: House, site: BuiltSite, neutral: Neutral
) -> None:
    house.stop()
    phone.goto(site.frame.address("crisis", "cs"))
    leave(phone, neutral)


def test_a_page_of_the_proxy_can_be_left_too(phone: Page, house: House, neutral: Neutral) -> None:
    house.stop()
    phone.goto(FORM)
    leave(phone, neutral)


def test_it_closes_all_behind_the_proxy(phone: Page, neutral: Neutral) -> None:
    receipt = sent(phone)
    leave(phone, neutral)
    for path in (receipt, BOX):
        phone.goto(path)
        assert phone.locator("p#receipt, .thread").count() == 0
        assert TEXT not in shown(phone)
