"""Thousands of small changes to the files of the content: the check objects with file and line, or
it passes; never a traceback. FUZZ_CHANGES says how many, FUZZ_SEED which ones."""

import os
from collections.abc import Iterator
from random import Random

import pytest

from centre.reading.faults import Fault
from tests.fuzz.changes import Change, change_of, files_of
from tests.fuzz.one_change import OneChange, remembered
from tests.paths import ROOT

CHANGES = int(os.environ.get("FUZZ_CHANGES", "40"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
CONTENT = ROOT / "content"
FILES = files_of(CONTENT)
DATA = [name for name in FILES if name.startswith(("data/", "brand/"))]


@pytest.fixture(scope="module")
def one_change(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OneChange]:
    with remembered():
        yield OneChange(CONTENT, tmp_path_factory.mktemp("fuzz"))


def changes(seed: int, count: int) -> Iterator[Change]:
    """As many changes of data as of texts."""
    chance = Random(seed)
    for number in range(count):
        name = chance.choice(DATA if number % 2 else FILES)
        yield change_of(CONTENT, name, chance)


def test_the_check_objects_with_file_and_line_or_passes(one_change: OneChange) -> None:
    passed = 0
    for change in changes(SEED, CHANGES):
        try:
            faults = one_change.faults(change)
        except Exception as error:
            raise AssertionError(f"{change!r} (FUZZ_SEED={SEED})") from error
        passed += not faults
        for fault in faults:
            assert is_of_use(one_change, fault), f"{change!r}: {fault}"
    assert CHANGES // 10 < passed < CHANGES
    print(f"{CHANGES} changes, {passed} passed the check")


def is_of_use(one_change: OneChange, fault: Fault) -> bool:
    """Whether an editor finds the place: a file of theirs, a line of it, and a sentence."""
    path = one_change.folder.parent / fault.file
    lines = path.read_bytes().count(b"\n") + 3 if path.exists() else 1
    return (
        path.is_relative_to(one_change.folder) and 1 <= fault.line <= lines and fault.message != ""
    )
