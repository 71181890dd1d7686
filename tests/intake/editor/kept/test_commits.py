"""What an editor saves is a commit, where the folder of the content is a git repository."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.browser import DeskVisitor
from tests.intake.editor.kept.repositories import (
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


def test_each_save_is_a_commit_of_that_file_alone(eva: DeskVisitor, repository: Repository) -> None:
    save(eva)
    assert repository.subjects() == [SENTENCE, "Začátek"]
    assert repository.git("show", "--format=", "--name-only").split() == [FILE]
    assert repository.git("show", f"HEAD:{FILE}") == repository.file.read_text("utf-8")
    assert repository.git("status", "--porcelain", "--untracked-files=no") == ""
    repository.git("fsck", "--strict")


def test_the_author_is_a_pseudonym_and_the_time_a_day(
    eva: DeskVisitor, repository: Repository
) -> None:
    save(eva)
    eva.send("/vzit-zpet")
    told = repository.git("log", "--format=%an|%ae|%aI|%cn|%ce|%cI", "-2").splitlines()
    assert len(set(told)) == 1
    author, mail, at, *committer = told[0].split("|")
    assert author.startswith("redakce ")
    assert author.split()[1] in mail
    assert at == "2026-12-01T12:00:00+00:00"
    assert committer == [author, mail, at]
    assert "Eva" not in repository.git("log", "--format=raw")
    assert "Eva" in eva.open("/web/zmeny").words


def test_what_is_taken_back_is_a_commit_in_words(eva: DeskVisitor, repository: Repository) -> None:
    before = repository.file.read_bytes()
    save(eva)
    eva.send("/vzit-zpet")
    assert repository.subjects()[0] == f"Vzato zpět: {SENTENCE}"
    assert repository.git("show", f"HEAD:{FILE}").encode() == before


def test_a_content_without_a_repository_has_the_history_alone(
    eva: DeskVisitor, content: Path
) -> None:
    save(eva)
    assert not (content / ".git").exists()
    assert SENTENCE in eva.open("/web/zmeny").words


def test_what_somebody_has_half_done_stays_out(eva: DeskVisitor, repository: Repository) -> None:
    other = repository.folder / "data" / "helplines.yaml"
    staged = other.read_text("utf-8") + "# připravené\n"
    other.write_text(staged)
    repository.git("add", "data/helplines.yaml")
    page = repository.folder / "cs" / "pages" / "home.md"
    page.write_text(page.read_text("utf-8") + "\nrozepsané\n")
    written = repository.file.read_text("utf-8")
    repository.file.write_text("# moje poznámka\n" + written)
    save(eva)
    kept = repository.git("show", "--format=", "--unified=0")
    assert "helplines" not in kept
    assert "rozepsané" not in kept
    assert "moje poznámka" not in kept
    assert repository.git("show", ":data/helplines.yaml") == staged
    assert repository.file.read_text("utf-8").startswith("# moje poznámka\n")
    repository.git("commit", "--quiet", "--message=Hotovo")
    assert repository.git("show", "--format=", "--name-only").split() == ["data/helplines.yaml"]


def test_a_staged_half_of_the_same_file_is_left_as_it_was_staged(
    eva: DeskVisitor, repository: Repository
) -> None:
    mine = "# moje poznámka\n" + repository.file.read_text("utf-8")
    repository.file.write_text(mine)
    repository.git("add", FILE)
    save(eva)
    assert repository.git("show", f":{FILE}") == mine
    assert "moje poznámka" not in repository.git("show", f"HEAD:{FILE}")


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (detached, "Není tam vybraná žádná větev"),
        (left_lock, "po něm zámek zůstal"),
        (left_lock_of_the_branch, "po něm zámek zůstal"),
        (merge_under_way, "rozdělané slučování"),
        (elsewhere, "vede ven ze složky"),
        (damaged, "poškozený"),
    ],
)
@pytest.mark.usefixtures("takes_seconds")
def test_no_trouble_with_the_repository_loses_a_save(
    eva: DeskVisitor,
    repository: Repository,
    trouble: Callable[[Repository], Callable[[], object]],
    told: str,
) -> None:
    mend = trouble(repository)
    save(eva)
    assert "havlickuv-brod" in repository.file.read_text("utf-8")
    state = eva.open("/web/stav").words
    assert "ještě ne v repozitáři obsahu: 1 (od út 1. 12.)." in state
    assert told in state
    mend()
    assert repository.subjects() == ["Začátek"]
    eva.open("/web/zmeny/1")
    eva.send("/vzit-zpet")
    assert repository.subjects() == [f"Vzato zpět: {SENTENCE}", SENTENCE, "Začátek"]
    assert "repozitáři" not in eva.open("/web/stav").words
    assert repository.git("status", "--porcelain", "--untracked-files=no") == ""


def test_what_somebody_has_committed_meanwhile_is_not_undone(
    eva: DeskVisitor, repository: Repository
) -> None:
    mend = left_lock(repository)
    save(eva)
    mend()
    note = repository.file.read_text("utf-8") + "# ručně\n"
    repository.file.write_text(note)
    repository.git("commit", "--quiet", "--all", "--message=Ručně")
    save(eva, "/web/den/2026-12-03/havlickuv-brod/zavreno")
    assert "# ručně" in repository.git("show", f"HEAD:{FILE}")
    assert repository.git("show", f"HEAD:{FILE}") == repository.file.read_text("utf-8")


def test_the_repository_s_own_settings_run_nothing_and_change_no_byte(
    eva: DeskVisitor, repository: Repository, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho $0 >>{ran}\nexit 1\n")
    program.chmod(0o755)
    hooks = repository.folder / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("pre-commit", "commit-msg", "post-commit", "reference-transaction"):
        (hooks / hook).symlink_to(program)
    (tmp_path / "included").write_text(f"[core]\n\tfsmonitor = {program}\n")
    (repository.folder / ".git" / "config").write_text(
        f"""[core]
	repositoryformatversion = 0
	autocrlf = true
	hooksPath = {hooks}
	fsmonitor = {program}
	worktree = /
	sshCommand = {program}
[filter "own"]
	clean = {program}
	smudge = {program}
	process = {program}
	required = true
[include]
	path = {tmp_path / "included"}
	path = /dev/zero
[user]
	name = Někdo
[remote "origin"]
	url = ext::{program}
"""
    )
    attributes = repository.folder / ".git" / "info"
    attributes.mkdir(exist_ok=True)
    (attributes / "attributes").write_text("*.yaml filter=own text eol=crlf ident\n")
    save(eva)
    assert not ran.exists()
    (repository.folder / ".git" / "config").write_text("[core]\n\tbare = false\n")
    (attributes / "attributes").unlink()
    for each in hooks.iterdir():
        each.unlink()
    assert repository.git("show", f"HEAD:{FILE}") == repository.file.read_text("utf-8")
    assert repository.subjects() == [SENTENCE, "Začátek"]


def test_a_linked_file_is_saved_and_kept_out(eva: DeskVisitor, repository: Repository) -> None:
    outside = repository.folder.parent / "closures.yaml"
    repository.file.rename(outside)
    repository.file.symlink_to(outside)
    save(eva)
    assert "havlickuv-brod" in outside.read_text("utf-8")
    assert repository.subjects() == ["Začátek"]
    assert "vede ven ze složky" in eva.open("/web/stav").words


def test_the_first_save_may_be_the_first_commit(eva: DeskVisitor, content: Path) -> None:
    found = Repository(content)
    found.git("init", "--quiet", "--initial-branch=main")
    save(eva)
    assert found.subjects() == [SENTENCE]
    assert found.git("ls-files").split() == [FILE]


def test_packed_branches_are_read(eva: DeskVisitor, repository: Repository) -> None:
    repository.git("gc", "--quiet")
    save(eva)
    assert repository.subjects() == [SENTENCE, "Začátek"]
