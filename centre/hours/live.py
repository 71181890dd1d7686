"""The facts of a running service: always the newest that are sound."""

from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from time import monotonic

from centre.facts.loading import FILES, Facts, load
from centre.hours.timetable import Timetable
from centre.reading.faults import Fault, Faults

LOOK_EVERY = 1.0  # seconds; a look costs a handful of stat calls

_Signature = tuple[tuple[int, int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is in use: sound facts with their timetable, and what is wrong with the files by now."""

    timetable: Timetable
    faults: tuple[Fault, ...] = ()


class Live:
    """Facts from the folder ``path``, read again when a file there has changed.

    A change that breaks something is told in ``faults``, and the last good facts stay in use, so
    that an editor's slip never takes the service down. Raises Faults when there is nothing sound to
    start from.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reading = Lock()
        self._signature = self._look()
        self._looked_at = monotonic()
        self._now = Known(Timetable(load(path)))

    @property
    def facts(self) -> Facts:
        """The newest sound facts.

        Hold the object for the length of one request: it never changes.
        """
        return self.timetable.facts

    @property
    def timetable(self) -> Timetable:
        """When the places of the newest sound facts are open. It never changes either."""
        self._refresh()
        return self._now.timetable

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the files as they are now; empty when they are in use."""
        self._refresh()
        return self._now.faults

    def _refresh(self) -> None:
        # One thread looks and reads, the others go on with what there is.
        if monotonic() - self._looked_at < LOOK_EVERY or not self._reading.acquire(blocking=False):
            return
        try:
            self._looked_at = monotonic()
            signature = (
                self._look()
            )  # before reading: what changes meanwhile is read at the next look
            if signature != self._signature:
                self._signature = signature
                self._read()
        finally:
            self._reading.release()

    def _read(self) -> None:
        try:
            self._now = Known(Timetable(load(self._path)))
        except Faults as faults:
            self._now = replace(self._now, faults=faults.all)
        except OSError as error:
            fault = Fault(str(self._path), 1, "", f"soubory nejdou přečíst ({error})")
            self._now = replace(self._now, faults=(fault,))

    def _look(self) -> _Signature:
        return tuple(_stamp(self._path / name) for name in FILES)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
