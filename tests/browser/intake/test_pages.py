"""Every page of the service in every state: readable for all, on every screen and on paper."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import validity
from tests.browser import desk_pages, editor_pages, looks  # noqa: F401 - they list their pages
from tests.browser.conftest import Company
from tests.browser.house import House
from tests.browser.pages import WAYS, Stage
from tests.browser.record import Record

pytestmark = pytest.mark.browser

RUN_TOGETHER = re.compile(r"\w*[^\W_A-Z][.!?][A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][^\W\d_]+")
"""A sentence that begins right behind another; a template drops the end of a line after a block."""


@pytest.fixture(scope="module")
def stage(regulars: Company, house: House) -> Stage:
    return Stage(house, regulars.meet)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_everybody_can_read_it(
    request: pytest.FixtureRequest,
    regulars: Company,
    stage: Stage,
    faults_in: validity.Checker,
    record: Record,
    way: Callable[..., Any],
) -> None:
    stage.clear()
    page = way(stage)
    reader = next(each for each in regulars.people if each.page is page)
    found = [*faults_in(reader.source), *looks.faults(page), *run_together(page)]
    record.service[request.node.callspec.id] = len(found)
    assert not found, "\n".join(found)


def run_together(page: Page) -> list[str]:
    """Where two sentences of the page have no space between them."""
    return [f"no space: {each}" for each in RUN_TOGETHER.findall(page.inner_text("main"))]
