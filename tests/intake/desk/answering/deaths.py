"""A machine that dies in the middle of what it does, at a moment that a test chooses.

What it leaves is what lay in its files just then: they are copied at that moment, and the next
service opens the copy. (What a power cut leaves of files that were not synced: `power.py`.)
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from intake_service.store.db import Store
from intake_service.work.service import Service

MOMENTS = ("before_cursor_execute", "commit")
"""Before each of these the machine may die; in between nothing is written."""


class Died(BaseException):
    """The machine is gone; nothing in the program can catch that."""


class Moments:
    """Counts the moments at which a service touches its database, and dies at one of them."""

    def __init__(self, dies_at: int, data: Path, left: Path) -> None:
        self.passed = 0
        self.is_dead = False
        self._dies_at = dies_at
        self._data = data
        self._left = left

    def pass_one(self, *_given: object) -> None:
        """One more moment; the chosen one is the last."""
        if self.is_dead:
            return  # what cleans up after an error does not happen on a machine that is gone
        self.passed += 1
        if self.passed == self._dies_at:
            self.is_dead = True
            shutil.copytree(self._data, self._left)
            raise Died


@contextmanager
def dying(service: Service, *, at: int, left: Path) -> Iterator[Moments]:
    """While it lasts, the machine dies at its moment of this number, counted from 1, if there are
    so many. Then `left` is what lay in its data directory."""
    moments = Moments(at, service.settings.data, left)
    engine = service.store.engine
    for each in MOMENTS:
        event.listen(engine, each, moments.pass_one)
    try:
        yield moments
    except Died:
        pass
    finally:
        for each in MOMENTS:
            event.remove(engine, each, moments.pass_one)


@contextmanager
def interrupted(store: Store, *, at: int, by: Callable[[], object]) -> Iterator[None]:
    """Somebody else's work comes in between before the transaction of this number that writes."""
    write = store.write
    begun = 0

    @contextmanager
    def counted(*, wait: float | None = None) -> Iterator[Session]:
        nonlocal begun
        begun += 1
        if begun == at:
            by()
        with write(wait=wait) as session:
            yield session

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "write", counted)
        yield
