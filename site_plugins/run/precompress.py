"""Brotli and gzip copies of files that gain by them, made once here and not at every request."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
from pelican import signals

from centre.exchange.outputs import output_of
from site_plugins.run.build import build_of


def precompress(pelican: Any) -> None:
    """Compress what was written; loaded only by ``publishconf.py``, since nobody measures a
    preview."""
    output = build_of(pelican).output
    written = sorted(path for path in output.rglob("*") if path.is_file())
    files = [path for path in written if output_of(_address(path, output)).compressed]
    with ThreadPoolExecutor() as threads:  # both libraries release the GIL
        list(threads.map(_compress, files))


def _address(path: Path, output: Path) -> str:
    return f"/{path.relative_to(output).as_posix()}"


def _compress(path: Path) -> None:
    content = path.read_bytes()
    path.with_name(path.name + ".br").write_bytes(brotli.compress(content))
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(precompress)
