"""The shipped proxy with a certificate: what it speaks, where plain HTTP leads, what browsers are
told."""

import http.client
import socket
import ssl
import warnings
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.built import BuiltSite
from tests.intake.house import House
from tests.intake.load import ASK, receipt_in, token_in
from tests.intake.proxy import Tls

OF_ALL = (
    "Strict-Transport-Security",
    "Content-Security-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
)
OF_PAGES = ("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy")


@pytest.fixture(scope="module")
def tls(openssl: str, tmp_path_factory: pytest.TempPathFactory) -> Tls:
    return Tls.made(openssl, tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def house(
    nginx: str,
    tmp_path_factory: pytest.TempPathFactory,
    built_site: BuiltSite,
    tls: Tls,
) -> Iterator[House]:
    house = House(nginx, tmp_path_factory.mktemp("house"), built_site, tls)
    house.start()
    yield house
    house.stop()
    house.proxy.stop()


def greet(house: House, speaking: ssl.SSLContext, name: str = "localhost") -> ssl.SSLSocket:
    """Shake hands with the proxy."""
    plain = socket.create_connection(("127.0.0.1", house.port), timeout=60)
    try:
        return speaking.wrap_socket(plain, server_hostname=name)
    except ssl.SSLError:
        plain.close()
        raise


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_of_today_is_spoken(house: House, tls: Tls, version: ssl.TLSVersion) -> None:
    today = tls.trusting()
    today.minimum_version = today.maximum_version = version
    today.set_alpn_protocols(["h2", "http/1.1"])
    with greet(house, today) as connection:
        assert connection.version() == version.name.replace("_", ".")
        assert connection.selected_alpn_protocol() == "h2"


@pytest.mark.parametrize("version", ["TLSv1", "TLSv1_1"])
def test_older_tls_is_refused_by_the_proxy(house: House, tls: Tls, version: str) -> None:
    old = tls.trusting()
    old.set_ciphers("ALL:@SECLEVEL=0")  # or this machine itself would refuse to speak it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = old.maximum_version = getattr(ssl.TLSVersion, version)
    with pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION"):
        greet(house, old)


def test_whoever_names_another_host_is_not_even_greeted(house: House, tls: Tls) -> None:
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        greet(house, tls.trusting(), "evil.example")
    with greet(house, tls.trusting()) as connection:
        connection.sendall(f"GET {ASK} HTTP/1.1\r\nHost: evil.example\r\n\r\n".encode())
        assert b"<form" not in connection.recv(100_000)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_plain_http_leads_to_tls_and_says_and_sets_nothing_else(
    tls: Tls, house: House, method: str
) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", tls.plain_port, timeout=60)) as connection:
        connection.request(method, "/dotaz/o-sobe?a=1", headers={"Host": "localhost"})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (
            301,
            "https://localhost/dotaz/o-sobe?a=1",
        )
        assert answer.headers["Set-Cookie"] is None
        assert answer.headers["Server"] == "nginx"


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/hours.json", "/neni-tu", ASK, "/odpoved", "/dotaz/neni-tu"]
)
def test_every_page_says_each_header_once_and_hsts_for_a_year(house: House, path: str) -> None:
    answer = house.client().get(path)
    for name in OF_ALL + (OF_PAGES if path != "/neni-tu" else ()):
        assert len(answer.headers.get_all(name, [])) == 1, name
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert answer.headers["Server"] == "nginx"
    assert len(answer.headers.get_all("Cache-Control", [])) <= 1


def test_a_question_goes_through_tls_with_a_cookie_that_no_other_host_can_set(house: House) -> None:
    client = house.client()
    form = client.get(ASK)
    cookie = form.headers["Set-Cookie"]
    assert cookie.startswith("__Host-kacko=")
    parts = set(cookie.split("; ")[1:])
    assert parts == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    sent = client.post(ASK, csrf_token=token_in(form.text), text="Otázka přes TLS.")
    assert sent.status == 303
    assert sent.headers["Location"].startswith("/odeslano/")
    assert receipt_in(client.get(sent.headers["Location"]).text)
