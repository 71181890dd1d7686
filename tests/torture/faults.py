"""Everything that may fail around a running service, each for a moment or until it is mended."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from aiosmtpd.controller import Controller
from sqlalchemy import update

from intake_service.settings import Settings, load_settings
from intake_service.store.models import Message
from intake_service.work.enquiry import mailbox
from intake_service.work.service import open_service
from tests.intake import postgres
from tests.intake.load import ASK, Client, receipt_in, token_in
from tests.intake.post_office import PostOffice
from tests.intake.process import INTAKE, Server

FELT_SECONDS: Final = 2.0
"""How long a fault lasts that does not mend itself."""
SLOW_CLIENTS: Final = 60
DISK: Final = "size=48m,mode=0700"
LONG_BODY: Final = b"text=" + b"x" * 10_000_000

BOX: Final = "/odpoved"

AT_ANOTHER_TIME: Final = (
    "import datetime, time_machine;"
    "day = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours={hours});"
    "time_machine.travel(day).start();"
    "from intake_service.cli import main; main()"
)
"""`faketime` would move the clock of Python's own sleep, too."""

SECRET: Final = "server-secret"
URGENT: Final = "Chci se zabít, už nemůžu dál."
"""The team hears of it at once, by a letter."""


@dataclass
class House:
    """A running service, its mail server, and the server of its database unless that is a file."""

    server: Server
    postgresql: postgres.Server | None
    mail: Controller

    @property
    def has_file(self) -> bool:
        """Whether the database is a file of SQLite."""
        return self.postgresql is None

    def doctor(self, *, hours: int = 0) -> set[str]:
        """The checks that are not well, as `kacko doctor` names them so many hours later."""
        usual = self.server.program
        if hours:
            self.server.program = at_another_time(hours)
        said = self.server.said("doctor", "--json")
        self.server.program = usual
        try:
            return {each["id"] for each in json.loads(said)["checks"] if each["fault"]}
        except (ValueError, KeyError):
            return {said.strip().splitlines()[-1][:60] if said.strip() else "nothing"}

    def events(self) -> list[str]:
        """What the log has told so far, by the types of events."""
        found = re.findall(r'"event": "([a-z-]+)"', self.server.output.read_text("utf-8"))
        return [each for each in found if each != "stopping"]


def mail_server_on(port: int) -> Controller:
    """A mail server that takes everything, started."""
    controller = Controller(PostOffice(), hostname="127.0.0.1", port=port)
    controller.start()
    return controller


def at_another_time(hours: int) -> list[str]:
    """`kacko` where the clock is so many hours ahead."""
    return [sys.executable, "-c", AT_ANOTHER_TIME.format(hours=hours)]


@dataclass(frozen=True)
class Fault:
    """Something that fails inside ``with fault.felt(house)``."""

    name: str
    felt: Callable[[House], AbstractContextManager[None]]
    needs_file: bool = False
    needs_server: bool = False
    asked_later: int = 0
    """Hours after which an operator is told at the latest."""

    def fits(self, house: House) -> bool:
        """Whether it can happen to this database, here."""
        return not (self.needs_server if house.has_file else self.needs_file)


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
def database_killed(house: House) -> Iterator[None]:
    """`kill -9` of the server of the database, and a start."""
    assert house.postgresql
    house.postgresql.kill()
    yield
    house.postgresql.start()


@contextmanager
def only_read(house: House) -> Iterator[None]:
    """The server of the database takes no writes, as one that stands in for another."""
    address = str(house.server.settings["DATABASE_URL"]).replace("+psycopg", "")
    _set(address, "SET default_transaction_read_only = on")
    yield
    _set(address, "RESET default_transaction_read_only")


def _set(address: str, words: str) -> None:
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("SET default_transaction_read_only = off")
        name = other.info.dbname
        other.execute(f"ALTER DATABASE {name} {words}")
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@contextmanager
def started_read_only(house: House) -> Iterator[None]:
    """The machine comes up with a disk that can only be read, as after a fault of the disk."""
    data = house.server.data
    house.server.stop()
    with _mounted("--bind", data, data):
        subprocess.run(["mount", "-o", "remount,bind,ro", data], check=True)
        house.server.start()
        yield
        house.server.stop()
    house.server.start()


@contextmanager
def row_corrupt(house: House) -> Iterator[None]:
    """Somebody's text is damaged in the database; they come for the answer, and go on."""
    client = Client(house.server.port)
    form = client.get(ASK)
    sent = client.post(ASK, csrf_token=token_in(form.text), text="Věta, která se poškodí.")
    receipt = receipt_in(client.get(sent.headers["Location"]).text)
    service = open_service(_settings(house))
    opened = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    with service.store.write() as session:
        spoil = update(Message).where(Message.enquiry_id == opened.enquiry_id)
        session.execute(spoil.values(body=os.urandom(2000)))
    service.close()
    visitor = Client(house.server.port)
    visitor.post(BOX, csrf_token=token_in(visitor.get(BOX).text), receipt=receipt)
    seen = visitor.get(BOX)
    assert "poškozené" in seen.text, (seen.status, seen.text)
    yield


def _settings(house: House) -> Settings:
    own = {name: value for name, value in house.server.environment.items() if "INTAKE_" in name}
    return load_settings(own)


@contextmanager
def disk_full(house: House) -> Iterator[None]:
    """Its data lie on a small disk of their own, and something else fills it."""
    data = house.server.data
    kept = data.with_name("kept")
    house.server.stop()
    shutil.copytree(data, kept)
    with _mounted("-t", "tmpfs", "-o", DISK, "tmpfs", data):
        shutil.copytree(kept, data, dirs_exist_ok=True)
        house.server.start()
        Client(house.server.port).get(ASK)  # it listens before it has opened its database
        filler = data / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(4096)):
                pass
        yield
        filler.unlink()
        house.server.stop()
        shutil.rmtree(kept)
        shutil.copytree(data, kept)
    shutil.copytree(kept, data, dirs_exist_ok=True)
    shutil.rmtree(kept)
    house.server.start()


@contextmanager
def _mounted(*words: str | Path) -> Iterator[None]:
    """Mount something over a folder, the last of the words, for a while."""
    subprocess.run(["mount", *words], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", words[-1]], check=True)


def clock_moved(days: int) -> Callable[[House], AbstractContextManager[None]]:
    """The machine wakes up on another day; chores run there, and then the clock is put right."""

    @contextmanager
    def felt(house: House) -> Iterator[None]:
        house.server.stop()
        house.server.program = at_another_time(24 * days)
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
        with mail_down(house), socket.create_server(("127.0.0.1", house.mail.port)) as listening:
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
def mail_down(house: House) -> Iterator[None]:
    """Nobody takes letters while one waits."""
    house.mail.stop()
    client = Client(house.server.port)
    form = client.get(ASK)
    client.post(ASK, csrf_token=token_in(form.text), text=URGENT)
    yield
    house.mail = mail_server_on(house.mail.port)


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
    Fault("the database killed", database_killed, needs_server=True),
    Fault("the disk full", disk_full, needs_file=True),
    Fault("a start on a read-only disk", started_read_only, needs_file=True),
    Fault("a read-only database", only_read, needs_server=True),
    Fault("a corrupt row", row_corrupt),
    Fault("a clock a day ahead", clock_moved(1)),
    Fault("a clock a day behind", clock_moved(-1)),
    Fault("a clock a year ahead", clock_moved(365)),
    Fault("no mail server", mail_down, asked_later=3),
    Fault("a mail server that refuses", mail_server(b"554 no service\r\n"), asked_later=3),
    Fault("a mail server that is silent", mail_server(None), asked_later=3),
    Fault("the secret missing", secret_changed(foreign=False)),
    Fault("the secret of somebody else", secret_changed(foreign=True)),
    Fault("sixty slow clients", slow_clients),
    Fault("bodies of ten megabytes", long_bodies),
)
