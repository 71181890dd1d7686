"""The page for an address that leads nowhere, with the four doors: ``404.html``."""

from typing import Any

from pelican import signals

from centre.pages import ORIGINAL
from centre.words import gettext, language
from site_plugins.build import build_of


def write_not_found(generator: Any, writer: Any) -> None:
    """Write it in Czech: a static server cannot know the reader's language from a wrong address."""
    build = build_of(generator)
    language.set(ORIGINAL)
    context = generator.context | build.ready_frame().context(ORIGINAL)
    context |= {"page_title": gettext("This page is not here"), "faults": build.faults, "origin": ""}
    writer.write_file("404.html", generator.get_template("404"), context)


def register() -> None:
    """Called by Pelican."""
    signals.page_writer_finalized.connect(write_not_found)
