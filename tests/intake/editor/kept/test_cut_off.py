"""A process that dies in the middle of a save: at the next start the change is whole, or none."""

import pytest

from centre.editing import opened_file
from centre.exchange import published_facts
from intake_service.desk import create_desk_app
from intake_service.work.editing import commits, dangerous_changes, saving
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor
from tests.intake.editor.kept.repositories import FILE, SENTENCE, Repository, save


class Killed(BaseException):
    """Nothing of ours runs any more."""


def die(*_given: object, **_named: object) -> None:
    raise Killed


def save_and_die(
    monkeypatch: pytest.MonkeyPatch, where: object, step: str, eva: DeskVisitor
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(where, step, die)
        with pytest.raises(Killed):
            save(eva)


def test_what_was_never_written_stands_in_no_list_of_changes(
    eva: DeskVisitor,
    service: Service,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = repository.file.read_bytes()
    save_and_die(monkeypatch, opened_file, "write", eva)
    assert repository.file.read_bytes() == before
    create_desk_app(service)
    assert saving.steps(service).steps() == []
    save(eva)
    assert [each.number for each in saving.steps(service).steps()] == [1]
    assert repository.subjects() == [SENTENCE, "Začátek"]


@pytest.mark.parametrize(
    ("where", "step"), [(published_facts, "publish"), (commits, "keep")], ids=["note", "commit"]
)
def test_what_was_written_reaches_readers_and_the_repository_after_the_next_start(
    eva: DeskVisitor,
    service: Service,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    where: object,
    step: str,
) -> None:
    save_and_die(monkeypatch, where, step, eva)
    create_desk_app(service)
    name = FILE.rpartition("/")[2]
    assert published_facts.is_noted(repository.folder, name, repository.file.read_bytes())
    assert repository.subjects() == [SENTENCE, "Začátek"]


def test_a_start_changes_nothing_where_all_came_to_its_end(
    eva: DeskVisitor, service: Service, repository: Repository
) -> None:
    save(eva)
    repository.git("revert", "--no-edit", "HEAD")  # by whoever looks after the content
    before = repository.git("log", "--format=%H")
    create_desk_app(service)
    assert repository.git("log", "--format=%H") == before
    assert len(saving.steps(service).steps()) == 1


def test_a_dangerous_change_that_was_cut_off_waits_for_a_colleague(
    eva: DeskVisitor, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dangerous_changes, "is_dangerous", lambda _step: True)
    save_and_die(monkeypatch, published_facts, "publish", eva)
    assert dangerous_changes.unseen(service) == []
    create_desk_app(service)
    assert [each.words for each in dangerous_changes.unseen(service)] == [SENTENCE]
