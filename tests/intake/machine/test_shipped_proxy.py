"""The proxy's shipped configuration sends each file of the site as the table of outputs has it."""

import re

import pytest

from centre.exchange.outputs import MEDIA_TYPES, OUTPUTS, Output
from tests.intake.shipped import DEPLOY

LOCATION = re.compile(r"location (=|\^~|~)? ?(\S+) \{(.*?)\n    \}", re.DOTALL)
CORS = 'add_header Access-Control-Allow-Origin "*" always;'


def location_of(address: str) -> str:
    """What stands in the block that nginx takes for an address, by its own order of precedence."""
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    blocks = LOCATION.findall(text.rpartition("root /srv/kacko/")[2])
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
    text = (DEPLOY / "types.conf").read_text("utf-8")
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
