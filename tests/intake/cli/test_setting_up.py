"""Set-up and rescue from a terminal: by hand, from files, and with the key from the safe."""

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pyotp
import pytest
from click.testing import Result

from intake_service.settings import Settings
from intake_service.store.terms import Duty
from intake_service.work.casework import cases
from intake_service.work.enquiry import enquiries
from intake_service.work.service import open_service
from intake_service.work.team import invitations, logins, totp
from tests.intake.browser import Person
from tests.intake.cli.terminal import PASSWORD, Terminal, found
from tests.paths import ROOT


def can_log_in(settings: Settings, person: Person) -> bool:
    service = open_service(settings)
    try:
        return bool(logins.log_in(service, person.name, person.password, person.code()))
    finally:
        service.close()


@pytest.mark.usefixtures("takes_seconds")
def test_by_hand_the_recovery_key_is_retyped_and_the_app_is_tried(tmp_path: Path) -> None:
    terminal = Terminal("setup", data=tmp_path / "data")
    terminal.type("Name of the first coordinator", "  Jana ")
    terminal.type("Password", PASSWORD)
    terminal.type("Repeat", PASSWORD)
    paper = terminal.read("Retype group 1 of 14")
    assert PASSWORD not in paper
    key = found(r"(?:[0-9A-Z]{4} ){13}[0-9A-Z]{4}", paper)
    terminal.type("Retype group 1 of 14", "AAAA")
    terminal.read("That is not group 1")
    for number, group in enumerate(key.split(), 1):
        terminal.type(f"Retype group {number} of 14", group.lower())
    secret = found(r"(?<=secret: )\w+", terminal.read("Code that the app shows now"))
    terminal.type("Code that the app shows now", "000000")
    terminal.read("That is not the code")
    terminal.type("Code that the app shows now", pyotp.TOTP(secret).now())
    end = terminal.read("the forms are open")
    assert terminal.process.wait(timeout=90) == 0
    codes = re.findall(r"    ([0-9A-Z]{5} [0-9A-Z]{5})\n", end)
    assert len(codes) == totp.RECOVERY_CODES
    person = Person("Jana", PASSWORD, secret, codes, key)
    person.code()  # the one that set-up has seen
    assert can_log_in(Settings(data=tmp_path / "data", content=ROOT / "content"), person)


def test_from_files_it_is_set_up_without_a_terminal(
    intake: Callable[..., Result], settings: Settings, files: list[str], tmp_path: Path
) -> None:
    result = intake("setup", *files)
    assert (result.exit_code, "the forms are open" in result.output) == (0, True)
    key, *codes = (tmp_path / "recovery").read_text().splitlines()
    secret = (tmp_path / "totp").read_text().strip()
    assert len(codes) == totp.RECOVERY_CODES
    assert not any(part in result.output for part in (key, secret, *codes, PASSWORD))
    for name in ("recovery", "totp"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert can_log_in(settings, Person("Jana", PASSWORD, secret, codes, key))


def test_it_is_set_up_once(
    intake: Callable[..., Result], files: list[str], settings: Settings, tmp_path: Path
) -> None:
    intake("setup", *files)
    first = (tmp_path / "recovery").read_text()
    again = intake("setup", *files)
    assert (again.exit_code, "set up already" in again.output) == (1, True)
    assert (tmp_path / "recovery").read_text() == first


@pytest.mark.parametrize("password", ["short", "JanaJanaJanaJana", "aaaaaaaaaaaaaaaaaaaa"])
def test_a_weak_password_sets_up_nothing(
    intake: Callable[..., Result],
    files: list[str],
    settings: Settings,
    tmp_path: Path,
    password: str,
) -> None:
    (tmp_path / "password").write_text(password)
    result = intake("setup", *files)
    assert (result.exit_code, "easy to guess" in result.output) == (1, True)
    service = open_service(settings)
    assert not enquiries.is_open(service)
    service.close()


def test_some_of_the_options_are_not_enough(
    intake: Callable[..., Result], files: list[str]
) -> None:
    for missing in range(len(files)):
        result = intake("setup", *files[:missing], *files[missing + 1 :])
        assert (result.exit_code, "go together" in result.output) == (2, True)


def test_the_key_from_the_safe_admits_who_waits(
    intake: Callable[..., Result], settings: Settings, files: list[str], tmp_path: Path
) -> None:
    intake("setup", *files)
    service = open_service(settings)
    enquiries.send(service, enquiries.Submission("counselling", "cs", "Otázka.", cookie=b"c" * 32))
    code = invitations.invite(service, "Eva", [Duty.ANSWERS])
    secret = invitations.join(service, code, PASSWORD + "!", totp.new_secret()).totp_secret
    key = (tmp_path / "recovery").read_text().splitlines()[0]
    nobody = intake("admit", "Petr", typed=key + "\n")
    assert (nobody.exit_code, "nobody called Petr waits" in nobody.output) == (1, True)
    wrong = intake("admit", "Eva", typed=key.replace(key[0], "Z" if key[0] != "Z" else "Y") + "\n")
    assert (wrong.exit_code, "not the recovery key" in wrong.output) == (1, True)
    done = intake("admit", "Eva", typed=key.lower() + "\n")
    assert (done.exit_code, "Eva can log in now" in done.output) == (0, True)
    assert key not in done.output
    again = intake("admit", "Eva", f"--recovery-key-file={tmp_path / 'recovery'}")
    assert (again.exit_code, "nobody called Eva waits" in again.output) == (1, True)
    eva = Person("Eva", PASSWORD + "!", secret, [])
    staff = logins.resume(service, logins.log_in(service, eva.name, eva.password, eva.code()))
    assert cases.open_case(service, staff, 1).messages[0].text == "Otázka."
    service.close()


def test_when_the_only_coordinator_is_gone_the_terminal_invites(
    intake: Callable[..., Result], settings: Settings, files: list[str]
) -> None:
    intake("setup", *files)
    done = intake("invite", "Eva", "--duty=answers", "--duty=coordinates")
    assert (done.exit_code, "72 hours" in done.output) == (0, True)
    service = open_service(settings)
    assert invitations.invited_name(service, done.output.splitlines()[0]) == "Eva"
    service.close()
    again = intake("invite", "Eva")
    assert (again.exit_code, "invited already" in again.output) == (1, True)


def test_a_tick_says_what_it_did_and_where(
    intake: Callable[..., Result], settings: Settings, files: list[str]
) -> None:
    intake("setup", *files)
    result = intake("tick")
    assert result.exit_code == 0
    assert "conversations deleted: 0" in result.output
    assert str(settings.data / "intake.sqlite3") in result.output


# Where it works


@pytest.mark.parametrize(
    "command", [["tick"], ["invite", "Eva"], ["admit", "Eva", "--recovery-key-file=Makefile"]]
)
@pytest.mark.parametrize("beside", [(), ("server-secret",), ("tick-key", "notes.txt")])
def test_a_database_that_is_not_there_is_said_and_not_made(
    intake: Callable[..., Result], settings: Settings, command: list[str], beside: tuple[str, ...]
) -> None:
    for name in beside:
        settings.data.mkdir(exist_ok=True)
        (settings.data / name).write_bytes(bytes(32))
    result = intake(*command)
    assert result.exit_code == 1
    assert f"no database in {settings.data / 'intake.sqlite3'}" in result.output
    assert sorted(path.name for path in settings.data.glob("*")) == sorted(beside)


@pytest.mark.parametrize("command", ["setup", "tick", "run"])
def test_without_settings_nothing_is_made_unless_it_is_asked_for(
    intake: Callable[..., Result],
    files: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.delenv("INTAKE_DATA")
    monkeypatch.setenv("INTAKE_CONTENT", str(ROOT / "content"))
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    result = intake(command, *(files if command == "setup" else ()))
    assert result.exit_code == 1
    assert f"no database in {tmp_path / 'var' / 'intake.sqlite3'}" in result.output
    assert sorted(tmp_path.iterdir()) == before
    if command == "setup":
        result = intake(command, "--new", *files)
        assert (result.exit_code, "the forms are open" in result.output) == (0, True)
        assert f"Working in {tmp_path / 'var' / 'intake.sqlite3'}" in result.output
        assert intake("tick").exit_code == 0


def test_somewhere_without_content_no_database_is_made(
    intake: Callable[..., Result],
    files: list[str],
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INTAKE_CONTENT", str(tmp_path / "content"))
    result = intake("setup", *files)
    assert (result.exit_code, str(tmp_path / "content") in result.output) == (1, True)
    assert not settings.data.exists()


# The secret beside the database


def test_a_lost_secret_is_not_replaced_silently(
    intake: Callable[..., Result], settings: Settings, files: list[str]
) -> None:
    intake("setup", *files)
    secret = settings.data / "server-secret"
    kept = secret.read_bytes()
    secret.unlink()
    for command in (["tick"], ["invite", "Eva"], ["setup", *files]):
        result = intake(*command)
        assert result.exit_code == 1
        assert f"{secret} is missing" in result.output
        assert not secret.exists()
    secret.write_bytes(kept)
    assert intake("tick").exit_code == 0


@pytest.mark.parametrize("other", [bytes(32), bytes(range(32))])
def test_the_secret_of_another_database_is_refused(
    intake: Callable[..., Result], settings: Settings, files: list[str], other: bytes
) -> None:
    intake("setup", *files)
    (settings.data / "server-secret").write_bytes(other)
    result = intake("tick")
    assert result.exit_code == 1
    assert f"is not the secret that {settings.data / 'intake.sqlite3'} was filled" in result.output


def test_a_database_without_content_gets_a_new_secret(settings: Settings) -> None:
    open_service(settings).close()
    (settings.data / "server-secret").unlink()
    open_service(settings).close()
    assert (settings.data / "server-secret").exists()


# Who else can read it


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nobody_else_can_read_the_data_whatever_the_umask(
    intake: Callable[..., Result], settings: Settings, files: list[str], umask: int
) -> None:
    settings.data.mkdir(0o755)
    (settings.data / "frame.json").write_text("{}")
    before = os.umask(umask)
    try:
        intake("setup", *files)
        service = open_service(settings)  # the write-ahead log is there while it is open
        modes = rights(settings.data)
        service.close()
    finally:
        os.umask(before)
    assert set(modes) >= {"data", "intake.sqlite3", "intake.sqlite3-wal", "server-secret"}
    assert {mode for name, mode in modes.items() if name not in ("data", "frame.json")} == {0o600}
    assert modes["data"] == 0o700


def test_what_an_earlier_version_left_readable_is_closed(
    intake: Callable[..., Result], settings: Settings, files: list[str]
) -> None:
    intake("setup", *files)
    for name in ("tick-key", "sample-desk.json", "copy.sqlite3"):
        (settings.data / name).write_text("{}")
    for path in (settings.data, *settings.data.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o664)
    assert intake("tick").exit_code == 0
    modes = rights(settings.data)
    assert modes.pop("data") == 0o700
    assert set(modes.values()) == {0o600}


def test_a_database_elsewhere_is_closed_too(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.db"
    file.touch()
    file.chmod(0o644)
    open_service(settings.model_copy(update={"database_url": f"sqlite:///{file}"})).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_directory_that_everybody_shares_is_refused_and_left_alone(
    intake: Callable[..., Result], settings: Settings, files: list[str]
) -> None:
    settings.data.mkdir()
    settings.data.chmod(0o1777)
    result = intake("setup", *files)
    assert (result.exit_code, "one of its own" in result.output) == (1, True)
    assert (stat.S_IMODE(settings.data.stat().st_mode), list(settings.data.iterdir())) == (
        0o1777,
        [],
    )


def rights(data: Path) -> dict[str, int]:
    """Who may do what with the directory and all that lies in it, by name."""
    return {
        path.name: stat.S_IMODE(path.stat().st_mode) for path in (data, *sorted(data.iterdir()))
    }


@pytest.mark.parametrize("damage", ["a file in place of the directory", "a cut secret"])
def test_a_data_directory_that_cannot_be_used_is_told_in_words(
    intake: Callable[..., Result], settings: Settings, files: list[str], damage: str
) -> None:
    if damage == "a file in place of the directory":
        settings.data.write_text("")
    elif damage == "a cut secret":
        settings.data.mkdir()
        (settings.data / "server-secret").write_bytes(b"short")
    result = intake("setup", *files)
    assert result.exit_code == 1
    assert str(settings.data) in result.output
