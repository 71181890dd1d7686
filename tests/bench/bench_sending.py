"""What sending costs: the service against one bare insert, alone and after the same Argon2id, in
one run.

    python -m tests.bench.bench_sending [SECONDS]

All three run under the gunicorn of the systemd unit and take turns; only POSTs that were stored
count.
"""

import re
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from intake_service.settings import Settings
from intake_service.work.service import open_service
from intake_service.work.team import founding
from tests.bench import opening
from tests.built import build_site
from tests.intake.load import ASK, Client, token_in
from tests.intake.shipped import UNFELT, Gunicorn, command, environment
from tests.ports import free_port

UNIT = "kacko-sender.service"
SENDERS = 8
CROWD = 100
ROUNDS = 3
TEXT = "Nevím, jak dál, a nemám se koho zeptat. " * 15
GOAL_SHARE = 0.8
GOAL_BESIDE = 0.15
GOAL_P95 = 300
_STATUS = re.compile(rb"HTTP/1.1 (\d+)")


@dataclass
class Contender:
    """A running server, and what was measured of it."""

    name: str
    port: int
    server: Gunicorn
    database: Path
    seconds: float = 0
    processor: float = 0
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def stored(self) -> int:
        """How many texts it keeps."""
        with closing(sqlite3.connect(self.database)) as database:
            return int(database.execute("SELECT count(*) FROM enquiry").fetchone()[0])

    @property
    def rate(self) -> float:
        """Stored texts in a second."""
        return self.stored / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of processor time a stored text."""
        return self.processor / self.stored * 1000


class Sender(threading.Thread):
    """Sends one text after another until the time is over, and reads nothing but the status."""

    def __init__(self, port: int, number: int, until: float) -> None:
        super().__init__()
        self.port = port
        self.number = number
        self.until = until
        self.times: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.unkept = 0
        self.fields = {}
        self.cookies = ""

    def prepare(self) -> None:
        """Open the form once, where there is one; a bare page has none."""
        client = Client(self.port)
        page = client.get(ASK)
        if "<form" in page.text:
            self.fields = {"csrf_token": token_in(page.text)}
            self.cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())

    def run(self) -> None:
        count = 0
        while time.monotonic() < self.until:
            count += 1
            text = f"Pisatel {self.number}, zpráva {count}. {TEXT}"
            start = time.monotonic()
            status, page = self._post(text)
            self.times.append(time.monotonic() - start)
            self.statuses[status] += 1
            self.unkept += status != 303 and text not in page

    def _post(self, text: str) -> tuple[int, str]:
        body = urlencode({**self.fields, "text": text}).encode()
        head = (
            f"POST {ASK} HTTP/1.1\r\nHost: localhost\r\n"
            f"Connection: close\r\nCookie: {self.cookies}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        answer = bytearray()
        with socket.create_connection(("127.0.0.1", self.port), timeout=120) as connection:
            connection.sendall(head.encode() + body)
            while piece := connection.recv(65536):
                answer += piece
        found = _STATUS.match(answer)
        return int(found[1]) if found else 0, answer.decode(errors="replace")


def send(contender: Contender, senders: int, seconds: float) -> list[Sender]:
    """Let so many people send at once; what they saw is added to the contender."""
    people = [Sender(contender.port, number, 0) for number in range(senders)]
    for person in people:
        person.prepare()
    before = contender.server.processor
    start = time.monotonic()
    for person in people:
        person.until = start + seconds
        person.start()
    for person in people:
        person.join()
    contender.seconds += time.monotonic() - start
    contender.processor += contender.server.processor - before
    for person in people:
        contender.times += person.times
        contender.statuses += person.statuses
    return people


def memory(pid: int) -> tuple[int, int]:
    """Resident memory of a process now and at most, in MiB."""
    found = dict(
        re.findall(
            r"(VmRSS|VmHWM):\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        )
    )
    return int(found["VmRSS"]) // 1024, int(found["VmHWM"]) // 1024


@contextmanager
def contenders(folder: Path) -> Iterator[list[Contender]]:
    """The two baselines and the service, running."""
    site = build_site(folder)
    data = folder / "data"
    _set_up(data)
    own = {"data": data, "frame": site.frame_file, "site": site.output}
    apps = {
        "bare insert": ("tests.bench.bare:create_bare_app()", folder / "bare.sqlite3"),
        "with Argon2id": ("tests.bench.bare:create_stretched_app()", folder / "stretched.sqlite3"),
        "the service": (None, data / "intake.sqlite3"),
    }
    running = []
    try:
        for name, (app, database) in apps.items():
            port = free_port()
            given = environment(**own) | UNFELT | {"BARE_DATABASE": str(database)}
            server = Gunicorn(command(UNIT, f"127.0.0.1:{port}", app), given, folder / "output.txt")
            running.append(Contender(name, port, server, database))
        for each in running:
            each.server.wait_for(each.port)
        yield running
    finally:
        for each in running:
            each.server.stop()


def _set_up(data: Path) -> None:
    service = open_service(Settings(data=data))
    founding.found(service, founding.prepare(service, "Jana", "čtyři slova která nepatří k sobě"))
    service.close()


def table(found: list[Contender]) -> Iterator[str]:
    """The figures, and the service as a share of each baseline."""
    heads = "".join(f"{head:>9}" for head in ("stored/s", "p50 ms", "p95 ms", "p99 ms", "CPU ms"))
    yield f"{SENDERS} senders at once{heads}"
    for each in found:
        cuts = quantiles(each.times, n=100)
        figures = "".join(f"{cuts[at] * 1000:>9.0f}" for at in (49, 94, 98))
        yield f"{each.name:<17}{each.rate:>9.1f}{figures}{each.cost:>9.1f}"
    bare, stretched, ours = found
    p95 = quantiles(ours.times, n=100)[94] * 1000
    yield f"share of the bare insert {ours.rate / bare.rate:.2f}"
    yield f"share with Argon2id      {ours.rate / stretched.rate:.2f} (goal {GOAL_SHARE})"
    beside = ours.cost - (stretched.cost - bare.cost)
    share = beside / ours.cost
    yield f"beside Argon2id          {beside:.1f} ms, {share:.0%} of it (goal {GOAL_BESIDE:.0%})"
    yield f"p95                      {p95:.0f} ms (goal {GOAL_P95})"


def open_forms(seconds: float) -> None:
    """Measure visits of the form, and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = build_site(folder)
        _set_up(folder / "data")
        own = {"data": folder / "data", "frame": site.frame_file, "site": site.output}
        given = environment(**own) | UNFELT | {"BARE_DATABASE": str(folder / "bare.sqlite3")}
        with opening.servers(UNIT, given, folder / "output.txt") as running:
            opening.measure(running, seconds, ROUNDS)
            sys.stdout.write("\n".join(opening.table(running)) + "\n\n")


def main() -> None:
    """Measure, and print the tables."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 6.0
    open_forms(seconds)
    with tempfile.TemporaryDirectory() as name, contenders(Path(name)) as found:
        for _round in range(ROUNDS):
            for each in found:
                send(each, SENDERS, seconds / ROUNDS)
        sys.stdout.write("\n".join(table(found)) + "\n")
        ours = found[-1]
        before = memory(ours.server.worker)[0]
        ours.statuses.clear()
        ours.times.clear()
        people = send(ours, CROWD, seconds)
        now, most = memory(ours.server.worker)
        slowest = max(ours.times)
    unkept = sum(person.unkept for person in people)
    told = ", ".join(f"{status}: {count}" for status, count in sorted(ours.statuses.items()))
    lines = [
        f"{CROWD} senders at once: {told}; texts not given back: {unkept}; slowest {slowest:.1f} s"
    ]
    lines.append(f"memory {before} MiB before, {now} MiB after, at most {most} MiB")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
