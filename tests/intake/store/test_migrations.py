"""The tables come up on an empty database, go down and up on a full one, and are what the models
say."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, delete, event, func, inspect, select

from centre.exchange import published_questions
from centre.exchange.published_questions import Question
from intake_service.settings import Settings
from intake_service.store import db
from intake_service.store.db import Store, Unavailable
from intake_service.store.models import Base, Draft, Enquiry
from intake_service.store.schema import MIGRATIONS
from intake_service.work.casework import cases, publishing
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.feedback import Feedback
from intake_service.work.service import Service, open_service
from intake_service.work.team import people
from intake_service.work.team.logins import Staff
from tests.intake.browser import Person, Visitor
from tests.paths import ROOT


def config(connection: Connection) -> Config:
    found = Config()
    found.set_main_option("script_location", str(MIGRATIONS))
    found.attributes["connection"] = connection
    return found


def up(service: Service) -> None:
    """Up to date again; an earlier version has not sealed the roster, so a person has to agree."""
    service.store.migrate()
    service.roster.vouch_for_sender()
    service.roster.accept()


def tables(store: Store) -> set[str]:
    return set(inspect(store.engine).get_table_names()) - {"alembic_version", "sqlite_sequence"}


def test_an_empty_database_gets_the_tables_of_the_models(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    store.migrate()
    assert tables(store) == set(Base.metadata.tables)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []
    store.close()


def test_there_is_one_way_up() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert len(script.get_heads()) == len(script.get_bases()) == 1


def test_a_migration_only_adds_unless_it_says_otherwise(tmp_path: Path) -> None:
    """The program of before goes on beside it: what that reads and writes is still there, and
    nothing more is asked of it."""
    store = Store(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    up_from = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())[:-1]
    with store.engine.connect() as connection:
        for step in reversed(up_from):
            command.upgrade(config(connection), step.down_revision)
            before = _columns(connection)
            command.upgrade(config(connection), step.revision)
            after = _columns(connection)
            if step.revision > "0013" and getattr(step.module, "expands", True):
                assert before.items() <= after.items(), step.revision
                tables = {table for table, _name in before}
                added = [each for each in after.items() if each[0] not in before]
                asks = [where for where, (_type, may_lack) in added if not may_lack]
                assert not [where for where in asks if where[0] in tables], step.revision
    store.close()


def _columns(connection: Connection) -> dict[tuple[str, str], tuple[str, bool]]:
    """The type of each column by table and name, and whether a row may be written without it."""
    found = inspect(connection)
    return {
        (table, column["name"]): (
            str(column["type"]),
            column["nullable"] or column["default"] is not None,
        )
        for table in found.get_table_names()
        for column in found.get_columns(table)
    }


def test_a_full_database_goes_down_and_up_again(public: Visitor, service: Service) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")
    with service.store.engine.connect() as connection:
        command.downgrade(config(connection), "base")
        connection.commit()
    assert tables(service.store) == set()
    service.store.migrate()
    service.roster.vouch_for_sender()
    assert tables(service.store) == set(Base.metadata.tables)
    assert not enquiries.is_open(service)


def test_every_step_down_and_up_keeps_what_was_there(
    public: Visitor, service: Service, staff: Staff
) -> None:
    """Down to each earlier version and up again; the newest part of a conversation is readable as
    before."""
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")
    revisions = [step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    for revision in revisions[1:]:
        with service.store.engine.connect() as connection:
            command.downgrade(config(connection), revision)
            connection.commit()
        service.store.migrate()
        service.roster.vouch_for_sender()
        assert cases.open_case(service, staff, 1).messages[0].text == "Otázka."


def test_what_was_asked_under_an_earlier_version_can_be_given_feedback(
    public: Visitor, service: Service, staff: Staff
) -> None:
    public.open("/dotaz/o-sobe")
    receipt = public.send(text="Otázka.").receipt
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    with service.store.engine.connect() as connection:
        command.downgrade(config(connection), "0003")
        connection.commit()
    up(service)
    box = mailbox.resume(service, mailbox.open_with_receipt(service, receipt))
    assert mailbox.contents(service, box).feedback is None
    mailbox.give_feedback(service, box, Feedback(4, "Pomohlo."))
    assert cases.open_case(service, staff, 1).feedback == Feedback(4, "Pomohlo.")


def test_what_was_settled_under_an_earlier_version_keeps_its_days(
    public: Visitor, service: Service, staff: Staff
) -> None:
    """An answer counts from the last message as it was promised, the rest from its closing."""
    for _each in range(4):
        public.open("/dotaz/o-sobe")
        public.send(text=f"Otázka {_each}.")
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    with service.store.engine.connect() as connection:
        command.downgrade(config(connection), "0005")
        connection.exec_driver_sql(
            "UPDATE enquiry SET last_on = '2026-01-10', closed_on = '2026-02-20',"
            " state = CASE number WHEN 1 THEN 'closed' WHEN 2 THEN 'closed'"
            " WHEN 3 THEN 'binned' ELSE 'waiting' END"
        )
        connection.commit()
    service.store.migrate()
    service.roster.vouch_for_sender()
    with service.store.read() as session:
        settled = session.scalars(select(Enquiry.settled_on).order_by(Enquiry.number)).all()
    assert settled == [date(2026, 1, 10), date(2026, 2, 20), date(2026, 2, 20), None]


def test_what_nobody_has_opened_stays_unopened(
    public: Visitor, service: Service, staff: Staff
) -> None:
    for number in (1, 2):
        public.open("/dotaz/o-sobe")
        receipt = public.send(text=f"Otázka {number}.").receipt
        cases.answer(service, staff, number, "Odpověď.", after=1)
    mailbox.contents(service, mailbox.resume(service, mailbox.open_with_receipt(service, receipt)))
    with service.store.engine.connect() as connection:
        command.downgrade(config(connection), "0018")
        connection.commit()
    service.store.migrate()
    service.roster.vouch_for_sender()
    assert [cases.open_case(service, staff, number).read_position for number in (1, 2)] == [0, 2]


def test_drafts_of_another_form_go_with_a_step_up_or_down(service: Service) -> None:
    with service.store.engine.connect() as connection:
        command.downgrade(config(connection), "0004")
        connection.exec_driver_sql(
            "INSERT INTO draft VALUES (zeroblob(16), 1, zeroblob(100), 4102444800)"
        )
        connection.commit()
    service.store.migrate()
    service.roster.vouch_for_sender()
    with service.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_text_for_publishing_waits_below_and_can_be_offered_again(
    public: Visitor, service: Service, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published_questions, "faults", lambda *_given: [])
    text = Question("Nadpis", "Stručně.", "Otázka?", "Odpověď.")
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    publishing.offer(service, staff, 1, text)
    with service.store.engine.connect() as connection:
        command.downgrade(config(connection), "0004")
        connection.commit()
    up(service)
    assert cases.open_case(service, staff, 1).offer is None
    publishing.offer(service, staff, 1, text)
    offer = cases.open_case(service, staff, 1).offer
    assert offer is not None
    assert offer.question == text


def test_a_number_is_never_used_again_after_a_step_down_and_up(
    public: Visitor, service: Service
) -> None:
    public.open("/dotaz/o-sobe")
    public.send(text="Otázka.")
    with service.store.write() as session:
        session.execute(delete(Enquiry))
    with service.store.engine.connect() as connection:
        command.downgrade(config(connection), "0003")
        connection.commit()
    up(service)
    public.open("/dotaz/o-sobe")
    public.send(text="Další otázka.")
    with service.store.read() as session:
        assert session.scalar(select(Enquiry.number)) == 2


def test_who_had_left_under_an_earlier_version_is_forgotten(
    service: Service, colleague: Callable[..., Person]
) -> None:
    colleague("Eva")
    with service.store.engine.connect() as connection:
        command.downgrade(config(connection), "0002")
        connection.exec_driver_sql("UPDATE counsellor SET standing = 'left' WHERE name = 'Eva'")
        connection.commit()
    service.store.migrate()
    service.roster.vouch_for_sender()
    assert [each.name for each in people.everybody(service)] == ["Jana"]
    with service.store.engine.connect() as connection:
        for table in ("key_share", "recovery_code"):
            owners = f"SELECT count(DISTINCT counsellor_id) FROM {table}"
            assert connection.exec_driver_sql(owners).scalar_one() == 1


def test_a_start_finds_the_tables_up_to_date_and_changes_nothing(service: Service) -> None:
    def schema() -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(service.settings.data / "intake.sqlite3")) as database:
            return database.execute(
                "SELECT type, name, sql FROM sqlite_master ORDER BY name"
            ).fetchall()

    before = schema()
    service.store.migrate()
    service.roster.vouch_for_sender()
    assert schema() == before


def test_all_steps_are_one_transaction(tmp_path: Path) -> None:
    """Otherwise a second process could come in between two steps, and make the later one again."""
    store = Store(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    commits: list[object] = []
    event.listen(store.engine, "commit", commits.append)
    store.migrate()
    store.close()
    assert len(commits) == 1


OPEN = """
from intake_service.settings import load_settings
from intake_service.work.service import open_service
open_service(load_settings()).close()
"""


@pytest.mark.usefixtures("takes_seconds")
def test_processes_that_start_at_once_make_everything_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    environment = {**os.environ, "INTAKE_DATA": str(data)}
    start = [sys.executable, "-c", OPEN]
    both = [
        subprocess.Popen(start, cwd=ROOT, env=environment, stderr=subprocess.PIPE) for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(path.name for path in data.glob("server-secret*")) == ["server-secret"]
    store = Store(f"sqlite:///{data / 'intake.sqlite3'}")
    assert tables(store) == set(Base.metadata.tables)
    store.close()


def test_a_first_start_on_a_locked_database_gives_up_in_words(settings: Settings) -> None:
    settings.data.mkdir(mode=0o700)
    with closing(sqlite3.connect(settings.data / "intake.sqlite3", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable):
            open_service(settings.model_copy(update={"lock_seconds": 0.1}))


def test_a_later_start_writes_nothing_and_waits_for_nobody(
    opened: Callable[..., Service], settings: Settings
) -> None:
    opened()
    with closing(sqlite3.connect(settings.data / "intake.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert enquiries.is_open(opened(lock_seconds=0.1))


def test_sqlite_is_told_to_be_durable_and_to_forget(
    opened: Callable[..., Service],
    careful_with_the_disk: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(db, "_prepare_sqlite", careful_with_the_disk)
    with opened().store.engine.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in (
                "journal_mode",
                "synchronous",
                "secure_delete",
                "foreign_keys",
                "temp_store",
                "trusted_schema",
            )
        }
    durable = 2
    everything_overwritten = 1
    in_memory = 2
    assert told == {
        "journal_mode": "wal",
        "synchronous": durable,
        "secure_delete": everything_overwritten,
        "foreign_keys": 1,
        "temp_store": in_memory,
        "trusted_schema": 0,
    }
