"""Two machines on one PostgreSQL, each with forms, desk and chores as processes of their own: what
one of them dies with, the other one goes on with."""

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from intake_service.settings import load_settings
from intake_service.work.enquiry import mailbox
from intake_service.work.service import open_service
from tests.built import BuiltSite
from tests.intake import postgres
from tests.intake.browser import Person
from tests.intake.conftest import PASSWORD
from tests.intake.load import ASK, PATIENCE, Crowd, wait_until
from tests.intake.post_office import PostOffice
from tests.intake.process import RemoteVisitor
from tests.intake.shipped import UNFELT, Gunicorn, command, environment
from tests.paths import ROOT
from tests.ports import free_port

pytestmark = pytest.mark.alone

BOX = "/odpoved"
KACKO = [sys.executable, "-m", "tests.intake.store.nodes.prompt"]
DESK = "tests.intake.store.nodes.prompt:desk()"
SENDERS = 2
"""At each machine."""
SHOWN = 8
"""Receipts before the machine dies, and after it."""
WITH_HINT = 4
"""Enquiries whose senders want a letter, half of them answered at each desk."""


@dataclass
class Office(PostOffice):
    """Does something before it takes the first letter to one address."""

    first_to: str = ""
    before: Callable[[], None] = lambda: None
    seen: Counter[str] = field(default_factory=Counter)

    async def handle_RCPT(self, *given: object) -> str:
        address = str(given[3])
        self.seen[address] += 1
        if address == self.first_to and self.seen[address] == 1:
            self.before()
        return await super().handle_RCPT(*given)


class Machine:
    """Forms, desk and chores on one database, as a machine of their own has them."""

    def __init__(self, folder: Path, shared: dict[str, object]) -> None:
        self._folder = folder
        self._folder.mkdir()
        self.given = environment(data=folder / "data", **shared) | UNFELT
        self.port = free_port()
        """Of the forms."""
        self.desk = Desk(free_port())
        self._faces: list[Gunicorn] = []
        self._chores: subprocess.Popen[bytes] | None = None
        self._over = threading.Event()
        self._timer = threading.Thread(target=self._do_chores)

    def kacko(self, *words: str) -> str:
        """What a command says on this machine."""
        told = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
        done = subprocess.run([*KACKO, *words], cwd=ROOT, env=self.given, check=False, **told)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def start(self) -> None:
        """Start both faces and the timer of the chores, and wait until they answer."""
        output = self._folder / "output.txt"
        for unit, port, app in (
            ("kacko-sender.service", self.port, None),
            ("kacko-desk.service", self.desk.port, DESK),
        ):
            face = Gunicorn(command(unit, f"127.0.0.1:{port}", app), self.given, output)
            self._faces.append(face)
            face.wait_for(port)
        self._timer.start()

    def kill(self) -> None:
        """`kill -9` of all its processes at once."""
        self._over.set()
        self.kill_chores()
        for face in self._faces:
            face.kill()

    def kill_chores(self) -> None:
        """`kill -9` of the chores that run now; the timer starts them again."""
        if self._chores:
            self._chores.kill()

    def stop(self) -> None:
        """The orderly end of what still runs."""
        self._over.set()
        if self._timer.is_alive():
            self._timer.join()
        for face in self._faces:
            face.stop()

    def _do_chores(self) -> None:
        with (self._folder / "chores.txt").open("ab") as told:
            where = {"cwd": ROOT, "env": self.given, "stdout": told, "stderr": told}
            while not self._over.wait(0.2):
                self._chores = subprocess.Popen([*KACKO, "tick"], **where)
                self._chores.wait()


@dataclass(frozen=True)
class Desk:
    """Where the desk of a machine answers."""

    port: int


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def mail_port(office: Office) -> Iterator[int]:
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller.port
    controller.stop()


@pytest.fixture
def machines(
    server: postgres.Server,
    built_site: BuiltSite,
    mail_port: int,
    tmp_path: Path,
) -> Iterator[list[Machine]]:
    """The one that was there first, and one that joined it as the guide says."""
    shared = tmp_path / "shared"
    shared.mkdir()
    settings = {
        "database_url": server.make_another(),
        "secret": shared / "server-secret",
        "tombstones": shared / "tombstones",
        "tick_key": shared / "tick-key",
        "frame": built_site.frame_file,
        "site": built_site.output,
        "smtp_host": "127.0.0.1",
        "smtp_port": mail_port,
        "smtp_tls": False,
        "mail_from": "zprava@posta.example",
        "lock_seconds": 60,
        "permit_seconds": 60,
    }
    both = [Machine(tmp_path / name, settings) for name in ("first", "second")]
    (tmp_path / "password").write_text(PASSWORD, "utf-8")
    files = (f"--{name}-file={tmp_path / name}" for name in ("password", "totp", "recovery"))
    both[0].kacko("setup", "--name=Jana", *files)
    both[1].kacko("accept-restored-roster", "--yes")
    for machine in both:
        machine.kacko("tick")  # so that forms ask for an address
        machine.start()
    yield both
    for machine in both:
        machine.stop()


def ask(machine: Machine, number: int) -> RemoteVisitor:
    """Somebody who asks there, wants a letter, and has the page with the receipt open."""
    sender = RemoteVisitor(machine)
    sender.open(ASK)
    sender.send(text=f"Otázka {number}.", hint=address(number))
    return sender


def address(number: int) -> str:
    return f"clovek.{number}@schranka.example"


def answer(counsellor: RemoteVisitor, number: int) -> None:
    counsellor.open(f"/dotaz/{number}")
    page = counsellor.send(f"/dotaz/{number}/odpoved", text=f"Odpověď {number}.")
    assert f"Odpověď {number}." in page.written


def hints(office: Office) -> Counter[str]:
    """How many letters each sender got."""
    return Counter(str(each["To"]) for each in office.letters)


def read_there(machine: Machine, shown: dict[str, str]) -> dict[str, str]:
    """What the receipts open on a machine."""
    service = open_service(load_settings(machine.given))
    try:
        opened = {each: mailbox.open_with_receipt(service, each) for each in shown}
        boxes = {each: mailbox.resume(service, cookie) for each, cookie in opened.items()}
        return {
            each: mailbox.contents(service, box).messages[0].text for each, box in boxes.items()
        }
    finally:
        service.close()


def test_when_a_machine_dies_the_other_goes_on_and_nothing_is_lost(
    machines: list[Machine], office: Office, tmp_path: Path
) -> None:
    first, second = machines
    person = Person("Jana", PASSWORD, (tmp_path / "totp").read_text("utf-8").strip(), [])
    asked = [ask(machines[number % 2], number) for number in range(1, WITH_HINT + 1)]
    receipts = [sender.page.receipt for sender in asked]
    reader = RemoteVisitor(first)
    reader.open(BOX)
    reader.send(receipt=receipts[0])
    halfway = RemoteVisitor(first)
    form = halfway.open(ASK)
    counsellor = RemoteVisitor(first.desk)
    counsellor.open("/prihlaseni")
    counsellor.send("/prihlaseni", name="Jana", password=PASSWORD, code=person.code())
    assert counsellor.page.path != "/prihlaseni", counsellor.page.alerts
    dead = threading.Event()

    def die() -> None:
        first.kill()
        second.kill_chores()  # in the middle of a letter, whoever sends it
        dead.set()

    with Crowd(first.port, SENDERS) as here, Crowd(second.port, SENDERS) as there:
        here.wait_for(SHOWN)
        there.wait_for(SHOWN)
        answer(counsellor, 1)
        answer(counsellor, 2)
        wait_until(lambda: len(hints(office)) == 2)
        office.first_to = address(3)
        office.before = die
        answer(counsellor, 3)
        assert dead.wait(PATIENCE)
        there.wait_for(len(there.shown) + SHOWN)
        counsellor.server = second.desk
        answer(counsellor, 4)
        wait_until(lambda: len(hints(office)) == WITH_HINT)
    assert here.cut_off
    assert there.cut_off == 0
    assert there.refused == 0
    assert (here.faults, there.faults) == ([], [])
    shown = {**here.shown, **there.shown}
    assert read_there(second, shown) == shown

    reader.server = second
    assert reader.open(BOX).written == ["Otázka 1.", "Odpověď 1."]
    halfway.server = second
    halfway.page = form
    assert halfway.send(text="Rozepsané jinde.").receipt
    for number, receipt in enumerate(receipts, 1):
        sender = RemoteVisitor(second)
        sender.open(BOX)
        written = sender.send(receipt=receipt).written
        assert written == [f"Otázka {number}.", f"Odpověď {number}."]
    second.kacko("tick")
    assert hints(office) == Counter(address(number) for number in range(1, WITH_HINT + 1))
