"""The run of a build, which stops or shows what is wrong.

A one-shot build is strict: any fault is printed with its file and line and the exit code is 1. In
watch mode nothing may ever be raised, because Pelican would rerun at once and for ever; the faults
are shown on every page instead. Whatever else fails, the faults of the content are told first.
"""

import gc
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from html import escape
from pathlib import Path
from typing import Any

import click
from pelican import Pelican, signals

from centre.keeping.memory import Memory
from centre.language.i18n import language
from centre.language.languages import ORIGINAL
from centre.layers.folder import common_under
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import Stamp
from site_plugins.run import watching, writing
from site_plugins.run.build import build_of
from site_plugins.run.console import print_faults, print_unforeseen

NOT_WATCHED = (
    "Upozornění: změny ve složce {folder} se nesledují, protože leží uvnitř složky jako .git, .venv"
    " nebo node_modules. Přesuňte ji jinam, nebo web po každé změně sestavte znovu."
)
GONE = "Složka {folder} teď chybí. Jakmile se vrátí, sestaví se web znovu."


class Site(Pelican):  # type: ignore[misc]  # Pelican carries no types
    """Pelican that tells faults in words."""

    memory: Memory | None = None
    """What is kept from one run to the next, for whoever builds again and again."""

    def init_plugins(self) -> None:
        """Load the plugins, and let what has just changed be written first, or alone."""
        super().init_plugins()
        self._unchanged = watching.Unchanged()
        signals.page_generator_finalized.connect(self._write_what_changed)

    def _write_what_changed(self, generator: Any) -> None:
        if generator.settings is not self.settings or self.memory is None:
            return
        every = [*generator.translations, *generator.pages]
        generator.translations = []
        generator.pages = self._unchanged.to_write(every, build_of(self))

    def _get_writer(self) -> Any:
        """In watch mode pages are written over those that are served."""
        return PageWriter(self) if self.settings["WATCH"] else super()._get_writer()

    def run(self) -> None:
        """Build once, and raise SystemExit(1) on any fault.

        In watch mode build until nothing has changed meanwhile, and raise nothing.
        """
        if self.settings["WATCH"]:
            self.delete_outputdir = False
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
            before = self._look_at(folder)
            self._unchanged.begin(before)
            is_built = self._build()
            if not folder.is_dir():
                self._wait_for(folder)
            elif self._look_at(folder) == before:
                if is_built:
                    self._tidy()
                return

    def _look_at(self, folder: Path) -> Mapping[Path, Stamp]:
        return watching.stamps(*_layers(folder), Path(self.theme))

    def _wait_for(self, folder: Path) -> None:
        gone = GONE.format(folder=file_name(folder))
        click.echo(gone, err=True)
        self._write_fault_page([gone])
        watching.wait_for(folder)

    def _build(self) -> bool:
        """Build once; False where there is nothing to see, which is told."""
        outer_language = language.set(ORIGINAL)
        self.settings.pop("BUILD", None)
        try:
            with self.memory.run() if self.memory else nullcontext():
                super().run()
        except Faults as error:
            print_faults(error.all)
            self._give_up(error.all)
        except Exception as error:
            faults = self._known_faults
            folder = Path(self.settings["FRAME_PATH"]).parent
            self._give_up([*faults, print_unforeseen(error, folder, faults)])
        else:
            self._tell_known_faults()
            return True
        finally:
            language.reset(outer_language)
        return False

    @property
    def _known_faults(self) -> Sequence[Fault]:
        """The faults of the content, as far as this run has come to know them."""
        return build_of(self).faults if "BUILD" in self.settings else ()

    def _tell_known_faults(self) -> None:
        """Print what watch mode has built in spite of; the home page shows it in any case."""
        if self._known_faults:
            self._unchanged.spoil()
            print_faults(self._known_faults)
            build = build_of(self)
            if build.file("/") not in build.written:
                build.written.add(build.file("/"))
                self._write_fault_page(self._known_faults)

    def _tidy(self) -> None:
        """Take away what no page or file of the site is any more.

        Only once nothing has changed meanwhile: a file that is just being saved is empty for a
        moment, and its page must not be gone.
        """
        writing.keep_only(Path(self.output_path), build_of(self).written)

    def _give_up(self, faults: Iterable[Fault | str]) -> None:
        """End a one-shot build; in watch mode show why there is nothing to see."""
        if not self.settings["WATCH"]:
            raise SystemExit(1) from None
        self._write_fault_page(faults)

    def _write_fault_page(self, faults: Iterable[Fault | str]) -> None:
        """Write ``faults`` in place of the home page."""
        self._unchanged.spoil()
        rows = "".join(f"<li>{escape(str(fault))}</li>" for fault in faults)
        head = "<!doctype html><html lang=cs><meta charset=utf-8><title>Chyby</title>"
        again = "<meta http-equiv=refresh content=1>" if self.settings["RELOADS"] else ""
        page = f"{head}{again}<h1>Web nejde sestavit</h1><ul>{rows}</ul>"
        writing.put(Path(self.output_path) / "index.html", page.encode())


class PageWriter:
    """In the place of Pelican's writer: renders a page and hands it to the build."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def write_file(
        self, name: str, template: Any, context: Mapping[str, Any], **given: Any
    ) -> None:
        """Write the page called ``name``."""
        build = build_of(self._site)
        build.put(build.output / name, template.render({**context, **given, "output_file": name}))


def _layers(folder: Path) -> list[Path]:
    common = common_under(folder)
    return [folder] if common is None else [folder, common]
