"""A browser without JavaScript that speaks TLS with a machine under its public name."""

import http.client
import socket
import ssl
import threading
from collections import Counter
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urlencode, urljoin, urlsplit

import html5lib

from tests.intake.browser import Page

REDIRECTS = (301, 302, 303)


class _Connection(http.client.HTTPSConnection):
    """Asks this machine, as if its name led here."""

    def __init__(self, name: str, trusting: ssl.SSLContext) -> None:
        super().__init__(name, timeout=120, context=trusting)
        self._trusting = trusting

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout)
        self.sock = self._trusting.wrap_socket(plain, server_hostname=self.host)


class Visitor:
    """Somebody with a browser."""

    def __init__(self, name: str, trusting: ssl.SSLContext) -> None:
        self._name = name
        self._trusting = trusting
        self._cookies: dict[str, str] = {}
        self.page: Page | None = None

    def open(self, path: str) -> Page:
        """Go to an address, and wherever it leads."""
        return self._go("GET", path, None)

    def send(self, action: str = "", **typed: str) -> Page:
        """Fill in the form of the open page, and press its button."""
        assert self.page
        fields = {**self.page.fields(action), **typed}
        return self._go("POST", self.page.address(action), urlencode(fields))

    def _go(self, method: str, path: str, body: str | None) -> Page:
        while True:
            status, headers, text = self._ask(method, path, body)
            if status not in REDIRECTS:
                break
            path = urlsplit(urljoin(path, headers["Location"])).path
            method = "GET"
            body = None
        tree = html5lib.HTMLParser(strict=True).parse(text)
        self.page = Page(status, path, text, dict(headers), tree)
        return self.page

    def _ask(
        self, method: str, path: str, body: str | None
    ) -> tuple[int, http.client.HTTPMessage, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = _Connection(self._name, self._trusting)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            for cookie in SimpleCookie(line).values():
                self._cookies[cookie.key] = cookie.value
        return answer.status, answer.headers, text


class Visits(threading.Thread):
    """Somebody who opens the forms and the desk again and again, and counts what came back."""

    def __init__(self, host: str, trusting: ssl.SSLContext) -> None:
        super().__init__()
        self._visitor = (host, trusting)
        self._over = threading.Event()
        self.told: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self.join()
        assert self.told.keys() == {"200"}, self.told

    def run(self) -> None:
        while not self._over.wait(0.2):
            for path in ("/odpoved", "/pult/prihlaseni"):
                try:
                    status = str(Visitor(*self._visitor).open(path).status)
                except OSError as error:
                    status = type(error).__name__
                self.told[status] += 1
