"""Bounds on costly work: few at once, a short wait in line, then an honest refusal."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Overloaded(Exception):
    """Too many at once; nothing was done, and trying again in a minute is right."""


class Gate:
    """Lets `permits` threads through at once; the others wait at most `seconds`."""

    def __init__(self, permits: int, seconds: float) -> None:
        self._permits = threading.Semaphore(permits)
        self._seconds = seconds

    @contextmanager
    def enter(self) -> Iterator[None]:
        """Wait for a permit and hold it; raises Overloaded."""
        if not self._permits.acquire(timeout=self._seconds):
            raise Overloaded
        try:
            yield
        finally:
            self._permits.release()
