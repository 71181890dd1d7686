"""The proxy's shipped configuration sends each file of the site as the table of outputs has it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from werkzeug.test import Client

from centre.exchange.outputs import MEDIA_TYPES, OUTPUTS, Output, output_of
from centre.intake import addresses
from centre.intake.addresses import ERRORS
from intake_service import NewestSite
from tests.built import BuiltSite
from tests.intake.proxy import Proxy
from tests.intake.shipped import DEPLOY
from tests.ports import free_port

LOCATION = re.compile(r"^location (=|\^~|~)? ?(\S+) \{(.*?)\n\}", re.DOTALL | re.MULTILINE)
PARTS = ("site.conf", "sender.conf", "desk.conf")
CORS = 'add_header Access-Control-Allow-Origin "*" always;'


def location_of(address: str) -> str:
    """What stands in the block that nginx takes for an address, by its own order of precedence."""
    text = "".join((DEPLOY / "nginx" / part).read_text("utf-8") for part in PARTS)
    blocks = LOCATION.findall(text)
    for kind, pattern, inside in blocks:
        if kind == "=" and pattern == address:
            return inside
    for kind, pattern, inside in blocks:
        if kind == "~" and re.search(pattern, address):
            return inside
    plain = [(pattern, inside) for kind, pattern, inside in blocks if kind in ("", "^~")]
    return max(
        (each for each in plain if address.startswith(each[0])), key=lambda each: len(each[0])
    )[1]


def example(output: Output) -> str:
    """An address that the entry is for."""
    address = output.pattern.replace("*", "x")
    return address if address.startswith("/") else f"/{address}"


def test_the_proxy_knows_each_kind_of_file_by_its_ending() -> None:
    text = (DEPLOY / "nginx" / "types.conf").read_text("utf-8")
    told = {f".{ending}": kind for kind, ending in re.findall(r"^    (\S+) +(\w+);", text, re.M)}
    assert told == dict(MEDIA_TYPES)


def test_an_ending_means_one_thing() -> None:
    for output in OUTPUTS:
        assert MEDIA_TYPES[output.ending] == output.media_type


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.pattern)
def test_the_proxy_lets_other_sites_read_open_data_and_nothing_else(output: Output) -> None:
    assert (CORS in location_of(example(output))) is output.open_data


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.pattern)
def test_what_changes_under_its_address_is_asked_for_again(output: Output) -> None:
    inside = location_of(example(output))
    kept = "immutable" if output.pattern.startswith("/assets/") else '"no-cache"'
    assert f"add_header Cache-Control {kept}" in inside or kept in inside
    assert "headers.conf" in inside


Headers = Mapping[str, str]


def addresses_of(site: BuiltSite) -> Iterator[str]:
    """Each file of the site but the compressed copies, and the proxy's own pages."""
    for path in site.output.rglob("*"):
        address = site.address(path)
        if path.is_file() and path.suffix not in (".br", ".gz") and not address.startswith(ERRORS):
            yield address


def sent_as_the_table_says(site: BuiltSite, headers_of: Callable[[str], Headers]) -> None:
    seen = set()
    for address in addresses_of(site):
        output = output_of(address)
        headers = headers_of(address)
        assert headers["Content-Type"].partition(";")[0] == output.media_type, address
        allowed = headers.get("Access-Control-Allow-Origin")
        assert allowed == ("*" if output.open_data else None), address
        seen.add(output)
    # The sample shows no picture; a site with one is built in tests/site/files/test_pictures.py.
    assert seen == {each for each in OUTPUTS if not each.pattern.startswith(addresses.PICTURES)}


def test_nginx_sends_each_file_of_the_site_as_the_table_says(
    nginx: str, built_site: BuiltSite, tmp_path: Path
) -> None:
    proxy = Proxy(nginx, tmp_path, built_site.output, free_port())
    try:
        with closing(HTTPConnection("127.0.0.1", proxy.port, timeout=30)) as connection:

            def headers_of(address: str) -> Headers:
                connection.request("GET", address, headers={"Host": "localhost"})
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200, address
                return answer.headers

            sent_as_the_table_says(built_site, headers_of)
    finally:
        proxy.stop()


def test_a_single_machine_sends_each_file_of_the_site_as_the_table_says(
    built_site: BuiltSite,
) -> None:
    client = Client(NewestSite(lambda _environ, _start: [], built_site.output))

    def headers_of(address: str) -> Headers:
        with client.get(address) as answer:
            assert answer.status_code == 200, address
            return answer.headers

    sent_as_the_table_says(built_site, headers_of)
