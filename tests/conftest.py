"""What tests of all rooms share. A slow machine is no fault of the product."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import validity

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def faults_in() -> Iterator[validity.Checker]:
    """What is wrong with the text of a page: `faults_in(html)`."""
    with validity.checker() as checker:
        yield checker
