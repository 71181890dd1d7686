"""Drafts of pages come out of a backup whole, also where the first try was cut off."""

from pathlib import Path

import pytest

from intake_service.work.backups import drafts_of_pages
from intake_service.work.backups.drafts_of_pages import InTheWay

DRAFT = "drafts/0123456789abcdef.json"


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A backup with one draft."""
    file = tmp_path / "unpacked" / "data" / DRAFT
    file.parent.mkdir(parents=True)
    file.write_bytes(b'{"text": "whole"}')
    return tmp_path / "unpacked"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty data directory."""
    folder = tmp_path / "new"
    folder.mkdir()
    return folder


def test_a_restore_that_was_cut_off_within_a_draft_goes_on(
    unpacked: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:5])
        raise SystemExit

    with monkeypatch.context() as machine:
        machine.setattr(Path, "write_bytes", cut_off)
        with pytest.raises(SystemExit):
            drafts_of_pages.put_back(unpacked, data)
    drafts_of_pages.put_back(unpacked, data)
    assert (data / DRAFT).read_bytes() == b'{"text": "whole"}'
    assert [each.name for each in (data / DRAFT).parent.iterdir()] == [Path(DRAFT).name]
    assert (data / DRAFT).stat().st_mode & 0o777 == 0o600


def test_a_draft_that_says_something_else_is_never_written_over(unpacked: Path, data: Path) -> None:
    (data / DRAFT).parent.mkdir()
    (data / DRAFT).write_bytes(b'{"text": "newer"}')
    with pytest.raises(InTheWay):
        drafts_of_pages.put_back(unpacked, data)
    assert (data / DRAFT).read_bytes() == b'{"text": "newer"}'
