"""The page for an address that leads nowhere: ``404.html``, ``en/404.html`` and so on."""

from typing import Any

from pelican import signals

from centre.intake.addresses import HOME
from centre.language.i18n import gettext, language
from site_plugins.run.build import build_of
from site_plugins.run.generated_pages import site_languages


def write_not_found(generator: Any, writer: Any) -> None:
    """Write the page in every language; the server picks it by how the wrong address begins."""
    build = build_of(generator)
    for lang in site_languages(build):
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
