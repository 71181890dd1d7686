"""A content that is a git repository."""

from pathlib import Path

import pytest

from tests.intake.editor.kept.repositories import Repository


@pytest.fixture
def repository(content: Path) -> Repository:
    found = Repository(content)
    found.git("init", "--quiet", "--initial-branch=main")
    found.git("add", "--all")
    found.git("commit", "--quiet", "--message=Začátek")
    return found
