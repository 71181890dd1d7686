"""The facts of a running service: always the newest that are sound."""

from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from time import monotonic

from centre.facts.loading import FILES, Facts, load_facts
from centre.hours.timetable import Timetable
from centre.layers.folder import data_file
from centre.reading.faults import Fault, Faults
from centre.reading.files import Stamp, file_stamp
from centre.reading.last_good import LastGood

CHECK_EVERY = 1.0  # seconds; a check costs a handful of stat calls


@dataclass(frozen=True, slots=True)
class FactsInUse:
    """What is in use: sound facts with their timetable, and what is wrong with the files by now."""

    timetable: Timetable
    faults: tuple[Fault, ...] = ()


class LiveFacts:
    """Facts from the folder ``path``, read again when a file there has changed.

    A change that breaks something is told in ``faults``, and the last good facts stay in use, so
    that an editor's slip never takes the service down. ``last_good`` keeps them over a restart.
    Raises Faults when there is nothing sound to start from.
    """

    def __init__(self, path: Path, last_good: LastGood | None = None) -> None:
        self._path = path
        self._last_good = last_good
        self._reading = Lock()
        self._known_stamps = self._stamps()
        self._checked_at = monotonic()
        try:
            self._in_use = self._read()
        except Faults as faults:
            self._in_use = FactsInUse(self._kept_timetable(faults), faults.all)

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

    def look_now(self) -> None:
        """Read what was changed without waiting: whoever has saved something sees it at once."""
        with self._reading:
            self._look()

    def _refresh(self) -> None:
        # One thread checks and reads, the others go on with what there is.
        if monotonic() - self._checked_at < CHECK_EVERY:
            return
        if not self._reading.acquire(blocking=False):
            return
        try:
            self._look()
        finally:
            self._reading.release()

    def _look(self) -> None:
        """Read the files if they have changed. Call it with the lock of reading."""
        self._checked_at = monotonic()
        stamps = self._stamps()  # before reading, so that a change meanwhile is read next time
        if stamps == self._known_stamps:
            return
        self._known_stamps = stamps
        try:
            self._in_use = self._read()
            self.keep()
        except Faults as faults:
            self._in_use = replace(self._in_use, faults=faults.all)

    def _read(self) -> FactsInUse:
        """The facts as they lie in the files now.

        Raises Faults, whatever the files have done to their reader.
        """
        try:
            timetable = Timetable(load_facts(self._path))
        except Faults:
            raise
        except Exception as error:  # no slip of an editor, foreseen or not, may stop the service
            message = f"soubory nejdou přečíst ({type(error).__name__})"
            raise Faults([Fault(str(self._path), 1, "", message)]) from error
        return FactsInUse(timetable)

    def keep(self) -> None:
        """Keep the files that were read as the last good ones, unless they changed meanwhile."""
        if self._last_good is None or self._in_use.faults:
            return
        try:
            files = {name: data_file(self._path, name).read_bytes() for name in FILES}
            if self._stamps() == self._known_stamps:
                self._last_good.keep(files)
        except OSError as error:
            message = f"poslední dobrou kopii nejde uložit ({error.strerror})"
            fault = Fault(str(self._path), 1, "", message)
            self._in_use = replace(self._in_use, faults=(fault,))

    def _kept_timetable(self, faults: Faults) -> Timetable:
        """The last good facts; raises ``faults`` where there are none that can be used."""
        if self._last_good is None:
            raise faults
        try:
            with self._last_good.unpacked() as folder:
                return Timetable(load_facts(folder))
        except Exception:  # an older version kept them, and this one reads them in another way
            raise faults from None

    def _stamps(self) -> tuple[Stamp, ...]:
        return tuple(file_stamp(data_file(self._path, name)) for name in FILES)
