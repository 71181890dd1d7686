"""What is made once is kept while it is made of the same things, and no longer."""

import os
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from centre.keeping.memory import RUNS_KEPT, Memory, made_of
from centre.reading import files
from centre.reading.files import as_if_written, read_below, read_from


@pytest.fixture
def number() -> Callable[[], int]:
    """Another number each time that it is asked."""
    return count().__next__


def settle(*paths: Path) -> None:
    """Wait until the clock that stamps files has moved on."""
    while any(time.time_ns() - path.stat().st_ctime_ns <= files.SETTLED_NS for path in paths):
        os.sched_yield()


def test_without_a_memory_everything_is_made_each_time(number: Callable[[], int]) -> None:
    assert made_of("number", (), number) != made_of("number", (), number)


def test_the_same_things_make_the_same(number: Callable[[], int]) -> None:
    memory = Memory()
    one = [1]
    other = [1]
    with memory.run():
        made = made_of("number", (one,), number)
        assert made_of("number", (one,), number) == made
        assert made_of("number", (other,), number) != made
        assert made_of("number", (one,), number, "key") != made
        assert made_of("kind", (one,), number) != made
    with memory.run():
        assert made_of("number", (one,), number) == made


def test_what_nobody_asks_for_is_forgotten(number: Callable[[], int]) -> None:
    memory = Memory()
    with memory.run():
        made = made_of("number", (), number)
    for _ in range(RUNS_KEPT):
        with memory.run():
            pass
    with memory.run():
        assert made_of("number", (), number) != made


def test_a_file_is_read_again_once_it_changes(tmp_path: Path, number: Callable[[], int]) -> None:
    path = tmp_path / "a.md"
    path.write_text("one")
    settle(path)
    memory = Memory()
    with memory.run():
        read = read_from("file", path, number)
        assert read_from("file", path, number) == read
        path.write_text("two")
        settle(path)
        assert read_from("file", path, number) != read


def test_a_file_that_may_still_change_is_read_each_time(
    tmp_path: Path, number: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SETTLED_NS", 10**18)
    path = tmp_path / "a.md"
    path.write_text("one")
    with Memory().run():
        assert read_from("file", path, number) != read_from("file", path, number)


def test_a_folder_is_read_again_once_anything_in_it_changes(
    tmp_path: Path, number: Callable[[], int]
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.md").write_text("one")
    settle(tmp_path, tmp_path / "b", tmp_path / "b" / "c.md")
    with Memory().run():
        read = read_below("all", [tmp_path], number)
        assert read_below("all", [tmp_path], number) == read
        (tmp_path / "b" / "d.md").write_text("two")
        settle(tmp_path / "b", tmp_path / "b" / "d.md")
        assert read_below("all", [tmp_path], number) != read


def test_what_is_only_held_as_if_written_is_never_kept(
    tmp_path: Path, number: Callable[[], int]
) -> None:
    path = tmp_path / "a.md"
    path.write_text("one")
    settle(path)
    with Memory().run():
        read = read_from("file", path, number)
        with as_if_written(path, "two"):
            assert read_from("file", path, number) != read
            assert read_below("file", [tmp_path], number) != read
        assert read_from("file", path, number) == read


def test_what_other_programs_do_in_a_folder_changes_nothing(
    tmp_path: Path, number: Callable[[], int]
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / ".git").mkdir()
    settle(tmp_path, tmp_path / "b")
    with Memory().run():
        read = read_below("all", [tmp_path], number)
        (tmp_path / "b" / ".git" / "index").write_text("two")
        assert read_below("all", [tmp_path], number) == read
