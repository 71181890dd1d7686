"""Firefox, in front of the product as it is shipped. All other rooms have Chromium."""

from collections.abc import Iterator

import pytest

from tests.browser.firefox.driven import Firefox
from tests.browser.firefox.tunnel import Tunnel
from tests.browser.neutral import Neutral
from tests.built import BuiltSite
from tests.intake.house import House
from tests.intake.proxy import Tls
from tests.provide import program


@pytest.fixture(scope="package")
def house(
    nginx: str, openssl: str, site: BuiltSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The proxy with TLS, for browsers keep pages otherwise without it."""
    folder = tmp_path_factory.mktemp("firefox")
    house = House(nginx, folder / "house", site, Tls.made(openssl, folder))
    house.start()
    yield house
    house.stop()
    house.proxy.stop()


@pytest.fixture(scope="package")
def tunnel(neutral: Neutral) -> Iterator[Tunnel]:
    """The way out of the browser."""
    tunnel = Tunnel(neutral)
    yield tunnel
    tunnel.close()


@pytest.fixture(scope="package", params=[False, True], ids=["without script", "with script"])
def firefox(request: pytest.FixtureRequest, tunnel: Tunnel) -> Iterator[Firefox]:
    """The browser, with its pages' scripts and without."""
    firefox = Firefox(program(request, "firefox-esr"), tunnel, script=request.param)
    yield firefox
    firefox.close()
