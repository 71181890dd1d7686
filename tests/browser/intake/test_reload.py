"""The service is away while somebody sends: the proxy's page says to load it again, and that is
right."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.built import BuiltSite
from tests.intake.house import House
from tests.intake.load import ASK

TEXT = "Nevím, jak dál.\nNemám se koho zeptat."


def words(page: Page, element: str) -> str:
    """What stands there; hard spaces count as spaces."""
    return " ".join(page.inner_text(element).split())


@pytest.fixture(scope="module")
def proxied(
    nginx: str, site: BuiltSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    house = House(nginx, tmp_path_factory.mktemp("proxied"), site)
    yield house
    house.stop()
    house.proxy.stop()


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def refused(request: pytest.FixtureRequest, browser: Browser, proxied: House) -> Iterator[Page]:
    """A text was typed, the service ended, the text was sent, and the service is there again."""
    proxied.start()
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.goto(f"http://localhost:{proxied.port}{ASK}")
    page.get_by_label("Vaše zpráva").fill(TEXT)
    proxied.stop()
    page.get_by_role("main").get_by_role("button", name="Odeslat").click()
    assert "něco pokazilo" in words(page, "h1")
    proxied.start()
    yield page
    context.close()
    proxied.stop()


def test_loading_the_page_again_sends_the_text(refused: Page) -> None:
    refused.reload()
    assert "Máme vaši zprávu" in words(refused, "h1")
    assert refused.locator("#receipt").is_visible()


@pytest.mark.parametrize("refused", [True], indirect=True, ids=["with script"])
def test_going_back_loses_it_as_the_page_says(refused: Page) -> None:
    assert "Nechoďte prosím zpět, o text byste přišli" in words(refused, "main")
    refused.go_back()
    assert refused.get_by_label("Vaše zpráva").input_value() == ""
