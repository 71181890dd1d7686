"""On an installed machine each command is the user that its unit is."""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from kacko import main
from kacko.machine import accounts, restoring, units
from kacko.machine.accounts import DESK, OF_COMMAND, Account
from tests.paths import ROOT

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
WHOEVERS = {"edit", "serve", "run", "settings", "tell-failure"}
"""Commands that every user may give, because they touch nothing of the installed service."""


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """An installed machine where root works; what is given in somebody's place."""
    words: list[Sequence[str]] = []
    monkeypatch.setattr(accounts, "is_installed", lambda: True)
    monkeypatch.setattr(Account, "id", 990)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(units, "start", lambda: words.append(["start"]))
    monkeypatch.setattr(
        accounts, "run_as", lambda account, given: words.append([account.user, *given]) or 0
    )
    return words


def test_every_command_is_somebodys_or_whoevers() -> None:
    known = set(main.commands.list_commands(click.Context(main.commands)))
    assert known == set(OF_COMMAND) | WHOEVERS


@pytest.mark.parametrize(
    "unit", sorted(path.name for path in (ROOT / "deploy" / "systemd").glob("*.service"))
)
def test_what_a_unit_does_by_itself_its_user_may(unit: str) -> None:
    text = (ROOT / "deploy" / "systemd" / unit).read_text("utf-8")
    for command in re.findall(r"^ExecStart=\S+/kacko (\S+)", text, re.MULTILINE):
        if command not in WHOEVERS:
            assert f"User={OF_COMMAND[command].user}\n" in text


def test_root_lets_the_user_of_the_unit_do_it(given: list[Sequence[str]]) -> None:
    with pytest.raises(SystemExit) as ended:
        accounts.hand_over("publish", ["publish", "--yes"])
    assert ended.value.code == 0
    assert given == [["kacko", sys.executable, "-P", "-m", "kacko", "publish", "--yes"]]


def test_after_set_up_forms_and_desk_begin(given: list[Sequence[str]]) -> None:
    with pytest.raises(SystemExit):
        accounts.hand_over("setup", ["setup"])
    assert given[0][0] == "kacko-desk"
    assert given[1:] == [["start"]]


@pytest.mark.usefixtures("given")
def test_another_user_is_told_whose_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(click.ClickException, match="sudo kacko people"):
        accounts.hand_over("people", ["people"])


def test_its_own_user_simply_does_it(
    given: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 990)
    accounts.hand_over("people", ["people"])
    assert given == []


def test_where_nothing_is_installed_nobody_becomes_anybody(
    given: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "is_installed", lambda: False)
    accounts.hand_over("people", ["people"])
    assert given == []


@as_root
def test_the_secret_is_handed_over_in_memory_to_nobody_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "server-secret"
    secret.write_text("32 bytes of chance")
    secret.chmod(0o400)
    nobody = Account("nobody", "nogroup", secret)
    script = 'id -un; cat "$INTAKE_SECRET"; stat -L -c " %U %a" "$INTAKE_SECRET"; umask'
    code = accounts.run_as(nobody, ["sh", "-c", script])
    assert (code, capfd.readouterr().out.split()) == (
        0,
        ["nobody", *["32", "bytes", "of", "chance"], "nobody", "400", "0077"],
    )


def test_a_secret_that_nothing_was_filled_under_makes_room_and_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_DATA", str(tmp_path))
    monkeypatch.setenv("KACKO_CONTENT", str(tmp_path))
    monkeypatch.setattr(restoring, "_hand", lambda *_given, **_named: None)
    secret = tmp_path / "secret"
    secret.write_text("new")
    with restoring.settled(secret):
        assert not secret.exists()
    assert secret.read_text() == "new"
    with restoring.settled(secret):
        secret.write_text("of the backup")
    assert secret.read_text() == "of the backup"


def test_tombstones_that_were_put_back_by_hand_are_written_by_all_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KACKO_CONTENT", str(tmp_path / "content"))
    monkeypatch.setattr(restoring, "_hand", lambda *_given, **_named: None)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch(mode=0o600)
    for name in ("data", "content"):
        (tmp_path / name).mkdir()
    tombstones = tmp_path / "data" / "tombstones"
    tombstones.touch(mode=0o600)
    tombstones.with_name("tombstones.lock").symlink_to(elsewhere)
    with restoring.settled(tmp_path / "secret"):
        pass
    assert tombstones.stat().st_mode & 0o777 == 0o660
    assert elsewhere.stat().st_mode & 0o777 == 0o600


def test_a_secret_that_a_database_was_filled_under_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_DATA", str(tmp_path))
    monkeypatch.setenv("KACKO_CONTENT", str(tmp_path))
    monkeypatch.setattr(restoring, "_hand", lambda *_given, **_named: None)
    (tmp_path / "intake.sqlite3").touch()
    secret = tmp_path / "secret"
    secret.write_text("needed")
    with restoring.settled(secret):
        assert secret.exists()


def test_only_the_desks_commands_are_given_the_secret() -> None:
    holders = {each.user for each in OF_COMMAND.values() if each.secret}
    assert holders == {DESK.user}
