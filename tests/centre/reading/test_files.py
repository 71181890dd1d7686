"""Which names in a folder count: left-overs are passed over, what may have been meant is told."""

import os
from pathlib import Path

import pytest

from centre.reading.faults import file_name
from centre.reading.files import content_files, is_left_over, unknown_files

LEFT_OVER = [
    *(".DS_Store", ".git", ".#retention.md", "._retention.md", ".retention.md.swp", ".keep.new"),
    *("retention.md~", "#retention.md#", "~$retention.md", "desktop.ini", "Desktop.ini"),
    *("Thumbs.db", "thumbs.db", "retention.md.bak", "retention.md.orig", "retention.tmp"),
]
COPIES = [
    "retention.sync-conflict-20261128-101112-ABCDEFG.md",
    "retention (conflicted copy 2026-11-28).md",
    "retention (Marie's conflicted copy 2026-11-28).md",
    "retention (konfliktní kopie uživatele Marie 2026-11-28).md",
    "retention_conflict-20261128-101112.md",
    "retention.Conflict.md",
    "retention-DESKTOP-4AB1C2D.md",
    "retention - Copy.md",
    "retention – kopie.md",
    "retention (1).md",
    "Kopie retention.md",
]
RENAMED = {
    "retention.MD": "retention.md",
    "Retention.md": "retention.md",
    "retention.md.txt": "retention.md",
    "retention.txt": "retention.md",
    "retention.markdown": "retention.md",
    "retention.md.md": "retention.md",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "crisis.md").write_text("a", "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", LEFT_OVER)
def test_left_overs_of_other_programs_are_passed_over(folder: Path, name: str) -> None:
    (folder / name).symlink_to("nowhere")
    assert is_left_over(name)
    assert content_files(folder, ".md") == ([folder / "crisis.md"], [])
    assert unknown_files(folder, ["crisis.md"]) == []


@pytest.mark.parametrize("name", COPIES)
def test_copies_that_synchronising_makes_are_told(folder: Path, name: str) -> None:
    (folder / name).write_text("b", "utf-8")
    paths, (fault,) = content_files(folder, ".md")
    assert paths == [folder / "crisis.md"]
    assert fault.file == file_name(folder / name)
    assert fault.message.startswith("vypadá to jako kopie, kterou udělal jiný program")
    assert unknown_files(folder, ["crisis.md", "retention.md"]) == [fault]


@pytest.mark.parametrize(("name", "meant"), RENAMED.items())
def test_a_name_that_nobody_would_read_is_told_with_the_one_that_was_meant(
    folder: Path, name: str, meant: str
) -> None:
    (folder / name).write_text("b", "utf-8")
    paths, (fault,) = content_files(folder, ".md")
    assert paths == [folder / "crisis.md"]
    assert fault.message == f"program takový soubor nečte; přejmenujte ho na „{meant}“"


@pytest.mark.parametrize("name", ["poznámky.md", "a b.md", "plan.docx", "krize", "-x.md"])
def test_any_other_name_is_told_too(folder: Path, name: str) -> None:
    (folder / name).write_text("b", "utf-8")
    paths, (fault,) = content_files(folder, ".md")
    assert paths == [folder / "crisis.md"]
    assert fault.message.startswith("program takový soubor nečte; jméno má mít jen malá písmena")


@pytest.mark.parametrize("name", ["old", "old.md"])
def test_a_folder_among_the_files_is_told(folder: Path, name: str) -> None:
    (folder / name).mkdir()
    _, (fault,) = content_files(folder, ".md")
    assert fault.message == "složka v této složce být nemá; program z ní nic nečte"


@pytest.mark.parametrize("name", ["hours.yml", "Hours.yaml", "hour.yaml", "hours.yaml.txt"])
def test_a_name_near_to_a_known_one_is_told_with_it(folder: Path, name: str) -> None:
    (folder / name).write_text("b", "utf-8")
    (fault,) = unknown_files(folder, ["crisis.md", "hours.yaml"])
    assert fault.message.endswith("; mysleli jste „hours.yaml“?")


def test_a_name_in_bytes_that_are_no_text_can_be_told(folder: Path) -> None:
    (folder / os.fsdecode(b"p\xf8\xedklad.md")).write_text("b", "utf-8")
    _, (fault,) = content_files(folder, ".md")
    assert str(fault).encode()


def test_no_folder_has_no_files_and_what_is_no_folder_is_told(folder: Path) -> None:
    assert content_files(folder / "uk", ".md") == ([], [])
    _, (fault,) = content_files(folder / "crisis.md", ".md")
    assert fault.message == "čekáme tu složku, a je to soubor"
    (folder / "intake").symlink_to("nowhere")
    _, (fault,) = content_files(folder / "intake", ".md")
    assert fault.message == "odkaz, který nikam nevede; čekáme tu složku"


def test_a_file_that_counts_but_leads_nowhere_is_left_to_its_reader(folder: Path) -> None:
    (folder / "retention.md").symlink_to("nowhere")
    assert content_files(folder, ".md") == ([folder / "crisis.md", folder / "retention.md"], [])
