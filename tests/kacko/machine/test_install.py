"""The installer, run again: nothing older comes into use, and what is newer is what runs."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.paths import ROOT

pytestmark = pytest.mark.usefixtures("git")
TOOL = '#!/bin/sh\necho "$(basename "$0") $*" >>"$FOLDER/log"\n[ "$1" != "$FAILS" ]\n'
BUILD = '#!/bin/sh\nmkdir -p "$1/.venv/bin"\n'
STEPS = "\ninstall_code\nstart_or_tell\n"


@dataclass(frozen=True)
class Machine:
    """A folder in place of a machine, with a database; and a clone that is installed from."""

    folder: Path

    @property
    def clone(self) -> Path:
        return self.folder / "clone"

    def git(self, *words: str) -> str:
        who = ["-c", "user.name=A", "-c", "user.email=a@kacko.example"]
        done = subprocess.run(
            ["git", "-C", self.clone, *who, *words],
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout.strip()

    def commit(self, word: str) -> str:
        """What a `git pull` brings into the clone; gives its name."""
        (self.clone / "word").write_text(word)
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", word)
        return self.git("rev-parse", "HEAD")

    def install(self, fails: str = "", steps: str = STEPS) -> subprocess.CompletedProcess[str]:
        (self.folder / "log").write_text("")
        script = self.clone / "deploy" / "install.sh"
        path = f"{self.folder / 'tools'}:{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "-c", f'. "$0"{steps}', script],
            env={**os.environ, "PATH": path, "FOLDER": str(self.folder), "FAILS": fails},
            check=False,
            capture_output=True,
            encoding="utf-8",
        )

    @property
    def word(self) -> str:
        """What the code in use says."""
        return (self.folder / "opt" / "kacko" / "current" / "word").read_text()

    @property
    def log(self) -> list[str]:
        """The first two words of each command that was given."""
        lines = (self.folder / "log").read_text().splitlines()
        return [" ".join(line.split()[:2]) for line in lines]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Its first version is installed."""
    machine = Machine(tmp_path)
    for name in (
        "clone/deploy",
        "opt/kacko",
        "usr/local/bin",
        "var/lib/kacko",
        "etc/sysctl.d",
        "tools",
    ):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "var/lib/kacko/intake.sqlite3").touch()
    for name in ("systemctl", "kacko"):
        (tmp_path / "tools" / name).write_text(TOOL)
        (tmp_path / "tools" / name).chmod(0o755)
    script = (ROOT / "deploy" / "install.sh").read_text("utf-8").rpartition("\nread_options ")[0]
    for name in ("/opt/kacko", "/usr/local/bin", "/var/lib/kacko", "/etc/", "/srv/kacko"):
        script = script.replace(name, f"{tmp_path}{name}")
    (machine.clone / "deploy" / "install.sh").write_text(script)
    (machine.clone / "deploy" / "build-release.sh").write_text(BUILD)
    (machine.clone / "deploy" / "build-release.sh").chmod(0o755)
    machine.git("init", "--quiet", "--initial-branch=main")
    machine.commit("one")
    done = machine.install()
    assert done.returncode == 0, done.stderr
    assert machine.word == "one"
    return machine


def test_a_newer_clone_comes_into_use_with_its_tables_and_is_what_runs(machine: Machine) -> None:
    machine.commit("two")
    done = machine.install()
    assert done.returncode == 0, done.stderr
    assert machine.word == "two"
    assert machine.log == ["kacko migrate", "systemctl enable", "systemctl restart"]


def test_a_clone_older_than_what_an_upgrade_brought_changes_nothing(machine: Machine) -> None:
    newer = machine.commit("two")
    machine.install()
    machine.git("reset", "--quiet", "--hard", "HEAD~1")
    done = machine.install()
    assert done.returncode == 0, done.stderr
    assert "not older than this clone" in done.stdout
    assert machine.word == "two"
    in_use = machine.folder / "opt" / "kacko" / "current" / ".commit"
    assert in_use.read_text().strip() == newer
    assert machine.log == ["kacko migrate", "systemctl enable"]


def test_where_the_tables_cannot_follow_what_runs_is_left_alone(machine: Machine) -> None:
    machine.commit("two")
    done = machine.install(fails="migrate")
    assert done.returncode == 1
    assert "not migrated" in done.stderr
    assert machine.log == ["kacko migrate"]


def test_nginx_starts_where_the_private_network_of_the_desk_is_not_up(machine: Machine) -> None:
    file = machine.folder / "etc" / "sysctl.d" / "kacko.conf"
    machine.install(steps="\nDESK=10.0.0.5\nbind_ahead\n")
    assert "-net.ipv4.ip_nonlocal_bind = 1\n" in file.read_text()
    assert machine.log == ["systemctl restart"]
    machine.install(steps="\nDESK=desk.kacko.example\nbind_ahead\n")
    assert not file.exists()
