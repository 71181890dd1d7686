"""A receipt that was shown is a message that is kept, although the server is killed in the middle
of it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from random import Random
from threading import Event

import pytest

from intake_service.settings import Settings
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service, open_service
from tests.built import BuiltSite
from tests.intake.load import ASK, Crowd, wait_until
from tests.intake.process import RemoteVisitor, Server
from tests.paths import ROOT

pytestmark = pytest.mark.alone

BOX = "/odpoved"
KILLS = int(os.environ.get("KILLS", "20"))
SHOWN_BETWEEN_KILLS = int(os.environ.get("SHOWN_BETWEEN_KILLS", "12"))  # receipts, on average
EVERYTHING_DIES = 5  # at every fifth kill; the others are survived by the worker's master
SENDERS = 4


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, built_site: BuiltSite) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("killed")
    server = Server(folder, built_site)
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
    sender = RemoteVisitor(server)
    before = enquiries_in(server)
    sender.open(ASK)
    form = sender.page
    fields = {**form.fields(), "text": "Poslední slova před pádem."}
    connection = sender.click(ASK, **fields)
    wait_until(lambda: enquiries_in(server) > before)  # it is kept; its page is never looked at
    server.kill()
    connection.close()
    server.start()
    sender.page = form
    sent = sender.send(text="Poslední slova před pádem.")
    assert enquiries_in(server) == before + 1
    sender.open(BOX)
    assert sender.send(receipt=sent.receipt).written == ["Poslední slova před pádem."]


def test_of_what_was_acknowledged_nothing_is_lost_in_twenty_kills_under_load(
    server: Server,
) -> None:
    chance = Random()
    pause = Event()
    with Crowd(server.port, SENDERS) as crowd:
        for kill in range(KILLS):
            crowd.wait_for(len(crowd.shown) + chance.randint(1, 2 * SHOWN_BETWEEN_KILLS))
            pause.wait(chance.random() / 20)  # in the middle of something
            if kill % EVERYTHING_DIES:
                server.kill_worker()
            else:
                server.kill()
                server.start()
    assert crowd.faults == []
    assert len(crowd.shown) >= KILLS
    service = open_service(Settings(data=server.data, content=ROOT / "content"))
    try:
        kept = {receipt: read(service, receipt) for receipt in crowd.shown}
    finally:
        service.close()
    assert kept == crowd.shown
    with closing(sqlite3.connect(server.data / "intake.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def read(service: Service, receipt: str) -> str:
    """The text that a receipt opens."""
    opened = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    return mailbox.contents(service, opened).messages[0].text


def test_after_an_orderly_end_it_starts_again_within_seconds(server: Server) -> None:
    server.stop()
    server.start()
    assert RemoteVisitor(server).open(ASK).status == 200
