"""The history of the content goes elsewhere by a unit of its own, and never over what is there."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.paths import ROOT

UNIT = ROOT / "deploy" / "systemd" / "kacko-mirror.service"
_NOBODY = {
    **{f"GIT_{who}_NAME": "redakce" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "redakce@kacko.invalid" for who in ("AUTHOR", "COMMITTER")},
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
}


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **_NOBODY},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout.strip()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    return write(folder, "Začátek")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere.git"
    folder.mkdir()
    git(folder, "init", "--quiet", "--bare")
    return folder


def write(content: Path, words: str) -> Path:
    (content / "file").write_text(words)
    git(content, "add", "file")
    git(content, "commit", "--quiet", f"--message={words}")
    return content


def mirror(content: Path, elsewhere: Path) -> bool:
    """What the unit does, with these folders; whether all of it went well."""
    own = content.parent / "kacko-mirror"
    own.mkdir(exist_ok=True)
    lines = UNIT.read_text("utf-8").splitlines()
    given = dict(
        line.removeprefix("Environment=").split("=", 1)
        for line in lines
        if line.startswith("Environment=")
    )
    given["GIT_CONFIG_GLOBAL"] = str(ROOT / "deploy" / "mirror.gitconfig")
    for line in lines:
        if not line.startswith("ExecStart="):
            continue
        words = (
            line.removeprefix("ExecStart=")
            .replace("/var/lib/kacko-mirror", str(own))
            .replace("/srv/kacko/content", str(content))
            .replace("${KACKO_MIRROR}", str(elsewhere))
        )
        done = subprocess.run(
            shlex.split(words), env={"PATH": os.environ["PATH"], **given}, check=False
        )
        if done.returncode:
            return False
    return True


def test_what_was_saved_is_there_after_the_next_run(content: Path, elsewhere: Path) -> None:
    assert mirror(content, elsewhere)
    write(content, "Nové hodiny")
    assert mirror(content, elsewhere)
    assert git(elsewhere, "log", "--format=%s", "main") == "Nové hodiny\nZačátek"


def test_a_history_that_was_written_anew_does_not_wipe_out_the_old_one(
    content: Path, elsewhere: Path
) -> None:
    assert mirror(content, elsewhere)
    git(content, "commit", "--quiet", "--amend", "--message=Jinak")
    assert not mirror(content, elsewhere)
    assert git(elsewhere, "log", "--format=%s", "main") == "Začátek"


def test_no_hook_and_no_setting_of_the_content_runs(
    content: Path, elsewhere: Path, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho x >>{ran}\nexit 1\n")
    program.chmod(0o755)
    git(content, "config", "core.fsmonitor", str(program))
    git(content, "config", "uploadpack.packObjectsHook", str(program))
    git(content, "config", "core.sshCommand", str(program))
    (content / ".git" / "hooks").mkdir(exist_ok=True)
    (content / ".git" / "hooks" / "pre-push").symlink_to(program)
    assert mirror(content, elsewhere)
    assert not ran.exists()


def test_nothing_leaves_the_machine_until_somebody_says_where_to() -> None:
    assert "ConditionPathExists=/etc/kacko/mirror.env\n" in UNIT.read_text("utf-8")
    assert not (ROOT / "deploy" / "mirror.env").exists()
