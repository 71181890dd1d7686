"""What the content's repository did not take is tried again by the chores, and told while it
waits."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from intake_service import clock
from intake_service.cli import main
from intake_service.settings import Settings
from intake_service.store import own_files
from intake_service.store.vault import Vault
from intake_service.work.editing import commits, site_state, uncommitted
from intake_service.work.health import examination
from intake_service.work.health.findings import Level
from intake_service.work.health.machine import Machine
from intake_service.work.service import Service
from tests.intake import daily
from tests.intake.browser import DeskVisitor
from tests.intake.editor.kept.repositories import (
    BROD,
    FILE,
    SENTENCE,
    Repository,
    damaged,
    detached,
    elsewhere,
    left_lock,
    left_lock_of_the_branch,
    merge_under_way,
    save,
)

ANOTHER_DAY = "/web/den/2026-12-03/havlickuv-brod/zavreno"
HOUR = "/web/udaje/hours.yaml/hours/0/blocks/0"

Trouble = Callable[[Repository], Callable[[], object]]


def change_hour(eva: DeskVisitor) -> None:
    eva.open(HOUR)
    assert eva.send("/blocks/0", **{"from": "10:00"}).title == "Uloženo"


def finding(service: Service) -> examination.Examined:
    (check,) = (each for each in examination.RUNNING if each.id == "history")
    (found,) = examination.examine(Machine.of(service), [check])
    return found


@pytest.mark.parametrize(
    "trouble",
    [detached, left_lock, left_lock_of_the_branch, merge_under_way, elsewhere, damaged],
)
def test_the_chores_bring_what_waits_in_the_order_in_which_it_was_saved(
    eva: DeskVisitor, service: Service, repository: Repository, trouble: Trouble
) -> None:
    mend = trouble(repository)
    save(eva)
    change_hour(eva)
    save(eva, ANOTHER_DAY)
    daily.tick(service)
    assert uncommitted.waiting(service.settings)
    mend()
    daily.tick(service)
    assert uncommitted.waiting(service.settings) is None
    assert len(repository.subjects()) == 4
    assert repository.subjects()[-2:] == [SENTENCE, "Začátek"]
    assert repository.git("status", "--porcelain", "--untracked-files=no") == ""
    daily.tick(service)
    assert len(repository.subjects()) == 4


def test_a_save_that_was_cut_off_is_committed_by_the_chores(
    eva: DeskVisitor,
    service: Service,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cut_off(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("centre.editing.in_git.repository.commit", cut_off)
        eva.open(BROD)
        with pytest.raises(KeyboardInterrupt):
            eva.send(BROD)
    assert repository.subjects() == ["Začátek"]
    assert "při ukládání zastavil" in eva.open("/web/stav").words
    daily.tick(service)
    assert repository.subjects() == [SENTENCE, "Začátek"]


def test_a_file_that_is_kept_out_holds_back_no_other_one(
    eva: DeskVisitor, service: Service, repository: Repository
) -> None:
    outside = repository.folder.parent / "closures.yaml"
    repository.file.rename(outside)
    repository.file.symlink_to(outside)
    save(eva)
    change_hour(eva)
    assert len(repository.subjects()) == 2
    assert repository.git("show", "--format=", "--name-only").split() == ["data/hours.yaml"]
    found = uncommitted.waiting(service.settings)
    assert found
    assert found.numbers == (1,)


def test_a_repository_that_is_gone_waits_for_nothing(
    eva: DeskVisitor, service: Service, repository: Repository
) -> None:
    detached(repository)
    save(eva)
    (repository.folder / ".git").rename(repository.folder.parent / "away")
    daily.tick(service)
    assert uncommitted.waiting(service.settings) is None


def test_without_the_whole_secret_nothing_is_tried(
    eva: DeskVisitor, service: Service, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shipped chores hold a part of it: another unit tries there."""
    mend = left_lock(repository)
    save(eva)
    mend()
    with monkeypatch.context() as patch:
        patch.setattr(Vault, "is_whole", False)
        commits.catch_up(service)
    assert repository.subjects() == ["Začátek"]


def test_the_doctor_names_it_and_calls_it_bad_when_it_keeps_failing(
    eva: DeskVisitor, service: Service, repository: Repository
) -> None:
    assert finding(service).level is Level.WELL
    mend = detached(repository)
    save(eva)
    found = finding(service)
    assert found.level is Level.DUE
    assert found.finding
    assert "Od 1. prosince 2026" in str(found.finding.fault)
    assert "větev" in str(found.finding.mend)
    with time_machine.travel(clock.now() + timedelta(2), tick=False):
        save_again = finding(service)
        assert save_again.level is Level.BAD
        mend()
        daily.tick(service)
        assert finding(service).level is Level.WELL


def test_the_terminal_says_what_waits_and_tries_again(
    eva: DeskVisitor,
    service: Service,
    settings: Settings,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INTAKE_DATA", str(settings.data))
    monkeypatch.setenv("INTAKE_CONTENT", str(repository.folder))
    mend = merge_under_way(repository)
    save(eva)
    words = "ne v repozitáři obsahu: 1, od 1. prosince 2026. Někdo"
    for command in ("state", "commit"):
        assert words in CliRunner().invoke(main, [command]).output
    mend()
    assert "nic nechybí" in CliRunner().invoke(main, ["commit"]).output
    assert repository.subjects() == [SENTENCE, "Začátek"]


def test_every_part_of_the_service_reads_what_waits(
    eva: DeskVisitor, service: Service, repository: Repository
) -> None:
    """The chores, which write the weekly letter, are another user than the desk."""
    service.settings.data.chmod(own_files.SHARED_DIRECTORY_MODE)
    detached(repository)
    save(eva)
    file: Path = service.settings.data / uncommitted.FILE
    assert file.stat().st_mode & 0o777 == own_files.SHARED_FILE_MODE
    assert "prosince" not in file.read_text("utf-8")
    assert "mimo repozitář 1" in site_state.in_numbers(service)
    assert FILE not in file.read_text("utf-8")
