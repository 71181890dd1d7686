"""The whole site, built once as it would be published, and copies of the content to spoil."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from click.testing import CliRunner

from centre.exchange.frame import Frame
from centre.intake.addresses import ERRORS
from site_plugins.checks import check_content
from tests.paths import ROOT
from tests.published import HOURS, check_published
from tests.reference_engine import reference_engine

DAY = "2026-11-21"


@dataclass(frozen=True)
class Written:
    """One HTML page of the built site."""

    address: str
    path: Path

    @cached_property
    def tree(self) -> Element:
        """The page as a browser understands it. Raises at the first error in its HTML."""
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        return parser.parse(self.path.read_text("utf-8"))

    @property
    def lang(self) -> str:
        return self.tree.get("lang", "")

    @property
    def text(self) -> str:
        """The words of the page, spaces folded."""
        body = self.tree.find("body")
        assert body is not None
        return " ".join("".join(body.itertext()).split())

    def all(self, tag: str) -> list[Element]:
        return list(self.tree.iter(tag))

    def anchors(self) -> set[str]:
        return {element.get("id", "") for element in self.tree.iter()} - {""}


@dataclass(frozen=True)
class BuiltSite:
    """A folder with the built site, and the frame that was left for the service."""

    output: Path
    frame_file: Path

    @cached_property
    def pages(self) -> dict[str, Written]:
        """All pages by address, but for those of the proxy (test_error_pages.py)."""
        found = {}
        errors = self.output / ERRORS.strip("/")
        for path in sorted(self.output.rglob("*.html")):
            if path.is_relative_to(errors):
                continue
            address = "/" + path.relative_to(self.output).as_posix().removesuffix("index.html")
            found[address] = Written(address, path)
        return found

    @cached_property
    def frame(self) -> Frame:
        return Frame.read(self.frame_file)

    def file(self, address: str) -> Path:
        """The file that a server would send for ``address``."""
        path = self.output / address.lstrip("/")
        return path / "index.html" if address.endswith("/") else path


def run_pelican(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the build as an operator does."""
    command = [sys.executable, "-m", "pelican", *arguments]
    everything = {**os.environ, "BUILD_DAY": DAY, **environment}
    ran = subprocess.run(
        command, cwd=ROOT, env=everything, capture_output=True, text=True, check=False
    )
    if "-o" in arguments and not ran.returncode:
        check_published(Path(arguments[arguments.index("-o") + 1]))
    return ran


@pytest.fixture(scope="session", autouse=True)
def published_hours() -> Iterator[None]:
    """Every string of opening hours that a test has published is read by OpenStreetMap's engine."""
    yield
    with reference_engine() as engine:
        if engine:
            assert HOURS.objections(engine) == []


@pytest.fixture
def pelican() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The build as a command."""
    return run_pelican


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site built strictly with the settings for publishing, sample data allowed by name."""
    folder = tmp_path_factory.mktemp("site")
    site = BuiltSite(folder / "output", folder / "frame.json")
    built = run_pelican(
        *("-s", "publishconf.py", "-o", str(site.output), "-e", f'FRAME_PATH="{site.frame_file}"'),
        PUBLISH_ANYWAY="sample,helplines,approval",
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return site


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
        result = CliRunner().invoke(check_content.main, [str(self.folder), "--day", DAY, *options])
        return result.exit_code, result.output.replace(f"{self.folder}/", "").splitlines()


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """A sound copy of the content."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return Draft(tmp_path / "content")
