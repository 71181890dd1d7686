"""Addresses of pages and of the intake, complete in every language."""

import re

import pytest

from centre.intake import addresses
from centre.language.languages import LANGUAGES


def test_a_language_without_addresses_is_refused_and_told_all_that_it_lacks() -> None:
    with pytest.raises(addresses.MissingAddressError) as refused:
        addresses.refuse_gaps(["de"])
    told = str(refused.value)
    for name in (*addresses.LINKABLE, *addresses.SHEETS, "HOME", "SEARCH", "services", "sent"):
        assert f"{name} (de)" in told


def test_no_two_things_share_an_address() -> None:
    found = [
        each[lang]
        for lang in LANGUAGES
        for each in (addresses.HOME, addresses.SEARCH, addresses.OFFLINE, addresses.WARNINGS_FEED)
    ]
    found += [addresses.sheet(name, lang) for lang in LANGUAGES for name in addresses.SHEETS]
    found += [addresses.intake(name, lang) for lang in LANGUAGES for name in addresses.LINKABLE]
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"/[a-z/.-]*", address) for address in found)
