"""What a build or a check prints for the editor, in Czech."""

import sys
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from centre.reading.faults import Fault, file_name

ERROR_LOG = "build-error.txt"


def print_faults(faults: Sequence[Fault]) -> None:
    """Print faults, one a line, and their number."""
    for fault in faults:
        click.echo(fault, file=sys.stderr)
    click.echo(f"Chyb: {len(faults)}", file=sys.stderr)


def print_warnings(faults: Iterable[Fault]) -> None:
    """Print what deserves a look but stops nothing."""
    for fault in sorted(faults):
        click.echo(f"Upozornění: {fault}", err=True)


def print_unforeseen(error: Exception, folder: Path, faults: Sequence[Fault]) -> str:
    """Print the known ``faults``, then a sentence about an error of the program, which is returned.

    The traceback goes to a file in ``folder``.
    """
    if faults:
        print_faults(faults)
    log = folder / ERROR_LOG
    what = f"{type(error).__name__}: {error}".partition("\n")[0]
    sentence = f"Program skončil nečekanou chybou ({what})."
    if faults:
        sentence += " Opravte napřed chyby uvedené výš, snad zmizí s nimi."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)), "utf-8")
    except OSError as failed:
        sentence += f" Záznam o ní nejde uložit ({failed.strerror})."
    else:
        sentence += f" Když zůstane, pošlete správci webu soubor {file_name(log)}."
    click.echo(sentence, err=True)
    return sentence
