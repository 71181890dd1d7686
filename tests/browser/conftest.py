"""One server and one site for all browser tests; a browser for each file, a fresh profile for each person."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

from tests.browser.house import House, Site, build_site, running
from tests.browser.people import Counsellor, Newcomer, Sender, Visitor
from tests.browser.provide import NAMES

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
PHONE = {"width": 360, "height": 640}
PATIENCE = 30_000  # milliseconds until an element is there, on a busy machine

Meet = Callable[..., Any]
MET = pytest.StashKey[list[Visitor]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[Any]:
    """When a test fails, show where everybody stood, and what the server logged."""
    report = yield
    if report.when == "call" and report.failed:
        for visitor in item.stash.get(MET, []):
            words = visitor.page.locator("body").inner_text()
            report.sections.append((f"{type(visitor).__name__} at {visitor.path}", words))
            report.sections.append(("the server's log", visitor.house.log.read_text("utf-8")[-2000:]))
    return report


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def house(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The server, its desk set up."""
    with running(site, tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The system's browser, or Playwright's own."""
    with sync_playwright() as playwright:
        browser = _launch(playwright.chromium)
        if browser is None:
            _say_aloud(request, "NO BROWSER: install Chromium, or run tests/browser/provide.py")
        else:
            yield browser
            browser.close()


def _launch(chromium: BrowserType) -> Browser | None:
    system = next((found for name in NAMES if (found := shutil.which(name))), None)
    if system is None and not Path(chromium.executable_path).exists():
        return None
    return chromium.launch(executable_path=system, args=FLAGS.split())


def _say_aloud(request: pytest.FixtureRequest, message: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(message)
    reporter = request.config.pluginmanager.getplugin("terminalreporter")
    if reporter:
        reporter.write_line(message, red=True, bold=True)
    pytest.skip(message)


@pytest.fixture
def meet(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Meet]:
    """Gives a person of a class their own browser profile.

    Whatever anybody does, nothing may be asked of another origin, and no page may break its own policy.
    """
    visitors = request.node.stash[MET] = []
    strangers, broken = [], []

    def watch(page: Page, url: str) -> None:
        page.on("request", lambda request: request.url.startswith(url) or strangers.append(request.url))
        page.on("console", lambda message: "Security Policy" in message.text and broken.append(message.text))

    def meet(kind: type[Visitor], *, script: bool = True, **options: Any) -> Visitor:
        context = browser.new_context(
            java_script_enabled=script, **{"viewport": PHONE, "locale": "cs-CZ", **options}
        )
        context.set_default_timeout(PATIENCE)
        visitor = kind(context.new_page(), house)
        watch(visitor.page, house.url)
        visitors.append(visitor)
        return visitor

    yield meet
    for visitor in visitors:
        visitor.page.context.close()
    assert not strangers
    assert not broken


@pytest.fixture
def sender(meet: Meet) -> Sender:
    """A sender, without JavaScript."""
    return meet(Sender, script=False)


@pytest.fixture
def counsellor(meet: Meet) -> Counsellor:
    """A browser at the desk, nobody logged in."""
    return meet(Counsellor, script=False)


@pytest.fixture
def newcomer(meet: Meet) -> Newcomer:
    return meet(Newcomer, script=False)
