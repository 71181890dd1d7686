"""A lock that lasts, a disk that takes nothing: the real server says so in time, and recovers by
itself."""

import resource
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path

import pytest

from tests.built import BuiltSite
from tests.intake.conftest import Founded
from tests.intake.load import ASK, Answer, Client, receipt_in, token_in
from tests.intake.shipped import UNFELT, Gunicorn, command, environment
from tests.ports import free_port

pytestmark = pytest.mark.alone

BOX = "/odpoved"
TEXT = "Řádek jedna,\r\nřádek dva. " * 300
# seconds
SAT_OUT = 2.0
TOO_LONG = 20.0
HONEST_WITHIN = 15.0  # seconds


class Face:
    """The sender's face with the settings that are shipped."""

    def __init__(self, folder: Path, founded: Founded, site: BuiltSite, **felt: object) -> None:
        """Without further settings, limits that nobody feels."""
        shutil.copytree(founded.data, folder / "data")
        self.database = folder / "data" / "intake.sqlite3"
        self.port = free_port()
        own = {"data": folder / "data", "frame": site.frame_file, "site": site.output}
        given = environment(**own, **felt) | ({} if felt else UNFELT)
        words = command("kacko-sender.service", f"127.0.0.1:{self.port}")
        self.server = Gunicorn(words, given, folder / "output.txt")
        self.server.wait_for(self.port)

    @contextmanager
    def locked(self, seconds: float) -> Iterator[None]:
        """Another process writes for so long, or until the block ends."""
        held = threading.Event()
        over = threading.Event()

        def hold() -> None:
            with closing(sqlite3.connect(self.database, isolation_level=None, timeout=60)) as other:
                other.execute("BEGIN IMMEDIATE")
                held.set()
                over.wait(seconds)
                other.execute("ROLLBACK")

        writer = threading.Thread(target=hold)
        writer.start()
        held.wait()
        yield
        over.set()
        writer.join()

    @contextmanager
    def no_disk(self) -> Iterator[None]:
        """No file of the server can be written: the system refuses every byte."""
        before = resource.prlimit(self.server.worker, resource.RLIMIT_FSIZE)
        resource.prlimit(self.server.worker, resource.RLIMIT_FSIZE, (0, before[1]))
        yield
        resource.prlimit(self.server.worker, resource.RLIMIT_FSIZE, before)

    @property
    def enquiries(self) -> int:
        with closing(sqlite3.connect(self.database)) as database:
            return int(database.execute("SELECT count(*) FROM enquiry").fetchone()[0])


@pytest.fixture(scope="module")
def face(
    tmp_path_factory: pytest.TempPathFactory, founded: Founded, built_site: BuiltSite
) -> Iterator[Face]:
    face = Face(tmp_path_factory.mktemp("face"), founded, built_site)
    yield face
    face.server.stop()


@pytest.fixture
def client(face: Face) -> Client:
    return Client(face.port)


def send(client: Client, text: str = TEXT) -> Answer:
    return client.post(ASK, csrf_token=token_in(client.get(ASK).text), text=text)


def open_box(client: Client, receipt: str, text: str = "") -> Answer:
    """What comes back when the code is typed."""
    token = token_in(client.get(BOX).text)
    return client.post(BOX, csrf_token=token, receipt=receipt, text=text)


def enter(client: Client, receipt: str) -> Answer:
    open_box(client, receipt)
    return client.get(BOX)


def is_honest(answer: Answer) -> bool:
    """A 503 with the phone: when to come back is said, the text given back, no receipt shown."""
    kept = unescape(answer.text).replace("\n", "\r\n")
    page = (answer.status, receipt_in(answer.text), answer.headers["Retry-After"])
    return page == (503, None, "60") and 'href="tel:155"' in kept and TEXT in kept


def test_a_lock_of_two_seconds_is_sat_out(face: Face, client: Client) -> None:
    with face.locked(SAT_OUT):
        answer = send(client)
    assert answer.status == 303
    assert receipt_in(client.get(answer.headers["Location"]).text)


def test_a_lock_that_lasts_is_told_in_time_to_everybody_who_waits(face: Face) -> None:
    clients = [Client(face.port) for _ in range(5)]
    forms = [token_in(client.get(ASK).text) for client in clients]
    answers: list[Answer] = []

    def ask(number: int) -> None:
        answers.append(clients[number].post(ASK, csrf_token=forms[number], text=TEXT))

    people = [threading.Thread(target=ask, args=(number,)) for number in range(len(clients))]
    before = face.enquiries
    start = time.monotonic()
    with face.locked(TOO_LONG):
        for person in people:
            person.start()
        for person in people:
            person.join()
        assert max(answer.seconds for answer in answers) < HONEST_WITHIN
        assert time.monotonic() - start < TOO_LONG, "the lock was over before they were answered"
    assert all(is_honest(answer) for answer in answers)
    assert face.enquiries == before
    assert send(clients[0]).status == 303


def test_while_the_database_is_locked_the_answer_can_be_read(face: Face, client: Client) -> None:
    sent = send(client)
    receipt = receipt_in(client.get(sent.headers["Location"]).text)
    assert receipt
    with face.locked(TOO_LONG):
        answer = open_box(Client(face.port), receipt, text="Rozepsaná odpověď.")
        assert (answer.status, "Řádek jedna," in answer.text) == (200, True)
        assert "Rozepsaná odpověď." in answer.text
        assert answer.seconds < HONEST_WITHIN
        wrong = open_box(Client(face.port), receipt[:-1] + ("0" if receipt[-1] != "0" else "1"))
        assert wrong.status == 422
    assert "Řádek jedna," in enter(Client(face.port), receipt).text


def test_on_a_full_disk_nothing_is_acknowledged_reading_goes_on_and_all_is_well_afterwards(
    face: Face, client: Client
) -> None:
    sent = send(client)
    receipt = receipt_in(client.get(sent.headers["Location"]).text)
    assert receipt
    reader = Client(face.port)
    fresh = Client(face.port)
    before = face.enquiries
    assert "Řádek jedna," in enter(reader, receipt).text
    with face.no_disk():
        assert fresh.get("/en/ask/myself").status == 200
        refused = send(fresh)
        assert is_honest(refused)
        again = reader.get(BOX)
        assert (again.status, "Řádek jedna," in again.text) == (200, True)
        reply = reader.post(f"{BOX}/napsat", csrf_token=token_in(again.text), text=TEXT, after="1")
        assert is_honest(reply)
        opened = open_box(Client(face.port), receipt)
        assert (opened.status, "Řádek jedna," in opened.text) == (200, True)
        assert "jen číst" in opened.text
        assert face.enquiries == before
    assert send(fresh).status == 303
    with closing(sqlite3.connect(face.database)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
