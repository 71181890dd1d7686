"""What a visit of the form costs: the service with one process and two, beside a bare page.

One and eight people visit at once; the servers take turns in one run.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.intake.load import ASK
from tests.intake.shipped import Gunicorn, command
from tests.ports import free_port

CROWDS = (1, 8)
GOAL_COST = 3.0  # milliseconds of processor time a visit


@dataclass
class Opened:
    """Visits of one server by so many people at once."""

    visits: int = 0
    seconds: float = 0.0
    processor: float = 0.0

    @property
    def rate(self) -> float:
        """Visits in a second."""
        return self.visits / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of processor time a visit."""
        return self.processor / self.visits * 1000


@dataclass
class Server:
    """A running server, and what was measured of it by the number of people at once."""

    name: str
    port: int
    gunicorn: Gunicorn
    found: dict[int, Opened] = field(
        default_factory=lambda: {people: Opened() for people in CROWDS}
    )


class Visitor(threading.Thread):
    """Opens the form again and again, each time as somebody new."""

    def __init__(self, port: int, until: float) -> None:
        super().__init__()
        self.port = port
        self.until = until
        self.visits = 0

    def run(self) -> None:
        request = f"GET {ASK} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        while time.monotonic() < self.until:
            answer = bytearray()
            with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
                connection.sendall(request)
                while piece := connection.recv(65536):
                    answer += piece
            if not answer.startswith(b"HTTP/1.1 200"):
                raise AssertionError(bytes(answer[:200]))
            self.visits += 1


@contextmanager
def servers(unit: str, given: dict[str, str], output: Path) -> Iterator[list[Server]]:
    """A bare page, and the service with one process and with two."""
    shapes = (
        ("a bare page", "tests.bench.bare:create_bare_app()", 1),
        ("the service", None, 1),
        ("two processes", None, 2),
    )
    with ExitStack() as stack:
        running = []
        for name, app, processes in shapes:
            port = free_port()
            words = command(unit, f"127.0.0.1:{port}", app)
            words[words.index("--workers") + 1] = str(processes)
            gunicorn = Gunicorn(words, given, output)
            stack.callback(gunicorn.stop)
            running.append(Server(name, port, gunicorn))
        for each in running:
            each.gunicorn.wait_for(each.port)
            visit(each, max(CROWDS), 1.0)  # every process has opened everything once
            each.found = {people: Opened() for people in CROWDS}
        yield running


def measure(running: list[Server], seconds: float, rounds: int) -> None:
    """Let people visit each server in turns."""
    for _round in range(rounds):
        for people in CROWDS:
            for each in running:
                visit(each, people, seconds / rounds)


def table(running: list[Server]) -> Iterator[str]:
    """Visits a second and processor time a visit, by the number of people at once."""
    heads = "".join(f"{f'{people} at once: /s':>18}{'CPU ms':>8}" for people in CROWDS)
    yield f"opening the form {heads}"
    for each in running:
        figures = "".join(f"{found.rate:>18.0f}{found.cost:>8.2f}" for found in each.found.values())
        yield f"{each.name:<17}{figures}"
    ours = running[1].found
    yield f"processor time a visit   {ours[1].cost:.1f} ms (goal {GOAL_COST})"
    yield f"eight at once to one     {ours[8].rate / ours[1].rate:.2f} (goal 1)"


def visit(server: Server, people: int, seconds: float) -> None:
    """Let so many people visit at once; what they saw is added to the server."""
    found = server.found[people]
    before = server.gunicorn.processor
    start = time.monotonic()
    visitors = [Visitor(server.port, start + seconds) for _person in range(people)]
    for each in visitors:
        each.start()
    for each in visitors:
        each.join()
    found.seconds += time.monotonic() - start
    found.processor += server.gunicorn.processor - before
    found.visits += sum(each.visits for each in visitors)
