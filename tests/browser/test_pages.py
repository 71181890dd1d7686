"""Every page of the service, narrow and wide, light and dark: readable for everybody."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser import desk_pages  # noqa: F401 - lists its pages
from tests.browser.conftest import Company
from tests.browser.pages import WAYS, Stage

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = ["color-contrast", "target-size"]
"""What the other scheme at the other width can still change."""

VIEWS = ((320, "light", RULES), (320, "dark", LOOKS), (1280, "light", LOOKS), (1280, "dark", RULES))
AXE = "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"


@pytest.fixture(scope="module")
def company(browser, house):
    """The same people for all pages: a new browser profile costs more than a page."""
    company = Company(browser, house)
    yield company
    company.part()


@pytest.fixture(scope="module")
def stage(company, house):
    return Stage(house, company.meet)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_everybody_can_read_it(stage, way):
    stage.clear()
    page = way(stage)
    page.evaluate(AXE_SCRIPT)
    faults = []
    for width, scheme, rules in VIEWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        faults += [f"{width} {scheme}: {fault}" for fault in look(page, rules)]
    assert not faults, "\n".join(faults)


def look(page: Page, rules: list[str]) -> list[str]:
    """What axe finds, and whether the page has to be scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found = page.evaluate(AXE, rules)
    told = [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]
    return told + ["wider than the screen"] * wide
