"""A program that builds a site after each save, watched from outside: when is a save seen, when is
it done, and what did that cost."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import Final

from tests.paths import ROOT

PATIENCE: Final = 300
LOOKS: Final = 0.005
"""Seconds between two looks at a page."""
CALM: Final = 0.5
"""So many seconds without work are the end of a build."""
LITTLE_WORK: Final = 0.1
"""Of these seconds: whoever watches looks around now and then."""
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass
class Costs:
    """Seconds of each repetition."""

    waited: list[float] = field(default_factory=list)
    """Until it was seen."""
    done: list[float] = field(default_factory=list)
    """Processor time until nothing was left to do."""


@dataclass(frozen=True)
class Program:
    """A running program, with all processes that it has started."""

    process: "subprocess.Popen[bytes]"

    @property
    def work(self) -> float:
        """Seconds of processor time so far."""
        return sum(map(_work_of, self._members))

    @property
    def _members(self) -> Iterator[list[str]]:
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                # What stands after the name of the program, which may hold anything.
                found = path.read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(found[2]) == self.process.pid:
                yield found

    def settle(self) -> float:
        """Wait until it has nothing to do; its processor time then."""
        ends = monotonic() + PATIENCE
        while True:
            before = self.work
            sleep(CALM)
            now = self.work
            if now - before <= LITTLE_WORK * CALM:
                return now
            assert monotonic() < ends, "it works on and on"


def _work_of(stat: list[str]) -> float:
    return (int(stat[11]) + int(stat[12])) / _TICKS


@contextmanager
def running(
    words: list[str], folder: Path = ROOT, given: Mapping[str, str] | None = None
) -> Iterator[Program]:
    """A program, for as long as the block lasts."""
    process = subprocess.Popen(
        words,
        cwd=folder,
        env={**os.environ, **(given or {})},
        stdin=subprocess.PIPE,  # some end when nobody is there to type
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield Program(process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def until(holds: Callable[[], bool]) -> None:
    """Wait for it."""
    ends = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < ends, "it never came"
        sleep(LOOKS)


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    start = perf_counter()
    act()
    return perf_counter() - start


def shows(page: Path, words: str) -> bool:
    """Whether the page says so."""
    return page.exists() and words in page.read_text("utf-8", "replace")
