"""The branch that is checked out: what it points at, and moving it on by one commit.

Just what git itself does with these files, without reading any setting of the repository.
"""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from centre.editing.in_git.obstacles import NotKept, Obstacle
from centre.reading.durable import flush

_ON_A_BRANCH: Final = re.compile(r"ref: (refs/heads/[^\s~^:?*\[\\\x00-\x1f\x7f]+)\n?")
_UNDER_WAY: Final = (
    "MERGE_HEAD",
    "CHERRY_PICK_HEAD",
    "REVERT_HEAD",
    "rebase-merge",
    "rebase-apply",
)
_LOCKS: Final = ("HEAD.lock", "index.lock")


@dataclass(frozen=True)
class Branch:
    """A branch of the repository in ``folder``."""

    folder: Path
    """The one called `.git`."""
    name: str
    """As `refs/heads/main`."""
    tip: str
    """The commit that it points at, in hexadecimal figures; empty before the first one."""

    def move_to(self, commit: str) -> None:
        """Let it point at ``commit``, unless somebody else was faster. Raises NotKept, OSError."""
        file = self.folder / self.name
        require_inside(self.folder, file)
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = file.with_name(f"{file.name}.lock")
        try:
            descriptor = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            raise NotKept(Obstacle.LOCKED) from None
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as fresh:
                fresh.write(f"{commit}\n")
            if checked_out(self.folder) != self:
                raise NotKept(Obstacle.LOCKED)
            flush(lock)
            lock.replace(file)
        except BaseException:
            with suppress(OSError):
                lock.unlink()
            raise
        flush(file.parent)


def checked_out(folder: Path) -> Branch:
    """The branch that somebody works on. Raises NotKept, OSError."""
    head = folder / "HEAD"
    require_inside(folder, head)
    require_plain(head)
    found = _ON_A_BRANCH.fullmatch(head.read_text("utf-8"))
    if found is None:
        raise NotKept(Obstacle.DETACHED)
    name = found[1]
    if any(part.startswith(".") or part.endswith(".lock") for part in name.split("/")):
        raise NotKept(Obstacle.UNREADABLE)
    require_inside(folder, folder / name)
    return Branch(folder, name, _tip(folder, name))


def require_quiet(folder: Path) -> None:
    """Raise NotKept while somebody is in the middle of something."""
    if any((folder / name).exists() for name in _UNDER_WAY):
        raise NotKept(Obstacle.MERGE)
    if any((folder / name).exists() for name in _LOCKS):
        raise NotKept(Obstacle.LOCKED)


def require_inside(root: Path, path: Path) -> None:
    """Raise NotKept where a symbolic link stands on the way from ``root`` to ``path``."""
    if path.resolve() != root.resolve() / path.relative_to(root):
        raise NotKept(Obstacle.LINKED)


def require_plain(file: Path) -> None:
    """Raise NotKept where something else than a file stands there: a pipe would hold us up."""
    if file.exists() and not file.is_file():
        raise NotKept(Obstacle.UNREADABLE)


def _tip(folder: Path, name: str) -> str:
    require_plain(folder / name)
    require_plain(folder / "packed-refs")
    with suppress(FileNotFoundError):
        return (folder / name).read_text("ascii").strip()
    with suppress(FileNotFoundError):
        for line in (folder / "packed-refs").read_text("utf-8").splitlines():
            commit, _, of = line.partition(" ")
            if of == name:
                return commit
    return ""
