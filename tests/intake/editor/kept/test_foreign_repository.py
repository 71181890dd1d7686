"""A repository that somebody else has prepared: nothing of it runs, nothing leads a save elsewhere,
and no save is lost by it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from intake_service.work.editing import uncommitted
from intake_service.work.service import Service
from tests.intake.browser import DeskVisitor
from tests.intake.editor.kept.repositories import FILE, SENTENCE, Repository, save

Trap = Callable[[Repository, Path], None]


def objects_elsewhere(repository: Repository, elsewhere: Path) -> None:
    alternates = repository.folder / ".git" / "objects" / "info" / "alternates"
    alternates.write_text(f"{elsewhere}\n")


def objects_behind_a_link(repository: Repository, elsewhere: Path) -> None:
    objects = repository.folder / ".git" / "objects"
    objects.rename(elsewhere / "objects")
    objects.symlink_to(elsewhere / "objects")


def packs_behind_a_link(repository: Repository, elsewhere: Path) -> None:
    pack = repository.folder / ".git" / "objects" / "pack"
    pack.rename(elsewhere / "pack")
    pack.symlink_to(elsewhere / "pack")


def index_behind_a_link(repository: Repository, elsewhere: Path) -> None:
    index = repository.folder / ".git" / "index"
    index.rename(elsewhere / "index")
    index.symlink_to(elsewhere / "index")


def branch_behind_a_link(repository: Repository, elsewhere: Path) -> None:
    heads = repository.folder / ".git" / "refs" / "heads"
    heads.rename(elsewhere / "heads")
    heads.symlink_to(elsewhere / "heads")


def head_that_climbs_out(repository: Repository, elsewhere: Path) -> None:
    (elsewhere / "stolen").write_text("")
    (repository.folder / ".git" / "HEAD").write_text("ref: refs/heads/../../../../stolen\n")


def head_that_names_a_lock(repository: Repository, _elsewhere: Path) -> None:
    (repository.folder / ".git" / "HEAD").write_text("ref: refs/heads/main.lock\n")


def head_that_is_a_pipe(repository: Repository, _elsewhere: Path) -> None:
    head = repository.folder / ".git" / "HEAD"
    head.unlink()
    os.mkfifo(head)


def index_that_is_a_pipe(repository: Repository, _elsewhere: Path) -> None:
    index = repository.folder / ".git" / "index"
    index.unlink()
    os.mkfifo(index)


def branch_that_is_a_pipe(repository: Repository, _elsewhere: Path) -> None:
    main = repository.folder / ".git" / "refs" / "heads" / "main"
    main.unlink()
    os.mkfifo(main)


def index_that_is_rubbish(repository: Repository, _elsewhere: Path) -> None:
    (repository.folder / ".git" / "index").write_bytes(b"DIRC" + b"\xff" * 200)


def git_as_a_file(repository: Repository, elsewhere: Path) -> None:
    """As in a submodule, or a second worktree."""
    (repository.folder / ".git").rename(elsewhere / "git")
    (repository.folder / ".git").write_text(f"gitdir: {elsewhere / 'git'}\n")


def common_folder_elsewhere(repository: Repository, elsewhere: Path) -> None:
    (repository.folder / ".git" / "commondir").write_text(f"{elsewhere}\n")


def branch_of_rubbish(repository: Repository, _elsewhere: Path) -> None:
    (repository.folder / ".git" / "refs" / "heads" / "main").write_text("--upload-pack=id\n")


def other_kind_of_hashes(repository: Repository, _elsewhere: Path) -> None:
    (repository.folder / ".git" / "refs" / "heads" / "main").write_text("a" * 64 + "\n")


def data_that_is_a_submodule(repository: Repository, _elsewhere: Path) -> None:
    """On the branch the folder of facts is a commit of another repository."""
    commit = repository.git("rev-parse", "HEAD").strip()
    repository.git("rm", "-r", "--cached", "--quiet", "data")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},data")
    repository.git("commit", "--quiet", "--message=Podmodul")


def file_that_is_a_link_on_the_branch(repository: Repository, _elsewhere: Path) -> None:
    blob = repository.git("hash-object", "-w", "data/places.yaml").strip()
    repository.git("update-index", "--cacheinfo", f"120000,{blob},{FILE}")
    repository.git("commit", "--quiet", "--message=Odkaz")


TRAPS: list[Trap] = [
    objects_elsewhere,
    objects_behind_a_link,
    packs_behind_a_link,
    index_behind_a_link,
    branch_behind_a_link,
    head_that_climbs_out,
    head_that_names_a_lock,
    head_that_is_a_pipe,
    index_that_is_a_pipe,
    branch_that_is_a_pipe,
    index_that_is_rubbish,
    git_as_a_file,
    common_folder_elsewhere,
    branch_of_rubbish,
    other_kind_of_hashes,
    data_that_is_a_submodule,
    file_that_is_a_link_on_the_branch,
]


def all_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


# pygit2 complains while it forgets an index that it could not read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.__name__)
def test_a_trap_holds_no_save_back_and_nothing_is_written_elsewhere(
    eva: DeskVisitor, service: Service, repository: Repository, tmp_path: Path, trap: Trap
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    trap(repository, elsewhere)
    before = all_in(elsewhere)
    save(eva)
    assert "havlickuv-brod" in repository.file.read_text("utf-8")
    assert uncommitted.waiting(service.settings)
    assert "ještě ne v repozitáři obsahu" in eva.open("/web/stav").words
    assert all_in(elsewhere) == before


def test_attributes_and_modules_that_lie_with_the_content_change_no_byte(
    eva: DeskVisitor, repository: Repository, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho x >>{ran}\ncat\n")
    program.chmod(0o755)
    (repository.folder / ".gitattributes").write_text(
        "* text eol=crlf filter=own ident working-tree-encoding=UTF-16\n*.yaml export-ignore\n"
    )
    (repository.folder / ".gitmodules").write_text(
        f'[submodule "x"]\n\tpath = data\n\turl = ext::{program}\n\tupdate = !{program}\n'
    )
    (repository.folder / ".gitignore").write_text("*\n")
    with (repository.folder / ".git" / "config").open("a") as config:
        config.write(f'[filter "own"]\n\tclean = {program}\n\tsmudge = {program}\n')
        config.write(
            f"[core]\n\tfsmonitor = {program}\n\teditor = {program}\n\tpager = {program}\n"
        )
        config.write(f"[gpg]\n\tprogram = {program}\n[commit]\n\tgpgSign = true\n")
        config.write(f"[diff]\n\texternal = {program}\n[merge]\n\ttool = {program}\n")
    save(eva)
    assert not ran.exists()
    for name in (".gitattributes", ".gitmodules", ".gitignore"):
        (repository.folder / name).unlink()
    (repository.folder / ".git" / "config").write_text("[core]\n\tbare = false\n")
    assert repository.git("show", f"HEAD:{FILE}") == repository.file.read_text("utf-8")
    assert repository.subjects() == [SENTENCE, "Začátek"]


def test_replaced_and_grafted_commits_are_not_believed(
    eva: DeskVisitor, repository: Repository
) -> None:
    first = repository.git("rev-parse", "HEAD").strip()
    (repository.folder / "navíc").write_text("x")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message=Podvrh")
    second = repository.git("rev-parse", "HEAD").strip()
    repository.git("reset", "--quiet", "--hard", first)
    repository.git("replace", first, second)
    save(eva)
    told = repository.git("--no-replace-objects", "ls-tree", "--name-only", "HEAD")
    assert "nav" not in told
