"""The centre's PDFs, ``/dokumenty/….pdf``, as centre.documents makes them for readers.

Their addresses carry no fingerprint: people send them on and print them.
"""

from typing import Any

from pelican import signals

from site_plugins.run.build import build_of


def write(pelican: Any) -> None:
    """Write each document that is listed."""
    build = build_of(pelican)
    for document in build.content.listings.documents:
        build.write(document.address, document.pdf.content)


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(write)
