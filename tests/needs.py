"""What a test needs besides Python is read from its fixtures; one that needs nothing is `quick`.

A quick test that starts one of the programs of SLOW fails: its fixtures do not say what it needs.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.provide import program


def tool(name: str) -> Any:
    """A fixture of that name: where the program is. Without the program a test is skipped aloud."""

    @pytest.fixture(scope="session", name=name)
    def found(request: pytest.FixtureRequest) -> str:
        return program(request, name)

    return found


NEEDS = {
    "age": "the plain age tool",
    "browser": "a browser",
    "built_site": "a built site",
    "copied": "the tests of a whole copy",
    "site": "a built site",
    "pelican": "a built site",
    "engine": "node for the engine of opening hours",
    "faults_in": "Java for the Nu checker",
    "hunspell": "hunspell",
    "nginx": "nginx",
    "node": "node",
    "openssl": "openssl",
    "pg_ctl": "PostgreSQL",
    "strace": "strace",
    "takes_seconds": "seconds, for it reads the whole sample, tries all there is or starts servers",
    "whole_content": "minutes, for it goes through every file of the content",
}
"""What a test needs that has one of these fixtures, by itself or through others."""


SLOW = ("pelican", "make", "nginx", "postgres", "pg_ctl", "chromium", "chrome", "strace")
"""Programs, or modules of Python, that no quick test starts."""


class Watch:
    """Sees each program that this process starts, and refuses the slow ones to quick tests."""

    def __init__(self) -> None:
        self.quick = False
        sys.addaudithook(self._see)

    @contextmanager
    def over(self, item: pytest.Item) -> Iterator[None]:
        """Watch over what happens within, if the test is a quick one."""
        self.quick = item.get_closest_marker("quick") is not None
        try:
            yield
        finally:
            self.quick = False

    def _see(self, event: str, details: tuple[Any, ...]) -> None:
        if event == "subprocess.Popen" and self.quick:
            command = [details[1]] if isinstance(details[1], str | bytes) else details[1]
            if found := slow_program(command):
                raise AssertionError(f"a quick test starts {found}: ask for a fixture of NEEDS")


def slow_program(command: Sequence[str | bytes | os.PathLike[str]]) -> str:
    """Which program of SLOW a command starts, by itself or as a module of Python; else nothing."""
    words = [os.fsdecode(word) for word in command]
    module = words[words.index("-m") + 1 :][:1] if "-m" in words else []
    started = {Path(word).name for word in words[:1] + module}
    return next((name for name in SLOW if name in started), "")


def mark_quick(items: list[pytest.Item]) -> None:
    """Mark what needs none of NEEDS, and need not be alone."""
    for item in items:
        alone = item.get_closest_marker("alone")
        if not alone and NEEDS.keys().isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.quick)


def weight(item: pytest.Item) -> int:
    """Sorts tests: those with a browser first, quick ones late, those that run alone at the end."""
    if item.get_closest_marker("alone"):
        return len(NEEDS) + 1
    fixtures = getattr(item, "fixturenames", ())
    return next((at for at, name in enumerate(NEEDS) if name in fixtures), len(NEEDS))
