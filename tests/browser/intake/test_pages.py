"""Every page of the service in every state: readable for all, on every screen and on paper."""

import pytest

from tests.browser import desk_pages, looks  # noqa: F401 - the first lists its pages
from tests.browser.pages import WAYS, Stage

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stage(regulars, house):
    return Stage(house, regulars.meet)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_everybody_can_read_it(request, regulars, stage, faults_in, record, way):
    stage.clear()
    page = way(stage)
    reader = next(each for each in regulars.people if each.page is page)
    found = [*faults_in(reader.source), *looks.faults(page)]
    record.service[request.node.callspec.id] = len(found)
    assert not found, "\n".join(found)
