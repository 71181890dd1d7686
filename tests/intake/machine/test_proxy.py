"""The real nginx with the shipped configuration, in front of the shipped gunicorn."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from centre.intake import addresses, cookies
from centre.language.languages import LANGUAGES
from intake_service.web import padding
from tests.built import BuiltSite
from tests.intake.house import House
from tests.intake.load import ASK, Answer, Client, receipt_in, token_in, wait_until

DRIBBLERS = 100


@pytest.fixture(scope="module")
def house(
    nginx: str, tmp_path_factory: pytest.TempPathFactory, built_site: BuiltSite
) -> Iterator[House]:
    house = House(nginx, tmp_path_factory.mktemp("house"), built_site)
    yield house
    house.stop()
    house.proxy.stop()


@pytest.fixture
def open_house(house: House) -> House:
    """The sender's face is up."""
    if house.sender is None:
        house.start()
    return house


def say(house: House, request: bytes) -> tuple[int, str]:
    """Status and body for bytes that no browser would send."""
    with socket.create_connection(("127.0.0.1", house.port), timeout=60) as connection:
        connection.sendall(request)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.read().decode()


def send_text(client: Client, text: str) -> Answer:
    return client.post(ASK, csrf_token=token_in(client.get(ASK).text), text=text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["counselling", "mailbox"])
def test_while_the_service_is_away_the_proxy_says_so_in_the_readers_language(
    house: House, lang: str, name: str
) -> None:
    house.stop()
    client = Client(house.port)
    address = addresses.intake(name, lang)
    for answer in (client.get(address), client.post(address, text="x")):
        assert answer.status == 502
        assert f'lang="{lang}"' in answer.text
        assert 'href="tel:155"' in answer.text
        assert "000 000 001" in " ".join(answer.text.split())
        assert answer.headers["Retry-After"] == "60"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'; style-src 'sha256-" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Strict-Transport-Security"]
        assert answer.headers["Server"] == "nginx"


def forgets(answer: Answer) -> tuple[str | None, list[str]]:
    return answer.headers["Clear-Site-Data"], answer.headers.get_all("Set-Cookie", [])


@pytest.mark.parametrize("slash", ["", "/"])
def test_while_the_service_is_away_the_exit_leads_on_and_takes_everything_away(
    house: House, slash: str
) -> None:
    house.stop()
    answer = Client(house.port).get(addresses.EXIT + slash)
    assert answer.status == 200
    assert '<meta http-equiv="refresh" content="0; url=https://www.chmi.cz/">' in answer.text
    assert '<a href="https://www.chmi.cz/" rel="noreferrer nofollow">' in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    name = cookies.SENDER.name(tls=True)
    attributes = "Path=/; Secure; HttpOnly; SameSite=Lax"
    changes = [f"{name}=left; {attributes}", f"{name}=; Max-Age=0; {attributes}"]
    assert forgets(answer) == ('"cache", "storage"', changes)


def test_another_site_takes_nothing_away_while_the_service_is_away_either(house: House) -> None:
    house.stop()
    answer = Client(house.port).get(addresses.EXIT, **{"Sec-Fetch-Site": "cross-site"})
    assert "https://www.chmi.cz/" in answer.text
    assert forgets(answer) == (None, [])


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_exit_passes_the_proxy(open_house: House, slash: str) -> None:
    answer = open_house.client().get(addresses.EXIT + slash)
    assert answer.status == 303
    assert answer.headers["Location"] == "https://www.chmi.cz/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_pages_of_the_service_are_neither_compressed_nor_tell_their_length(
    open_house: House,
) -> None:
    accepts = {"Accept-Encoding": "gzip"}
    for path in (ASK, addresses.intake("mailbox", "cs"), "/dotaz/neni", "/odeslano/ab"):
        answer = open_house.client().get(path, **accepts)
        assert answer.headers["Content-Encoding"] is None
        size = padding.CLASS_OF_EMPTY_FORMS if path == ASK else padding.CLASS
        assert int(answer.headers["Content-Length"]) % size == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slash_too_many_leads_to_the_page(open_house: House, lang: str) -> None:
    for name in ("mailbox", "counselling"):
        address = addresses.intake(name, lang)
        assert open_house.client().get(f"{address}/").status == 200


def test_what_the_proxy_refuses_itself_is_a_page_too(open_house: House) -> None:
    refused = {
        400: b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        405: (
            b"POST /en/ HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Length: 0\r\nConnection: close\r\n\r\n"
        ),
        413: b"POST /en/ask/myself HTTP/1.0\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n",
        414: b"GET /en/" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    }
    for status, request in refused.items():
        found, body = say(open_house, request)
        assert (found, 'href="tel:155"' in body) == (status, True), body
    long_cookie = b"GET /uk/ HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"a" * 40_000 + b"\r\n\r\n"
    status, body = say(open_house, long_cookie)
    assert (status, 'lang="uk"' in body) == (400, True)
    traced = b"TRACE /dotaz/o-sobe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert say(open_house, traced)[0] == 405


def test_whoever_asks_for_another_host_gets_nothing(open_house: House) -> None:
    for host in (b"evil.example", b"127.0.0.1", b""):
        with socket.create_connection(("127.0.0.1", open_house.port), timeout=60) as connection:
            connection.sendall(b"GET /dotaz/o-sobe HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")
            answer = connection.recv(1000)
        assert answer == b"" or b" 400 " in answer.split(b"\r\n")[0], host


SMUGGLED = (
    b"POST /dotaz/o-sobe HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
)


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
        b"Content-Length: 4\r\nContent-Length: 60\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
        b"Transfer-Encoding: xchunked\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
        b"Content-Length: -1\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
        b"Content-Length : 4\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
    ],
    ids=[
        "two lengths",
        "two content lengths",
        "a strange encoding",
        "less than nothing",
        "a space too many",
    ],
)
def test_a_request_hidden_in_another_is_refused_by_both(open_house: House, head: bytes) -> None:
    assert say(open_house, SMUGGLED + head)[0] in (400, 501)
    with closing(socket.socket(socket.AF_UNIX)) as behind_the_proxy:
        behind_the_proxy.connect(str(open_house.proxy.folder / "sender.sock"))
        behind_the_proxy.sendall(SMUGGLED + head)
        answer = http.client.HTTPResponse(behind_the_proxy)
        answer.begin()
        assert answer.status in (400, 501)


def test_behind_the_proxy_no_header_names_another_path(open_house: House) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as behind_the_proxy:
        behind_the_proxy.connect(str(open_house.proxy.folder / "sender.sock"))
        named = b"SCRIPT_NAME: /evil\r\nPATH_INFO: /dotaz/o-sobe\r\n"
        behind_the_proxy.sendall(b"GET /odpoved HTTP/1.1\r\nHost: localhost\r\n" + named + b"\r\n")
        answer = http.client.HTTPResponse(behind_the_proxy)
        answer.begin()
        assert (answer.status, 'name="receipt"' in answer.read().decode()) == (200, True)


def test_no_file_of_the_repository_is_served(open_house: House) -> None:
    client = Client(open_house.port)
    for path in (
        "/.git/config",
        "/.env",
        "/var/frame.json",
        "/intake.sqlite3",
        "/assets/",
        "/../deploy/kacko.env",
    ):
        assert client.get(path).status in (400, 403, 404), path


def test_what_has_a_fingerprint_is_kept_for_ever_and_pages_are_asked_for_again(
    house: House, built_site: BuiltSite
) -> None:
    client = Client(house.port)
    assets = built_site.frame.assets
    for name in ("site.css", "site.js", "desk.css", "desk.js", "icon.svg"):
        answer = client.get(assets[name])
        assert answer.status == 200, name
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", name
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"], name
    assert client.get("/").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(("prefix", "lang"), [("", "cs"), ("/en", "en"), ("/uk", "uk")])
def test_a_wrong_address_has_the_doors_in_its_language(
    house: House, prefix: str, lang: str
) -> None:
    answer = Client(house.port).get(f"{prefix}/nowhere/")
    assert (answer.status, f'<html lang="{lang}"' in answer.text) == (404, True)
    assert answer.text.count('class="door ') == 4


def test_pages_for_errors_are_no_addresses(house: House) -> None:
    answer = Client(house.port).get("/chyby/502.html")
    assert answer.status == 404


def test_the_services_own_pages_pass_untouched(open_house: House) -> None:
    client = Client(open_house.port)
    assert send_text(client, "").status == 422
    assert client.get("/odeslano/zz").status == 404
    sent = send_text(client, "Otázka.")
    assert receipt_in(client.get(sent.headers["Location"]).text)
    assert "default-src 'none'; style-src 'self'" in sent.headers["Content-Security-Policy"]


@pytest.mark.alone
def test_a_hundred_who_dribble_keep_nobody_from_sending(open_house: House) -> None:
    head = b"POST /dotaz/o-sobe HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n"
    slow = [socket.create_connection(("127.0.0.1", open_house.port)) for _ in range(DRIBBLERS)]
    done = threading.Event()

    def dribble() -> None:
        """Half of them never finish their headers, half their bodies."""
        for number, connection in enumerate(slow):
            connection.sendall(head if number % 2 else head + b"\r\ntext=")
        while not done.wait(0.5):
            for connection in slow:
                try:
                    connection.sendall(b"a" if slow.index(connection) % 2 == 0 else b"")
                except OSError:
                    continue  # the proxy has had enough of it

    dribbler = threading.Thread(target=dribble)
    dribbler.start()
    try:
        start = time.monotonic()
        client = Client(open_house.port)
        assert send_text(client, "Otázka mezi pomalými.").status == 303
        assert time.monotonic() - start < 5
    finally:
        done.set()
        dribbler.join()
        for connection in slow:
            connection.close()


@pytest.mark.alone
def test_who_is_in_the_middle_when_the_service_ends_is_answered(open_house: House) -> None:
    clients = [Client(open_house.port) for _ in range(6)]
    tokens = [token_in(client.get(ASK).text) for client in clients]
    answers: list[Answer] = []

    def send(number: int) -> None:
        answers.append(
            clients[number].post(ASK, csrf_token=tokens[number], text=f"Poslední {number}.")
        )

    people = [threading.Thread(target=send, args=(number,)) for number in range(len(clients))]
    sender = open_house.sender
    assert sender
    sender.wait_until_it_waits()
    before = sender.sockets
    with open_house.busy():
        for person in people:
            person.start()
        wait_until(lambda: sender.sockets >= before + len(people))
        sender.wait_until_it_waits()
        start = time.monotonic()
        ending = threading.Thread(target=open_house.stop)
        ending.start()
    for person in people:
        person.join()
    ending.join()
    assert time.monotonic() - start < 35
    assert [answer.status for answer in answers] == [303] * len(people)


def test_neither_proxy_nor_service_writes_anything_about_anybody(open_house: House) -> None:
    told = {
        "Host": "localhost",
        "User-Agent": "canary-agent",
        "Referer": "https://canary-referrer/",
        "X-Forwarded-For": "203.0.113.7",
    }
    with closing(http.client.HTTPConnection("127.0.0.1", open_house.port)) as connection:
        connection.request("GET", "/dotaz/o-sobe?canary-query", headers=told)
        assert connection.getresponse().status == 200
    garbled = b"POST /canary-path HTTP/1.1\r\nContent-Length: canary\r\n\r\n"
    assert say(open_house, garbled)[0] == 400
    with closing(socket.socket(socket.AF_UNIX)) as behind_the_proxy:
        behind_the_proxy.connect(str(open_house.proxy.folder / "sender.sock"))
        behind_the_proxy.sendall(garbled)
        assert behind_the_proxy.recv(100)
    open_house.stop()
    assert open_house.proxy.logged == ""
    written = open_house.output.read_text()
    assert "Booting worker" in written
    for secret in ("canary", "203.0.113", "127.0.0.1", "dotaz", "localhost", "evil", "smuggled"):
        assert secret not in written
