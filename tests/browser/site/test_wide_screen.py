"""A desktop's width: columns begin together, and none ends long before the other."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.still import served
from tests.built import built_on

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
DAY = "2026-11-23"
IN_COLUMNS = ("/", "/kontakt/", "/en/", "/en/contact/", "/uk/")
FIRST_OF_EACH_COLUMN = """() => {
  const found = new Map();
  for (const heading of document.querySelectorAll(".in-columns h2")) {
    const { left, top } = heading.getBoundingClientRect();
    if (!found.has(left)) found.set(left, top);
  }
  return [...found.values()];
}"""
ENDS = """() => [...document.querySelectorAll(".split > div")].map(
  (side) => side.lastElementChild.getBoundingClientRect().bottom
)"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(built_on(tmp_path_factory, DAY).output) as origin:
        yield origin


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=WIDE, java_script_enabled=False) as context:
        yield context.new_page()


@pytest.mark.parametrize("address", IN_COLUMNS)
def test_columns_begin_at_the_same_height(page: Page, origin: str, address: str) -> None:
    page.goto(origin + address)
    tops = page.evaluate(FIRST_OF_EACH_COLUMN)
    assert len(tops) == 2
    assert abs(tops[0] - tops[1]) < 1


def test_no_side_of_home_stays_empty(page: Page, origin: str) -> None:
    page.goto(origin + "/")
    left, right = page.evaluate(ENDS)
    assert abs(left - right) < WIDE["height"] / 8
