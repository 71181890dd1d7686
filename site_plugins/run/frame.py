"""Makes the frame around every page, and leaves it for the service as ``var/frame.json``."""

from pathlib import Path
from typing import Any

from pelican import signals

from centre.exchange.frame import Frame
from site_plugins.run.build import build_of


def make_frame(pelican: Any) -> None:
    """Make the frame of this run. Needs the assets' addresses."""
    build = build_of(pelican)
    build.frame = Frame.of(build.content, build.assets)


def write_frame(pelican: Any) -> None:
    """Write the frame last, when all pages it points to are there."""
    build_of(pelican).ready_frame().write(Path(pelican.settings["FRAME_PATH"]))


def register() -> None:
    """Called by Pelican."""
    signals.get_generators.connect(make_frame)
    signals.finalized.connect(write_frame)
