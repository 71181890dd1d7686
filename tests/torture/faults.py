"""Everything that may fail around a running service, each for a moment or until it is mended."""

import os
import resource
import socket
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Final

from tests.intake import postgres
from tests.intake.load import Client
from tests.intake.process import INTAKE, Server

FELT_SECONDS: Final = 2.0
"""How long a fault lasts that does not mend itself."""
SLOW_CLIENTS: Final = 60
LONG_BODY: Final = b"text=" + b"x" * 10_000_000

ON_ANOTHER_DAY: Final = (
    "import datetime, time_machine;"
    "day = datetime.datetime.now(datetime.UTC) + datetime.timedelta({days});"
    "time_machine.travel(day).start();"
    "from intake_service.cli import main; main()"
)
"""`faketime` would move the clock of Python's own sleep, too."""

SECRET: Final = "server-secret"


@dataclass(frozen=True)
class House:
    """A running service, and the server of its database unless that is a file."""

    server: Server
    postgresql: postgres.Server | None
    mail_port: int

    @property
    def has_file(self) -> bool:
        """Whether the database is a file of SQLite."""
        return self.postgresql is None


@dataclass(frozen=True)
class Fault:
    """Something that fails inside ``with fault.felt(house)``."""

    name: str
    felt: Callable[[House], AbstractContextManager[None]]
    of_files_only: bool = False


@contextmanager
def worker_killed(house: House) -> Iterator[None]:
    """The process that answers dies; its master starts another one."""
    house.server.kill_worker()
    yield


@contextmanager
def everything_killed(house: House) -> Iterator[None]:
    """`kill -9` of all at once, and a start."""
    house.server.kill()
    house.server.start()
    yield


@contextmanager
def stopped_in_order(house: House) -> Iterator[None]:
    """As at an upgrade."""
    house.server.stop()
    house.server.start()
    yield


@contextmanager
def database_away(house: House) -> Iterator[None]:
    """The server of the database is restarted; a file is held by another program."""
    if house.postgresql is None:
        with closing(sqlite3.connect(house.server.data / "intake.sqlite3", timeout=60)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.rollback()
        return
    house.postgresql.stop()
    yield
    house.postgresql.start()


@contextmanager
def disk_full(house: House) -> Iterator[None]:
    """No file of the service takes a byte."""
    workers = house.server.workers()
    before = [resource.prlimit(each, resource.RLIMIT_FSIZE, (0, -1)) for each in workers]
    yield
    for each, limits in zip(workers, before, strict=True):
        resource.prlimit(each, resource.RLIMIT_FSIZE, limits)


def clock_moved(days: int) -> Callable[[House], AbstractContextManager[None]]:
    """The machine wakes up on another day; chores run there, and then the clock is put right."""

    @contextmanager
    def felt(house: House) -> Iterator[None]:
        house.server.stop()
        house.server.program = [sys.executable, "-c", ON_ANOTHER_DAY.format(days=days)]
        house.server.start()
        yield
        house.server.stop()
        house.server.program = INTAKE
        house.server.start()

    return felt


def mail_server(answer: bytes | None) -> Callable[[House], AbstractContextManager[None]]:
    """The mail server says `answer` to everybody; with None it takes calls and keeps silent."""

    @contextmanager
    def felt(house: House) -> Iterator[None]:
        over = threading.Event()
        with socket.create_server(("127.0.0.1", house.mail_port)) as listening:
            listening.settimeout(0.2)
            calls = threading.Thread(target=_answer, args=[listening, answer, over])
            calls.start()
            yield
            over.set()
            calls.join()

    return felt


def _answer(listening: socket.socket, answer: bytes | None, over: threading.Event) -> None:
    with ExitStack() as calls:
        while not over.is_set():
            try:
                call, _ = listening.accept()
            except TimeoutError:
                continue
            calls.enter_context(call)
            if answer:
                call.sendall(answer)


@contextmanager
def mail_down(_house: House) -> Iterator[None]:
    """Nobody takes letters: nothing listens where the mail server should."""
    yield


def secret_changed(*, foreign: bool) -> Callable[[House], AbstractContextManager[None]]:
    """The server secret is gone, or another one: the service must not start, and say why."""

    @contextmanager
    def felt(house: House) -> Iterator[None]:
        secret = house.server.data / SECRET
        house.server.stop()
        kept = secret.read_bytes()
        secret.unlink()
        if foreign:
            secret.write_bytes(os.urandom(len(kept)))
            secret.chmod(0o600)
        house.server.must_not_start()
        yield
        secret.unlink(missing_ok=True)
        secret.write_bytes(kept)
        secret.chmod(0o600)
        house.server.start()

    return felt


@contextmanager
def slow_clients(house: House) -> Iterator[None]:
    """Many who have begun to send a form, and go on no further."""
    with ExitStack() as stack:
        for _ in range(SLOW_CLIENTS):
            call = stack.enter_context(socket.create_connection(("127.0.0.1", house.server.port)))
            call.sendall(b"POST /dotaz/o-sobe HTTP/1.1\r\nHost: localhost\r\n")
        yield


@contextmanager
def long_bodies(house: House) -> Iterator[None]:
    """Somebody sends ten megabytes, again and again."""
    for _ in range(10):
        with closing(Client(house.server.port)._connection()) as connection:
            try:
                connection.request("POST", "/dotaz/o-sobe", LONG_BODY, {"Host": "localhost"})
                assert connection.getresponse().status == 413
            except (ConnectionError, BrokenPipeError):
                continue  # the answer was given before the body had been read
    yield


FAULTS: Final = (
    Fault("the worker killed", worker_killed),
    Fault("everything killed", everything_killed),
    Fault("stopped in order", stopped_in_order),
    Fault("the database away", database_away),
    Fault("the disk full", disk_full, of_files_only=True),
    Fault("a clock a day ahead", clock_moved(1)),
    Fault("a clock a day behind", clock_moved(-1)),
    Fault("a clock a year ahead", clock_moved(365)),
    Fault("no mail server", mail_down),
    Fault("a mail server that refuses", mail_server(b"554 no service\r\n")),
    Fault("a mail server that is silent", mail_server(None)),
    Fault("the secret missing", secret_changed(foreign=False)),
    Fault("the secret of somebody else", secret_changed(foreign=True)),
    Fault("sixty slow clients", slow_clients),
    Fault("bodies of ten megabytes", long_bodies),
)
