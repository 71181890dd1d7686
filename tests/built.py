"""Sites built by the real command. What several tests look at is built once, by the first."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from centre.exchange.frame import Frame
from centre.intake.addresses import ERRORS
from tests.paths import ROOT
from tests.published import check_published
from tests.site.warm_builds import WarmBuilds

DAY = "2026-11-21"
"""The day of every build that does not ask for another one."""
_BUILDS = WarmBuilds()


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

    @classmethod
    def beneath(cls, folder: Path) -> "BuiltSite":
        """The site that a build leaves in `folder`."""
        return cls(folder / "output", folder / "frame.json")

    @property
    def options(self) -> tuple[str, ...]:
        """What tells the build to write here."""
        return ("-o", str(self.output), "-e", f'FRAME_PATH="{self.frame_file}"')

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

    def address(self, file: Path) -> str:
        """The address at which a server would send a file of the site."""
        return f"/{file.relative_to(self.output).as_posix()}".removesuffix("index.html")


def run_pelican(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the build, warm (tests/site/warm_builds.py): what the fixture `pelican` gives."""
    ran = _BUILDS.run(arguments, {**os.environ, "BUILD_DAY": DAY, **environment})
    _check_what_was_built(arguments, ran)
    return ran


def run_pelican_anew(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the build from the very start, as an operator does."""
    command = [sys.executable, "-m", "pelican", *arguments]
    everything = {**os.environ, "BUILD_DAY": DAY, **environment}
    ran = subprocess.run(
        command, cwd=ROOT, env=everything, capture_output=True, encoding="utf-8", check=False
    )
    _check_what_was_built(arguments, ran)
    return ran


def _check_what_was_built(arguments: Sequence[str], ran: subprocess.CompletedProcess[str]) -> None:
    if "-o" in arguments and not ran.returncode:
        check_published(Path(arguments[arguments.index("-o") + 1]))


Pelican = Callable[..., subprocess.CompletedProcess[str]]


def build_site(folder: Path, *arguments: str, **environment: str) -> BuiltSite:
    """A site in a folder of its own; raises AssertionError with what the build said."""
    site = BuiltSite.beneath(folder)
    built = run_pelican(*arguments, *site.options, **environment)
    assert built.returncode == 0, built.stdout + built.stderr
    return site


def build_once(
    factory: pytest.TempPathFactory, name: str, *arguments: str, **environment: str
) -> BuiltSite:
    """The site of that name, built by the first test that asks, in whichever process it runs."""
    folder = _shared_by_all_workers(factory) / name
    with _only_one_at_a_time(folder.with_suffix(".lock")):
        site = BuiltSite.beneath(folder)
        if not site.frame_file.exists():  # a build writes it last
            build_site(folder, *arguments, **environment)
    return site


def built_on(factory: pytest.TempPathFactory, day: str) -> BuiltSite:
    """The sample as it is built on a day; whoever changes something in it makes a copy first."""
    return build_once(factory, f"day-{day}", BUILD_DAY=day)


def _shared_by_all_workers(factory: pytest.TempPathFactory) -> Path:
    own = factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own


@contextmanager
def _only_one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("w", encoding="utf-8") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
