"""A content's git repository as whoever looks after it sees it, and what may be wrong with it."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.intake.browser import DeskVisitor

BROD = "/web/den/2026-12-01/havlickuv-brod/zavreno"
FILE = "data/closures.yaml"
SENTENCE = (
    "Terén Havlíčkův Brod: v úterý 1. prosince nejedeme. Příště ve čtvrtek 3. prosince ve 14.00."
)
_NOBODY = {
    "GIT_AUTHOR_NAME": "Správce",
    "GIT_AUTHOR_EMAIL": "spravce@example.org",
    "GIT_COMMITTER_NAME": "Správce",
    "GIT_COMMITTER_EMAIL": "spravce@example.org",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
}


class Repository:
    """The content as whoever looks after it sees it, with git itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env={**os.environ, **_NOBODY},
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout

    def subjects(self) -> list[str]:
        return self.git("log", "--format=%s").splitlines()

    @property
    def file(self) -> Path:
        return self.folder / FILE


def save(eva: DeskVisitor, address: str = BROD) -> Any:
    eva.open(address)
    page = eva.send(address)
    assert page.title == "Uloženo"
    return page


def detached(repository: Repository) -> Callable[[], object]:
    repository.git("checkout", "--quiet", "--detach")
    return lambda: repository.git("checkout", "--quiet", "main")


def left_lock(repository: Repository) -> Callable[[], object]:
    lock = repository.folder / ".git" / "index.lock"
    lock.touch()
    return lock.unlink


def left_lock_of_the_branch(repository: Repository) -> Callable[[], object]:
    lock = repository.folder / ".git" / "refs" / "heads" / "main.lock"
    lock.touch()
    return lock.unlink


def merge_under_way(repository: Repository) -> Callable[[], object]:
    mark = repository.folder / ".git" / "MERGE_HEAD"
    mark.write_text(repository.git("rev-parse", "HEAD"))
    return mark.unlink


def elsewhere(repository: Repository) -> Callable[[], object]:
    """The repository is a link to another place."""
    inside = repository.folder / ".git"
    outside = repository.folder.parent / "elsewhere"
    inside.rename(outside)
    inside.symlink_to(outside)

    def back() -> None:
        inside.unlink()
        outside.rename(inside)

    return back


def damaged(repository: Repository) -> Callable[[], object]:
    head = repository.folder / ".git" / "refs" / "heads" / "main"
    written = head.read_text("ascii")
    head.write_text("x" * 40)
    return lambda: head.write_text(written)
