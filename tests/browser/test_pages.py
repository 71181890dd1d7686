"""Every page of the service in every state: readable for everybody, on every screen and on paper."""

import pytest

from tests.browser import desk_pages, looks  # noqa: F401 - the first lists its pages
from tests.browser.conftest import Company
from tests.browser.pages import WAYS, Stage

pytestmark = pytest.mark.browser


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
def test_everybody_can_read_it(request, company, stage, faults_in, record, way):
    stage.clear()
    page = way(stage)
    reader = next(each for each in company.people if each.page is page)
    found = [*faults_in(reader.source), *looks.faults(page)]
    record.service[request.node.callspec.id] = len(found)
    assert not found, "\n".join(found)
