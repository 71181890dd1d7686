"""The service as `deploy/` ships it: the systemd units' commands, run here on other sockets."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from intake_service.settings import PREFIX
from tests.intake.load import wait_until
from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
BRAKES = (
    "SENDS_NETWORK",
    "SENDS_LOCAL",
    "SENDS_EVERYBODY",
    "REPLIES_LOCAL",
    "WRONG_RECEIPTS_NETWORK",
    "WRONG_RECEIPTS_LOCAL",
)
UNFELT = {f"{PREFIX}{name}": "1000000" for name in BRAKES} | {f"{PREFIX}FORM_SECONDS": "0"}
"""Brakes that nobody feels: everybody here comes from this machine."""


def command(unit: str, bind: str, app: str | None = None) -> list[str]:
    """The gunicorn of a unit, bound to `bind`, with another app if told so."""
    text = (DEPLOY / "systemd" / unit).read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.search(r"^ExecStart=(.*)$", text, re.MULTILINE)
    assert found
    words = shlex.split(found[1])
    words[0] = str(Path(sys.executable).with_name("gunicorn"))
    words[words.index("--bind") + 1] = bind
    return [*words[:-1], app or words[-1]]


def environment(**settings: object) -> dict[str, str]:
    """This process's environment with these settings of the service and no others."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return {**own, **{f"{PREFIX}{name.upper()}": str(value) for name, value in settings.items()}}


class Gunicorn:
    """A running unit."""

    def __init__(
        self, words: list[str], given: Mapping[str, str], output: Path, *, held: int | None = None
    ) -> None:
        """`held` is a socket that stays open in it, as systemd hands one over."""
        self._output = output.open("ab")
        self._process = subprocess.Popen(
            words,
            cwd=ROOT,
            env=given,
            stdout=self._output,
            stderr=self._output,
            start_new_session=True,
            pass_fds=() if held is None else (held,),
        )

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
        return [int(child) for child in children]

    @property
    def worker(self) -> int:
        """The process that answers, where there is one."""
        return self.workers[0]

    @property
    def processor(self) -> float:
        """Seconds of processor time that all processes which answer have used."""
        ticks = 0
        for pid in self.workers:
            parts = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            ticks += int(parts[11]) + int(parts[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    @property
    def sockets(self) -> int:
        """How many sockets the worker has open."""
        found = 0
        for file in Path(f"/proc/{self.worker}/fd").iterdir():
            with suppress(FileNotFoundError):  # it was closed meanwhile
                found += str(file.readlink()).startswith("socket:")
        return found

    def wait_until_it_waits(self) -> None:
        """Wait until no thread of the worker has anything to do, for a while."""
        quiet = 0

        def is_quiet() -> bool:
            nonlocal quiet
            quiet = 0 if any(state != "S" for state in self._states()) else quiet + 1
            return quiet > 20

        wait_until(is_quiet)

    def _states(self) -> Iterator[str]:
        for task in Path(f"/proc/{self.worker}/task").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
                yield (task / "stat").read_text().rpartition(") ")[2][0]

    def wait_for(self, port: int) -> None:
        """Wait until it answers on a port."""
        wait_until(lambda: self._process.poll() is not None or answers(port))
        assert self._process.poll() is None, Path(self._output.name).read_text(encoding="utf-8")

    def kill(self) -> None:
        """`kill -9` of the master and all who answer, at once."""
        os.killpg(self._process.pid, signal.SIGKILL)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it in good order; returns its exit code."""
        self._process.send_signal(how)
        try:
            return self._process.wait(timeout=60)
        finally:
            self._output.close()


def answers(port: int) -> bool:
    """Whether somebody listens and says a word."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return bool(connection.recv(1))
    except OSError:
        threading.Event().wait(0.05)
        return False
