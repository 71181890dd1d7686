"""What is accepted as an address leads somewhere, whichever program follows it."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.reading.web_addresses import is_mail_address, objection

SOUND = [
    "https://www.chmi.cz/",
    "https://www.chmi.cz",
    "https://centrum.cz:8443/cesta/?a=1&b=%C4%8D#kotva",
    "https://žďár.cz/služby/",
    "http://localhost:8000/",
    "https://cs.wikipedia.org/wiki/Naloxon_(l%C3%A9k)",
    "https://a-b.example.org/x;y=1,2'~!*$+",
]
BROKEN = [
    "https://[doplnit]/neco",
    "https://еxample.org/",  # a Cyrillic „е“
    "https://www.chmi.cz]/",
    "https://[www.chmi.cz/",
    "https://web.cz/[doplnit]",
    "https://web.cz/?a=[1]",
    "https://web.cz:80a/",
    "https://web.cz:99999/",
    "https://web.cz:0/",
    "https://web.cz:/",
    "https://marie:heslo@web.cz/",
    "https://@web.cz/",
    "https://web..cz/",
    "https://.web.cz/",
    "https://-web.cz/",
    "https://web_.cz-/",
    "https://web/",
    "https://",
    "https:///cesta",
    "https://999.1.1.1/",
    "https://web.cz/a b",
    "https://web.cz/\u00a0",
    "https://web.cz/<doplnit>",
    "https://web.cz/{id}",
    "https://web.cz\\cesta",
    "https://web.cz/100%",
    "https://web.cz/%zz",
    "https://web.cz/#a#b",
    "https://℀.cz/",
    f"https://{'a' * 64}.cz/",
    f"https://web.cz/{'a' * 2000}",
]


@pytest.mark.parametrize("address", SOUND)
def test_a_sound_address_is_accepted(address: str) -> None:
    assert objection(address) == ""


@pytest.mark.parametrize("address", BROKEN)
def test_an_address_that_some_program_refuses_is_told(address: str) -> None:
    assert objection(address)


@given(st.text(alphabet="a[]:@/.%#?&1č℀-_ \\", max_size=20))
def test_no_accepted_address_is_fatal_later(rest: str) -> None:
    address = f"https://web.cz{rest}"
    if not objection(address):
        parts = urlsplit(address)
        assert parts.port is None or parts.port > 0
        assert parts.hostname
        assert parts.hostname.encode("idna")


@pytest.mark.parametrize("address", ["kontakt@centrum.cz", "a.b+c_d-1@x.example.org", "a@žďár.cz"])
def test_letters_can_be_sent_to_a_plain_address(address: str) -> None:
    assert is_mail_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "=?utf-8?q??=@x.cz",
        "kontakt",
        "@centrum.cz",
        "kontakt@",
        "kontakt@centrum",
        "a@b@centrum.cz",
        "kontakt@centrum..cz",
        ".kontakt@centrum.cz",
        "kon..takt@centrum.cz",
        '"kon takt"@centrum.cz',
        "kontakt@centrum.cz\nBcc: x@y.cz",
        "kontakt?subject=x@centrum.cz",
        "kontakt%0a@centrum.cz",
        "kontákt@centrum.cz",
        "kontakt@[127.0.0.1]",
        "Marie <kontakt@centrum.cz>",
        f"{'a' * 65}@centrum.cz",
    ],
)
def test_any_other_is_refused(address: str) -> None:
    assert not is_mail_address(address)
