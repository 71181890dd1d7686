"""What a change would break, asked before it is written: the same check as everywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Lock
from typing import Final

from centre.editing.opened_file import OpenedFile
from centre.facts.loading import load_facts
from centre.hours.timetable import Timetable
from centre.keeping.memory import Memory
from centre.proofreading.proof_reader import ProofReader, errors_in_facts
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import as_if_written
from centre.texts import content

NO_PAGE_NAMES: Final = frozenset({"hours.yaml", "closures.yaml"})
"""Files of which no text of a page names anything: a change there breaks facts or nothing."""


_memory: Final = Memory()
_one_at_a_time: Final = Lock()
"""Two checks at once would only slow each other down, and they share what is remembered."""


@contextmanager
def remembering() -> Iterator[None]:
    """Inside the block one check runs, and makes nothing again that earlier ones have made."""
    with _one_at_a_time, _memory.run():
        yield


def new_faults(opened: OpenedFile, text: str, day: date) -> list[Fault]:
    """What the check finds with ``text`` in the place of the file, and did not find before.

    So what is broken elsewhere keeps nobody from saying that the team is ill.
    """
    with remembering():
        after = _faults(opened, text, day)
        if not after:  # reading everything takes seconds: once is enough where all is in order
            return []
        before = set(map(_told, _faults(opened, opened.text, day)))
    return [each for each in after if _told(each) not in before]


def _faults(opened: OpenedFile, text: str, day: date) -> list[Fault]:
    with as_if_written(opened.path, opened.written(text)):
        if opened.name in NO_PAGE_NAMES:
            return list(_of_facts(opened, day))
        try:
            found = content.read_leniently(opened.root, day)
        except Faults as error:
            return list(error.all)
        return [*found.faults, *ProofReader(found).errors()]


def _of_facts(opened: OpenedFile, day: date) -> Iterator[Fault]:
    try:
        facts = load_facts(opened.root / "data", today=day)
        Timetable(facts)
    except Faults as error:
        yield from error.all
        return
    except Exception as error:  # whatever the engine of the hours raises
        message = f"z hodin a výjimek nejde spočítat, kdy je otevřeno ({type(error).__name__})"
        yield Fault(file_name(opened.path), 1, "", message)
        return
    for fault in errors_in_facts(facts, opened.root / "data"):
        if fault.file == file_name(opened.path):
            yield fault


def _told(fault: Fault) -> tuple[str, str, str]:
    """A fault without its line, which moves when something is put in above it."""
    return fault.file, fault.field, fault.message
