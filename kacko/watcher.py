"""Builds the site after each change of content or theme, for as long as it runs.

    python -m kacko.watcher CONTENT OUTPUT FRAME

The files are watched during a build, too: what is saved meanwhile is built next. Pages are written
over those that are served, and what is no longer a page goes last, so that no page is ever gone.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pelican.settings import read_settings
from watchfiles import watch

from centre.keeping.memory import Memory
from centre.layers.folder import common_under
from site_plugins.run.publication import PRODUCT
from site_plugins.run.site import Site
from site_plugins.run.watching import stamps

CALM_MS: Final = 20
"""So long no file changes before a build begins, or else for at most ten times as long."""
LOOKS_ANYWAY_MS: Final = 1000
"""How often the files are looked at though nothing was heard of them: a folder that was moved away
and came back is heard of no more."""


def main(content: Path, output: Path, frame: Path) -> None:
    """Build now, and whenever something changes, until a signal ends it."""
    site = Site(
        read_settings(
            str(PRODUCT / "pelicanconf.py"),
            override={
                "PATH": str(content.absolute()),
                "OUTPUT_PATH": str(output),
                "FRAME_PATH": str(frame),
                "WATCH": True,
                "RELOADS": True,
            },
        )
    )
    site.memory = Memory()
    built = None
    for _ in _moments(content):
        now = stamps(*_watched(content))
        if now != built:
            site.run()
            built = now


def _moments(content: Path) -> Iterator[None]:
    """Now, after each change, and once in a while: for as long as anybody asks."""
    yield
    while True:
        there = [str(folder) for folder in _watched(content) if folder.is_dir()]
        heard = watch(
            *there,
            watch_filter=None,
            debounce=10 * CALM_MS,
            step=CALM_MS,
            rust_timeout=LOOKS_ANYWAY_MS,
            yield_on_timeout=True,
        )
        for _ in heard:
            yield
            if there != [str(folder) for folder in _watched(content) if folder.is_dir()]:
                break


def _watched(content: Path) -> list[Path]:
    common = common_under(content)
    own = [content.absolute(), PRODUCT / "theme"]
    return own if common is None else [*own, common]


if __name__ == "__main__":
    main(*(Path(word).absolute() for word in sys.argv[1:4]))
