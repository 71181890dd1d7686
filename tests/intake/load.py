"""Several people who send at the same time over real connections, and note what they were shown.

They read pages by a few patterns: taking each apart as a browser does would cost more than serving
it.
"""

import http.client
import re
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from random import Random
from typing import Self
from urllib.parse import urlencode

ASK = "/dotaz/o-sobe"
PATIENCE = 120  # seconds
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_RECEIPT = re.compile(r'id="receipt">(.*?)</p>', re.DOTALL)


@dataclass
class Answer:
    """What came back, and how long it took (seconds)."""

    status: int
    headers: http.client.HTTPMessage
    text: str
    seconds: float


@dataclass
class Client:
    """A browser without eyes: keeps cookies, follows nothing by itself."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None

    def get(self, path: str, **headers: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields), {})

    def _ask(self, method: str, path: str, body: str | None, given: dict[str, str]) -> Answer:
        headers = {"Host": f"localhost:{self.port}", **given}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        start = time.monotonic()
        with closing(self._connection()) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        for cookie in SimpleCookie(answer.getheader("Set-Cookie") or "").values():
            self.cookies[cookie.key] = cookie.value
        return Answer(answer.status, answer.headers, text, time.monotonic() - start)

    def _connection(self) -> http.client.HTTPConnection:
        if self.tls:
            return http.client.HTTPSConnection(
                "localhost", self.port, timeout=PATIENCE, context=self.tls
            )
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)


def token_in(page: str) -> str:
    """The token of the form on a page."""
    found = _TOKEN.search(page)
    assert found, page
    return found[1]


def receipt_in(page: str) -> str | None:
    """The receipt that a page shows, without spaces."""
    shown = _RECEIPT.search(page)
    return re.sub(r"<[^>]*>|[^0-9A-Z]", "", shown[1])[:16] if shown else None


class Sender(threading.Thread):
    """Somebody who sends one text after another and notes the receipts that were shown."""

    def __init__(self, port: int, who: str, done: threading.Event) -> None:
        super().__init__()
        self.client = Client(port)
        self.who = who
        self.done = done
        self.shown: dict[str, str] = {}
        self.faults: list[Exception] = []
        self.refused = 0
        self.cut_off = 0
        self.longest_wait = 0.0
        """Seconds from one receipt to the next."""

    def run(self) -> None:
        number = 0
        last = time.monotonic()
        while not self.done.is_set():
            number += 1
            text = f"{self.who} {number}. " + "Řádek dva.\n" * Random(number).randrange(300)
            try:
                if receipt := self._send(text):
                    self.shown[receipt] = text
                    self.longest_wait = max(self.longest_wait, time.monotonic() - last)
                    last = time.monotonic()
                else:
                    self.refused += 1
            except (OSError, http.client.HTTPException):
                self.cut_off += 1
                self.done.wait(0.02)  # killed; the text counts only when its receipt was shown
            except Exception as fault:
                self.faults.append(fault)
                return

    def _send(self, text: str) -> str | None:
        """The receipt that was shown; None when there was too much to do just now."""
        form = self.client.get(ASK)
        if form.status == 503:
            return None
        typed = text.replace("\n", "\r\n")
        sent = self.client.post(ASK, csrf_token=token_in(form.text), text=typed)
        assert sent.status in (303, 503), (sent.status, sent.text)
        shown = self.client.get(sent.headers["Location"]) if sent.status == 303 else sent
        assert shown.status in (200, 503), (shown.status, shown.text)
        return receipt_in(shown.text)


class Crowd:
    """Senders who go on until they are called off."""

    def __init__(self, port: int, people: int) -> None:
        self._done = threading.Event()
        self._senders = [Sender(port, f"Pisatel {n}, zpráva", self._done) for n in range(people)]

    def __enter__(self) -> Self:
        for sender in self._senders:
            sender.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._done.set()
        for sender in self._senders:
            sender.join()

    @property
    def shown(self) -> dict[str, str]:
        """Every receipt that was shown, with the text that was sent for it."""
        return {
            receipt: text
            for sender in self._senders
            for receipt, text in dict(sender.shown).items()
        }

    @property
    def refused(self) -> int:
        """How often somebody was told honestly that it did not work now."""
        return sum(sender.refused for sender in self._senders)

    @property
    def cut_off(self) -> int:
        """How often no answer came."""
        return sum(sender.cut_off for sender in self._senders)

    @property
    def longest_wait(self) -> float:
        """How long somebody waited at most until a text was acknowledged, in seconds."""
        return max(sender.longest_wait for sender in self._senders)

    @property
    def faults(self) -> list[Exception]:
        """Everything that went wrong but the server's absence."""
        return [fault for sender in self._senders for fault in sender.faults]

    def wait_for(self, receipts: int) -> None:
        """Wait until so many receipts were shown."""
        wait_until(lambda: len(self.shown) >= receipts or bool(self.faults))
        assert self.faults == []


def wait_until(true: Callable[[], bool]) -> None:
    """Wait as long as a busy machine may need."""
    pause = threading.Event()
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        pause.wait(0.005)
