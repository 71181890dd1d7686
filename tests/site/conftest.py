"""The whole site, built once as it would be published, and copies of the content to spoil."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from centre.keeping.memory import Memory
from site_plugins.checks import check_content
from tests.built import DAY, BuiltSite, build_once
from tests.paths import ROOT
from tests.site.kept_copy import KeptCopy


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site built strictly with the settings for publishing, sample data allowed by name."""
    return build_once(
        tmp_path_factory,
        "published",
        *("-s", "publishconf.py"),
        PUBLISH_ANYWAY="sample,helplines,approval",
    )


_MEMORY = Memory()


@dataclass
class Draft:
    """A copy of the content that a test may spoil."""

    folder: Path

    def replace(self, file: str, old: str, new: str) -> None:
        """Replace a text that must be there; the line of the first place is not counted here."""
        path = self.folder / file
        written = path.read_text("utf-8")
        assert old in written, f"{file} has no {old!r}"
        path.write_text(written.replace(old, new, 1), "utf-8")

    def append(self, file: str, text: str) -> int:
        """Add a line at the end of a file; returns its number."""
        path = self.folder / file
        written = path.read_text("utf-8").rstrip("\n")
        path.write_text(f"{written}\n\n{text}\n", "utf-8")
        return written.count("\n") + 3

    def line(self, file: str, text: str) -> int:
        """Number of the first line that starts with ``text``."""
        lines = (self.folder / file).read_text("utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if line.startswith(text))

    def check(self, *options: str) -> tuple[int, list[str]]:
        """Exit code and lines of ``python -m site_plugins.checks.check_content``."""
        words = [str(self.folder), "--day", DAY, *options]
        with _MEMORY.run():  # of one copy's hundreds of files, a test changes one or two
            result = CliRunner().invoke(check_content.main, words)
        return result.exit_code, result.output.replace(f"{self.folder}/", "").splitlines()


@pytest.fixture(scope="session")
def content_copy(tmp_path_factory: pytest.TempPathFactory) -> KeptCopy:
    """The copy of the content that every draft is."""
    return KeptCopy(ROOT / "content", tmp_path_factory.mktemp("draft") / "content")


@pytest.fixture
def draft(content_copy: KeptCopy) -> Iterator[Draft]:
    """A sound copy of the content."""
    yield Draft(content_copy.folder)
    content_copy.restore()
