"""What OpenStreetMap's editors read in our opening hours: asked of their engine, opening_hours.js.

It runs as a process beside the tests and answers line by line. Where Node or the engine is missing
there is nothing to compare with; in CI both must be there.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from centre.hours.timetable import Interval

CHECKERS = Path(__file__).parent / "checkers"
SCRIPT = CHECKERS / "opening_hours.js"
ENGINE = CHECKERS / "node_modules/opening_hours"

Span = tuple[datetime, datetime, bool]
"""From, to, and whether only by appointment. In UTC; spans that follow each other are one."""


@dataclass(frozen=True)
class Reading:
    """How the engine reads one string; ``error`` is why it cannot, and empty when it can."""

    error: str
    warnings: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def objections(self) -> list[str]:
        """Why the string is refused, or what the engine warns of."""
        return [self.error] if self.error else list(self.warnings)


class ReferenceEngine:
    """Reads strings; each call waits for the answer."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def read(self, value: str, first: date, end: date, today: date | None = None) -> Reading:
        """``value`` from ``first`` to ``end``, not included; as if read ``today``, or on the first
        day."""
        question = {
            "value": value,
            "today": (today or first).isoformat(),
            "first": first.isoformat(),
            "end": end.isoformat(),
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return Reading(
            error=answer.get("error", ""),
            warnings=tuple(answer.get("warnings", ())),
            spans=_joined(
                (_moment(start), _moment(finish), by_appointment)
                for start, finish, by_appointment in answer.get("spans", ())
            ),
        )


@contextmanager
def reference_engine() -> Iterator[ReferenceEngine | None]:
    """The engine, or None where this machine has none."""
    node = shutil.which("node")
    if not node or not ENGINE.exists():
        assert not os.environ.get("CI"), "no reference engine: install npm, or run tests/provide.py"
        yield None
        return
    with subprocess.Popen(
        [node, str(SCRIPT)],
        env={**os.environ, "TZ": "Europe/Prague"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield ReferenceEngine(process)


def spans_of(intervals: list[Interval]) -> tuple[Span, ...]:
    """What our own timetable says, in the same shape."""
    return _joined(
        (each.start.astimezone(UTC), each.end.astimezone(UTC), each.by_appointment)
        for each in intervals
    )


def _joined(spans: Iterator[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end, by_appointment in sorted(spans):
        if joined and joined[-1][1:] == (start, by_appointment):
            joined[-1] = (joined[-1][0], end, by_appointment)
        else:
            joined.append((start, end, by_appointment))
    return tuple(joined)


def _moment(milliseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
