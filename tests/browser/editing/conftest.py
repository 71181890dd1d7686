"""A house whose content a story may change, with a builder beside it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kacko.builder.app import App
from kacko.builder.previews import Previews
from tests.browser.conftest import Company
from tests.browser.house import House, running
from tests.built import BuiltSite
from tests.kacko.builder.builders import answering
from tests.paths import ROOT


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content that a story may change, whose news end on no day."""
    folder = Path(shutil.copytree(ROOT / "content", tmp_path_factory.mktemp("own") / "content"))
    for news in folder.glob("*/news/*.md"):
        news.write_text(re.sub(r"(?m)^until:.*\n", "", news.read_text("utf-8")), "utf-8")
    return folder


@pytest.fixture(scope="module")
def house(
    site: BuiltSite, content: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house that edits it."""
    previews = Previews(content)
    previews.warm_up()
    with (
        running(site, tmp_path_factory.mktemp("house"), content=content) as house,
        answering(App(previews), house.data / "builder.sock"),
    ):
        yield house


@pytest.fixture
def company(browser: Browser, house: House) -> Iterator[Company]:
    """Whoever the story needs."""
    company = Company(browser, house)
    yield company
    company.part()
