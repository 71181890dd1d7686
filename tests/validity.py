"""Whether HTML and CSS are valid: asked of the Nu checker, which stands behind validator.w3.org.

It runs as a server on loopback, because starting Java costs more than checking a hundred pages.
Where Java or the checker is missing, html5lib reads the HTML strictly, and CSS is taken as it is;
in CI both must be there.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.request import Request, urlopen

import html5lib
from html5lib.html5parser import ParseError

from tests.ports import free_port

CHECKERS = Path(__file__).parent / "checkers"
JAR = CHECKERS / "node_modules/vnu-jar/build/dist/vnu.jar"
PATIENCE = 120  # seconds until Java answers, on a busy machine

ROLES_OF_TABLES = "The “role” attribute must not be used on a “t"
"""The one rule that is broken on purpose. Older Safari forgets that a table is one when its rows
are laid out as blocks, which is what makes it fit a phone; the roles keep it one for VoiceOver."""


class Checker(Protocol):
    """Says what is wrong with the text of a page or of a style sheet."""

    def __call__(self, text: str, kind: str = "text/html") -> list[str]: ...


@contextmanager
def checker() -> Iterator[Checker]:
    """The best checker that this machine has."""
    java = shutil.which("java")
    if java and JAR.exists():
        with _nu(java) as ask:
            yield ask
    else:
        assert not os.environ.get("CI"), (
            "no Nu checker: install Java and npm, or run tests/provide.py"
        )
        yield _html5lib


def _html5lib(text: str, kind: str = "text/html") -> list[str]:
    if kind == "text/html":
        try:
            html5lib.HTMLParser(strict=True).parse(text)
        except ParseError as error:
            return [str(error)]
    return []


@contextmanager
def _nu(java: str) -> Iterator[Checker]:
    port = free_port()
    # A run is too short for the second compiler: it costs twice what the pages cost to check.
    brief = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xss8m")
    own = "-Dnu.validator.servlet.bind-address=127.0.0.1"
    command = [java, *brief, own, "-cp", str(JAR), "nu.validator.servlet.Main", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ask(text: str, kind: str = "text/html") -> list[str]:
        headers = {"Content-Type": f"{kind}; charset=utf-8"}
        request = Request(f"http://127.0.0.1:{port}/?out=json&level=error", text.encode(), headers)
        with urlopen(request, timeout=PATIENCE) as answer:
            found = json.load(answer)["messages"]
        told = [each["message"] for each in found if each["type"] != "info"]
        return [message for message in told if not message.startswith(ROLES_OF_TABLES)]

    try:
        _wait(server, ask)
        yield ask
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _wait(server: subprocess.Popen[bytes], ask: Checker) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            ask('<!DOCTYPE html><html lang="en"><title>Ready?</title>')
            return
        except OSError:
            assert server.poll() is None, "the Nu checker has ended"
            assert time.monotonic() < until, "the Nu checker does not answer"
            time.sleep(0.2)
