"""One server and one site for all browser tests; a browser for each file, a fresh profile for each
person."""

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, BrowserType, ConsoleMessage, Request, sync_playwright

from intake_service import clock
from tests.browser.house import House, running
from tests.browser.neutral import Neutral, serving
from tests.browser.people import Counsellor, Newcomer, Sender, Visitor
from tests.browser.record import Record
from tests.built import BuiltSite, built_on
from tests.provide import BROWSERS, WINDOWLESS, say_aloud

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
PHONE = {"width": 360, "height": 640}
PATIENCE = 30_000  # milliseconds until an element is there, on a busy machine

Someone = TypeVar("Someone", bound=Visitor)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any) -> Generator[None, Any, Any]:
    """When a test fails, show where everybody stood, and what the server logged."""
    report: Any = yield
    company = item.funcargs.get("company") or item.funcargs.get("regulars")
    if company and report.when == "call" and report.failed:
        for each in company.people:
            words = each.page.locator("body").inner_text()
            report.sections.append((f"{type(each).__name__} at {each.path}", words))
        report.sections.append(("the server's log", company.house.log.read_text("utf-8")[-2000:]))
    return report


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site as of today, for browsers read the time from the system's clock."""
    return built_on(tmp_path_factory, f"{clock.today()}")


@pytest.fixture(scope="session")
def house(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The server, its desk set up."""
    with running(site, tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="session")
def record() -> Iterator[Record]:
    """What was found on the pages of site and service."""
    record = Record()
    yield record
    record.write()


@pytest.fixture(scope="session")
def neutral(openssl: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neutral]:
    """The page that the exit leads to at last."""
    with serving(openssl, tmp_path_factory.mktemp("neutral")) as neutral:
        yield neutral


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest, neutral: Neutral) -> Iterator[Browser]:
    """The system's browser, or Playwright's own."""
    yield from _launched(request, neutral, keeps_pages=False)


@pytest.fixture(scope="module")
def keeping_browser(request: pytest.FixtureRequest, neutral: Neutral) -> Iterator[Browser]:
    """The browser as people have it, with the cache of whole pages that Playwright switches off."""
    yield from _launched(request, neutral, keeps_pages=True)


def _launched(
    request: pytest.FixtureRequest, neutral: Neutral, *, keeps_pages: bool
) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium, *neutral.flags, keeps_pages=keeps_pages)
        if browser is None:
            say_aloud(request, "NO BROWSER: install Chromium, or run tests/provide.py")
        else:
            yield browser
            browser.close()


def launch(chromium: BrowserType, *flags: str, keeps_pages: bool = False) -> Browser | None:
    """The browser of the tests, without windows where it can be had; or nothing without one.

    One that keeps pages is the whole browser, with the back/forward cache that people's have.
    """
    names = BROWSERS if keeps_pages else (WINDOWLESS, *BROWSERS)
    system = next((found for name in names if (found := shutil.which(name))), None)
    if system is None and not Path(chromium.executable_path).exists():
        return None
    return chromium.launch(
        executable_path=system,
        args=[*FLAGS.split(), *flags],
        ignore_default_args=["--disable-back-forward-cache"] if keeps_pages else None,
    )


class Company:
    """The people of a story, each with a browser profile of their own.

    Whatever they do, nothing may be asked of another origin, and no page may break its own policy.
    """

    def __init__(self, browser: Browser, house: House) -> None:
        self.house = house
        self.people: list[Visitor] = []
        self._browser = browser
        self._strangers: list[str] = []
        self._broken: list[str] = []

    def meet(self, kind: type[Someone], *, script: bool = True) -> Someone:
        """Somebody new, on a phone."""
        context = self._browser.new_context(
            java_script_enabled=script, viewport=PHONE, locale="cs-CZ", reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("request", self._watch_request)
        page.on("console", self._watch_console)
        someone = kind(page, self.house)
        self.people.append(someone)
        return someone

    def part(self) -> None:
        """Close all browsers; raises AssertionError for anything that may not happen."""
        for each in self.people:
            each.page.context.close()
        assert not self._strangers
        assert not self._broken

    def _watch_request(self, request: Request) -> None:
        if not request.url.startswith((self.house.url, self.house.named_url)):
            self._strangers.append(request.url)

    def _watch_console(self, message: ConsoleMessage) -> None:
        if "Security Policy" in message.text:
            self._broken.append(message.text)


def _gather(browser: Browser, house: House) -> Iterator[Company]:
    company = Company(browser, house)
    yield company
    company.part()


@pytest.fixture
def company(browser: Browser, house: House) -> Iterator[Company]:
    """New people for each story."""
    yield from _gather(browser, house)


@pytest.fixture(scope="module")
def regulars(browser: Browser, house: House) -> Iterator[Company]:
    """The same people for a whole file: a new profile, and a login, cost more than a story."""
    yield from _gather(browser, house)


@pytest.fixture
def sender(company: Company) -> Sender:
    """A sender, without JavaScript."""
    return company.meet(Sender, script=False)


@pytest.fixture
def counsellor(company: Company) -> Counsellor:
    """A browser at the desk, nobody logged in."""
    return company.meet(Counsellor, script=False)


@pytest.fixture
def newcomer(company: Company) -> Newcomer:
    """Somebody who does not work here yet."""
    return company.meet(Newcomer, script=False)
