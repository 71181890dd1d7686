"""A text goes to the disk so that whoever builds the site may read it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from centre.editing import opened_file
from centre.editing.opened_file import OpenedFile


@pytest.fixture
def closed_umask() -> Iterator[None]:
    """As the service of the desk runs."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("closed_umask")
def test_a_new_text_and_its_folders_can_be_read_by_others(tmp_path: Path) -> None:
    opened = OpenedFile(tmp_path, "uk/news/winter.md", "", is_new=True)
    opened_file.write(opened, "Зима.")
    assert opened.path.read_text("utf-8") == "Зима."
    assert opened.path.stat().st_mode & 0o777 == 0o644
    for folder in (tmp_path / "uk", tmp_path / "uk" / "news"):
        assert folder.stat().st_mode & 0o777 == 0o755
