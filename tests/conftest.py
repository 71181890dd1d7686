"""What tests of all rooms share. A slow machine is no fault of the product."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import provide, validity
from tests.reference_engine import ReferenceEngine, reference_engine

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def faults_in() -> Iterator[validity.Checker]:
    """What is wrong with the text of a page: `faults_in(html)`."""
    with validity.checker() as checker:
        yield checker


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Iterator[ReferenceEngine]:
    """The engine with which OpenStreetMap's editors read opening hours."""
    with reference_engine() as found:
        if found is None:
            provide.say_aloud(request, "NO REFERENCE ENGINE of opening hours: run tests/provide.py")
        assert found
        yield found
