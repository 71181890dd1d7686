"""The facts of a running service: always the newest that are sound."""

from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from time import monotonic

from centre.facts.loading import FILES, Facts, load_facts
from centre.hours.timetable import Timetable
from centre.reading.faults import Fault, Faults
from centre.reading.files import Stamp, file_stamp

CHECK_EVERY = 1.0  # seconds; a check costs a handful of stat calls


@dataclass(frozen=True, slots=True)
class FactsInUse:
    """What is in use: sound facts with their timetable, and what is wrong with the files by now."""

    timetable: Timetable
    faults: tuple[Fault, ...] = ()


class LiveFacts:
    """Facts from the folder ``path``, read again when a file there has changed.

    A change that breaks something is told in ``faults``, and the last good facts stay in use, so
    that an editor's slip never takes the service down. Raises Faults when there is nothing sound to
    start from.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reading = Lock()
        self._known_stamps = self._stamps()
        self._checked_at = monotonic()
        self._in_use = FactsInUse(Timetable(load_facts(path)))

    @property
    def facts(self) -> Facts:
        """The newest sound facts.

        Hold the object for the length of one request: it never changes.
        """
        return self.timetable.facts

    @property
    def timetable(self) -> Timetable:
        """When the places of the newest sound facts are open."""
        self._refresh()
        return self._in_use.timetable

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the files as they are now; empty when they are in use."""
        self._refresh()
        return self._in_use.faults

    def _refresh(self) -> None:
        # One thread checks and reads, the others go on with what there is.
        if monotonic() - self._checked_at < CHECK_EVERY:
            return
        if not self._reading.acquire(blocking=False):
            return
        try:
            self._checked_at = monotonic()
            stamps = self._stamps()  # before reading, so that a change meanwhile is read next time
            if stamps != self._known_stamps:
                self._known_stamps = stamps
                self._read()
        finally:
            self._reading.release()

    def _read(self) -> None:
        try:
            self._in_use = FactsInUse(Timetable(load_facts(self._path)))
        except Faults as faults:
            self._in_use = replace(self._in_use, faults=faults.all)

    def _stamps(self) -> tuple[Stamp, ...]:
        return tuple(file_stamp(self._path / name) for name in FILES)
