"""The same promises on PostgreSQL, with two processes' worth of services on one database."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select

from centre.language.i18n import speaking
from intake_service.sender import create_sender_app
from intake_service.settings import Settings
from intake_service.store import db, snapshot
from intake_service.store.db import POSTGRESQL_WRITER, Unavailable
from intake_service.store.models import Base, Enquiry, Message
from intake_service.store.schema import Standing
from intake_service.store.vault import age_files
from intake_service.work.backups import making, migrating, opening
from intake_service.work.casework import cases
from intake_service.work.enquiry import enquiries, mailbox
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.health import machine
from intake_service.work.health.examination import examine
from intake_service.work.service import Service, open_service
from intake_service.work.team import logins
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.postgres import Server
from tests.intake.store.test_migrations import config

pytestmark = pytest.mark.usefixtures("cheap_receipts", "cheap_passwords")

ASK = "/dotaz/o-sobe"
BOX = "/odpoved"


@pytest.fixture
def coordinator(founded_there: tuple[Settings, Person]) -> Person:
    return founded_there[1]


@pytest.fixture
def service(node: Callable[..., Service]) -> Service:
    return node()


def rows(service: Service, table: type[Base]) -> int:
    with service.store.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_question_gets_its_answer_and_goes_for_good(
    public: Visitor, desk: DeskVisitor, service: Service
) -> None:
    public.open(ASK)
    receipt = public.send(text="Bojím se. 🙂 Україна").receipt
    desk.open("/dotaz/1")
    desk.send("/odpoved", text="Přijďte kdykoli.")
    public.open(BOX)
    assert public.send(receipt=receipt.lower()).written == [
        "Bojím se. 🙂 Україна",
        "Přijďte kdykoli.",
    ]
    public.open(f"{BOX}/smazat")
    public.send(f"{BOX}/smazat")
    public.open(BOX)
    assert public.send(receipt=receipt).status == 404
    assert rows(service, Enquiry) == rows(service, Message) == 0


def test_one_click_that_reaches_two_machines_is_one_enquiry(node: Callable[..., Service]) -> None:
    nodes = [node(), node()]
    submission = Submission("counselling", "cs", "Otázka.", cookie=b"c" * 32)
    with ThreadPoolExecutor(8) as threads:
        handles = set(threads.map(lambda n: enquiries.send(nodes[n % 2], submission), range(8)))
    assert len(handles) == rows(nodes[0], Enquiry) == 1


def test_both_sides_writing_at_once_on_two_machines_lose_nothing(
    node: Callable[..., Service], coordinator: Person
) -> None:
    here = node()
    there = node()
    submission = Submission("counselling", "cs", "Otázka.", cookie=b"c" * 32)
    receipt = enquiries.sent(here, submission.cookie, enquiries.send(here, submission)).receipt
    opened = mailbox.resume(here, mailbox.open_with_receipt(here, receipt))
    texts = [f"Ještě {number}." for number in range(12)]

    def write(number: int) -> None:
        mailbox.write_again((here, there)[number % 2], opened, texts[number], after=1)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(write, range(12)))
    staff = logins.resume(
        here, logins.log_in(here, coordinator.name, coordinator.password, coordinator.code())
    )
    messages = cases.open_case(here, staff, 1).messages
    assert [each.position for each in messages] == list(range(1, 14))
    assert sorted(each.text for each in messages[1:]) == sorted(texts)


def test_a_database_that_somebody_holds_gives_the_text_back_and_recovers(
    node: Callable[..., Service],
) -> None:
    service = node(lock_seconds=4.0)
    public = Visitor(create_sender_app(service))
    public.open(ASK)
    url = service.settings.database.replace("+psycopg", "")
    with psycopg.connect(url) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [POSTGRESQL_WRITER])
        page = public.send(text="Důležité.")
        assert (page.status, page.typed().strip()) == (503, "Důležité.")
    assert public.send(text="Důležité.").receipt


def test_a_server_that_was_restarted_is_asked_anew(public: Visitor, server: Server) -> None:
    public.open(ASK)
    server.stop()
    try:
        page = public.send(text="Důležité.")
        assert (page.status, page.typed("kept").strip()) == (503, "Důležité.")
    finally:
        server.start()
    public.open(ASK)
    assert public.send(text="Důležité.").receipt


@contextmanager
def read_only(service: Service) -> Iterator[None]:
    """The server takes no writes, as a second one does while it stands in for the first."""
    address = service.settings.database.replace("+psycopg", "")
    word = f"ALTER DATABASE {service.store.engine.url.database}"
    with psycopg.connect(address, autocommit=True) as other:
        other.execute(f"{word} SET default_transaction_read_only = on")
        service.store.engine.dispose()
        yield
        other.execute(f"{word} RESET default_transaction_read_only")
        service.store.engine.dispose()


def test_a_server_that_only_reads_gives_the_text_back(service: Service, public: Visitor) -> None:
    public.open(ASK)
    receipt = public.send(text="Předtím.").receipt
    form = public.open(ASK)
    with read_only(service):
        page = public.send(text="Důležité.")
        assert (page.status, page.typed().strip()) == (503, "Důležité.")
        public.open(BOX)
        assert public.send(receipt=receipt).written == ["Předtím."]
    public.page = form
    assert public.send(text="Důležité.").receipt


def test_a_machine_that_falls_silent_while_it_writes_holds_nobody_up(
    node: Callable[..., Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "SILENT_SECONDS", 1)
    silent = node()
    other = node()
    question = Submission("counselling", "cs", "Otázka.", cookie=b"c" * 32)

    def fall_silent() -> None:
        with silent.store.write() as session:
            session.execute(select(func.count()).select_from(Enquiry))
            enquiries.send(other, question)  # it waits until the other one is given up
            session.execute(select(func.count()).select_from(Enquiry))

    with pytest.raises(Unavailable):
        fall_silent()
    assert rows(silent, Enquiry) == 1


def test_the_tables_are_those_of_the_models_and_go_down_and_up(service: Service) -> None:
    enquiries.send(service, Submission("counselling", "cs", "Otázka.", cookie=b"c" * 32))
    with service.store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        command.downgrade(config(connection), "0001")
        connection.commit()
    service.store.migrate()
    assert rows(service, Enquiry) == 1


def test_the_chores_of_two_machines_do_not_meet(node: Callable[..., Service]) -> None:
    nodes = [node(), node()]
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda n: daily.tick(nodes[n % 2]), range(4)))
    assert all(each.forgotten for each in done)


def test_a_database_that_is_not_there_is_told_in_words(settings: Settings, server: Server) -> None:
    with pytest.raises(Unavailable):
        open_service(settings.model_copy(update={"database_url": server.url("nowhere")}))


def test_a_backup_holds_all_and_comes_back_on_an_empty_server(
    public: Visitor, service: Service, server: Server, tmp_path: Path
) -> None:
    public.open(ASK)
    receipt = public.send(text="Bojím se. 🙂").receipt
    key = age_files.new_identity()
    settings = service.settings.model_copy(update={"backup_key": str(key.to_public())})
    made = making.make(settings, tmp_path / "kept", backup_days=14, environment={})
    fresh = settings.model_copy(
        update={
            "data": tmp_path / "new",
            "database_url": server.make_another(),
        }
    )
    with opening.opened(made.file, [key]) as backup:
        opening.put_back(fresh, backup)
    restored = open_service(fresh)
    try:
        restored.tombstones.confirm()
        restored.roster.accept()
        sender = Visitor(create_sender_app(restored))
        sender.open(BOX)
        assert sender.send(receipt=receipt).written == ["Bojím se. 🙂"]
    finally:
        restored.close()


def test_an_earlier_database_is_copied_and_brought_up_to_date(
    service: Service, tmp_path: Path
) -> None:
    with service.store.engine.connect() as connection:
        command.downgrade(config(connection), "-1")
        connection.commit()
    settings = service.settings.model_copy(update={"data": tmp_path / "copies"})
    kept: list[migrating.Kept] = []
    done = migrating.migrate(settings, backup_days=lambda: 30, kept=kept.append)
    assert (done.before.standing, done.after.standing) == (Standing.OLDER, Standing.CURRENT)
    assert snapshot.check(kept[0].file, kind=snapshot.POSTGRESQL) == done.before.revision
    again = migrating.migrate(settings, backup_days=lambda: 30, kept=kept.append)
    assert again.before == again.after
    assert len(kept) == 1


def test_the_doctor_looks_at_it_as_at_any_other(service: Service) -> None:
    daily.tick(service)
    with machine.opened(service.settings) as opened:
        found = {each.check.id: each for each in examine(opened)}
    for name in ("database", "schema", "secret", "roster", "restore", "openers", "chores"):
        assert found[name].was_seen
        assert found[name].finding is None


def test_the_doctor_tells_a_server_that_only_reads_and_one_that_is_away(
    service: Service, server: Server
) -> None:
    def told() -> str:
        with machine.opened(service.settings) as opened, speaking("en"):
            found = {each.check.id: each.finding for each in examine(opened)}
            return str(found["database"].fault)

    with read_only(service):
        assert "can only be read" in told()
    server.stop()
    try:
        assert "does not answer" in told()
    finally:
        server.start()


def test_a_dump_that_was_cut_off_is_told(service: Service, tmp_path: Path) -> None:
    copied = tmp_path / snapshot.POSTGRESQL
    snapshot.copy(service.settings.database, copied)
    assert snapshot.check(copied)
    copied.write_bytes(copied.read_bytes()[: copied.stat().st_size // 8])
    with pytest.raises(snapshot.CopyFailed):
        snapshot.check(copied)


def test_a_password_is_on_no_list_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(words: list[str], *, env: dict[str, str], **_rest: object) -> NoReturn:
        assert "secret" not in " ".join(words)
        assert env["PGPASSWORD"] == "secret"
        raise snapshot.CopyFailed

    monkeypatch.setattr(subprocess, "run", seen)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    with pytest.raises(snapshot.CopyFailed):
        snapshot.copy("postgresql://kacko:secret@db.example/kacko", Path("dump"))
