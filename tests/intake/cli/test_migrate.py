"""An upgrade of the program, as its operator sees it: only `kacko migrate` changes the tables."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import Result

from intake_service import clock
from intake_service.sender import create_sender_app
from intake_service.settings import Settings
from intake_service.store import schema
from intake_service.store.schema import MIGRATIONS, NotMigrated, Standing
from intake_service.store.vault import age_files
from intake_service.work.service import Service, open_service
from tests.intake import daily
from tests.intake.browser import Visitor
from tests.paths import ROOT

Intake = Callable[..., Result]
EXPANDING = """
def upgrade():
    op.add_column("switch", sa.Column("since", sa.Date(), nullable=True))
"""
EXPANDING_AGAIN = EXPANDING.replace('"since"', '"until"')
CONTRACTING = """
expands = False


def upgrade():
    op.drop_column("switch", "more_days")
"""
SABOTAGED = """
def upgrade():
    op.add_column("switch", sa.Column("since", sa.Date(), nullable=True))
    op.execute("DELETE FROM counsellor")
    raise RuntimeError("the next step is missing")
"""
STUCK = """
def upgrade():
    op.add_column("switch", sa.Column("since", sa.Date(), nullable=True))
    op.execute("DELETE FROM counsellor")
    print("half way", flush=True)
    sys.stdin.read()
"""


class Program:
    """The program before and after an upgrade: the same code, with one more migration."""

    def __init__(self, room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._room = room
        self._monkeypatch = monkeypatch

    @property
    def folder(self) -> Path:
        """Where its migrations are."""
        return schema.MIGRATIONS

    def upgraded(self, steps: str, *, revision: str = "9001") -> None:
        """From now on the program has this migration, too."""
        text = (
            "import sys\nimport sqlalchemy as sa\nfrom alembic import op\n"
            f'revision = "{revision}"\ndown_revision = "{schema.newest()}"\n'
            f"branch_labels = None\ndepends_on = None\n{steps}"
        )
        folder = self._room / revision  # another one each time: what is in one is read once
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / f"{revision}_planted.py").write_text(text)
        self._use(folder)

    def as_before(self) -> None:
        """The program of before the upgrade again."""
        self._use(MIGRATIONS)

    def _use(self, folder: Path) -> None:
        self._monkeypatch.setattr(schema, "MIGRATIONS", folder)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(tmp_path / "migrations", monkeypatch)


@pytest.fixture
def centre(service: Service, intake: Intake) -> Intake:
    """The command, on a database that is filled; no process has it open."""
    service.close()
    return intake


def content(settings: Settings) -> list[str]:
    with closing(sqlite3.connect(settings.data / "intake.sqlite3")) as database:
        return list(database.iterdump())


def said(result: Result, code: int = 0) -> str:
    assert result.exit_code == code, result.output
    return result.output


def test_an_upgraded_program_waits_for_the_operator(
    centre: Intake, program: Program, settings: Settings
) -> None:
    before = content(settings)
    program.upgraded(EXPANDING)
    assert "run `kacko migrate`" in said(centre("tick"), 1)
    with pytest.raises(NotMigrated):
        open_service(settings)
    assert content(settings) == before
    said(centre("migrate"))
    said(centre("tick"))


def test_a_copy_of_before_lies_beside_where_no_backup_key_is_set(
    centre: Intake, program: Program, settings: Settings
) -> None:
    before = content(settings)
    program.upgraded(EXPANDING)
    output = said(centre("migrate"))
    assert "INTAKE_BACKUP_KEY" in output
    (copied,) = settings.data.glob("before-*")
    assert str(copied) in output
    assert copied.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copied)) as database:
        assert list(database.iterdump()) == before


def test_that_copy_goes_when_backups_of_its_day_go(
    centre: Intake, program: Program, settings: Settings
) -> None:
    program.upgraded(EXPANDING)
    said(centre("migrate"))
    service = open_service(settings)
    days = service.facts.centre.retention.backup_days
    noon = clock.now().replace(hour=12)
    with time_machine.travel(noon + timedelta(days=days)):
        daily.tick(service)
        assert list(settings.data.glob("before-*"))
    with time_machine.travel(noon + timedelta(days=days + 1)):
        daily.tick(service)
        assert not list(settings.data.glob("before-*"))
    service.close()


def test_a_second_migration_of_a_day_is_copied_before_too(
    centre: Intake, program: Program, settings: Settings
) -> None:
    program.upgraded(SABOTAGED)
    said(centre("migrate"), 1)
    with closing(sqlite3.connect(settings.data / "intake.sqlite3")) as database, database:
        database.execute("UPDATE counsellor SET name = 'Eva'")
    before = content(settings)
    program.as_before()
    program.upgraded(EXPANDING, revision="9002")
    said(centre("migrate"))
    (copied,) = settings.data.glob("before-*")
    with closing(sqlite3.connect(copied)) as database:
        assert list(database.iterdump()) == before


def test_with_a_key_the_backup_is_encrypted(
    centre: Intake, program: Program, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = age_files.new_identity()
    monkeypatch.setenv("INTAKE_BACKUP_KEY", str(identity.to_public()))
    program.upgraded(EXPANDING)
    said(centre("migrate"))
    (backup,) = (settings.data / "backups").glob("*.tar.age")
    assert backup.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert not list(settings.data.glob("before-*"))
    key = settings.data.parent / "key.txt"
    key.write_text(f"{identity}\n")
    output = said(centre("verify", str(backup), "--identity", str(key)))
    program.as_before()
    assert f"schema {schema.newest()}" in output


def test_without_a_backup_nothing_is_changed(
    centre: Intake, program: Program, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_BACKUP_KEY", "age1mistyped")
    before = content(settings)
    program.upgraded(EXPANDING)
    assert "no backup could be made: INTAKE_BACKUP_KEY" in said(centre("migrate"), 1)
    assert content(settings) == before


def test_a_sabotaged_migration_leaves_every_row_as_it_was(
    centre: Intake, program: Program, settings: Settings
) -> None:
    before = content(settings)
    program.upgraded(SABOTAGED)
    output = said(centre("migrate"), 1)
    assert "nothing was changed" in output
    assert "the next step is missing" in output
    assert content(settings) == before
    program.as_before()
    said(centre("tick"))


RUN = """
import sys
from pathlib import Path
from intake_service import cli
from intake_service.store import schema
schema.MIGRATIONS = Path(sys.argv.pop(1))
cli.main()
"""


@pytest.mark.usefixtures("takes_seconds")
def test_a_migration_that_was_killed_half_way_never_happened(
    centre: Intake, program: Program, settings: Settings
) -> None:
    before = content(settings)
    program.upgraded(STUCK)
    migrating = subprocess.Popen(
        [sys.executable, "-c", RUN, str(program.folder), "migrate"],
        cwd=ROOT,
        env={"INTAKE_DATA": str(settings.data), "PATH": "/usr/bin:/bin"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert migrating.stdout
    assert any(line == b"half way\n" for line in migrating.stdout)
    migrating.send_signal(signal.SIGKILL)
    migrating.communicate()
    assert content(settings) == before
    program.as_before()
    said(centre("tick"))


def test_who_is_asked_again_does_nothing(centre: Intake, settings: Settings) -> None:
    assert f"{schema.newest()} is up to date" in said(centre("migrate"))
    assert not list(settings.data.glob("before-*"))


def test_the_program_of_before_goes_on_beside_an_expanded_database(
    centre: Intake, program: Program, settings: Settings
) -> None:
    program.upgraded(EXPANDING)
    said(centre("migrate"))
    program.as_before()
    service = open_service(settings)
    assert service.store.schema().standing is Standing.NEWER
    public = Visitor(create_sender_app(service))
    public.open("/dotaz/o-sobe")
    assert public.send(text="Otázka.").receipt
    service.close()
    assert "this program works on it" in said(centre("migrate"))
    said(centre("tick"))


def test_the_program_of_before_refuses_what_took_something_away(
    centre: Intake, program: Program
) -> None:
    program.upgraded(CONTRACTING)
    said(centre("migrate"))
    program.as_before()
    for command in ("tick", "migrate"):
        assert "is of another version (9001" in said(centre(command), 1)


def test_the_program_of_before_goes_on_two_versions_further_and_makes_backups(
    centre: Intake, program: Program, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = age_files.new_identity()
    monkeypatch.setenv("INTAKE_BACKUP_KEY", str(identity.to_public()))
    program.upgraded(EXPANDING)
    program.upgraded(EXPANDING_AGAIN, revision="9002")
    said(centre("migrate"))
    program.as_before()
    said(centre("tick"))
    backups = settings.data.parent / "elsewhere"
    said(centre("backup", str(backups)))
    assert list(backups.glob("*.tar.age"))


def test_over_what_took_something_away_two_versions_further_is_too_far(
    centre: Intake, program: Program
) -> None:
    program.upgraded(CONTRACTING)
    program.upgraded(EXPANDING_AGAIN, revision="9002")
    said(centre("migrate"))
    program.as_before()
    assert "is of another version (9002" in said(centre("tick"), 1)


def test_tables_of_somebody_else_are_left_alone(intake: Intake, settings: Settings) -> None:
    settings.data.mkdir(mode=0o700)
    with closing(sqlite3.connect(settings.data / "intake.sqlite3")) as database:
        database.execute("CREATE TABLE theirs (id INTEGER)")
    before = content(settings)
    for command in ("tick", "migrate", "setup"):
        assert "none of ours" in said(intake(command, *(["--name=J"] * (command == "setup"))), 1)
    assert content(settings) == before


def test_where_nothing_is_there_is_nothing_to_migrate(intake: Intake, settings: Settings) -> None:
    assert "kacko setup" in said(intake("migrate"), 1)
    assert not settings.data.exists()
