"""Backups from a terminal: made while the service runs, tried anywhere, put back elsewhere."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import Result

from centre.editing.pages.page_files import PageFile, PageKind
from intake_service import clock
from intake_service.sender import create_sender_app
from intake_service.settings import Settings
from intake_service.store import snapshot, vault
from intake_service.store.terms import Act
from intake_service.store.vault import age_files
from intake_service.work import heartbeat
from intake_service.work.audit import chain
from intake_service.work.backups import parcel
from intake_service.work.editing.writing import drafts, outside_readers
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.service import Service, open_service
from intake_service.work.team import logins
from tests.intake.browser import Person, Visitor
from tests.intake.conftest import PASSWORD
from tests.paths import ROOT

Intake = Callable[..., Result]
ASK = "/dotaz/o-sobe"
BOX = "/odpoved"
TEXT = "Bojím se o bratra. 🙂"
SECOND = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The private half, on some other machine."""
    identity = age_files.new_identity()
    path = tmp_path / "elsewhere" / "key.txt"
    path.parent.mkdir()
    path.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    return path


@pytest.fixture
def public_key(key: Path) -> str:
    return str(age_files.read_identities(key)[0].to_public())


@pytest.fixture
def centre(
    service: Service, intake: Intake, public_key: str, monkeypatch: pytest.MonkeyPatch
) -> Intake:
    """A service that runs, and a command beside it that knows the public half."""
    monkeypatch.setenv("INTAKE_BACKUP_KEY", public_key)
    return intake


def backup_in(folder: Path) -> Path:
    (found,) = folder.glob("*.tar.age")
    return found


def said(result: Result, code: int = 0) -> str:
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def asked(public: Visitor) -> str:
    """The receipt of a question that was sent before the backup."""
    public.open(ASK)
    return public.send(text=TEXT).receipt


@pytest.fixture
def new_machine(
    centre: Intake, asked: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """A machine with the program alone; the backup of the old one lies beside it."""
    said(centre("backup", str(tmp_path / "kept")))
    shutil.copy(settings.data / "tombstones", tmp_path / "tombstones")
    shutil.rmtree(settings.data)
    fresh = settings.model_copy(update={"data": tmp_path / "new"})
    fresh.data.mkdir(mode=0o700)
    shutil.copy(tmp_path / "tombstones", fresh.data)
    monkeypatch.setenv("INTAKE_DATA", str(fresh.data))
    return fresh


def test_no_backup_holds_lines_of_the_record_whose_year_is_over(
    service: Service, centre: Intake, tmp_path: Path
) -> None:
    with service.store.write() as session:
        chain.note(service, session, "Jana", Act.OPENED, 1)
    with time_machine.travel(clock.now() + timedelta(days=400)):
        heartbeat.confirm_date(service, clock.today())
        said(centre("backup", str(tmp_path / "kept")))
        assert chain.newest(service, 10) == []
        assert chain.verify(service).is_whole


def test_an_old_code_opens_after_everything_was_lost(
    new_machine: Settings,
    centre: Intake,
    asked: str,
    key: Path,
    tmp_path: Path,
    coordinator: Person,
) -> None:
    file = backup_in(tmp_path / "kept")
    told = said(
        centre("restore", str(file), f"--identity={key}", f"--content={tmp_path / 'words'}")
    )
    assert "1 conversations, 1 people" in told
    said(centre("accept-restored-roster", "--yes"))
    service = open_service(new_machine)
    try:
        sender = Visitor(create_sender_app(service))
        sender.open(BOX)
        assert TEXT in sender.send(receipt=asked).text
        assert logins.log_in(service, "Jana", PASSWORD, coordinator.code())
    finally:
        service.close()
    assert (tmp_path / "words" / "data" / "hours.yaml").read_bytes() == (
        ROOT / "content" / "data" / "hours.yaml"
    ).read_bytes()


def test_what_comes_back_is_closed_to_others(
    new_machine: Settings, centre: Intake, key: Path, tmp_path: Path
) -> None:
    said(centre("restore", str(backup_in(tmp_path / "kept")), f"--identity={key}"))
    for name in ("intake.sqlite3", "server-secret"):
        assert (new_machine.data / name).stat().st_mode & 0o777 == 0o600


def test_what_staff_were_writing_comes_back(
    centre: Intake, service: Service, settings: Settings, key: Path, tmp_path: Path
) -> None:
    page = PageFile("cs", PageKind.PAGE, "wound")
    draft = drafts.begin(service, "Jana", page, "", "---\ntitle: Rána\n---\n\nRozepsáno.\n")
    link = outside_readers.ask(service, "Jana", draft, "clinician")
    unseen = settings.data / "editing" / "unseen" / "000001"
    unseen.parent.mkdir(parents=True)
    unseen.touch()
    said(centre("backup", str(tmp_path / "kept")))
    service.close()
    shutil.copy(settings.data / "tombstones", tmp_path / "tombstones")
    shutil.rmtree(settings.data)
    settings.data.mkdir(mode=0o700)
    shutil.copy(tmp_path / "tombstones", settings.data)
    said(centre("restore", str(backup_in(tmp_path / "kept")), f"--identity={key}"))
    assert drafts.find(service, draft.id) == draft
    assert outside_readers.open_link(service, link)[1] == draft
    assert unseen.is_file()
    for path in (settings.data / "drafts").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    assert (settings.data / "drafts").stat().st_mode & 0o777 == 0o700


def test_a_restore_writes_over_nothing(
    centre: Intake, settings: Settings, key: Path, tmp_path: Path
) -> None:
    said(centre("backup", str(tmp_path / "kept")))
    before = (settings.data / "intake.sqlite3").read_bytes()
    told = said(centre("restore", str(backup_in(tmp_path / "kept")), f"--identity={key}"), code=1)
    assert "is there already" in told
    assert (settings.data / "intake.sqlite3").read_bytes() == before


def test_another_secret_is_not_replaced(
    new_machine: Settings, centre: Intake, key: Path, tmp_path: Path
) -> None:
    (new_machine.data / "server-secret").write_bytes(b"x" * 32)
    told = said(centre("restore", str(backup_in(tmp_path / "kept")), f"--identity={key}"), code=1)
    assert "another secret" in told
    assert not (new_machine.data / "intake.sqlite3").exists()


def test_a_restore_that_was_killed_goes_on(
    new_machine: Settings,
    centre: Intake,
    key: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The secret is in place, the database half."""
    file = backup_in(tmp_path / "kept")
    (new_machine.data / "intake.sqlite3.restoring").write_bytes(b"half")
    (new_machine.data / "server-secret.new").write_bytes(b"half")
    said(centre("restore", str(file), f"--identity={key}"))
    assert not [*new_machine.data.glob("*.restoring"), *new_machine.data.glob("*.new")]


def test_trying_a_backup_needs_no_service(
    new_machine: Settings, centre: Intake, key: Path, tmp_path: Path
) -> None:
    told = said(centre("verify", str(backup_in(tmp_path / "kept")), f"--identity={key}"))
    assert "Database whole, secret fits" in told
    assert list(new_machine.data.iterdir()) == [new_machine.data / "tombstones"]


def test_another_key_opens_nothing(new_machine: Settings, centre: Intake, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(f"{age_files.new_identity()}\n")
    said(centre("verify", str(backup_in(tmp_path / "kept")), f"--identity={other}"), code=1)


def test_a_question_sent_meanwhile_harms_nothing(
    centre: Intake, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is of one moment: what comes later is not in it, and nothing in it is half."""
    copy = snapshot.copy

    def between_two_senders(url: str, target: Path) -> None:
        send(service)
        copy(url, target)
        send(service)

    monkeypatch.setattr(snapshot, "copy", between_two_senders)
    said(centre("backup", str(tmp_path / "kept")))


def send(service: Service) -> None:
    enquiries.send(service, Submission("counselling", "cs", TEXT, cookie=vault.new_key()))


def test_no_key_for_hints_and_no_generation_is_in_a_backup(
    new_machine: Settings, key: Path, tmp_path: Path
) -> None:
    into = tmp_path / "into"
    into.mkdir()
    manifest = parcel.unpack(backup_in(tmp_path / "kept"), into, age_files.read_identities(key))
    outside = {name for name in manifest.prints if not name.startswith("content/")}
    assert outside == {"database.sqlite3", "server-secret", "settings.env"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "is empty"),
        ("age1nonsense", "no public key"),
        (str(age_files.new_identity()), "private key"),
        ("\N{GREEK SMALL LETTER ALPHA}", "no public key"),
    ],
    ids=["none", "no key", "a private one", "other letters"],
)
def test_a_key_that_cannot_be_used_is_told(
    centre: Intake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str, told: str
) -> None:
    monkeypatch.setenv("INTAKE_BACKUP_KEY", given)
    result = centre("backup", str(tmp_path / "kept"))
    output = said(result, code=1)
    assert told in output
    assert "AGE-SECRET-KEY" not in output


def test_a_secret_of_another_database_makes_no_backup(
    centre: Intake, settings: Settings, tmp_path: Path
) -> None:
    """Such a backup would open nothing, and nobody would know before they need it."""
    (settings.data / "server-secret").write_bytes(b"x" * 32)
    assert "is not the secret" in said(centre("backup", str(tmp_path / "kept")), code=1)
    assert not list((tmp_path / "kept").iterdir())


def test_a_damaged_database_makes_no_backup(
    centre: Intake, service: Service, settings: Settings, tmp_path: Path
) -> None:
    service.close()
    with closing(sqlite3.connect(settings.data / "intake.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = settings.data / "intake.sqlite3"
    written = bytearray(file.read_bytes())
    written[8192 : 8192 + 4096] = b"\xff" * 4096
    file.write_bytes(written)
    assert "no backup was made" in said(centre("backup", str(tmp_path / "kept")), code=1)
    assert not list((tmp_path / "kept").glob("*.age"))


def test_tables_of_a_later_version_are_backed_up_too(
    centre: Intake, settings: Settings, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(settings.data / "intake.sqlite3")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    said(centre("backup", str(tmp_path / "kept")))
    assert list((tmp_path / "kept").glob("*.age"))


def test_old_backups_go_and_other_files_stay(centre: Intake, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    old = folder / "kacko-2026-11-01T030000Z.tar.age"
    young = folder / "kacko-2026-11-20T030000Z.tar.age"
    others = [folder / "notes.txt", folder / "tombstones", folder / "kacko-2026.tar.age"]
    for path in (old, young, *others):
        path.write_bytes(b"x")
    with time_machine.travel(SECOND):
        told = said(centre("backup", str(folder)))
    assert f"{old.name}: deleted" in told
    assert not old.exists()
    assert all(path.exists() for path in (young, *others))


def test_a_backup_that_fails_deletes_nothing(
    centre: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    old = folder / "kacko-2020-01-01T030000Z.tar.age"
    old.write_bytes(b"x")
    monkeypatch.setenv("INTAKE_BACKUP_KEY", "")
    said(centre("backup", str(folder)), code=1)
    assert old.exists()


def test_what_a_killed_backup_left_goes_at_the_next(centre: Intake, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    (folder / "tmpabc.part").mkdir(parents=True)
    (folder / "tmpabc.part" / "database.sqlite3").write_bytes(b"x")
    (folder / "kacko-2026-11-22T030000Z.tar.age.part").write_bytes(b"x")
    said(centre("backup", str(folder)))
    assert [path.suffix for path in folder.iterdir()] == [".age"]


def test_a_backup_goes_to_another_machine(
    centre: Intake, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "other machine"
    elsewhere.mkdir()
    monkeypatch.setenv("INTAKE_BACKUP_COMMAND", f"cp {{file}} '{elsewhere}'")
    assert "Sent away." in said(centre("backup", str(tmp_path / "kept")))
    assert backup_in(elsewhere).read_bytes() == backup_in(tmp_path / "kept").read_bytes()
    known = json.loads((settings.data / "backups.json").read_text())
    assert date.fromisoformat(known["sent"]) == date.fromisoformat(known["made"])


@pytest.mark.parametrize(
    "command",
    [
        "false",
        "no-such-program {file}",
        "sh -c 'echo No route >&2; exit 3'",
        r"""sh -c 'printf "M\355sto nen\355" >&2; exit 3'""",
    ],
)
def test_a_backup_that_stays_here_is_told(
    centre: Intake,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.setenv("INTAKE_BACKUP_COMMAND", command)
    told = said(centre("backup", str(tmp_path / "kept")), code=1)
    assert "the backup was made, but not sent away" in told
    assert ("No route" in told) == ("No route" in command)
    assert json.loads((settings.data / "backups.json").read_text())["sent"] is None
