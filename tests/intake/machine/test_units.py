"""The shipped units as systemd itself judges them, and what they wait for."""

import shlex
import subprocess
from pathlib import Path

import pytest

from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
UNITS = DEPLOY / "systemd"
SCRIPTS = sorted(DEPLOY.glob("*.sh"))
EXPOSED_AT_MOST = "25"
"""Tenths of systemd's scale from 0 (nothing can be reached) to 10; a plain service has 9.6."""
analyze = pytest.mark.usefixtures("systemd-analyze")


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units, as if the code lay here."""
    folder = tmp_path_factory.mktemp("units")
    for unit in UNITS.iterdir():
        text = unit.read_text("utf-8").replace("/opt/kacko/current/.venv/bin/", "/usr/bin/env ")
        (folder / unit.name).write_text(text, "utf-8")
    return folder


@analyze
def test_systemd_finds_nothing_wrong_with_the_units(placed: Path) -> None:
    units = [path for path in sorted(placed.iterdir()) if "@" not in path.name]
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units, f"{placed}/kacko-failure@tick.service"],
        env={"SYSTEMD_UNIT_PATH": f"{placed}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    about_ours = [line for line in said.stderr.splitlines() if "kacko" in line]
    assert about_ours == []


@analyze
@pytest.mark.parametrize(
    "unit", sorted(path.name for path in UNITS.glob("*.service") if "@" not in path.name)
)
def test_no_unit_is_exposed_more_than_it_must_be(placed: Path, unit: str) -> None:
    words = ["systemd-analyze", "security", "--offline=true", "--no-pager"]
    judged = subprocess.run(
        [*words, f"--threshold={EXPOSED_AT_MOST}", placed / unit],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert judged.returncode == 0, judged.stdout[-300:]


@pytest.mark.parametrize("unit", sorted(path.name for path in UNITS.glob("*.service")))
def test_whatever_fails_somebody_is_told(unit: str) -> None:
    tells = "OnFailure=kacko-failure@%p.service" in (UNITS / unit).read_text("utf-8")
    assert tells is (unit != "kacko-failure@.service")


@pytest.mark.parametrize("face", ["sender", "desk"])
@pytest.mark.parametrize(("result", "told"), [("exit-code", True), ("success", False)])
def test_a_face_that_ends_badly_and_is_started_again_is_told_too(
    tmp_path: Path, face: str, result: str, told: bool
) -> None:
    (tmp_path / "systemctl").write_text(f'#!/bin/sh\necho "$*" >{tmp_path}/told\n')
    (tmp_path / "systemctl").chmod(0o755)
    text = (UNITS / f"kacko-{face}.service").read_text("utf-8")
    (line,) = (each for each in text.splitlines() if each.startswith("ExecStopPost="))
    words = shlex.split(line.removeprefix("ExecStopPost=+").replace("$$", "$"))
    given = {"PATH": f"{tmp_path}:/usr/bin:/bin", "SERVICE_RESULT": result}
    subprocess.run(words, env=given, check=True)
    assert (tmp_path / "told").exists() is told


@pytest.mark.parametrize("timer", ["kacko-rebuild.timer", "kacko-backup.timer"])
def test_nights_are_those_of_prague(timer: str) -> None:
    calendar = [
        line
        for line in (UNITS / timer).read_text("utf-8").splitlines()
        if line.startswith("OnCalendar=")
    ]
    assert len(calendar) == 1
    assert calendar[0].endswith(" Europe/Prague")


def test_the_mark_of_the_desk_is_what_the_build_waits_for() -> None:
    given = dict(
        line.split("=", 1)
        for line in (DEPLOY / "kacko.env").read_text("utf-8").splitlines()
        if "=" in line and not line.startswith("#")
    )
    mark = given["INTAKE_CHANGED"]
    assert f"PathExists={mark}\n" in (UNITS / "kacko-changed.path").read_text("utf-8")
    assert f"rm -f {mark}\n" in (UNITS / "kacko-rebuild.service").read_text("utf-8")


@pytest.mark.parametrize("unit", sorted(p.name for p in UNITS.iterdir() if p.suffix != ".target"))
def test_what_is_started_together_is_stopped_together(unit: str) -> None:
    text = (UNITS / unit).read_text("utf-8")
    assert ("WantedBy=kacko.target" in text) <= ("PartOf=kacko.target" in text)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_scripts_can_be_read_by_bash(script: Path) -> None:
    read = subprocess.run(
        ["bash", "-n", script], capture_output=True, encoding="utf-8", check=False
    )
    assert (read.returncode, read.stderr) == (0, "")


@pytest.mark.usefixtures("shellcheck")
def test_shellcheck_finds_nothing() -> None:
    found = subprocess.run(
        ["shellcheck", *SCRIPTS], capture_output=True, encoding="utf-8", check=False
    )
    assert found.stdout == ""
