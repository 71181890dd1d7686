"""Rows changed, swapped, put back or taken away by whoever writes to the database, two at a time.

Whatever is done, everything that is then read is what its writers wrote, in order and complete; or
reading is refused. What a consistent step back can do is named in docs/threat-model.md, and in the
last test.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from centre.exchange import published_questions
from centre.exchange.published_questions import Question
from intake_service.store.vault import Refused
from intake_service.work.casework import cases, enquiry_keys, publishing
from intake_service.work.conversation.proposals import NotYet
from intake_service.work.conversation.publication import Consent, Offer
from intake_service.work.enquiry import mailbox
from intake_service.work.enquiry.opened_mailbox import NothingOpens, OpenedMailbox
from intake_service.work.service import Service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from tests.examples import examples
from tests.intake.keys.test_leaving import ask, back, open_box, zdenek  # noqa: F401

pytestmark = pytest.mark.usefixtures("cheap_receipts")

SEALED = {
    "enquiry": [
        "id",
        "lookup_id",
        "key_version",
        "receipt_box",
        "thread_box",
        "staff_box",
        "sender_public",
        "keys_mac",
        "count_mac",
        "notes_mac",
        "hint_box",
        "feedback_box",
    ],
    "epoch": [
        "enquiry_id",
        "number",
        "key_version",
        "thread_box",
        "sender_box",
        "staff_box",
        "mac",
    ],
    "message": ["id", "enquiry_id", "position", "role", "epoch", "body"],
    "note": ["id", "enquiry_id", "position", "epoch", "body"],
    "publication": ["enquiry_id", "text_box", "consent_box"],
    "proposed_page": ["enquiry_id", "counsellor_id", "proposed_on"],
}
"""Columns that are bound to their place. The other ones in clear are named in the threat model."""
KEYS = dict.fromkeys(SEALED, "rowid") | {"enquiry": "number"}

Change = Callable[[sqlite3.Connection, sqlite3.Connection], None]


@dataclass(frozen=True)
class Story:
    """Two conversations from before and after a departure, and a copy of the time in between."""

    service: Service
    staff: Staff
    box: OpenedMailbox
    now: Path
    earlier: Path
    messages: list[str]
    notes: list[str]
    agreed: list[Question]
    """What the sender of the first agreed to, the earlier text first."""
    mark: str
    """Stands for the words of the later one."""


def question(words: str) -> Question:
    return Question(title=words, lead="Krátce.", question=words, answer="Odpověď.")


def agree(service: Service, box: OpenedMailbox, consent: Consent = Consent.GIVEN) -> str:
    """Say it to the text that is offered now; gives its mark."""
    offer = mailbox.contents(service, box).offer
    assert offer
    mailbox.answer_offer(service, box, consent, offer.mark)
    return offer.mark


@pytest.fixture
def story(
    service: Service,
    staff: Staff,
    zdenek: Staff,  # noqa: F811
    back: Callable[[], Staff],  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Story]:
    monkeypatch.setattr(published_questions, "faults", lambda *_given: [])
    agreed = [question("Dřívější slova"), question("Pozdější slova")]
    receipt = ask(service, "První.")
    other = open_box(service, ask(service, "Cizí."))
    box = open_box(service, receipt)
    cases.add_note(service, staff, 1, "Poznámka jedna.")
    cases.add_note(service, staff, 2, "Cizí poznámka.")
    cases.answer(service, staff, 1, "Druhá.", after=1)
    cases.answer(service, staff, 2, "Cizí odpověď.", after=1)
    publishing.offer(service, staff, 1, agreed[0])
    agree(service, box)
    publishing.offer(service, staff, 2, question("Cizí slova"))
    agree(service, other)
    earlier = _copy(service, tmp_path / "earlier.sqlite3")
    people.part_with(service, zdenek.id)
    mailbox.write_again(service, box, "Třetí.", after=2)
    cases.add_note(service, back(), 1, "Poznámka dvě.")
    agree(service, other, Consent.WITHDRAWN)
    cases.answer(service, back(), 1, "Čtvrtá.", after=3)
    publishing.offer(service, back(), 1, agreed[1])
    mark = agree(service, box)
    publishing.propose(service, back(), 1, mark=mark)
    now = _copy(service, tmp_path / "now.sqlite3")
    yield Story(
        service=service,
        staff=back(),
        box=box,
        now=now,
        earlier=earlier,
        messages=["První.", "Druhá.", "Třetí.", "Čtvrtá."],
        notes=["Poznámka jedna.", "Poznámka dvě."],
        agreed=agreed,
        mark=mark,
    )
    _restore(service, now)


def _copy(service: Service, to: Path) -> Path:
    with (
        closing(sqlite3.connect(service.settings.data / "intake.sqlite3")) as here,
        closing(sqlite3.connect(to)) as there,
    ):
        here.backup(there)
    return to


def _restore(service: Service, copy: Path) -> None:
    with (
        closing(sqlite3.connect(copy)) as there,
        closing(sqlite3.connect(service.settings.data / "intake.sqlite3")) as here,
    ):
        there.backup(here)


WHOLE_ROWS = ("delete", "re-insert")
SINGLE_COLUMNS = ("null", "flip", "take", "roll back")
ROWS = {"enquiry": 2, "epoch": 2, "message": 6, "note": 3, "publication": 2, "proposed_page": 1}
"""How many rows the story has."""


def change_of(table: str, column: str, one: int, other: int, how: str) -> Change:
    """One thing that somebody with SQL may do to a row, or with two."""
    key = KEYS[table]

    def change(now: sqlite3.Connection, earlier: sqlite3.Connection) -> None:
        rows = [row[0] for row in now.execute(f"SELECT {key} FROM {table} ORDER BY {key}")]
        if not rows:
            return
        this = rows[one % len(rows)]
        where = f"WHERE {key} = {this}"
        match how:
            case "null":
                now.execute(f"UPDATE {table} SET {column} = NULL {where}")
            case "flip":
                value = now.execute(f"SELECT {column} FROM {table} {where}").fetchone()[0]
                changed = (
                    bytes([value[0] ^ 1]) + value[1:]
                    if isinstance(value, bytes) and value
                    else "2020-01-01"
                    if isinstance(value, str)
                    else (value or 0) + 1
                    if not isinstance(value, bytes)
                    else b"x"
                )
                now.execute(f"UPDATE {table} SET {column} = ? {where}", (changed,))
            case "take":
                that = rows[other % len(rows)]
                pick = f"(SELECT {column} FROM {table} WHERE {key} = {that})"
                now.execute(f"UPDATE {table} SET {column} = {pick} {where}")
            case "roll back":
                found = earlier.execute(f"SELECT {column} FROM {table} {where}").fetchone()
                if found:
                    now.execute(f"UPDATE {table} SET {column} = ? {where}", found)
            case "delete":
                now.execute(f"DELETE FROM {table} {where}")
            case "re-insert":
                for row in earlier.execute(f"SELECT * FROM {table} ORDER BY {key}").fetchall():
                    marks = ",".join("?" * len(row))
                    with suppress(sqlite3.IntegrityError):
                        now.execute(f"INSERT INTO {table} VALUES ({marks})", row)

    return change


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Any of them."""
    table = draw(st.sampled_from(sorted(SEALED)))
    return change_of(
        table,
        draw(st.sampled_from(SEALED[table])),
        draw(st.integers(0, ROWS[table] - 1)),
        draw(st.integers(0, ROWS[table] - 1)),
        draw(st.sampled_from([*SINGLE_COLUMNS, *WHOLE_ROWS])),
    )


def every_single_change() -> Iterator[Change]:
    """Each column of each row, and each row."""
    for table, columns in SEALED.items():
        for one in range(ROWS[table]):
            for how in WHOLE_ROWS:
                yield change_of(table, columns[0], one, one, how)
            for column in columns:
                for how in SINGLE_COLUMNS:
                    yield change_of(table, column, one, (one + 1) % ROWS[table], how)


@settings(
    max_examples=examples(120),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(done=st.lists(changes(), min_size=1, max_size=2))
def test_whatever_is_done_to_two_rows_is_refused_or_shows_no_less_than_all(
    story: Story, done: list[Change]
) -> None:
    check(story, done)


@pytest.mark.usefixtures("takes_seconds")
def test_every_single_change_is_refused_or_shows_no_less_than_all(story: Story) -> None:
    for change in every_single_change():
        check(story, [change])


def test_untouched_it_shows_all(story: Story) -> None:
    check(story, [])
    offer = cases.open_case(story.service, story.staff, 1).offer
    assert offer
    assert offer.proposal
    assert mailbox.contents(story.service, story.box, only_read=True).offer == offer


def test_a_consent_put_back_within_one_epoch_comes_back_and_publishes_nothing(
    story: Story,
) -> None:
    """Named in the threat model: the older word of its sender stands again; no proposal does."""
    agree(story.service, story.box, Consent.WITHDRAWN)
    with (
        closing(sqlite3.connect(story.service.settings.data / "intake.sqlite3")) as now,
        closing(sqlite3.connect(story.now)) as earlier,
    ):
        where = "WHERE enquiry_id = (SELECT id FROM enquiry WHERE number = 1)"
        row = earlier.execute(f"SELECT text_box, consent_box FROM publication {where}").fetchone()
        now.execute(f"UPDATE publication SET text_box = ?, consent_box = ? {where}", row)
        now.commit()
    offer = cases.open_case(story.service, story.staff, 1).offer
    assert offer
    assert (offer.agreed, offer.proposal) == (True, None)
    with pytest.raises(NotYet):
        publishing.publish(story.service, story.staff, 1, mark=story.mark)


def check(story: Story, done: list[Change]) -> None:
    """Do it, and read on both sides."""
    _restore(story.service, story.now)
    with (
        closing(sqlite3.connect(story.service.settings.data / "intake.sqlite3")) as now,
        closing(sqlite3.connect(story.earlier)) as earlier,
    ):
        for change in done:
            with suppress(sqlite3.IntegrityError):
                change(now, earlier)
        now.commit()
    with suppress(Refused, enquiry_keys.NoSuchEnquiry):
        case = cases.open_case(story.service, story.staff, 1)
        assert [message.text for message in case.messages] == story.messages
        assert [note.text for note in case.notes] == story.notes
        check_offer(story, case.offer)
    with suppress(Refused, NothingOpens):
        shown = mailbox.contents(story.service, story.box, only_read=True)
        assert [message.text for message in shown.messages] == story.messages
        check_offer(story, shown.offer)


def check_offer(story: Story, offer: Offer | None) -> None:
    """Nobody agreed to other words, and nothing is proposed but what was, by whoever did."""
    if offer is None:
        return  # taken away: there is nothing to publish
    assert offer.question in story.agreed
    if offer.proposal:
        assert (offer.mark, offer.proposal.by) == (story.mark, story.staff.id)
        assert offer.agreed


def test_a_whole_conversation_put_back_is_an_older_conversation_and_nothing_worse(
    story: Story,
) -> None:
    """A consistent step back cannot be told from the past; what is written next has fresh keys."""
    shutil.copy(story.now, story.now.with_suffix(".kept"))
    with (
        closing(sqlite3.connect(story.service.settings.data / "intake.sqlite3")) as now,
        closing(sqlite3.connect(story.earlier)) as earlier,
    ):
        (enquiry,) = now.execute("SELECT id FROM enquiry WHERE number = 1").fetchone()
        now.execute("PRAGMA foreign_keys = ON")
        now.execute("DELETE FROM enquiry WHERE number = 1")
        for table, column in (("enquiry", "id"), ("message", "enquiry_id"), ("note", "enquiry_id")):
            for row in earlier.execute(f"SELECT * FROM {table} WHERE {column} = ?", (enquiry,)):
                now.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
        now.commit()
    case = cases.open_case(story.service, story.staff, 1)
    assert [message.text for message in case.messages] == story.messages[:2]
    cases.answer(story.service, story.staff, 1, "Zase třetí.", after=2)
    with story.service.store.read() as session:
        enquiry_row = enquiry_keys.find(session, 1)
        assert [epoch.key_version for epoch in enquiry_row.epochs] == [max(story.staff.team)]
