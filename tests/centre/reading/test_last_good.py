"""What was sound is kept whole, or not at all."""

import os
from pathlib import Path

import pytest

from centre.reading.last_good import LastGood


@pytest.fixture
def last_good(tmp_path: Path) -> LastGood:
    return LastGood(tmp_path / "last-good.zip")


def test_what_was_kept_is_there_byte_for_byte_after_a_restart(
    last_good: LastGood, tmp_path: Path
) -> None:
    files = {"centre.yaml": b"\xef\xbb\xbfname: K\r\n", "cs/intake/sent.md": "Díky.".encode()}
    last_good.keep(files)
    assert LastGood(tmp_path / "last-good.zip").files() == files
    with last_good.unpacked() as folder:
        assert (folder / "cs" / "intake" / "sent.md").read_text("utf-8") == "Díky."


def test_what_is_kept_replaces_what_was(last_good: LastGood) -> None:
    last_good.keep({"a": b"1", "b": b"1"})
    last_good.keep({"a": b"2"})
    assert last_good.files() == {"a": b"2"}


def test_the_same_is_not_written_again(last_good: LastGood, tmp_path: Path) -> None:
    last_good.keep({"a": b"1"})
    before = (tmp_path / "last-good.zip").stat()
    last_good.keep({"a": b"1"})
    assert (tmp_path / "last-good.zip").stat() == before


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no archive", None])
def test_a_damaged_archive_is_as_good_as_none(
    last_good: LastGood, tmp_path: Path, damage: bytes | None
) -> None:
    last_good.keep({"a": b"1" * 100})
    archive = tmp_path / "last-good.zip"
    archive.write_bytes(archive.read_bytes()[:60] if damage is None else damage)
    assert last_good.files() == {}
    last_good.keep({"a": b"2"})
    assert last_good.files() == {"a": b"2"}


def test_a_disk_that_takes_nothing_leaves_what_was_kept(
    last_good: LastGood, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    last_good.keep({"a": b"1"})
    monkeypatch.setattr("zipfile.ZipFile.writestr", full_disk)
    with pytest.raises(OSError, match="No space"):
        last_good.keep({"a": b"2"})
    assert last_good.files() == {"a": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["last-good.zip"]


def test_the_copy_is_on_the_disk_before_it_takes_its_name_and_the_name_after(
    last_good: LastGood, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    steps = []
    fsync = os.fsync
    replace = Path.replace

    def noted_fsync(descriptor: int) -> None:
        at = Path(f"/proc/self/fd/{descriptor}").resolve()
        steps.append(("synced", "folder" if at == tmp_path else at.read_bytes()))
        fsync(descriptor)

    def noted_replace(path: Path, target: Path) -> object:
        steps.append(("named", path.read_bytes()))
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    last_good.keep({"a": b"1"})
    whole = (tmp_path / "last-good.zip").read_bytes()
    assert steps == [("synced", whole), ("named", whole), ("synced", "folder")]


def full_disk(*_given: object) -> None:
    raise OSError(28, "No space left on device")
