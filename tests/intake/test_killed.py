"""A receipt that was shown is a message that is kept, although the server is killed in the middle of it."""

import http.client
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from intake_service.settings import Settings
from intake_service.work import mailbox
from intake_service.work.service import open_service
from tests.intake.process import ROOT, RemoteVisitor, Server

ASK, BOX = "/dotaz/o-sobe", "/odpoved"
KILLS = 3
SENDERS = 3
SHOWN_BEFORE_A_KILL = 6  # receipts; a slow machine takes longer for them, and is killed all the same
PATIENCE = 60  # seconds


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, frame_file: Path) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("killed")
    server = Server(folder, frame_file.parent / "output", frame_file)
    (folder / "password").write_text("čtyři slova která nepatří k sobě")
    secrets = [f"--totp-file={folder / 'totp'}", f"--recovery-file={folder / 'recovery'}"]
    server.command("setup", "--name=Jana", f"--password-file={folder / 'password'}", *secrets)
    server.start()
    yield server
    server.kill()


def enquiries_in(server: Server) -> int:
    with closing(sqlite3.connect(server.data / "intake.sqlite3")) as database:
        return int(database.execute("SELECT count(*) FROM enquiry").fetchone()[0])


def test_killed_between_the_click_and_the_page_nothing_is_lost_or_doubled(server: Server) -> None:
    sender, before = RemoteVisitor(server), enquiries_in(server)
    sender.open(ASK)
    form = sender.page
    fields = {**form.fields(), "text": "Poslední slova před pádem."}
    connection = sender.click(ASK, **fields)
    pause, until = threading.Event(), time.monotonic() + 20
    while enquiries_in(server) == before:  # until it is kept; its page is never looked at
        assert time.monotonic() < until
        pause.wait(0.005)
    server.kill()
    connection.close()
    server.start()
    sender.page = form
    sent = sender.send(text="Poslední slova před pádem.")
    assert enquiries_in(server) == before + 1
    sender.open(BOX)
    assert sender.send(receipt=sent.receipt).written == ["Poslední slova před pádem."]


class Sender(threading.Thread):
    """Somebody who sends one text after another and notes the receipts that were shown."""

    def __init__(self, server: Server, name: str, done: threading.Event) -> None:
        super().__init__()
        self.visitor, self.who, self.done = RemoteVisitor(server), name, done
        self.shown: dict[str, str] = {}
        self.faults: list[Exception] = []

    def run(self) -> None:
        number = 0
        while not self.done.is_set():
            number += 1
            text = f"{self.who} {number}"
            try:
                self.visitor.open(ASK)
                self.shown[self.visitor.send(text=text).receipt] = text
            except (OSError, http.client.HTTPException):
                self.done.wait(0.1)  # killed; the text counts only when its receipt was shown
            except Exception as fault:
                self.faults.append(fault)
                return


def test_of_what_was_acknowledged_nothing_is_lost_in_three_kills_under_load(server: Server) -> None:
    done = threading.Event()
    senders = [Sender(server, f"Pisatel {number}, zpráva", done) for number in range(SENDERS)]
    for sender in senders:
        sender.start()
    pause, until = threading.Event(), time.monotonic() + PATIENCE
    for kill in range(1, KILLS + 1):
        while sum(len(sender.shown) for sender in senders) < kill * SHOWN_BEFORE_A_KILL:
            assert time.monotonic() < until
            pause.wait(0.01)
        server.kill()
        server.start()
    done.set()
    for sender in senders:
        sender.join()
    assert [fault for sender in senders for fault in sender.faults] == []
    acknowledged = {receipt: text for sender in senders for receipt, text in sender.shown.items()}
    assert len(acknowledged) >= KILLS * SHOWN_BEFORE_A_KILL
    service = open_service(Settings(data=server.data, content=ROOT / "content"))
    try:
        kept = {
            receipt: mailbox.look(service, mailbox.resume(service, mailbox.enter(service, receipt)))
            .messages[0]
            .text
            for receipt in acknowledged
        }
    finally:
        service.close()
    assert kept == acknowledged
    with closing(sqlite3.connect(server.data / "intake.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_after_an_orderly_end_it_starts_again_within_seconds(server: Server) -> None:
    server.stop()
    server.start()
    assert RemoteVisitor(server).open(ASK).status == 200
