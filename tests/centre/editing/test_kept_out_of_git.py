"""Pictures stay out of the content's repository, and no link leads that note elsewhere."""

import re
from pathlib import Path

import pytest

from centre.editing import offered_files

PICTURE = {"dvere-640.webp": b"obraz"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder of content with a repository."""
    root = tmp_path / "content"
    (root / ".git" / "info").mkdir(parents=True)
    return root


def test_a_picture_is_kept_out_and_what_was_noted_before_stays(content: Path) -> None:
    exclude = content / ".git" / "info" / "exclude"
    exclude.write_text("*.bak", "utf-8")
    for _ in range(2):
        offered_files.put_pictures(content, PICTURE)
    assert exclude.read_text("utf-8") == "*.bak\n/pictures/\n"


@pytest.mark.parametrize("linked", [".git", ".git/info", ".git/info/exclude"])
def test_a_link_is_refused_and_nothing_is_written_through_it(
    content: Path, tmp_path: Path, linked: str
) -> None:
    exclude = content / ".git" / "info" / "exclude"
    exclude.write_text("*.bak\n", "utf-8")
    outside = tmp_path / "outside"
    (content / linked).rename(outside)
    (content / linked).symlink_to(outside)
    with pytest.raises(OSError, match=re.escape(f"{linked}'")):
        offered_files.put_pictures(content, PICTURE)
    assert exclude.read_text("utf-8") == "*.bak\n"
    assert not (content / "pictures").exists()
