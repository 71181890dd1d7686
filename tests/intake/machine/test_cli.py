"""Set-up and rescue from a terminal: by hand, from files, and with the key from the safe."""

import os
import pty
import re
import select
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner, Result

from intake_service import cli
from intake_service.settings import Settings
from intake_service.work.casework import cases
from intake_service.work.enquiry import enquiries
from intake_service.work.service import open_service
from intake_service.work.team import logins, people, totp
from tests.intake.browser import Person
from tests.intake.process import INTAKE, ROOT

PASSWORD = "čtyři slova která nepatří k sobě"


@pytest.fixture
def intake(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, cheap_passwords: None
) -> Callable[..., Result]:
    """Runs the command as its operator does, on a data directory of its own."""
    monkeypatch.setenv("INTAKE_DATA", str(settings.data))

    def run(*arguments: str, typed: str = "") -> Result:
        result = CliRunner().invoke(cli.main, list(arguments), input=typed)
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            result.exception
        )
        return result

    return run


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Options that set up without a terminal."""
    (tmp_path / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    names = {"--password-file": "password", "--totp-file": "totp", "--recovery-file": "recovery"}
    return ["--name=Jana", *(f"{option}={tmp_path / name}" for option, name in names.items())]


def can_log_in(settings: Settings, person: Person) -> bool:
    service = open_service(settings)
    try:
        return bool(logins.log_in(service, person.name, person.password, person.code()))
    finally:
        service.close()


class Terminal:
    """A real terminal with a command in it, and somebody who reads before they type."""

    def __init__(self, *arguments: str, data: Path) -> None:
        self._master, slave = pty.openpty()
        environment = {**os.environ, "INTAKE_DATA": str(data), "TERM": "dumb", "COLUMNS": "200"}
        self.process = subprocess.Popen(
            [*INTAKE, *arguments],
            cwd=ROOT,
            env=environment,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.text = ""

    def read(self, words: str) -> str:
        """All that was said up to these words."""
        while words not in self.text:
            assert select.select([self._master], [], [], 30)[0], self.text
            try:
                self.text += (
                    os.read(self._master, 65536).decode(errors="replace").replace("\r\n", "\n")
                )
            except OSError:  # the command has ended
                break
        assert words in self.text, self.text
        return self.text

    def type(self, prompt: str, line: str) -> None:
        self.read(prompt)
        self.text = self.text.partition(prompt)[2]
        os.write(self._master, line.encode() + b"\n")


def test_by_hand_the_recovery_key_is_retyped_and_the_app_is_tried(tmp_path: Path) -> None:
    terminal = Terminal("setup", data=tmp_path / "data")
    terminal.type("Name of the first coordinator", "  Jana ")
    terminal.type("Password", PASSWORD)
    terminal.type("Repeat", PASSWORD)
    paper = terminal.read("Retype its last group")
    assert PASSWORD not in paper
    key = found(r"(?:[0-9A-Z]{4} ){13}[0-9A-Z]{4}", paper)
    terminal.type("Retype its last group", "AAAA")
    terminal.read("That is not the last group")
    terminal.type("Retype its last group", key.split()[-1].lower())
    secret = found(r"(?<=secret: )\w+", terminal.read("Code that the app shows now"))
    terminal.type("Code that the app shows now", "000000")
    terminal.read("That is not the code")
    terminal.type("Code that the app shows now", pyotp.TOTP(secret).now())
    end = terminal.read("the forms are open")
    assert terminal.process.wait(timeout=30) == 0
    codes = re.findall(r"    ([0-9A-Z]{5} [0-9A-Z]{5})\n", end)
    assert len(codes) == totp.RECOVERY_CODES
    person = Person("Jana", PASSWORD, secret, codes, key)
    person.code()  # the one that set-up has seen
    assert can_log_in(Settings(data=tmp_path / "data", content=ROOT / "content"), person)


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, text
    return match.group()


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
    code = people.invite(service, "Eva", people.Duty.COUNSELLOR)
    secret = people.join(service, code, PASSWORD + "!", totp.new_secret()).totp_secret
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
    done = intake("invite", "Eva", "--coordinator")
    assert (done.exit_code, "72 hours" in done.output) == (0, True)
    service = open_service(settings)
    assert people.invited_name(service, done.output.splitlines()[0]) == "Eva"
    service.close()
    again = intake("invite", "Eva")
    assert (again.exit_code, "invited already" in again.output) == (1, True)


def test_a_tick_says_what_it_did(intake: Callable[..., Result]) -> None:
    result = intake("tick")
    assert result.exit_code == 0
    assert "conversations deleted: 0" in result.output


@pytest.mark.parametrize("damage", ["a file in place of the directory", "a cut secret"])
def test_a_data_directory_that_cannot_be_used_is_told_in_words(
    intake: Callable[..., Result], settings: Settings, damage: str
) -> None:
    if damage == "a file in place of the directory":
        settings.data.write_text("")
    elif damage == "a cut secret":
        settings.data.mkdir()
        (settings.data / "server-secret").write_bytes(b"short")
    result = intake("tick")
    assert result.exit_code == 1
    assert str(settings.data) in result.output
