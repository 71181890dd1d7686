"""Every page of the service in every state: readable for all, on every screen and on paper."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import validity
from tests.browser import desk_pages, looks  # noqa: F401 - the first lists its pages
from tests.browser.conftest import Company
from tests.browser.house import House
from tests.browser.pages import WAYS, Stage
from tests.browser.record import Record

pytestmark = pytest.mark.browser


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
    found = [*faults_in(reader.source), *looks.faults(page)]
    record.service[request.node.callspec.id] = len(found)
    assert not found, "\n".join(found)
