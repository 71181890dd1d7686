"""Whatever other programs leave in the content, or an editor renames, is no traceback."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from centre.hours import osm
from centre.reading.faults import file_name
from centre.texts import content
from tests.paths import ROOT

pytestmark = pytest.mark.usefixtures("takes_seconds")

DAY = date(2026, 11, 28)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "content", tmp_path / "content")


def faults_of(folder: Path) -> set[tuple[str, str]]:
    return {(each.file, each.message) for each in content.read_leniently(folder, DAY).faults}


def test_what_other_programs_leave_is_ignored_everywhere(folder: Path) -> None:
    for parent in ("cs/intake", "cs/pages", "uk/services", "data", "data/goals", "brand", "en"):
        (folder / parent / ".#retention.md").symlink_to("marie@notebook.1234")
        (folder / parent / "._retention.md").write_bytes(b"\x00\x05\x16\x07\xff")
        (folder / parent / "retention.md~").write_bytes(b"\xff\xfe")
        (folder / parent / "desktop.ini").write_text("[.ShellClassInfo]", "utf-8")
        (folder / parent / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    assert faults_of(folder) == set()


def test_what_somebody_may_have_meant_is_told_by_its_name(folder: Path) -> None:
    named = [
        folder / "cs/intake/retention (konfliktní kopie 2026-11-28).md",
        folder / "cs/pages/crisis.md.txt",
        folder / "data/hours.sync-conflict-20261128-101112-ABCDEFG.yaml",
        folder / "data/hours.yml",
        folder / "data/goals/indicators.YAML",
        folder / "brand/wordmark (1).svg",
        folder / "home.md",
        folder / "data (1)",
        folder / "CS",
    ]
    for path in named:
        path.write_text("a: b\n", "utf-8")
    moved = folder / "uk/stranky"
    moved.mkdir()
    assert {file for file, _ in faults_of(folder)} == {file_name(each) for each in (*named, moved)}


@pytest.mark.parametrize(
    "name",
    [
        *(
            "cs/pages/crisis.md",
            "cs/intake/retention.md",
            "data/partner_types.yaml",
            "data/map.yaml",
        ),
        *("data/results.csv", "data/crisis_words.yaml", "brand/wordmark.svg", "data/alerts.yaml"),
    ],
)
def test_what_is_no_file_is_a_fault_with_its_name(folder: Path, name: str) -> None:
    path = folder / name
    path.unlink()
    path.symlink_to("nowhere")
    told = dict(faults_of(folder))
    if name != "data/map.yaml":  # the site's own, told by its check
        assert told[file_name(path)] == "odkaz, který nikam nevede; smažte ho"


@pytest.mark.parametrize(
    "name", ["brand/wordmark.svg", "data/crisis_words.yaml", "cs/pages/home.md"]
)
def test_another_encoding_is_told_with_file_and_line(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes() + "\n<!-- čeština -->\n".encode("cp1250"))
    message = "písmeno v kódování Windows-1250; uložte soubor v kódování UTF-8"
    assert (file_name(path), message) in faults_of(folder)


def test_a_lost_list_of_crisis_words_is_told(folder: Path) -> None:
    (folder / "data/crisis_words.yaml").unlink()
    assert {message for _, message in faults_of(folder)} == {"soubor chybí"}


def test_hours_that_the_engine_refuses_are_a_fault_when_they_are_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        return "Mo 25:00-99:00 (?"

    monkeypatch.setattr(osm, "opening_hours", refuse)
    ((file, message),) = faults_of(folder)
    assert file == file_name(folder / "data/hours.yaml")
    assert message.startswith("z hodin a výjimek nejde spočítat, kdy je otevřeno")
