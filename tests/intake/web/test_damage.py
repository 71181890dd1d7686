"""Somebody who can write the database, but has no keys, can break things and forge nothing.

Each damage is done with SQL by hand; whoever looks then gets a page that says so and shows nothing
of it.
"""

import sqlite3
from contextlib import closing

import pytest
from flask import Flask
from sqlalchemy import select

from intake_service.store import vault
from intake_service.store.models import Note
from intake_service.store.vault import Place, Record, Refused, Role
from intake_service.work.casework import cases, deletion
from intake_service.work.enquiry import mailbox
from intake_service.work.service import Service
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor, Visitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
MINE = "Moje otázka."
THEIRS = "Cizí otázka."


def sql(service: Service, *statements: str, **values: object) -> list[tuple[object, ...]]:
    """What an intruder with the database file does."""
    with closing(sqlite3.connect(service.settings.data / "intake.sqlite3")) as database, database:
        return [row for statement in statements for row in database.execute(statement, values)]


def swap(table: str, column: str, one: str, other: str) -> list[str]:
    """Statements that exchange a value of two rows."""
    pick = f"(SELECT {column} FROM {table} WHERE {{}})"
    return [
        f"CREATE TABLE kept AS SELECT {pick.format(one)} AS a, {pick.format(other)} AS b",
        f"UPDATE {table} SET {column} = (SELECT b FROM kept) WHERE {one}",
        f"UPDATE {table} SET {column} = (SELECT a FROM kept) WHERE {other}",
        "DROP TABLE kept",
    ]


FIRST = "enquiry_id = (SELECT id FROM enquiry WHERE number = 1)"
SECOND = "enquiry_id = (SELECT id FROM enquiry WHERE number = 2)"
MOVED_IN = f"UPDATE message SET {FIRST}, position = 3 WHERE {SECOND}"
TO_A_MESSAGE = {
    "bodies of two enquiries exchanged": swap(
        "message", "body", f"{FIRST} AND position = 1", f"{SECOND} AND position = 1"
    ),
    "question and answer exchanged": swap(
        "message", "body", f"{FIRST} AND position = 1", f"{FIRST} AND position = 2"
    ),
    "another author": [f"UPDATE message SET role = 3 - role WHERE {FIRST} AND position = 2"],
    "no author at all": [f"UPDATE message SET role = 9 WHERE {FIRST} AND position = 1"],
    "a row cut off": [
        "UPDATE message SET body = substr(body, 1, length(body) - 1) "
        f"WHERE {FIRST} AND position = 1"
    ],
    "a row emptied": [f"UPDATE message SET body = x'' WHERE {FIRST} AND position = 1"],
    "the first message taken away": [f"DELETE FROM message WHERE {FIRST} AND position = 1"],
    "the last message taken away": [f"DELETE FROM message WHERE {FIRST} AND position = 2"],
    "all messages taken away": [f"DELETE FROM message WHERE {FIRST}"],
    "the first one taken away and the second moved up": [
        f"DELETE FROM message WHERE {FIRST} AND position = 1",
        f"UPDATE message SET position = 1 WHERE {FIRST}",
    ],
    "a message of another enquiry moved in": [MOVED_IN],
    "a message of another enquiry moved in, the count as well": [
        MOVED_IN,
        "UPDATE enquiry SET count_mac = (SELECT count_mac FROM enquiry WHERE number = 2) "
        "WHERE number = 1",
    ],
}
TO_A_BOX = {
    "thread boxes": swap("enquiry", "thread_box", "number = 1", "number = 2"),
    "thread box and staff box": ["UPDATE enquiry SET thread_box = staff_box WHERE number = 1"],
    "ids": [
        "PRAGMA foreign_keys = OFF",
        "UPDATE enquiry SET id = x'00000000000000000000000000000000' WHERE number = 1",
    ],
}


@pytest.fixture
def receipt(public: Visitor, sender_app: Flask, service: Service, staff: Staff) -> str:
    """The code of the first of two enquiries; it was answered and noted on."""
    public.open(ASK)
    code = public.send(text=MINE).receipt
    public.open(ASK)
    public.send(text=THEIRS)
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    cases.add_note(service, staff, 1, "Poznámka.")
    return code


def check_desk_refuses(desk: DeskVisitor) -> None:
    page = desk.open("/dotaz/1")
    assert page.status == 503
    assert "1" in page.title
    for text in (MINE, THEIRS, "Odpověď.", "Poznámka."):
        assert text not in page.words


@pytest.mark.parametrize("damage", TO_A_MESSAGE.values(), ids=TO_A_MESSAGE)
def test_a_thread_that_was_tampered_with_is_shown_to_nobody(
    public: Visitor,
    desk: DeskVisitor,
    sender_app: Flask,
    receipt: str,
    service: Service,
    damage: list[str],
) -> None:
    public.open(BOX)
    public.send(receipt=receipt)
    sql(service, *damage)
    check_desk_refuses(desk)
    again = Visitor(sender_app)
    again.open(BOX)
    for page in (public.open(BOX), again.send(receipt=receipt)):
        assert (page.status, page.written) == (503, [])
        assert "000 000 001" in page.words


@pytest.mark.parametrize("damage", TO_A_BOX.values(), ids=TO_A_BOX)
def test_a_key_box_of_another_enquiry_opens_nothing(
    desk: DeskVisitor, receipt: str, service: Service, damage: list[str]
) -> None:
    sql(service, *damage)
    check_desk_refuses(desk)


def test_one_damaged_enquiry_hides_no_other_in_the_inbox(
    desk: DeskVisitor, receipt: str, service: Service
) -> None:
    sql(service, f"DELETE FROM message WHERE {SECOND}")
    assert "Dotaz č. 2" in desk.open("/?stav=waiting").words
    sql(service, "UPDATE enquiry SET state = 'waiting'")
    words = desk.open("/?stav=waiting").words
    assert MINE in words
    assert THEIRS not in words


def test_a_damaged_enquiry_can_still_be_closed_and_deleted(
    desk: DeskVisitor, receipt: str, service: Service, second: Staff
) -> None:
    deletion.propose(service, second, 1, after=2)
    sql(service, "UPDATE enquiry SET thread_box = x'00' WHERE number = 1")
    desk.open("/dotaz/1/smazat")
    assert desk.send("/smazat").path == "/"
    assert sql(service, "SELECT count(*) FROM enquiry") == [(1,)]


def test_writing_to_a_damaged_enquiry_gives_the_text_back(
    public: Visitor, desk: DeskVisitor, receipt: str, service: Service
) -> None:
    desk.open("/dotaz/1")
    sql(service, "UPDATE enquiry SET thread_box = x'00', staff_box = x'00' WHERE number = 1")
    form = desk.page
    assert desk.send("/odpoved", text="Druhá odpověď.").typed("kept") == "Druhá odpověď."
    desk.page = form
    assert desk.send("/poznamka", note="Druhá poznámka.").typed("kept") == "Druhá poznámka."


def test_a_new_message_covers_up_no_missing_one(
    public: Visitor, desk: DeskVisitor, receipt: str, service: Service
) -> None:
    """Whoever looked before something was taken away, and writes afterwards, is stopped."""
    public.open(BOX)
    public.send(receipt=receipt)
    desk.open("/dotaz/1")
    sql(service, f"DELETE FROM message WHERE {FIRST} AND position = 2")
    assert public.send("/napsat", text="Ještě něco.").typed("kept") == "Ještě něco."
    assert desk.send("/odpoved", text="Další odpověď.").typed("kept") == "Další odpověď."
    check_desk_refuses(desk)


def test_exchanged_receipt_boxes_open_neither_mailbox(
    public: Visitor, receipt: str, service: Service
) -> None:
    sql(service, *swap("enquiry", "receipt_box", "number = 1", "number = 2"))
    public.open(BOX)
    page = public.send(receipt=receipt, text="Rozepsáno.")
    assert (page.status, page.typed("kept")) == (503, "Rozepsáno.")
    assert THEIRS not in page.words


def test_a_lookup_that_was_turned_to_another_enquiry_opens_nothing(
    public: Visitor, receipt: str, service: Service
) -> None:
    sql(
        service,
        "CREATE TABLE kept AS SELECT lookup_id FROM enquiry WHERE number = 1",
        "UPDATE enquiry SET lookup_id = x'00' WHERE number = 1",
        "UPDATE enquiry SET lookup_id = (SELECT lookup_id FROM kept) WHERE number = 2",
    )
    public.open(BOX)
    page = public.send(receipt=receipt)
    assert (page.status, page.written) == (503, [])


@pytest.mark.parametrize(
    "damage", ["DELETE FROM note WHERE position = 1", "UPDATE note SET body = substr(body, 2)"]
)
def test_notes_that_were_tampered_with_are_not_shown(
    desk: DeskVisitor, receipt: str, service: Service, staff: Staff, damage: str
) -> None:
    cases.add_note(service, staff, 1, "Druhá poznámka.")
    sql(service, damage)
    check_desk_refuses(desk)


def test_the_receipt_opens_messages_and_never_notes(
    public: Visitor, receipt: str, service: Service
) -> None:
    box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    with service.store.read() as session:
        note = session.scalars(select(Note)).one()
    for kind in (Record.NOTE, Record.MESSAGE):
        with pytest.raises(Refused):
            vault.unseal(
                box.first_key, note.body, Place(kind, box.enquiry_id, note.id, 1, Role.TEAM, 1)
            )
