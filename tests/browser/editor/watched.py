"""The site as `kacko serve` keeps it: built anew by a process of its own after each change."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.built import BuiltSite
from tests.paths import ROOT

PATIENCE = 240  # seconds for one build, on a busy machine


@contextmanager
def watched(content: Path, folder: Path) -> Iterator[BuiltSite]:
    """The site of ``content``, which follows each change until the block ends."""
    site = BuiltSite.beneath(folder)
    words = [sys.executable, "-m", "kacko.watcher", content, site.output, site.frame_file]
    without_day = {name: value for name, value in os.environ.items() if name != "BUILD_DAY"}
    log = folder / "watcher.log"
    with log.open("wb") as told:
        builder = subprocess.Popen(words, cwd=ROOT, env=without_day, stdout=told, stderr=told)
        try:
            until(site.frame_file.exists, lambda: log.read_text("utf-8"))
            yield site
        finally:
            builder.terminate()
            builder.wait()


def until(holds: Callable[[], bool], story: Callable[[], str] = str) -> None:
    """Wait for it; ``story`` tells what was seen instead."""
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, story()
        time.sleep(0.1)
