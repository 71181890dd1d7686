"""What was changed, in words, and the way back from each step.

Steps lie in a folder of their own, outside the content and its repository: who it was stays with
the team. A step is taken back as a new step, and only where what it wrote still stands there.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from centre.reading.durable import flush

KEPT: Final = 500
"""Steps; older ones go, the repository of the content keeps what was published."""


class CannotUndo(Exception):
    """What the step wrote does not stand there any more: somebody changed it since."""


@dataclass(frozen=True)
class Step:
    """One change of one file of facts."""

    number: int
    day: str
    """ISO 8601; the hour is nobody's business."""
    author: str
    words: str
    """What changed, as a person would say it, in Czech."""
    file: str
    before: str
    after: str
    undoes: int = 0
    """The number of the step that this one takes back; 0 for a change of its own."""
    again: bool = False
    """Whether what it takes back took something back itself, so that the change stands again."""

    @property
    def takes_back(self) -> bool:
        """Whether a change is gone by it."""
        return bool(self.undoes) and not self.again

    @property
    def on(self) -> date:
        """The day."""
        return date.fromisoformat(self.day)


class History:
    """The steps in ``folder``, which is made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def steps(self) -> list[Step]:
        """All that are kept, the newest first; one that cannot be read is passed over."""
        return [step for path in reversed(self._files()) if (step := _read(path))]

    def newest(self) -> Step | None:
        """The one that was kept last."""
        files = self._files()
        return _read(files[-1]) if files else None

    def find(self, number: int) -> Step | None:
        """One step."""
        return _read(self._file(number))

    def keep(self, step: Step) -> Step:
        """Keep a step under the next number. Call it ``alone``. Raises OSError."""
        files = self._files()
        number = int(files[-1].stem) + 1 if files else 1
        kept = Step(**{**asdict(step), "number": number})
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._file(number)
        fresh = path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(kept), file, ensure_ascii=False)
        flush(fresh)
        fresh.replace(path)
        flush(self._folder)
        for old in files[: max(0, len(files) + 1 - KEPT)]:
            old.unlink(missing_ok=True)
        return kept

    def forget(self, step: Step) -> None:
        """Take away the step that was kept last, because it did not come to be."""
        self._file(step.number).unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("[0-9]*.json"))

    def _file(self, number: int) -> Path:
        return self._folder / f"{number:06}.json"


def undone(step: Step, text: str) -> str:
    """``text`` without what the step has changed in it. Raises CannotUndo."""
    return _moved(step.after, step.before, text)


def redone(before: str, after: str, text: str) -> str:
    """``text`` with what became of ``before`` in ``after``, and nothing else. Raises
    CannotUndo."""
    return _moved(before, after, text)


def _moved(then: str, wanted: str, text: str) -> str:
    """``text`` changed as ``then`` became ``wanted``, wherever those lines stand by now."""
    if text == then:
        return wanted
    old = then.splitlines(keepends=True)
    new = wanted.splitlines(keepends=True)
    lines = text.splitlines(keepends=True)
    for tag, start, end, from_, to in reversed(list(_changes(old, new))):
        place = _place(old, start, end, lines)
        if place is None or tag == "equal":
            raise CannotUndo
        lines[place : place + end - start] = new[from_:to]
    return "".join(lines)


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return (each for each in matcher.get_opcodes() if each[0] != "equal")


def _place(old: list[str], start: int, end: int, lines: list[str]) -> int | None:
    """Where the lines ``start`` to ``end`` stand now, told by a line before and one behind them."""
    before = old[max(0, start - 1) : start]
    behind = old[end : end + 1]
    wanted = [*before, *old[start:end], *behind]
    found = [
        at for at in range(len(lines) - len(wanted) + 1) if lines[at : at + len(wanted)] == wanted
    ]
    return found[0] + len(before) if len(found) == 1 else None


def _read(path: Path) -> Step | None:
    try:
        return Step(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
