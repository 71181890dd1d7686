"""What the site consists of, by address."""

import pytest

from centre.exchange.outputs import UnknownOutputError, output_of


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/", "text/html"),
        ("/en/", "text/html"),
        ("/404.html", "text/html"),
        ("/assets/site.0f3a91c2.css", "text/css"),
        ("/mista/kacko.ics", "text/calendar"),
        ("/uk/poperedzhennia.atom", "application/atom+xml"),
    ],
)
def test_an_address_tells_what_is_sent(address: str, media_type: str) -> None:
    assert output_of(address).media_type == media_type


def test_what_no_entry_foresees_is_refused() -> None:
    with pytest.raises(UnknownOutputError, match=r"/kacko.exe"):
        output_of("/kacko.exe")
