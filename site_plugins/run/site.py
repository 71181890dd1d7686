"""The run of a build, which stops or shows what is wrong.

A one-shot build is strict: any fault is printed with its file and line and the exit code is 1. In
watch mode nothing may ever be raised, because Pelican would rerun at once and for ever; the faults
are shown on every page instead. Whatever else fails, the faults of the content are told first.
"""

import gc
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import click
from pelican import Pelican

from centre.language.i18n import language
from centre.language.languages import ORIGINAL
from centre.layers.folder import common_under
from centre.reading.faults import Fault, Faults, file_name
from site_plugins.run import watching
from site_plugins.run.build import build_of
from site_plugins.run.console import print_faults, print_unforeseen

NOT_WATCHED = (
    "Upozornění: změny ve složce {folder} se nesledují, protože leží uvnitř složky jako .git, .venv"
    " nebo node_modules. Přesuňte ji jinam, nebo web po každé změně sestavte znovu."
)
GONE = "Složka {folder} teď chybí. Jakmile se vrátí, sestaví se web znovu."


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
            before = watching.stamps(*_layers(folder))
            self._build()
            if not folder.is_dir():
                self._wait_for(folder)
            elif watching.stamps(*_layers(folder)) == before:
                return

    def _wait_for(self, folder: Path) -> None:
        gone = GONE.format(folder=file_name(folder))
        click.echo(gone, err=True)
        self._write_fault_page([gone])
        watching.wait_for(folder)

    def _build(self) -> None:
        outer_language = language.set(ORIGINAL)
        self.settings.pop("BUILD", None)
        try:
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
        finally:
            language.reset(outer_language)

    @property
    def _known_faults(self) -> Sequence[Fault]:
        """The faults of the content, as far as this run has come to know them."""
        return build_of(self).faults if "BUILD" in self.settings else ()

    def _tell_known_faults(self) -> None:
        """Print what watch mode has built in spite of; the home page shows it in any case."""
        if self._known_faults:
            print_faults(self._known_faults)
            if not (Path(self.output_path) / "index.html").exists():
                self._write_fault_page(self._known_faults)

    def _give_up(self, faults: Iterable[Fault | str]) -> None:
        """End a one-shot build; in watch mode show why there is nothing to see."""
        if not self.settings["WATCH"]:
            raise SystemExit(1) from None
        self._write_fault_page(faults)

    def _write_fault_page(self, faults: Iterable[Fault | str]) -> None:
        """Write ``faults`` in place of the home page."""
        rows = "".join(f"<li>{escape(str(fault))}</li>" for fault in faults)
        head = "<!doctype html><html lang=cs><meta charset=utf-8><title>Chyby</title>"
        page = f"{head}<h1>Web nejde sestavit</h1><ul>{rows}</ul>"
        output = Path(self.output_path)
        output.mkdir(parents=True, exist_ok=True)
        (output / "index.html").write_text(page, "utf-8")


def _layers(folder: Path) -> list[Path]:
    common = common_under(folder)
    return [folder] if common is None else [folder, common]
