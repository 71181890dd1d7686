"""`kacko doctor` names each thing that is wrong with its mend, and nothing on a healthy machine."""

import json
import os
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from stat import S_IMODE
from types import SimpleNamespace

import pytest
from alembic import command
from click.testing import CliRunner, Result
from sqlalchemy import delete, select, update

from intake_service import clock
from intake_service.cli import main
from intake_service.store import own_files
from intake_service.store.models import Counsellor, Enquiry, KeyShare, Letter, SecurityKey
from intake_service.store.terms import Purpose
from intake_service.work import proxies
from intake_service.work.casework import cases
from intake_service.work.health.findings import Level
from intake_service.work.post import letters
from intake_service.work.team import logins
from tests.intake import post_office
from tests.intake.browser import Person
from tests.intake.post_office import PostOffice
from tests.intake.store.test_migrations import config
from tests.intake.work.health.well import Machine
from tests.ports import free_port
from tests.real_centre import make_real

Spoil = Callable[[Machine], None]
SECRET = "server-secret"
DATABASE = "intake.sqlite3"


def _no_directory(well: Machine) -> None:
    shutil.rmtree(well.settings.data)


def _open_directory(well: Machine) -> None:
    well.settings.data.chmod(0o755)


def _open_secret(well: Machine) -> None:
    (well.settings.data / SECRET).chmod(0o644)


def _foreign_owner(well: Machine) -> None:
    if os.geteuid():
        pytest.skip("only root gives files away")
    os.chown(well.settings.data / DATABASE, 12345, -1)


def _no_secret(well: Machine) -> None:
    (well.settings.data / SECRET).unlink()


def _foreign_secret(well: Machine) -> None:
    (well.settings.data / SECRET).write_bytes(b"f" * 32)


def _short_secret(well: Machine) -> None:
    (well.settings.data / SECRET).write_bytes(b"f" * 7)


def _no_database(well: Machine) -> None:
    for file in well.settings.data.glob(f"{DATABASE}*"):
        file.unlink()


def _no_file_of_sqlite(well: Machine) -> None:
    _no_database(well)
    (well.settings.data / DATABASE).write_bytes(b"no database " * 1000)
    (well.settings.data / DATABASE).chmod(0o600)


def _damaged_page(well: Machine) -> None:
    file = well.settings.data / DATABASE
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_letter_trace'"
        ).fetchone()[0]
        size = database.execute("PRAGMA page_size").fetchone()[0]
    written = bytearray(file.read_bytes())
    written[(root - 1) * size : root * size] = b"\xff" * size
    file.write_bytes(written)


def _earlier_schema(well: Machine) -> None:
    service = well.running()
    with service.store.engine.connect() as connection:
        command.downgrade(config(connection), "-1")
        connection.commit()
    service.close()


def _unknown_schema(well: Machine) -> None:
    with closing(sqlite3.connect(well.settings.data / DATABASE)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999', works_for = '9998'")


def _restored_team(well: Machine) -> None:
    (well.settings.data / "roster-generation").write_text("99\n")


def _changed_team(well: Machine) -> None:
    with closing(sqlite3.connect(well.settings.data / DATABASE)) as database, database:
        database.execute("UPDATE counsellor SET name = 'Eva'")


def _restored_without_tombstones(well: Machine) -> None:
    (well.settings.data / "tombstones").unlink()
    well.tick()


def _nobody_opens(well: Machine) -> None:
    service = well.running()
    with service.roster.change() as session:
        session.execute(delete(KeyShare))
    service.close()


def _keys_answer_nowhere(well: Machine) -> None:
    service = well.running()
    with service.roster.change() as session:
        person = session.scalars(select(Counsellor.id)).one()
        session.add(SecurityKey(id=bytes(16), counsellor_id=person, box=b"sealed"))
    service.close()


def _keys_without_tls(well: Machine) -> None:
    well.set(desk_origins="http://localhost:8000, https://pult.example.cz", https=False)


def _not_set_up(well: Machine) -> None:
    shutil.rmtree(well.settings.data)
    well.running().close()
    well.renew()


def _clock_jumped(well: Machine) -> None:
    service = well.running()
    with service.store.write() as session:
        session.connection().exec_driver_sql("UPDATE heartbeat SET ran_on = '2026-10-01'")
    service.close()


def _clock_back(well: Machine) -> None:
    well.time.shift(timedelta(hours=-2))


def _chores_stopped(well: Machine) -> None:
    well.time.shift(timedelta(minutes=20))


def _chores_never_ran(well: Machine) -> None:
    (well.settings.data / "chores-done").unlink()


def _proxies(well: Machine) -> None:
    service = well.running()
    proxies.note(service)
    service.close()


def _post_a_letter(well: Machine) -> None:
    service = well.running()
    with service.store.write() as session:
        letters.post_notice(service, session, Purpose.URGENT)
    service.close()


def _mail_down(well: Machine) -> None:
    well.set(smtp_port=free_port())
    _post_a_letter(well)
    well.tick()
    well.pass_time(hours=3)


def _somebody_left(well: Machine) -> None:
    well.set(notices_to="tym@posta.example, Zdeňka <zdenka@posta.example>")


def _letters_given_up(well: Machine) -> None:
    _post_a_letter(well)
    service = well.running()
    with service.store.write() as session:
        session.execute(update(Letter).values(letters.DEAD))
    service.close()


def _no_backup_key(well: Machine) -> None:
    well.set(backup_key="")


def _no_backup(well: Machine) -> None:
    (well.settings.data / "backups.json").unlink()


def _old_backup(well: Machine) -> None:
    well.record(made=clock.today() - timedelta(days=3))


def _no_command(well: Machine) -> None:
    well.set(backup_command="")


def _never_sent(well: Machine) -> None:
    well.record(sent=None)


def _old_copy(well: Machine) -> None:
    well.record(sent=clock.today() - timedelta(days=3))


def _never_tried(well: Machine) -> None:
    well.record(proven=None)


def _tried_long_ago(well: Machine) -> None:
    well.record(proven=clock.today() - timedelta(days=200))


def _no_frame(well: Machine) -> None:
    well.settings.frame.unlink()


def _frame_of_another_version(well: Machine) -> None:
    well.settings.frame.write_text("{}")
    os.utime(well.settings.frame, (clock.seconds(), clock.seconds()))


def _asset_missing(well: Machine) -> None:
    next(path for path in well.settings.site.rglob("*.css")).unlink()


def _not_built(well: Machine) -> None:
    long_ago = clock.seconds() - 40 * 3600
    os.utime(well.settings.frame, (long_ago, long_ago))


def _certificate_unreadable(well: Machine) -> None:
    well.set(certificate=Path("/nowhere/fullchain.pem"))


def _no_certificate(well: Machine) -> None:
    file = well.settings.data.parent / "fullchain.pem"
    file.write_text("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")
    well.set(certificate=file)


def _mistake_in_facts(well: Machine) -> None:
    helplines = well.own_content() / "data" / "helplines.yaml"
    helplines.write_text(helplines.read_text().replace("checked:", "chekced:", 1))


def _old_helpline(well: Machine) -> None:
    helplines = well.own_content() / "data" / "helplines.yaml"
    helplines.write_text(helplines.read_text().replace("2026-11-21", "2026-04-21", 1))


def _late_answer(well: Machine) -> None:
    service = well.running()
    post_office.ask(service, None)
    with service.store.write() as session:
        session.execute(update(Enquiry).values(due_on=clock.today() - timedelta(days=1)))
    service.close()


def _late_answer_to_a_journalist(well: Machine) -> None:
    service = well.running()
    post_office.ask(service, None)
    with service.store.write() as session:
        yesterday = clock.today() - timedelta(days=1)
        session.execute(update(Enquiry).values(kind="journalist", due_on=yesterday))
    service.close()


def _nobody_is_there(well: Machine) -> None:
    service = well.running()
    post_office.ask(service, None)
    with service.store.write() as session:
        session.execute(update(Enquiry).values(due_on=clock.today() - timedelta(days=60)))
    service.close()


FAULTS: list[tuple[Spoil, set[str], str, str]] = [
    (_no_directory, {"data", "database"}, "There is no data directory", "INTAKE_DATA"),
    (_open_directory, {"data"}, "Others can read", "chmod 700 "),
    (_open_secret, {"data"}, "Others can read", f"{SECRET}. Close it: chmod 600 "),
    (_foreign_owner, {"data"}, f"{DATABASE} belongs to somebody else", "chown --reference"),
    (_no_secret, {"secret"}, "is missing", "Put back the one of the same backup"),
    (_foreign_secret, {"secret"}, "is not the database’s", "Put back the one"),
    (_short_secret, {"secret"}, "is cut off", "Put back the one"),
    (_no_database, {"database"}, "There is no database", "kacko setup"),
    (_no_file_of_sqlite, {"database"}, "not a database", "kacko restore"),
    (_damaged_page, {"database"}, "cannot be read", "kacko restore"),
    (_earlier_schema, {"schema"}, "of an earlier version", "kacko migrate"),
    (_unknown_schema, {"schema"}, "does not know (9999)", "Install the version"),
    (_restored_team, {"roster"}, "older than the newest known", "kacko accept-restored-roster"),
    (_changed_team, {"roster"}, "past this program", "Put the last backup back"),
    (_restored_without_tombstones, {"restore"}, "are closed since", "kacko confirm-restore"),
    (_nobody_opens, {"openers"}, "Nobody of the team can open", "kacko admit NAME"),
    (_keys_answer_nowhere, {"security-keys"}, "the team has some: 1.", "INTAKE_DESK_ORIGINS"),
    (_keys_without_tls, {"security-keys"}, "https://pult.example.cz", "INTAKE_HTTPS"),
    (_not_set_up, {"openers"}, "The desk is not set up", "kacko setup"),
    (_clock_jumped, {"clock"}, "The clock has jumped", "kacko confirm-date"),
    (_clock_back, {"clock"}, "already ran on", "timedatectl"),
    (_chores_stopped, {"chores"}, "20 minutes ago", "kacko-tick.timer"),
    (_chores_never_ran, {"chores"}, "have never run", "kacko tick"),
    (_proxies, {"proxies"}, "INTAKE_PROXIES is 0", "Count the proxies"),
    (_mail_down, {"mail"}, "waited for 3 hours. The mail server says: Connection", "mail-test"),
    (_letters_given_up, {"mail"}, "were given up", "mail-test"),
    (_no_backup_key, {"backup"}, "INTAKE_BACKUP_KEY is empty", "age-keygen"),
    (_no_backup, {"backup"}, "No backup was ever made", "kacko backup"),
    (_old_backup, {"backup"}, "made on 22 November 2026", "kacko backup"),
    (_no_command, {"copy"}, "on this machine only", "INTAKE_BACKUP_COMMAND"),
    (_never_sent, {"copy"}, "has ever left this machine", "kacko backup"),
    (_old_copy, {"copy"}, "left this machine on 22 November 2026", "kacko backup"),
    (_never_tried, {"drill"}, "Nobody has tried yet", "kacko verify"),
    (_tried_long_ago, {"drill"}, "last tried on 9 May 2026", "kacko note-drill"),
    (_no_frame, {"frame"}, "is missing: no form", "kacko rebuild"),
    (_frame_of_another_version, {"frame"}, "does not fit this version", "kacko rebuild"),
    (_asset_missing, {"frame"}, ".css is missing in", "kacko rebuild"),
    (_not_built, {"build"}, "40 hours ago", "kacko-rebuild.timer"),
    (_certificate_unreadable, {"certificate"}, "cannot be read", "INTAKE_CERTIFICATE"),
    (_no_certificate, {"certificate"}, "is not a certificate", "INTAKE_CERTIFICATE"),
    (_mistake_in_facts, {"facts"}, "data/helplines.yaml:", "kacko check"),
    (_somebody_left, {"recipients"}, "nobody at the desk has: 1", "INTAKE_NOTICES_TO"),
    (_old_helpline, {"helplines"}, "data/helplines.yaml:", "Call each number"),
    (_late_answer, {"answers"}, "waits longer", "The inbox shows who"),
    (_late_answer_to_a_journalist, {"answers"}, "waits longer", "The inbox shows who"),
    (_nobody_is_there, {"answers"}, "Nobody of the team has been", "pauses the intake"),
]


def test_nothing_is_told_of_a_healthy_machine(well: Machine) -> None:
    assert well.told() == {}
    assert all(each.was_seen for each in well.examined().values())


@pytest.mark.parametrize(
    ("spoil", "checks", "fault", "mend"), FAULTS, ids=[each[0].__name__ for each in FAULTS]
)
def test_each_fault_is_named_with_its_mend(
    well: Machine, spoil: Spoil, checks: set[str], fault: str, mend: str
) -> None:
    """Under its own name, and no other check complains of it."""
    spoil(well)
    told = well.told()
    assert told.keys() == checks
    first = next(iter(told.values()))
    assert fault in first
    assert mend in first
    assert "%(" not in first


@pytest.mark.parametrize(
    ("left", "level"), [(100, "The disk is full: 100"), (900, "The disk is nearly full: 900")]
)
def test_a_disk_that_fills_up_is_told(
    well: Machine, monkeypatch: pytest.MonkeyPatch, left: int, level: str
) -> None:
    usage = shutil.disk_usage("/")._replace(free=left * 1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    told = well.told()
    assert told.keys() == {"space"}
    assert level in told["space"]


def test_a_full_disk_is_not_taken_for_a_damaged_database(
    well: Machine, monkeypatch: pytest.MonkeyPatch, no_room: None
) -> None:
    usage = shutil.disk_usage("/")._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    told = well.told()
    assert told.keys() == {"space", "database"}
    assert "its disk is full" in told["database"]
    assert "leave it where it is" in told["database"]


@pytest.mark.parametrize("damage", [_damaged_page, _no_file_of_sqlite])
def test_a_damaged_database_on_a_full_disk_is_called_damaged(
    well: Machine, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Machine], None]
) -> None:
    damage(well)
    usage = shutil.disk_usage("/")._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert "kacko restore" in well.told()["database"]


@pytest.fixture
def no_room(well: Machine) -> Iterator[None]:
    """No file grows, so that SQLite cannot make the one beside the database."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_can_only_be_read_is_told(
    well: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _path: SimpleNamespace(f_flag=os.ST_RDONLY))
    told = well.told()
    assert told.keys() == {"space"}
    assert "can only be read" in told["space"]


@pytest.mark.usefixtures("takes_seconds")
def test_texts_of_a_real_centre_are_asked_for_their_doctor_and_their_day(well: Machine) -> None:
    content = well.own_content()
    make_real(content)
    page = content / "cs" / "pages" / "first-visit.md"
    page.write_text(page.read_text().replace("next_review: 2027-05-21", "next_review: 2026-11-24"))
    told = well.told()
    assert told.keys() == {"approvals", "texts"}
    assert "kacko approve" in told["approvals"]
    assert "cs/pages/first-visit.md" in told["texts"]


def test_words_of_a_refusal_that_name_a_reader_are_not_kept(
    well: Machine, post: PostOffice
) -> None:
    """The server's numbers are told; its words could hold the address of whoever asked."""
    post.refused.add(post_office.TEAM)
    _post_a_letter(well)
    well.tick()
    well.pass_time(hours=3)
    said = well.told()["mail"]
    assert "says: 550 Try it" in said.replace("  ", " ")
    kept = (well.settings.data / "mail-trouble.json").read_text()
    assert "nobody of this name" not in kept
    post.refused.clear()
    well.pass_time(hours=5)
    assert well.told() == {}
    assert not (well.settings.data / "mail-trouble.json").exists()


def test_an_address_that_a_sender_mistyped_is_no_matter_of_the_servers(
    well: Machine, post: PostOffice, coordinator: Person
) -> None:
    post.refused.add(post_office.ADDRESS)
    service = well.running()
    post_office.ask(service)
    cookie = logins.log_in(service, coordinator.name, coordinator.password, coordinator.code())
    cases.answer(service, logins.resume(service, cookie), 1, "Odpověď.", after=1)
    service.close()
    well.pass_time(hours=1)
    well.pass_time(hours=3)
    found = well.examined()["mail"].finding
    assert found
    assert found.level is Level.DUE


def test_the_days_of_backups_are_read_by_every_user_of_a_shared_directory(well: Machine) -> None:
    well.settings.data.chmod(own_files.SHARED_DIRECTORY_MODE)
    well.record(proven=None)
    mode = (well.settings.data / "backups.json").stat().st_mode
    assert S_IMODE(mode) == own_files.SHARED_FILE_MODE


def test_a_file_of_a_shared_directory_that_root_put_back_closed_is_told(well: Machine) -> None:
    well.settings.data.chmod(own_files.SHARED_DIRECTORY_MODE)
    for file in own_files.written_by_all(well.settings.data):
        file.chmod(own_files.SHARED_FILE_MODE)
    well.set(shared=True)
    assert well.told() == {}
    (well.settings.data / "tombstones").chmod(0o600)
    told = well.told()
    assert told.keys() == {"data"}
    assert "tombstones is closed to other parts" in told["data"]
    assert "chmod 660 " in told["data"]


def test_chores_that_somebody_ran_by_hand_leave_no_time_behind(well: Machine) -> None:
    """The file of another user is replaced: its time could not be changed."""
    done = well.settings.data / "chores-done"
    before = done.stat().st_ino
    well.pass_time(minutes=1)
    assert done.stat().st_ino != before
    assert well.told() == {}


def test_looking_changes_nothing(well: Machine) -> None:
    def state() -> dict[str, bytes]:
        return {
            path.name: path.read_bytes()
            for path in well.settings.data.iterdir()
            if not path.name.endswith(("-shm", "-wal"))
        }

    before = state()
    well.examined()
    assert state() == before


@pytest.fixture
def doctor(well: Machine, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command on the well machine."""

    def run(*options: str) -> Result:
        for name in well.settings.model_fields_set:
            value = getattr(well.settings, name)
            monkeypatch.setenv(f"INTAKE_{name.upper()}", str(value))
        return CliRunner().invoke(main, ["doctor", *options])

    return run


def test_the_command_is_silent_where_all_is_well(doctor: Callable[..., Result]) -> None:
    result = doctor()
    assert (result.stdout, result.exit_code) == ("", 0)
    assert "All is well." in result.stderr


def test_it_ends_with_one_or_two_and_says_one_line_a_subject(
    doctor: Callable[..., Result], well: Machine
) -> None:
    well.record(proven=None)
    result = doctor()
    assert result.exit_code == 1
    assert result.stdout.startswith("!  Backup that opens: ")
    (well.settings.data / "chores-done").unlink()
    result = doctor()
    assert result.exit_code == 2
    assert [line[:3] for line in result.stdout.splitlines()] == ["!! ", "!  "]


def test_other_programs_read_it_as_json(doctor: Callable[..., Result], well: Machine) -> None:
    _no_database(well)
    told = json.loads(doctor("--json").stdout)
    assert told["level"] == "bad"
    levels = {each["id"]: each["level"] for each in told["checks"]}
    assert levels["database"] == "bad"
    assert levels["roster"] == "unseen"
    assert levels["frame"] == "well"


def test_a_misspelt_setting_is_a_finding_too(
    doctor: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_PROXYS", "1")
    result = doctor()
    assert result.exit_code == 2
    assert "INTAKE_PROXYS: no such setting" in result.stdout
    assert json.loads(doctor("--json").stdout)["checks"][0]["id"] == "settings"


def test_a_drill_elsewhere_is_noted_here(doctor: Callable[..., Result], well: Machine) -> None:
    well.record(proven=None)
    assert doctor().exit_code == 1
    noted = CliRunner().invoke(main, ["note-drill", f"{clock.today()}"])
    assert noted.exit_code == 0, noted.output
    assert doctor().exit_code == 0
    tomorrow = date.fromordinal(clock.today().toordinal() + 1)
    assert CliRunner().invoke(main, ["note-drill", f"{tomorrow}"]).exit_code == 1
