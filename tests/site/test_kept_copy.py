"""What a test does to the kept copy of a folder reaches no other test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.kept_copy import KeptCopy

CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda folder: None,
    "written": lambda folder: (folder / "a.md").write_text("b", "utf-8"),
    "removed": lambda folder: (folder / "a.md").unlink(),
    "added": lambda folder: (folder / "sub" / "new.md").write_text("n", "utf-8"),
    "renamed": lambda folder: (folder / "a.md").rename(folder / "b.md"),
    "rights": lambda folder: (folder / "a.md").chmod(0o600),
    "rights of a folder": lambda folder: (folder / "sub").chmod(0o700),
    "folder removed": lambda folder: shutil.rmtree(folder / "sub"),
    "folder added": lambda folder: (folder / "x" / "y").mkdir(parents=True),
    "folder renamed": lambda folder: (folder / "sub").rename(folder / "bus"),
    "link": lambda folder: (folder / "link").symlink_to(folder / "a.md"),
    "link in place of a file": lambda folder: (
        (folder / "a.md").unlink(),
        (folder / "a.md").symlink_to("sub/c.md"),
    ),
    "folder in place of a file": lambda folder: (
        (folder / "a.md").unlink(),
        (folder / "a.md").mkdir(),
        (folder / "a.md" / "inside").touch(),
    ),
    "file in place of a folder": lambda folder: (
        shutil.rmtree(folder / "sub"),
        (folder / "sub").touch(),
    ),
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "sub" / "deep").mkdir(parents=True)
    for name, text in {"a.md": "a", "sub/c.md": "c", "sub/deep/d.md": "d"}.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def state(folder: Path) -> dict[str, tuple[int, str]]:
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            path.read_text("utf-8") if path.is_file() else "",
        )
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_was_done_is_undone(source: Path, tmp_path: Path, change: str) -> None:
    copy = KeptCopy(source, tmp_path / "copy")
    for _time in range(2):
        CHANGES[change](copy.folder)
        copy.restore()
        assert state(copy.folder) == state(source)


def test_what_was_not_touched_is_not_written(source: Path, tmp_path: Path) -> None:
    copy = KeptCopy(source, tmp_path / "copy")
    before = (copy.folder / "sub" / "c.md").stat()
    (copy.folder / "a.md").write_text("b", "utf-8")
    copy.restore()
    assert (copy.folder / "sub" / "c.md").stat() == before
