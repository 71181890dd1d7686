"""What a thief of database and server secret gets: what `centre/intake/data_inventory.py` says, and
nothing else."""

import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import update

from centre.exchange import published_questions
from centre.exchange.published_questions import Question
from centre.intake import data_inventory
from centre.intake.data_inventory import INVENTORY
from centre.intake.data_items import Form, Subject
from centre.language.languages import LANGUAGES
from intake_service import clock
from intake_service.settings import Settings
from intake_service.store import vault
from intake_service.store.db import Store
from intake_service.store.models import Message
from intake_service.store.terms import (
    Act,
    Counted,
    Duty,
    FindOutcome,
    FindPlace,
    LetterChoice,
    Purpose,
    ReadingRule,
    Standing,
    State,
)
from intake_service.store.vault import Key, Pair, Vault, derived_keys
from intake_service.work import switches
from intake_service.work.casework import cases, deletion, drafts, enquiry_keys, publishing
from intake_service.work.casework.draft_slots import DraftKind
from intake_service.work.casework.draft_windows import Window
from intake_service.work.colleagues import absences, calls, reading, supervision
from intake_service.work.conversation.kinds import KINDS
from intake_service.work.conversation.publication import Consent
from intake_service.work.enquiry import enquiries, figures, hidden, mailbox
from intake_service.work.enquiry.feedback import Feedback
from intake_service.work.figures import minutes
from intake_service.work.service import Service, open_service
from intake_service.work.shift import at_counter, notebook, reminders
from intake_service.work.shift.reminders import Why
from intake_service.work.sorting import register, subject, summing_up
from intake_service.work.sorting.register import Written
from intake_service.work.syringes import counting
from intake_service.work.syringes.counting import Ending
from intake_service.work.team import founding, invitations, logins, people, totp
from tests.intake import daily
from tests.intake.browser import Person
from tests.intake.conftest import PASSWORD
from tests.intake.moments import later
from tests.intake.software_key import have_key
from tests.intake.store.test_canaries import found

TEXT = "canary-text-1a7 žluťoučký kůň"
NOTE = "canary-note-2b8"
DRAFT = "canary-draft-3c9"
EMAIL = "canary-mail-4d0@example.org"
COOKIE = b"c" * 32
RELATION = "canary-wish-5e1"
FEEDBACK = "canary-feedback-6f2"
KEY_NAME = "canary-key-7a3"
NAMES = {"Jana", "Eva", "Petr"}
TOWN = "Havlíčkův Brod"
WORDS = {
    *KINDS,
    *LANGUAGES,
    *State,
    *Duty,
    *Standing,
    *Purpose,
    *ReadingRule,
    *LetterChoice,
    *FindOutcome,
    *FindPlace,
    *Counted,
    *Act,
}
DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")

pytestmark = pytest.mark.usefixtures("cheap_receipts", "cheap_passwords", "no_check")

Rows = dict[str, list[object]]
"""Every value of every column, by `table.column`."""


@pytest.fixture
def no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of a text to be published takes seconds, and is the matter of others."""
    monkeypatch.setattr(published_questions, "faults", lambda *_given: [])


@dataclass
class Locksmith:
    """Everything that was locked, with which key, and what somebody with the server secret can
    make."""

    boxes: set[bytes] = field(default_factory=set)
    keys: set[bytes] = field(default_factory=set)
    makeable: set[bytes] = field(default_factory=set)


@pytest.fixture
def locksmith(monkeypatch: pytest.MonkeyPatch) -> Locksmith:
    """Looks over the vault's shoulder."""
    seen = Locksmith()
    seal = vault.seal
    seal_to = vault.seal_to
    of = Pair.of
    derive = vault.derive
    at = Vault.at

    def sealed(key: Key, *rest: object) -> bytes:
        seen.keys.add(key)
        seen.boxes.add(box := seal(key, *rest))
        return box

    def sealed_to(*given: bytes) -> bytes:
        seen.boxes.add(box := seal_to(*given))
        return box

    def pair(private: Key) -> Pair:
        seen.keys.add(private)
        return of(private)

    def opened(path: Path) -> Vault:
        seen.makeable.add(path.read_bytes())
        return at(path)

    def derived(key: bytes, *rest: object, **size: int) -> Key:
        made = derive(key, *rest, **size)
        if key in seen.makeable and len(made) == vault.KEY_SIZE:
            seen.makeable.add(made)
        return made

    monkeypatch.setattr(vault, "seal", sealed)
    monkeypatch.setattr(vault, "seal_to", sealed_to)
    monkeypatch.setattr(vault, "derive", derived)
    monkeypatch.setattr(derived_keys, "derive", derived)
    monkeypatch.setattr(Pair, "of", pair)
    monkeypatch.setattr(Vault, "at", opened)
    return seen


@pytest.fixture
def full(settings: Settings, locksmith: Locksmith) -> Iterator[Service]:
    """A service in whose database no table is empty and every optional thing was given."""
    settings.data.mkdir()
    (settings.data / "server-secret").write_bytes(bytes(range(32)))
    mail = {"smtp_host": "127.0.0.1", "smtp_port": 9, "mail_from": "zprava@posta.example"}
    service = open_service(settings.model_copy(update=mail))
    fill(service)
    yield service
    service.close()


def fill(service: Service) -> None:
    plan = founding.prepare(service, "Jana", PASSWORD)
    newcomer = founding.found(service, plan)
    jana = Person("Jana", PASSWORD, newcomer.totp_secret, newcomer.recovery_codes)
    code = invitations.invite(service, "Eva", [Duty.ANSWERS])
    invitations.join(service, code, PASSWORD + "!", totp.new_secret())
    people.admit_with_recovery_key(service, "Eva", plan.recovery_key)
    invitations.invite(service, "Petr", [Duty.ANSWERS, Duty.COORDINATES])
    staff = logins.resume(service, logins.log_in(service, jana.name, jana.password, jana.code()))
    have_key(service, staff, KEY_NAME)
    daily.tick(service)
    receipts = []
    for number, kind in enumerate(KINDS, 1):
        extras = {"wish": RELATION} if kind == "relatives" else {}
        submission = enquiries.Submission(kind, "uk", f"{TEXT} {kind}", COOKIE, extras, email=EMAIL)
        sent = enquiries.sent(service, COOKIE, enquiries.send(service, submission))
        receipts.append(sent.receipt)
        cases.add_note(service, staff, number, NOTE)
        cases.answer(service, staff, number, TEXT, after=1)
    opened = mailbox.resume(service, mailbox.open_with_receipt(service, receipts[-1]))
    mailbox.give_feedback(service, opened, Feedback(2, FEEDBACK))
    for number in (1, 2):
        publishing.offer(service, staff, number, Question(TEXT, TEXT, TEXT, TEXT))
    asked = mailbox.resume(service, mailbox.open_with_receipt(service, receipts[0]))
    offer = mailbox.contents(service, asked).offer
    assert offer
    mailbox.answer_offer(service, asked, Consent.GIVEN, offer.mark)
    publishing.propose(service, staff, 1, mark=offer.mark)
    drafts.keep_all(service, staff, 1, {DraftKind.ANSWER: {"text": DRAFT}}, Window.new())
    minutes.note(service, staff, 1, minutes.CHOICES[0], position=2)
    at_counter.number_of(service, staff, receipts[0])
    subject.decide(service, staff, 1 + list(KINDS).index("complaint"), hidden.NOBODY)
    summing_up.pin(service, staff, 1, NOTE)
    notebook.write(service, staff, NOTE)
    register.enter(service, staff, Written(clock.today(), who="Jana"))
    reminders.keep(service, staff, 1, Why.CALL, clock.today())
    absences.note_away(service, staff.id)
    reading.ask(service, staff, 1, DRAFT, DRAFT, after=2)
    calls.note(service, staff, 1, NOTE, called=staff.id)
    supervision.add(service, staff, 1, DRAFT)
    with service.store.write() as session:
        hidden.recuse(service, session, enquiry_keys.find(session, 3), staff.id)
    eva = next(person for person in people.everybody(service) if person.name == "Eva")
    people.part_with(service, eva.id)
    mailbox.write_again(service, opened, TEXT, after=2)
    deletion.propose(service, staff, 1, after=2)
    switches.turn_to(service, switches.Switches(paused=True, more_days=2))
    figures.count_turned_away(service)
    counting.add_own(service, Ending(FindOutcome.OWN), TOWN, vault.new_id())


def columns(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f'PRAGMA table_xinfo("{table}")').fetchall():
                yield table, row[1]


def rows(service: Service) -> Rows:
    path = service.settings.data / "intake.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        return {
            f"{table}.{column}": [
                row[0] for row in database.execute(f'SELECT "{column}" FROM "{table}"')
            ]
            for table, column in columns(path)
        }


def of_form(form: Form, stored: Rows) -> Iterator[tuple[str, object]]:
    for each in INVENTORY:
        if each.form is form:
            for column in each.columns:
                yield from (
                    (column, value) for value in stored.get(column, []) if value is not None
                )


def on_disk(service: Service) -> bytes:
    return b"".join(file.read_bytes() for file in service.settings.data.glob("intake.sqlite3*"))


def test_every_column_has_a_reason_to_be_there(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    store.migrate()
    store.close()
    there = [f"{table}.{column}" for table, column in columns(tmp_path / "new.sqlite3")]
    known = [
        column for each in INVENTORY for column in each.columns if not column.startswith("log.")
    ]
    assert len(known) == len(set(known))
    assert sorted(known) == sorted(there), (
        "say in centre/intake/data_about_….py why a column is there, and to readers what"
    )


def test_readers_find_each_thing_in_one_place() -> None:
    told = [
        each
        for form in Form
        for about in Subject
        for each in data_inventory.items_about(form, about)
    ]
    assert sorted(told, key=INVENTORY.index) == list(INVENTORY)
    assert data_inventory.items_about(Form.CLEAR, Subject.SENDER)[0].description.startswith(
        "What kind of enquiry"
    )


def test_what_is_readable_are_days_numbers_kinds_states_and_names_of_staff(full: Service) -> None:
    stored = rows(full)
    empty = {column.split(".")[0] for column, values in stored.items() if not values}
    assert empty == set(), "the story above has to fill every table"
    for column, value in of_form(Form.CLEAR, stored):
        assert not isinstance(value, bytes) or column.endswith(("enquiry_id", "counsellor_id")), (
            column
        )
        if isinstance(value, str) and not column.startswith(
            ("alembic_version.", "sqlite_sequence.")
        ):
            names = NAMES if column.endswith((".name", ".who", ".person")) else set()
            is_day = DAY_OR_MONTH.fullmatch(value)
            is_word = set(value.split()) <= WORDS or value in names or value == TOWN
            assert is_word or is_day, (column, value)


def test_what_is_sealed_was_sealed_by_the_vault_and_tells_only_its_class(
    full: Service, locksmith: Locksmith
) -> None:
    sizes: dict[str, set[int]] = {}
    for column, value in of_form(Form.SEALED, rows(full)):
        assert value in locksmith.boxes, column
        assert len(zlib.compress(value, 9)) >= len(value), column
        sizes.setdefault(column, set()).add(len(value))
    overhead = 24 + 16  # nonce and tag of XChaCha20-Poly1305
    for column in ("message.body", "publication.text_box"):
        assert sizes.pop(column) <= {size + overhead for size in vault.SIZES}
    assert all(len(each) == 1 for each in sizes.values()), sizes


def test_what_is_blank_is_as_good_as_random_and_nowhere_twice(full: Service) -> None:
    stored = rows(full)
    for column, value in of_form(Form.BLANK, stored):
        assert isinstance(value, bytes), column
        assert len(value) in (vault.ID_SIZE, vault.KEY_SIZE), column
        assert len(set(value)) > len(value) // 2, column
    for column in (
        "enquiry.lookup_id",
        "enquiry.count_mac",
        "message.id",
        "confirmation.trace",
        "visit.id",
    ):
        assert len(set(stored[column])) == len(stored[column]), column
    assert set(stored["letter.trace"]).isdisjoint(stored["confirmation.trace"]), (
        "two traces would link rows"
    )


def test_no_key_that_locks_anything_lies_in_the_database_or_comes_from_the_secret(
    full: Service, locksmith: Locksmith
) -> None:
    assert len(locksmith.keys) > 20
    assert len(locksmith.makeable) > 5
    assert locksmith.keys.isdisjoint(locksmith.makeable)
    assert keys_on_disk(full, locksmith) == []


def test_a_key_that_was_left_lying_about_would_be_found(
    full: Service, locksmith: Locksmith
) -> None:
    left = sorted(locksmith.keys)[0]
    for disguise in (left, left.hex().encode()):
        with full.store.write() as session:
            session.execute(update(Message).where(Message.position == 1).values(body=disguise))
        assert keys_on_disk(full, locksmith) == [left]


def keys_on_disk(service: Service, locksmith: Locksmith) -> list[bytes]:
    disk = on_disk(service)
    return [key for key in locksmith.keys if key in disk or key.hex().encode() in disk.lower()]


def test_nothing_that_was_written_or_handed_over_is_readable(full: Service) -> None:
    secrets = [TEXT, NOTE, DRAFT, FEEDBACK, EMAIL, EMAIL.split("@")[0], RELATION, PASSWORD]
    assert found(secrets, *full.settings.data.glob("intake.sqlite3*")) == []


def test_after_the_receipt_is_forgotten_the_minute_of_sending_is_too(full: Service) -> None:
    now = clock.seconds()
    with time_machine.travel(later(minutes=31)):
        daily.tick(full)
    stored = rows(full)
    assert all(
        until % 3600 == 0 and 0 <= until - now - 24 * 3600 < 3700
        for until in stored["confirmation.until"]
    )
    assert set(stored["confirmation.body_until"]) == {0}
    assert set(stored["confirmation.body"]) == {None}
