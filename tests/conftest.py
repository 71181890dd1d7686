"""What tests of all rooms share. A slow machine is no fault of the product."""

import gc
from collections.abc import Generator, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings

from centre.texts.renderer import Renderer
from tests import examples, needs, provide, validity
from tests.built import Pelican, run_pelican
from tests.centre.texts import rendered_once
from tests.paths import ROOT
from tests.published import HOURS
from tests.reference_engine import ReferenceEngine, reference_engine

settings.load_profile(examples.FULL)

age = needs.tool("age")
git = needs.tool("git")
hunspell = needs.tool("hunspell")
nginx = needs.tool("nginx")
node = needs.tool("node")
openssl = needs.tool("openssl")
pg_ctl = needs.tool("pg_ctl")
shellcheck = needs.tool("shellcheck")
ssh_keygen = needs.tool("ssh-keygen")
strace = needs.tool("strace")
systemd_analyze = needs.tool("systemd-analyze")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--shuffle SEED` runs files, and the tests of each, in an order that the seed decides."""
    parser.addoption("--shuffle", metavar="SEED", help="random order of files, and within each")


watch = needs.Watch()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """The fixtures of a quick test start no slow program. What they leave behind, others' may."""
    with watch.over(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A quick test starts no slow program."""
    with watch.over(item):
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test by what it needs; the longest files begin, so that no worker waits long."""
    needs.mark_quick(items)
    if seed := config.getoption("shuffle"):
        chance = Random(seed)
        files = {item.path: chance.random() for item in items}
        items.sort(key=lambda item: (files[item.path], item.path, chance.random()))
    else:
        items.sort(key=needs.weight)


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among modules: it took a quarter of the service's tests.

    A test leaves about twenty thousand objects that only the collector frees.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 5, 20)


@pytest.fixture(scope="session", autouse=True)
def _render_once() -> Iterator[None]:
    """What the sample's texts make is the same in all tests (test_rendered_once.py)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Renderer, "render", rendered_once.once(Renderer.render))
        yield


@pytest.fixture(scope="session", autouse=True)
def published_hours() -> Iterator[None]:
    """Every string of opening hours that a test has published is read by OpenStreetMap's engine."""
    yield
    if HOURS.strings:
        with reference_engine() as engine:
            assert engine is None or HOURS.objections(engine) == []


@pytest.fixture(scope="session")
def whole_content() -> Path:
    """The sample's content, for a test that tries every file of it and takes its time."""
    return ROOT / "content"


@pytest.fixture(scope="session")
def takes_seconds() -> None:
    """For a test that has no smaller form and takes a second or more by itself."""


@pytest.fixture(scope="session")
def pelican() -> Pelican:
    """The build as a command: `pelican(*arguments, **environment)`."""
    return run_pelican


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
