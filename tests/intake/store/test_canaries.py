"""What somebody typed, or their browser told, lies readable nowhere: every byte of the machine is
read."""

import base64
import json
import os
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from centre.intake.data_inventory import INVENTORY
from intake_service import clock
from intake_service.store import receipts
from intake_service.store.models import Enquiry, Message, Note
from intake_service.work.casework import cases, deletion
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.built import BuiltSite
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.load import wait_until
from tests.intake.moments import later
from tests.intake.process import RemoteVisitor, Server

ASK = "/dotaz/blizci"
BOX = "/odpoved"
DESK = "/pult"
PASSWORD = "kanárčí heslo canary-password-41c"
WRONG_CODE = "CANA RYCA NARY 0000"
ADDRESS = "203.0.113.77"


def disguises(secret: str) -> Iterator[bytes]:
    """How a text could lie on a disk: plain, escaped, encoded, grouped, anywhere in base64."""
    for text in {
        secret,
        secret.replace(" ", ""),
        " ".join(receipts.groups(receipts.Receipt(secret))),
    }:
        yield from (
            text.encode(),
            text.encode("utf-16-le"),
            quote(text).encode(),
            text.encode().hex().encode(),
        )
        yield text.encode("unicode_escape")
        for shift in range(3):
            whole = base64.b64encode(b"x" * shift + text.encode())
            yield whole[4 if shift else 0 : -4]


def found(secrets: list[str], *places: Path) -> list[str]:
    """The secrets that any file in these places holds, in whatever case or disguise."""
    files = [
        file
        for place in places
        for file in ([place] if place.is_file() else place.rglob("*"))
        if file.is_file()
    ]
    assert files
    contents = {file: file.read_bytes().lower() for file in files}
    return [
        f"{secret} in {file.name}"
        for secret in secrets
        for file, content in contents.items()
        if any(len(disguise) > 5 and disguise.lower() in content for disguise in disguises(secret))
    ]


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    for number, disguise in enumerate(disguises("Canary-Text 7F3A")):
        (tmp_path / "file").write_bytes(os.urandom(50) + disguise.swapcase() + os.urandom(50))
        assert found(["Canary-Text 7F3A"], tmp_path) or b"=" in disguise, number


@pytest.fixture
def server(tmp_path: Path, built_site: BuiltSite) -> Iterator[Server]:
    nowhere = {
        "smtp_host": "127.0.0.1",
        "smtp_port": 9,
        "mail_from": "Pošta <zprava@posta.example>",
    }
    server = Server(tmp_path, built_site, **nowhere)
    (tmp_path / "password").write_text(PASSWORD)
    secrets = [f"--totp-file={tmp_path / 'totp'}", f"--recovery-file={tmp_path / 'recovery'}"]
    server.command("setup", "--name=Jana", f"--password-file={tmp_path / 'password'}", *secrets)
    server.start()
    yield server
    server.kill()


def garble(server: Server, canary: str) -> None:
    """Requests that are none: the server itself has to answer them."""
    for request in (
        f"GET /{canary} HTTP/9.9\r\n\r\n",
        f"{canary}\r\n\r\n",
        f"POST /{canary} HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(request.encode())
            connection.recv(1000)


def open_form_with_hint(public: RemoteVisitor) -> None:
    """The form asks for an e-mail once the chores have run."""
    wait_until(lambda: "hint" in public.open(ASK).fields())


def damage(server: Server) -> None:
    """A disk lies, so that the operator has to hear of something."""
    with closing(sqlite3.connect(server.data / "intake.sqlite3", timeout=60)) as database, database:
        database.execute("UPDATE message SET body = zeroblob(1024) WHERE position = 1")


def logged(server: Server) -> list[dict[str, object]]:
    """What the server wrote of itself, line by line."""
    lines = server.output.read_text().splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def test_a_whole_conversation_leaves_nothing_readable_on_the_machine(
    server: Server, tmp_path: Path
) -> None:
    told = {
        "User-Agent": "canary-agent-5b1",
        "Referer": "https://canary-referer-88e.example/",
        "X-Forwarded-For": ADDRESS,
    }
    public = RemoteVisitor(server, headers=told)
    desk = RemoteVisitor(server, DESK, told)
    open_form_with_hint(public)
    fields = {
        "wish": "canary-wish-d20",
        "relation": "child",
        "hint": "canary-mail-2e5@posta.example",
    }
    sent = public.send(text="canary-text-7f3 žluťoučký kůň", **fields)
    public.open(BOX)
    public.send(receipt=WRONG_CODE)
    public.send(receipt="0000 0000 0000 000?")
    public.send(receipt=sent.receipt)
    public.send("/napsat", text="canary-reply-c44")

    jana = Person("Jana", PASSWORD, (tmp_path / "totp").read_text().strip(), [])
    desk.open("/prihlaseni")
    desk.send(
        "/prihlaseni",
        name="canary-name-e8",
        password="canary-wrong-password-0d",
        code="canary-code-1c",
    )
    desk.send("/prihlaseni", name="Jana", password=PASSWORD, code=jana.code())
    desk.open("/dotaz/1")
    desk.send("/poznamka", note="canary-note-b19")
    desk.send("/odpoved", text="canary-answer-9aa")
    assert public.open(BOX).written[-1] == "canary-answer-9aa"

    public.post(ASK, text="canary-no-token-3e1", csrf_token="canary-token-77")
    public.open(ASK)
    public.send(text="canary-refused-\x00-a51")
    public.post(ASK, text="canary-too-long-f00" * 100_000)
    public.open("/canary-path-61d?canary-query=2b2")
    desk.open("/dotaz/1?draft=canary-draft-90")
    desk.send("/odhlaseni")
    garble(server, "canary-garbled-4d4")
    damage(server)
    assert public.open(BOX).status == 503
    assert {event["event"] for event in logged(server)} >= {"damaged"}
    known = {f"log.{name}" for event in logged(server) for name in event}
    assert known <= {column for each in INVENTORY for column in each.columns}

    secrets = re.findall(r"canary-[a-z-]+[0-9a-f]+", Path(__file__).read_text(encoding="utf-8"))
    secrets += [PASSWORD, WRONG_CODE, ADDRESS, sent.receipt, "žluťoučký kůň", jana.totp_secret]
    secrets += [line for line in (tmp_path / "recovery").read_text().splitlines() if line]
    places = (server.data, server.tmp, server.output)
    assert found(secrets, *places) == []
    assert "ip=" not in server.output.read_text()
    server.kill()
    assert found(secrets, *places) == []
    server.start()
    server.command("tick")
    assert found(secrets, *places) == []


def test_what_an_expired_login_left_behind_is_sealed(
    public: Visitor, desk: DeskVisitor, service: Service
) -> None:
    public.open(ASK)
    public.send(text="Otázka.")
    desk.open("/dotaz/1")
    with time_machine.travel(later(minutes=40)):
        page = desk.send("/odpoved", text="canary-answer-left-behind")
    assert page.fields("/prihlaseni")["draft"]
    assert (
        found(
            ["canary-answer-left-behind", page.fields("/prihlaseni")["draft"]],
            service.settings.data,
        )
        == []
    )


@pytest.mark.parametrize("by", ["sender", "desk", "time"])
def test_what_was_deleted_is_gone_from_the_disk_ciphertext_and_keys(
    public: Visitor,
    sender_app: Flask,
    service: Service,
    staff: Staff,
    second: Staff,
    by: str,
) -> None:
    public.open(ASK)
    receipt = public.send(text="Otázka." * 1000).receipt
    cases.add_note(service, staff, 1, "Poznámka.")
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    with service.store.read() as session:
        sealed = [
            row.body for row in (*session.scalars(select(Message)), *session.scalars(select(Note)))
        ]
        sealed += [
            getattr(row, name)
            for row in session.scalars(select(Enquiry))
            for name in ("receipt_box", "thread_box", "staff_box", "lookup_id")
        ]
    pieces = [box[start : start + 32] for box in sealed for start in range(0, len(box), 1000)]
    assert all(on_disk(service, piece) for piece in pieces)
    if by == "sender":
        cookie = mailbox.open_with_receipt(service, receipt)
        mailbox.delete_all(service, mailbox.resume(service, cookie), cookie)
    elif by == "desk":
        deletion.propose(service, second, 1, after=2)
        deletion.delete(service, staff, 1, after=2)
    else:
        with time_machine.travel(clock.now() + timedelta(days=91)):
            daily.tick(service)
    assert [piece for piece in pieces if on_disk(service, piece)] == []


def on_disk(service: Service, piece: bytes) -> bool:
    return any(
        piece in file.read_bytes() for file in service.settings.data.iterdir() if file.is_file()
    )
