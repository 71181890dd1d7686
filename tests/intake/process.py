"""The service as its operator runs it: `intake run` in a process of its own, on a port of this
machine."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import html5lib

from tests.built import BuiltSite
from tests.intake.browser import Page, Visitor, check
from tests.paths import ROOT
from tests.ports import free_port

INTAKE = [sys.executable, "-c", "from intake_service.cli import main; main()"]
LONGEST_START = 90.0  # seconds, on a busy machine


class Server:
    """A server that can be killed and started again on the same data; what it writes is kept to be
    read."""

    def __init__(
        self,
        folder: Path,
        site: BuiltSite,
        content: Path = ROOT / "content",
        **more: object,
    ) -> None:
        """`more` are further settings."""
        self.data = folder / "data"
        self.tmp = folder / "tmp"
        self.output = folder / "output.txt"
        self.tmp.mkdir()
        self.port = free_port()
        settings = {
            "DATA": self.data,
            "SITE": site.output,
            "FRAME": site.frame_file,
            "PORT": self.port,
            "TICK_SECONDS": "0.5",
        }
        settings |= {
            "CONTENT": content,
            "SENDS_LOCAL": 100_000,
            "SENDS_EVERYBODY": 100_000,
            "REPLIES_LOCAL": 100_000,
            "WRONG_RECEIPTS_LOCAL": 1000,
            "FORM_SECONDS": 0,
        }
        settings |= {name.upper(): value for name, value in more.items()}
        self.settings = settings
        self.environment = {
            **os.environ,
            **{f"INTAKE_{name}": str(value) for name, value in settings.items()},
            "TMPDIR": str(self.tmp),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.program = INTAKE
        self.under: list[str] = []
        """A program that runs the server and looks on."""
        self._process: subprocess.Popen[bytes] | None = None

    def command(self, *arguments: str) -> str:
        """Run another command of `intake` on the same data."""
        done = self._run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def said(self, *arguments: str) -> str:
        """What a command prints that may find fault, and end with more than 0."""
        return self._run(*arguments).stdout

    def must_not_start(self) -> None:
        """Start in vain: it ends by itself, and has said why."""
        refused = self._run("run")
        assert refused.returncode, refused.stdout
        assert "Traceback" not in refused.stderr, refused.stderr

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.program, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def start(self) -> None:
        """Start and wait until it answers."""
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(
                [*self.under, *self.program, "run"],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        pause = threading.Event()
        until = time.monotonic() + LONGEST_START
        while True:
            assert self._process.poll() is None, self.output.read_text()
            assert time.monotonic() < until, self.output.read_text()
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=LONGEST_START).close()
            except ConnectionRefusedError:
                pause.wait(0.05)
            else:
                return

    def kill(self) -> None:
        """`kill -9` of everything at once: no last word, no tidying up."""
        self._end(signal.SIGKILL)

    def kill_worker(self) -> None:
        """`kill -9` of the process that answers; its master starts another one."""
        for worker in self.workers():
            os.kill(worker, signal.SIGKILL)

    def workers(self) -> list[int]:
        """The processes that answer."""
        return _children(self._own_id())

    def stop(self) -> None:
        """The orderly end."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        if how is signal.SIGKILL:
            os.killpg(self._process.pid, how)
        else:
            os.kill(self._own_id(), how)
        self._process.wait(timeout=LONGEST_START)
        self._process = None
        pause = threading.Event()
        while (
            self._listens()
        ):  # a worker may die a moment after its master, and reset who comes meanwhile
            pause.wait(0.01)

    def _own_id(self) -> int:
        """The server's process, also when another program runs it."""
        assert self._process
        return _children(self._process.pid)[0] if self.under else self._process.pid

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=LONGEST_START).close()
        except OSError:
            return False
        return True


class RemoteVisitor(Visitor):
    """The same browser, over a real connection."""

    def __init__(
        self, server: Server, base: str = "", headers: dict[str, str] | None = None
    ) -> None:
        self.server = server
        self.base = base
        self.cookies: dict[str, str] = {}
        self.headers = headers or {}
        self.page: Page | None = None

    def open(self, path: str) -> Page:
        return self._go("GET", self.base + path)

    def post(self, path: str, **fields: str) -> Page:
        return self._go(
            "POST", path if path.startswith(self.base) else self.base + path, urlencode(fields)
        )

    def click(self, path: str, **fields: str) -> http.client.HTTPConnection:
        """Send a form and look at nothing that comes back."""
        connection = self._connection()
        connection.request("POST", path, urlencode(fields), self._headers(form=True))
        return connection

    def _go(self, method: str, path: str, body: str | None = None) -> Page:
        with closing(self._connection()) as connection:
            connection.request(method, path, body, self._headers(form=body is not None))
            answer = connection.getresponse()
            text = answer.read().decode()
        for cookie in SimpleCookie(answer.getheader("Set-Cookie") or "").values():
            self.cookies[cookie.key] = cookie.value
        if answer.status in (302, 303):
            return self._go("GET", urljoin(path, answer.getheader("Location")))
        tree = html5lib.HTMLParser(strict=True).parse(text)
        self.page = Page(answer.status, path, text, dict(answer.getheaders()), tree)
        check(self.page)
        return self.page

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=LONGEST_START)

    def _headers(self, *, form: bool) -> dict[str, Any]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        return {**self.headers, **kind, **({"Cookie": cookies} if cookies else {})}


def _children(pid: int) -> list[int]:
    return [
        int(each)
        for each in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    ]
