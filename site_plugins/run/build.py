"""One build of the site: what the plugins share while they read, name and write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from centre.exchange.frame import Frame
from centre.exchange.outputs import output_of
from centre.hours.timetable import Timetable
from centre.reading.faults import Fault, Faults
from centre.texts.content import Content
from site_plugins.run import writing


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page that is made of facts and has no file of its own; its texts are by language."""

    addresses: Mapping[str, str]
    titles: Mapping[str, str]
    checked_on: date
    listed: bool = True
    """Whether search engines and the site's own search may know of it."""
    search_words: Mapping[str, str] = field(default_factory=dict)
    """By what, beside its title, the site's own search finds it."""
    by_letter: bool = True
    """Whether it stands in the list from A to Z, if it is listed at all."""


@dataclass
class Build:
    """What one run has found and made so far."""

    day: date
    watch: bool
    output: Path
    content: Content
    faults: list[Fault] = field(default_factory=list)
    assets: dict[str, str] = field(default_factory=dict)
    frame: Frame | None = None
    generated_pages: list[GeneratedPage] = field(default_factory=list)
    written: set[Path] = field(default_factory=set)
    """Every file that this run has written, or found as it should be."""

    @cached_property
    def timetable(self) -> Timetable:
        """When the places are open."""
        return Timetable(self.content.facts)

    def add_faults(self, faults: list[Fault]) -> None:
        """Keep faults found after reading, in watch mode; raises them in a one-shot build."""
        if faults and not self.watch:
            raise Faults(faults)
        self.faults += faults

    def file(self, address: str) -> Path:
        """Where the file lies that is sent for ``address``."""
        path = self.output / address.lstrip("/")
        return path / "index.html" if address.endswith("/") else path

    def write(self, address: str, content: str | bytes) -> None:
        """Write a file of the site.

        Raises UnknownOutputError where no server would know what is sent.
        """
        output_of(address)
        self.put(self.file(address), content)

    def put(self, path: Path, content: str | bytes) -> None:
        """Write a file of the site, in watch mode over one that is served."""
        content = content.encode() if isinstance(content, str) else content
        self.written.add(path)
        if self.watch:
            writing.put(path, content)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def ready_frame(self) -> Frame:
        """The frame, once its plugin has made it."""
        if self.frame is None:
            raise RuntimeError("the frame plugin has to come earlier in PLUGINS")
        return self.frame


def build_of(owner: Any) -> Build:
    """The build that a Pelican instance or one of its generators is working on."""
    build = owner.settings["BUILD"]
    assert isinstance(build, Build)
    return build
