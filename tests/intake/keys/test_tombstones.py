"""What was deleted does not come back with a backup, and a backup without that record says so."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner
from sqlalchemy import select

from intake_service import clock
from intake_service.cli import main
from intake_service.desk import create_desk_app
from intake_service.sender import create_sender_app
from intake_service.settings import Settings
from intake_service.store.db import Unavailable
from intake_service.store.models import Enquiry
from intake_service.store.tombstone_stream import TombstoneStream, Unreadable
from intake_service.store.vault import Vault
from intake_service.work.casework import cases, enquiry_keys, junk
from intake_service.work.enquiry import mailbox
from intake_service.work.enquiry.enquiries import NotOpenYet
from intake_service.work.service import TOMBSTONES_FILE, Service, open_service
from intake_service.work.team.logins import Staff
from tests.intake import daily
from tests.intake.browser import DeskVisitor, Person, Visitor
from tests.intake.keys.key_search import DATABASE, copy
from tests.intake.keys.service_life import DELETED
from tests.intake.keys.test_leaving import ask, open_box
from tests.intake.keys.written_rows import put_conversation_back

pytestmark = pytest.mark.usefixtures("cheap_receipts", "cheap_passwords")


def restore(service: Service, backup: Path) -> None:
    """Put a copy of the database in its place, as an operator does while nothing runs."""
    service.close()
    for left in service.settings.data.glob("intake.sqlite3*"):
        left.unlink()
    shutil.copy(backup, service.settings.data / "intake.sqlite3")


def delete(service: Service, staff: Staff, number: int) -> None:
    """What the desk does once two people agree."""
    with service.store.write() as session:
        junk.delete(service, session, staff, enquiry_keys.find(session, number))
    mailbox.forget(service.store)


@contextmanager
def started(settings: Settings) -> Iterator[Service]:
    service = open_service(settings)
    try:
        yield service
    finally:
        service.close()


def numbers(service: Service) -> list[int]:
    with service.store.read() as session:
        return list(session.scalars(select(Enquiry.number).order_by(Enquiry.number)))


@pytest.fixture
def backup(service: Service, staff: Staff, tmp_path: Path) -> Path:
    """A backup with three enquiries; the first two were deleted afterwards."""
    receipt = ask(service, "Smažu já.")
    ask(service, "Smaže tým.")
    ask(service, "Zůstane.")
    made = copy(service.settings.data, tmp_path / "backup.sqlite3")
    cookie = mailbox.open_with_receipt(service, receipt)
    mailbox.delete_all(service, mailbox.resume(service, cookie), cookie)
    delete(service, staff, 2)
    return made


def test_a_restored_database_loses_again_what_was_deleted(service: Service, backup: Path) -> None:
    restore(service, backup)
    with started(service.settings) as again:
        assert numbers(again) == [3]
        assert again.tombstones.closed_since() is None


def test_deleted_rows_that_somebody_puts_back_go_again_with_the_next_chores(
    service: Service, backup: Path
) -> None:
    put_conversation_back(service.settings.data / DATABASE, backup)
    assert numbers(service) == [DELETED, 3]
    daily.tick(service)
    assert numbers(service) == [3]


def test_what_the_chores_delete_does_not_come_back_either(
    service: Service, staff: Staff, tmp_path: Path
) -> None:
    ask(service, "Vyřízené.")
    cases.answer(service, staff, 1, "Odpověď.", after=1)
    made = copy(service.settings.data, tmp_path / "backup.sqlite3")
    with time_machine.travel(clock.now() + timedelta(days=100)):
        daily.tick(service)
        assert numbers(service) == []
        restore(service, made)
        with started(service.settings) as again:
            assert numbers(again) == []


def test_a_deletion_that_a_power_cut_stopped_is_done_at_the_next_start(service: Service) -> None:
    ask(service, "Smažu.")
    with suppress(KeyboardInterrupt), service.store.write() as session:
        service.tombstones.bury(session, [session.get_one(Enquiry, 1).id])
        raise KeyboardInterrupt
    assert numbers(service) == [1]
    service.close()
    with started(service.settings) as again:
        assert numbers(again) == []


def test_a_line_torn_by_a_power_cut_is_no_line(service: Service) -> None:
    ask(service, "Smažu.")
    ask(service, "Nesmažu.")
    stream = service.settings.data / TOMBSTONES_FILE
    with stream.open("a") as file:
        file.write("2026-11-23 0123")
    with service.store.write() as session:
        enquiry = session.get_one(Enquiry, 1)
        service.tombstones.bury(session, [enquiry.id])
        session.delete(enquiry)
    assert "0123\n" not in stream.read_text()
    service.close()
    with started(service.settings) as again:
        assert (numbers(again), again.tombstones.closed_since()) == ([2], None)


@pytest.mark.parametrize("loss", ["no file", "an older file", "a file of another service"])
def test_a_restore_without_its_tombstones_keeps_the_doors_closed(
    service: Service, staff: Staff, coordinator: Person, tmp_path: Path, loss: str
) -> None:
    receipt = ask(service, "Smažu.")
    stream = service.settings.data / TOMBSTONES_FILE
    older = stream.read_bytes()
    delete(service, staff, 1)
    kept = ask(service, "Nesmažu.")
    made = copy(service.settings.data, tmp_path / "backup.sqlite3")
    newest = stream.read_bytes()
    restore(service, made)
    if loss == "no file":
        stream.unlink()
    elif loss == "an older file":
        stream.write_bytes(older)
    else:
        TombstoneStream(stream, Vault(bytes(32))).begin()
    with started(service.settings) as again:
        assert again.tombstones.closed_since() == clock.today()
        public = Visitor(create_sender_app(again))
        assert public.open("/dotaz/o-sobe").status == 503
        assert "000 000 001" in public.page.words
        with pytest.raises(NotOpenYet):
            ask(again, "Zkouším to.")
        with pytest.raises(NotOpenYet):
            mailbox.open_with_receipt(again, receipt)
        public.open("/odpoved")
        assert public.send(receipt=kept).status == 503
        desk = DeskVisitor(create_desk_app(again))
        desk.log_in(coordinator)
        assert "ze zálohy bez záznamu" in desk.open("/prijem").words
        assert daily.tick(again).closed
    stream.write_bytes(newest)
    with started(service.settings) as again:
        assert again.tombstones.closed_since() is None
        assert mailbox.contents(again, open_box(again, kept)).messages


def test_the_command_line_says_so_fails_and_opens_when_it_is_told(
    service: Service, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore(service, backup)
    (service.settings.data / TOMBSTONES_FILE).unlink()
    monkeypatch.setenv("INTAKE_DATA", str(service.settings.data))
    monkeypatch.setenv("INTAKE_CONTENT", str(service.settings.content))
    run = CliRunner()
    told = run.invoke(main, ["tick"])
    assert told.exit_code != 0
    assert "confirm-restore" in told.output
    assert run.invoke(main, ["confirm-restore"], input="n\n").exit_code != 0
    assert run.invoke(main, ["tick"]).exit_code != 0
    assert run.invoke(main, ["confirm-restore", "--yes"]).exit_code == 0
    assert run.invoke(main, ["tick"]).exit_code == 0


def test_a_backup_older_than_the_promised_days_keeps_the_doors_closed(
    service: Service, staff: Staff, tmp_path: Path
) -> None:
    ask(service, "Smažu.")
    ask(service, "Smažu později.")
    made = copy(service.settings.data, tmp_path / "backup.sqlite3")
    delete(service, staff, 1)
    days = service.facts.centre.retention.backup_days
    service.tombstones.forget(days)
    assert len(lines(service)) == 1
    with time_machine.travel(clock.now() + timedelta(days=days + 1)):
        service.tombstones.forget(days)
        assert lines(service) == []
        delete(service, staff, 2)
        restore(service, made)
        with started(service.settings) as again:
            assert again.tombstones.closed_since() is not None


def lines(service: Service) -> list[str]:
    text = (service.settings.data / TOMBSTONES_FILE).read_text()
    return text.splitlines()[1:]


def test_the_file_names_nobody_and_only_its_owner_reads_it(
    service: Service, backup: Path, staff: Staff
) -> None:
    file = service.settings.data / TOMBSTONES_FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(lines(service)) == 2
    with service.store.read() as session:
        kept = session.scalars(select(Enquiry)).one()
    for known in (kept.id, kept.lookup_id, staff.id):
        assert known.hex() not in file.read_text()


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_changed_line_is_no_stream(service: Service, backup: Path, line: int) -> None:
    file = service.settings.data / TOMBSTONES_FILE
    text = file.read_text().splitlines()
    text[line] = text[line][:-1] + ("0" if text[line][-1] != "0" else "1")
    file.write_text("\n".join(text) + "\n")
    with pytest.raises(Unreadable):
        service.tombstones.stream.read()


def test_nothing_is_deleted_where_it_cannot_be_noted(service: Service, staff: Staff) -> None:
    ask(service, "Smažu.")
    stream = service.settings.data / TOMBSTONES_FILE
    stream.unlink()
    stream.mkdir()
    with pytest.raises(Unavailable):
        delete(service, staff, 1)
    assert numbers(service) == [1]


def test_where_the_stream_is_lost_a_deletion_is_done_and_the_doors_close(
    service: Service, staff: Staff
) -> None:
    ask(service, "Smažu.")
    (service.settings.data / TOMBSTONES_FILE).unlink()
    delete(service, staff, 1)
    assert numbers(service) == []
    assert service.tombstones.closed_since() == clock.today()
