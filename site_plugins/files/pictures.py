"""The pictures that pages show, ``/obrazky/…``, as the desk has made them.

One that no page shows stays inside: somebody has only begun to write about it.
"""

from typing import Any

from pelican import signals

from site_plugins.run.build import build_of


def write(pelican: Any) -> None:
    """Write the files of each picture that is shown."""
    build = build_of(pelican)
    for picture in build.content.shown_pictures:
        for address, path in picture.files.items():
            build.write(address, path.read_bytes())


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(write)
