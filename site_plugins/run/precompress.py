"""Brotli and gzip copies beside every text file, made once here instead of at every request."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
from pelican import signals

from site_plugins.run.build import build_of

ENDINGS = {
    ".html",
    ".css",
    ".js",
    ".svg",
    ".txt",
    ".xml",
    ".ics",
    ".json",
    ".csv",
    ".atom",
    ".webmanifest",
}


def precompress(pelican: Any) -> None:
    """Compress what was written; loaded only by ``publishconf.py``, since nobody measures a
    preview."""
    files = sorted(path for path in build_of(pelican).output.rglob("*") if path.suffix in ENDINGS)
    with ThreadPoolExecutor() as threads:  # both libraries release the GIL
        list(threads.map(_compress, files))


def _compress(path: Path) -> None:
    content = path.read_bytes()
    path.with_name(path.name + ".br").write_bytes(brotli.compress(content))
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(precompress)
