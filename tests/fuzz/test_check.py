"""Thousands of small changes to the files of the content: the check objects with file and line, or
it passes; never a traceback. FUZZ_CHANGES says how many, FUZZ_SEED which ones."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

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


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Small changes, as many of data as of texts; what fails is made as small as it can be."""
    name = draw(st.sampled_from(DATA) | st.sampled_from(FILES))
    return change_of(CONTENT, name, draw(st.randoms(use_true_random=False)))


@pytest.mark.usefixtures("takes_seconds")
def test_the_check_objects_with_file_and_line_or_passes(one_change: OneChange) -> None:
    passed = []

    @seed(SEED)
    @settings(max_examples=CHANGES, database=None, suppress_health_check=list(HealthCheck))
    @given(changes())
    def objects_or_passes(change: Change) -> None:
        faults = one_change.faults(change)
        passed.append(not faults)
        for fault in faults:
            assert is_of_use(one_change, fault), f"{change!r}: {fault}"

    objects_or_passes()
    assert len(passed) // 10 < sum(passed) < len(passed)
    print(f"{len(passed)} changes, {sum(passed)} passed the check (FUZZ_SEED={SEED})")


def is_of_use(one_change: OneChange, fault: Fault) -> bool:
    """Whether an editor finds the place: a file of theirs, a line of it, and a sentence."""
    path = one_change.folder.parent / fault.file
    lines = path.read_bytes().count(b"\n") + 3 if path.exists() else 1
    return (
        path.is_relative_to(one_change.folder) and 1 <= fault.line <= lines and fault.message != ""
    )
