"""The examples on a narrow screen: whatever a centre's addresses and numbers are, nothing is cut
off, with wide spacing neither."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.looks import MEASURES
from tests.browser.still import build, served
from tests.paths import ROOT

pytestmark = pytest.mark.browser

EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir())
DAY = "2026-11-30"
NARROW = {"width": 320, "height": 800}
FAULTS = "[...measure.text(), ...measure.spaced()]"


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_cut_off(tmp_path: Path, browser: Browser, name: str) -> None:
    output = build(tmp_path, DAY, ROOT / "examples" / name)
    found = []
    with served(output) as origin:
        page = browser.new_page(viewport=NARROW, java_script_enabled=False)
        for file in sorted(output.rglob("index.html")):
            address = "/" + file.relative_to(output).as_posix().removesuffix("index.html")
            page.goto(origin + address)
            page.evaluate(MEASURES)
            found += [f"{address}: {fault}" for fault in page.evaluate(FAULTS)]
        page.context.close()
    assert not found, "\n".join(found)
