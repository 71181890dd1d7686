"""What was made once is kept from one run to the next, in a process that asks for it.

A single build or check makes everything once and keeps nothing. Whoever shows one draft after
another, or builds after each save, remembers: what was made of the same things is not made again.
A thing is the same while it is the very object.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

Made = TypeVar("Made")
Key = tuple[Hashable, ...]

RUNS_KEPT: Final = 4
"""What so many runs did not ask for is forgotten."""


@dataclass(slots=True)
class Kept:
    """Something made, and of what."""

    made: Any
    things: tuple[object, ...]
    """Held, so that no other object gets the number of one of them."""
    run: int


@dataclass
class Memory:
    """All that is kept of earlier runs."""

    _kept: dict[Key, Kept] = field(default_factory=dict)
    _run: int = 0

    @contextmanager
    def run(self) -> Iterator[None]:
        """Inside the block earlier runs are remembered; after it what is old is forgotten."""
        token = _memory.set(self)
        self._run += 1
        try:
            yield
        finally:
            _memory.reset(token)
            oldest = self._run - RUNS_KEPT
            self._kept = {key: kept for key, kept in self._kept.items() if kept.run > oldest}

    def find(self, key: Key) -> Kept | None:
        """What is kept under ``key``; it counts as asked for."""
        found = self._kept.get(key)
        if found is not None:
            found.run = self._run
        return found

    def keep(self, key: Key, made: object, things: tuple[object, ...] = ()) -> None:
        """Keep ``made`` under ``key``."""
        self._kept[key] = Kept(made, things, self._run)


_memory: ContextVar[Memory | None] = ContextVar("memory", default=None)


def memory() -> Memory | None:
    """The memory of this run; None in a process that keeps nothing."""
    return _memory.get()


def made_of(
    kind: str, things: tuple[object, ...], make: Callable[[], Made], *key: Hashable
) -> Made:
    """What ``make`` gives, made once for the very same ``things`` and an equal ``key``."""
    held = _memory.get()
    if held is None:
        return make()
    place = (kind, *key, *map(id, things))
    if (found := held.find(place)) is not None:
        made: Made = found.made
        return made
    made = make()
    held.keep(place, made, things)
    return made
