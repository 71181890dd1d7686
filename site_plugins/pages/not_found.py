"""The page for an address that leads nowhere, with the four doors: ``404.html``, ``en/404.html`` …"""

from typing import Any

from pelican import signals

from centre.intake.addresses import HOME
from centre.language.i18n import gettext, language
from site_plugins.run.build import build_of
from site_plugins.run.generated_pages import languages


def write_not_found(generator: Any, writer: Any) -> None:
    """Write it in every language of the site; the server takes the one that the wrong address
    begins with."""
    build = build_of(generator)
    for lang in languages(build):
        language.set(lang)
        context = generator.context | build.ready_frame().context(lang)
        context |= {
            "page_title": gettext("This page is not here"),
            "faults": build.faults,
            "origin": "",
        }
        writer.write_file(
            f"{HOME[lang].lstrip('/')}404.html", generator.get_template("404"), context
        )


def register() -> None:
    """Called by Pelican."""
    signals.page_writer_finalized.connect(write_not_found)
