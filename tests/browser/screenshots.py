"""Pictures of the main pages for the docs: phone and desktop, light and dark.

Run by `make screenshots`.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from intake_service import clock
from tests.browser.conftest import FLAGS
from tests.browser.house import House, running
from tests.built import build_site
from tests.paths import ROOT
from tests.provide import BROWSERS

FOLDER = ROOT / "docs" / "screenshots"
SIZES = {"phone": {"width": 360, "height": 640}, "desktop": {"width": 1280, "height": 800}}
SCHEMES = ("light", "dark")
PAGES = {
    "home": "/",
    "outreach": "/teren/",
    "crisis": "/krize/",
    "close-ones": "/blizci/",
    "question": "/otazky/",
    "results": "/vysledky/",
}
QUESTION = "Syn je poslední dobou v noci pryč a nechce o tom mluvit. Nevím, co dělat."


def main() -> None:
    """Build the sample, play one question and its answer, take a picture of each page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS.split())
        with running(build_site(folder, BUILD_DAY=f"{clock.today()}"), folder) as house:
            for size, viewport in SIZES.items():
                for scheme in SCHEMES:
                    look: Any = {"viewport": viewport, "color_scheme": scheme}
                    context = browser.new_context(**look, java_script_enabled=False)
                    for name, page in _pictures(context.new_page(), house):
                        page.screenshot(path=FOLDER / f"{name}-{size}-{scheme}.png")
                    context.close()
        browser.close()


def _pictures(page: Page, house: House) -> Iterator[tuple[str, Page]]:
    """Each page in turn, ready for its picture."""
    for name, address in PAGES.items():
        page.goto(house.url + address)
        yield name, page
    page.goto(f"{house.url}/dotaz/blizci")
    _send(page)
    yield "form-with-errors", page
    page.fill("#text", QUESTION)
    _send(page)
    yield "receipt", page
    receipt = page.inner_text("#receipt > [aria-hidden]")
    page.goto(f"{house.url}/odpoved")
    page.fill("#receipt", receipt)
    _send(page)
    yield "mailbox", page


def _send(page: Page) -> None:
    """A picture that is taken between two pages fails."""
    with page.expect_navigation():
        page.click("main form button[type=submit]")


if __name__ == "__main__":
    sys.exit(main())
