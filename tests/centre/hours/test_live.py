"""A running service follows the files, and survives an editor's slip."""

import os
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from centre.facts.loading import FILES, Facts, load_facts
from centre.hours import live
from centre.hours.live import LiveFacts
from centre.reading.faults import Faults
from centre.reading.last_good import LastGood
from tests.paths import SMALL_CENTRE

SMALL = SMALL_CENTRE


class Clock:
    """A monotonic clock that a test moves."""

    now = 1000.0

    def passes(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(live, "monotonic", lambda: clock.now)
    return clock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).write_text((SMALL / name).read_text("utf-8"), "utf-8")
    return tmp_path


def edit(path: Path, right: str, wrong: str) -> None:
    before = path.read_text("utf-8")
    assert right in before
    path.write_text(before.replace(right, wrong), "utf-8")


def test_a_change_is_in_use_a_second_later(folder: Path, clock: Clock) -> None:
    service = LiveFacts(folder)
    edit(folder / "centre.yaml", "answer_days: 3", "answer_days: 5")
    assert service.facts.centre.answer_days == 3
    clock.passes(1)
    assert service.facts.centre.answer_days == 5
    assert service.faults == ()


def test_a_change_that_keeps_the_size_is_seen_too(folder: Path, clock: Clock) -> None:
    service = LiveFacts(folder)
    path = folder / "centre.yaml"
    edit(path, "answer_days: 3", "answer_days: 4")
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1_000_000))
    clock.passes(1)
    assert service.facts.centre.answer_days == 4


def test_a_file_put_in_its_place_by_renaming_is_seen(folder: Path, clock: Clock) -> None:
    service = LiveFacts(folder)
    old = folder / "centre.yaml"
    new = folder / "new"
    new.write_text(old.read_text("utf-8").replace("answer_days: 3", "answer_days: 4"), "utf-8")
    stamp = old.stat().st_mtime_ns
    new.replace(old)
    os.utime(old, ns=(stamp, stamp))
    clock.passes(1)
    assert service.facts.centre.answer_days == 4


def test_a_broken_change_is_told_and_the_last_good_facts_stay(folder: Path, clock: Clock) -> None:
    service = LiveFacts(folder)
    before = service.facts
    edit(folder / "hours.yaml", "day: út", "day: utery")
    clock.passes(1)
    assert service.facts is before
    (fault,) = service.faults
    assert (fault.line, fault.field) == (13, "hours.1.blocks.0.day")


def test_a_mended_file_clears_the_faults(folder: Path, clock: Clock) -> None:
    service = LiveFacts(folder)
    edit(folder / "hours.yaml", "day: út", "day: utery")
    clock.passes(1)
    assert service.faults
    edit(folder / "hours.yaml", "day: utery", "day: st")
    clock.passes(1)
    assert service.faults == ()
    assert service.facts.hours["chalupa"][0].day == "st"


def test_a_file_that_vanishes_is_told_and_the_facts_stay(folder: Path, clock: Clock) -> None:
    service = LiveFacts(folder)
    (folder / "closures.yaml").unlink()
    clock.passes(1)
    assert [fault.message for fault in service.faults] == ["soubor chybí"]
    assert service.facts.closures


def test_files_that_cannot_be_read_are_told_and_the_facts_stay(folder: Path, clock: Clock) -> None:
    service = LiveFacts(folder)
    (folder / "closures.yaml").unlink()
    (folder / "closures.yaml").mkdir()
    clock.passes(1)
    (fault,) = service.faults
    assert fault.message == "čekáme tu soubor, a je to složka"
    assert service.facts.closures


def test_unchanged_files_are_not_read_again(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = LiveFacts(folder)
    monkeypatch.setattr(live, "load_facts", lambda path: pytest.fail("read again"))
    for _ in range(5):
        clock.passes(10)
        assert service.facts


def test_the_files_are_looked_at_once_a_second_at_most(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = LiveFacts(folder)
    looks = []
    monkeypatch.setattr(service, "_stamps", lambda: looks.append(1) or service._known_stamps)
    for _ in range(40):
        clock.passes(0.1)
        assert service.facts
    assert len(looks) == 4


def test_a_service_does_not_start_from_broken_facts(folder: Path) -> None:
    edit(folder / "hours.yaml", "day: út", "day: utery")
    with pytest.raises(Faults):
        LiveFacts(folder)


def test_a_restart_over_broken_facts_begins_with_the_last_good_ones(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    last_good = LastGood(tmp_path_factory.mktemp("data") / "last-good.zip")
    LiveFacts(folder, last_good).keep()
    edit(folder / "centre.yaml", "answer_days: 3", "answer_days: tři")
    service = LiveFacts(folder, last_good)
    service.keep()
    assert service.facts.centre.answer_days == 3
    assert [fault.field for fault in service.faults] == ["answer_days"]
    assert LiveFacts(folder, last_good).facts.centre.answer_days == 3


def test_what_changed_in_a_running_service_is_the_last_good_copy_from_then_on(
    folder: Path, clock: Clock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    last_good = LastGood(tmp_path_factory.mktemp("data") / "last-good.zip")
    service = LiveFacts(folder, last_good)
    edit(folder / "centre.yaml", "answer_days: 3", "answer_days: 5")
    clock.passes(1)
    assert service.facts.centre.answer_days == 5
    edit(folder / "centre.yaml", "answer_days: 5", "answer_days: tři")
    assert LiveFacts(folder, last_good).facts.centre.answer_days == 5


def test_a_copy_that_cannot_be_kept_is_told_and_stops_nothing(folder: Path, tmp_path: Path) -> None:
    service = LiveFacts(folder, LastGood(tmp_path / "nowhere" / "last-good.zip"))
    service.keep()
    (fault,) = service.faults
    assert fault.message.startswith("poslední dobrou kopii nejde uložit")
    assert service.facts


def test_what_nobody_foresaw_in_the_files_stops_no_service(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = LiveFacts(folder)
    monkeypatch.setattr(live, "load_facts", lambda path: path.nothing_of_that_name)
    edit(folder / "centre.yaml", "answer_days: 3", "answer_days: 5")
    clock.passes(1)
    assert service.facts.centre.answer_days == 3
    assert [fault.message for fault in service.faults] == [
        "soubory nejdou přečíst (AttributeError)"
    ]


def test_other_threads_go_on_with_the_old_facts_while_one_reads(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = LiveFacts(folder)
    edit(folder / "centre.yaml", "answer_days: 3", "answer_days: 5")
    reading = Event()
    may_finish = Event()

    def slow(path: Path) -> Facts:
        reading.set()
        assert may_finish.wait(10)
        return load_facts(path)

    monkeypatch.setattr(live, "load_facts", slow)
    clock.passes(1)
    with ThreadPoolExecutor() as threads:
        slow_one = threads.submit(lambda: service.facts.centre.answer_days)
        assert reading.wait(10)
        clock.passes(1)
        assert service.facts.centre.answer_days == 3
        may_finish.set()
        assert slow_one.result(10) == 5
    assert service.facts.centre.answer_days == 5


def test_whoever_has_saved_waits_for_the_one_who_reads_what_was_there_before(
    folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = LiveFacts(folder)
    edit(folder / "centre.yaml", "answer_days: 3", "answer_days: 5")
    has_read = Event()
    may_finish = Event()

    def slow(path: Path) -> Facts:
        found = load_facts(path)
        has_read.set()
        assert may_finish.wait(10)
        return found

    monkeypatch.setattr(live, "load_facts", slow)
    clock.passes(1)
    with ThreadPoolExecutor() as threads:
        threads.submit(lambda: service.facts)
        assert has_read.wait(10)
        edit(folder / "centre.yaml", "answer_days: 5", "answer_days: 7")
        saved = threads.submit(service.look_now)
        assert not wait([saved], timeout=0.2).done
        may_finish.set()
        saved.result(10)
    assert service.facts.centre.answer_days == 7


def test_the_timetable_follows_the_files_too(folder: Path, clock: Clock) -> None:
    service = LiveFacts(folder)
    monday = date(2026, 11, 23)
    assert service.timetable.day("dum", monday).blocks
    edit(
        folder / "closures.yaml",
        "closures:\n",
        "closures:\n  - {date: 2026-11-23, places: all, reason: stěhování}\n",
    )
    clock.passes(1)
    assert str(service.timetable.day("dum", monday).closed_because) == "stěhování"
    edit(folder / "hours.yaml", "day: út", "day: utery")
    clock.passes(1)
    assert service.faults
    assert service.timetable.day("dum", monday).blocks == ()
    assert service.timetable.facts is service.facts
