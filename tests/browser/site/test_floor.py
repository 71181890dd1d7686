"""The oldest browsers: without what they lack nothing is cut off, and the script still runs."""

import subprocess
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from centre.exchange.frame import Frame
from centre.intake import addresses
from tests.browser import looks
from tests.browser.conftest import Company
from tests.browser.house import House
from tests.browser.people import Sender
from tests.browser.site import floor
from tests.browser.site.floor import CHROME, IPHONE
from tests.built import BuiltSite
from tests.paths import ROOT
from tests.provide import CHECKERS, say_aloud

pytestmark = pytest.mark.browser

PAGES = (
    "home",
    "services",
    "testing",
    "outreach",
    "contact",
    "crisis",
    "questions",
    "results",
    "infections",
)
WITHOUT = """for (const path of %s) {
  const steps = path.split("."), last = steps.pop();
  const place = steps.reduce((thing, step) => thing && thing[step], globalThis);
  if (place) delete place[last];
}
const told = [[].at, Promise.allSettled, [].map].map((each) => typeof each).join(" ");
addEventListener("DOMContentLoaded", () => document.documentElement.dataset.old = told);"""
TOO_NEW = """
  const { parse } = require("acorn");
  const text = require("fs").readFileSync(0, "utf-8");
  const inside = (node) => Object.values(node).flat().filter((each) => each && each.type);
  const all = (node) => [node, ...inside(node).flatMap(all)];
  const tree = parse(text, { ecmaVersion: 2020, sourceType: "module", locations: true });
  const isNew = (node) => node.type === "ChainExpression" || node.operator === "??" || node.bigint;
  for (const { loc, type } of all(tree).filter(isNew)) {
    console.log(`line ${loc.start.line}: ${type}`);
  }
"""
"""What iPhones learned only with version 13.

A module asked for on the way is of 2020, but older there.
"""


@pytest.fixture(scope="module", autouse=True)
def _data(request: pytest.FixtureRequest) -> None:
    if not floor.DATA.exists():
        say_aloud(request, "NO DATA ON BROWSERS: install npm, and run tests/provide.py")


@pytest.fixture(scope="module")
def frame(site: BuiltSite) -> Frame:
    return site.frame


@pytest.fixture(params=[CHROME, IPHONE], ids=lambda old: f"{old.name}-{old.version}")
def old(request: pytest.FixtureRequest) -> floor.Browser:
    return request.param


def with_old_styles(page: Page, old: floor.Browser) -> None:
    """Let every style sheet arrive as that browser reads it."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=floor.stripped(response.text(), old)[0])

    page.route("**/*.css", answer)


def test_the_data_tell_old_from_new() -> None:
    css = (
        "@layer a{p{top:0}} a:has(b){top:0} .x{inset:0;top:1px;gap:1px}"
        " @media (forced-colors:active){p{}}"
    )
    kept, lost = floor.stripped(css, IPHONE)
    assert kept == ".x{top:1px}"
    assert lost == {"@layer", ":has", "inset", "gap outside of a grid", "(forced-colors)"}


def test_pages_keep_their_shape(company: Company, frame: Frame, old: floor.Browser) -> None:
    sender = company.meet(Sender)
    with_old_styles(sender.page, old)
    found = []
    for page_id in PAGES:
        sender.open(frame.address(page_id, "cs"))
        found += [f"{page_id}: {fault}" for fault in looks.faults_by_layout(sender.page)]
    sender.open_form("relatives")
    sender.write(" ")
    found += [f"form: {fault}" for fault in looks.faults_by_layout(sender.page)]
    sender.ask("Dotaz ze starého telefonu.")
    found += [f"receipt: {fault}" for fault in looks.faults_by_layout(sender.page)]
    assert not found, "\n".join(found)


def test_the_four_doors_stand_on_the_first_screen(company: Company, old: floor.Browser) -> None:
    sender = company.meet(Sender)
    with_old_styles(sender.page, old)
    sender.open("/")
    last = sender.page.locator(".door").nth(3).bounding_box()
    assert last["y"] + last["height"] <= 640


def scripts() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "theme/static").rglob("*.js"))


@pytest.mark.parametrize("script", scripts())
def test_the_script_is_written_in_a_language_that_is_old_enough(node: str, script: str) -> None:
    assert too_new(node, (ROOT / script).read_text("utf-8")) == ""


def test_new_words_of_the_language_are_noticed(node: str) -> None:
    assert too_new(node, "const a = b?.c;") == "line 1: ChainExpression"
    assert too_new(node, "a ??= 1;")


def too_new(node: str, text: str) -> str:
    """What is too new in a script, or cannot even be read."""
    command = [node, "-e", TOO_NEW]
    read = subprocess.run(
        command, cwd=CHECKERS, input=text, capture_output=True, encoding="utf-8", check=False
    )
    return (read.stdout + read.stderr).strip()


@pytest.fixture
def in_an_old_world(browser: Browser, house: House) -> Iterator[Callable[[str], Page]]:
    """Opens a page where the script finds only the built-in objects that both browsers have."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    context.add_init_script(WITHOUT % floor.unknown_to_scripts(CHROME, IPHONE))
    wrong: list[str] = []

    def open_page(address: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(house.url + address)
        return page

    yield open_page
    context.close()
    assert not wrong


def test_the_world_is_old(in_an_old_world: Callable[[str], Page]) -> None:
    page = in_an_old_world("/")
    assert page.locator("html").get_attribute("data-old") == "undefined undefined function"


def test_what_is_open_now_is_said(in_an_old_world: Callable[[str], Page]) -> None:
    page = in_an_old_world("/")
    page.wait_for_selector("[data-now]:visible")


def test_search_answers(in_an_old_world: Callable[[str], Page]) -> None:
    page = in_an_old_world(addresses.SEARCH["cs"])
    page.locator("#sought").fill("naloxon")
    page.wait_for_selector(".hits a")
