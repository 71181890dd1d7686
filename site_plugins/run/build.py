"""One build of the site: what the plugins share, and the run that stops or shows what is wrong.

A one-shot build is strict: any fault is printed with its file and line and the exit code is 1. In
watch mode nothing may ever be raised, because Pelican would rerun at once and for ever; the faults
are shown on every page instead. Whatever else fails, the faults of the content are told first.
"""

import gc
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import click
from pelican import Pelican

from centre.exchange.frame import Frame
from centre.hours.timetable import Timetable
from centre.language.i18n import language
from centre.reading.faults import Fault, Faults, file_name
from centre.texts.content import Content
from site_plugins.run import watching

ERROR_LOG = "build-error.txt"
"""Beside the frame; the traceback of an error of the program."""

NOT_WATCHED = (
    "Upozornění: změny ve složce {folder} se nesledují, protože leží uvnitř složky jako .git, .venv"
    " nebo node_modules. Přesuňte ji jinam, nebo web po každé změně sestavte znovu."
)
GONE = "Složka {folder} teď chybí. Jakmile se vrátí, sestaví se web znovu."


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

    @cached_property
    def timetable(self) -> Timetable:
        """When the places are open."""
        return Timetable(self.content.facts)

    def add_faults(self, faults: list[Fault]) -> None:
        """Keep faults found after reading, in watch mode; raises them in a one-shot build."""
        if faults and not self.watch:
            raise Faults(faults)
        self.faults += faults

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


class Site(Pelican):  # type: ignore[misc]  # Pelican carries no types
    """Pelican that tells faults in words."""

    def run(self) -> None:
        """Build once, and raise SystemExit(1) on any fault.

        In watch mode build until nothing has changed meanwhile, and raise nothing.
        """
        if self.settings["WATCH"]:
            self._build_until_settled(Path(self.settings["PATH"]))
            return
        gc.disable()  # it would cost a fifteenth of the time; the process ends with the build
        try:
            self._build()
        finally:
            gc.enable()

    def _build_until_settled(self, folder: Path) -> None:
        if not watching.is_noticed(folder, self.settings["IGNORE_FILES"]):
            click.echo(NOT_WATCHED.format(folder=file_name(folder)), err=True)
        while True:
            before = watching.stamps(folder)
            self._build()
            if not folder.is_dir():
                gone = GONE.format(folder=file_name(folder))
                click.echo(gone, err=True)
                self._write_fault_page([gone])
                watching.wait_for(folder)
            elif watching.stamps(folder) == before:
                return

    def _build(self) -> None:
        outer_language = language.set("cs")
        self.settings.pop("BUILD", None)
        try:
            super().run()
        except Faults as error:
            self._give_up(error.all)
        except Exception as error:
            self._give_up(self._known_faults, unforeseen=error)
        else:
            self._tell_known_faults()
        finally:
            language.reset(outer_language)

    @property
    def _known_faults(self) -> Sequence[Fault]:
        """The faults of the content, as far as this run has come to know them."""
        return build_of(self).faults if "BUILD" in self.settings else ()

    def _tell_known_faults(self) -> None:
        """Print them in watch mode; the pages show them, unless there is no home page."""
        if self._known_faults:
            print_faults(self._known_faults)
            if not (Path(self.output_path) / "index.html").exists():
                self._write_fault_page(self._known_faults)

    def _give_up(self, faults: Sequence[Fault], unforeseen: Exception | None = None) -> None:
        """Say why nothing was built; end a one-shot build."""
        if faults:
            print_faults(faults)
        told: list[Fault | str] = [*faults]
        if unforeseen:
            told.append(print_unforeseen(unforeseen, Path(self.settings["FRAME_PATH"]).parent))
        if not self.settings["WATCH"]:
            raise SystemExit(1) from None
        self._write_fault_page(told)

    def _write_fault_page(self, faults: Iterable[Fault | str]) -> None:
        """Write ``faults`` in place of the home page."""
        rows = "".join(f"<li>{escape(str(fault))}</li>" for fault in faults)
        head = "<!doctype html><html lang=cs><meta charset=utf-8><title>Chyby</title>"
        page = f"{head}<h1>Web nejde sestavit</h1><ul>{rows}</ul>"
        output = Path(self.output_path)
        output.mkdir(parents=True, exist_ok=True)
        (output / "index.html").write_text(page, "utf-8")


def print_unforeseen(error: Exception, folder: Path) -> str:
    """Print and give a sentence about an error of the program; ``folder`` gets the traceback."""
    log = folder / ERROR_LOG
    folder.mkdir(parents=True, exist_ok=True)
    log.write_text("".join(traceback.format_exception(error)), "utf-8")
    sentence = (
        f"Sestavení skončilo chybou programu ({type(error).__name__}: {error}). Opravte napřed"
        f" chyby uvedené výš; když zůstane, pošlete správci webu soubor {file_name(log)}."
    )
    click.echo(sentence, err=True)
    return sentence


def print_faults(faults: Sequence[Fault]) -> None:
    """Print faults for the editor, one a line, and their number."""
    for fault in faults:
        click.echo(fault, file=sys.stderr)
    click.echo(f"Chyb: {len(faults)}", file=sys.stderr)


def print_warnings(faults: Iterable[Fault]) -> None:
    """Print for the editor what deserves a look but stops nothing."""
    for fault in sorted(faults):
        click.echo(f"Upozornění: {fault}", err=True)
