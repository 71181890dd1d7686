"""A save as a commit: of one file, on what is checked out, by a pseudonym, at a day.

pygit2 is given the folders of objects and the index, and never the repository as such: it reads no
setting of it, so no filter, hook, monitor or included file of the repository's own has a say.
What somebody has half done, in the folder or in the index, stays as it is and stays out.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path, PurePosixPath
from typing import Final

import pygit2
from pygit2.enums import FileMode

from centre.editing import history
from centre.editing.history import CannotUndo
from centre.editing.in_git import branch
from centre.editing.in_git.obstacles import NotKept, Obstacle
from centre.reading.durable import flush

FOLDER: Final = ".git"
_FILES: Final = (FileMode.BLOB, FileMode.BLOB_EXECUTABLE)


@dataclass(frozen=True)
class Saved:
    """One change of one file, as its repository is told."""

    file: str
    """From the folder of the content on, as `data/hours.yaml`."""
    before: str
    after: str
    """Empty for a page that is withdrawn."""
    now: str
    """The whole file, for where the change alone finds no place on the branch."""
    words: str
    day: date
    pseudonym: str
    """Of whoever did it; who that is, the desk alone knows."""


def is_there(root: Path) -> bool:
    """Whether the folder of the content is a repository, be it one that cannot be used."""
    return os.path.lexists(root / FOLDER)


def commit(root: Path, saved: Saved) -> None:
    """Keep the change on the branch that is checked out; nothing where it stands there already.

    Call it ``alone``. Raises NotKept.
    """
    try:
        _commit(root, saved)
    except (pygit2.GitError, OSError, ValueError, KeyError):
        raise NotKept(Obstacle.UNREADABLE) from None


def _commit(root: Path, saved: Saved) -> None:
    path = _path(root, saved.file)
    folder = root / FOLDER
    _require_own(root, folder)
    branch.require_quiet(folder)
    on = branch.checked_out(folder)
    objects = _objects(folder)
    parents = [pygit2.Oid(hex=on.tip)] if on.tip else []
    tree = objects[parents[0]].peel(pygit2.Tree) if parents else None
    old = _entry(tree, path)
    text = _text_to_keep(old, saved)
    if (old.data if old is not None else b"") == text:
        return
    blob = objects.create_blob(text) if text else None
    trees = list(_trees(objects, tree, path.parts, blob))
    who = _signature(saved)
    made = objects.create_commit(None, who, who, _message(saved), trees[-1], parents)
    _settle(folder, [*([blob] if blob else []), *trees, made])
    _follow_in_index(folder, str(path), old, blob)
    on.move_to(str(made))
    _open_to_readers(folder, [folder / on.name])


def _path(root: Path, file: str) -> PurePosixPath:
    """The file, if it is one of the content's own."""
    path = PurePosixPath(file)
    strange = (part in ("..", ".") or part.lower() == FOLDER for part in path.parts)
    if path.is_absolute() or not path.parts or any(strange):
        raise NotKept(Obstacle.LINKED)
    branch.require_inside(root, root / path)
    return path


def _require_own(root: Path, folder: Path) -> None:
    """Raise NotKept unless the repository lies in the folder itself, and all of it."""
    if folder.is_symlink() or not folder.is_dir() or (folder / "commondir").exists():
        raise NotKept(Obstacle.LINKED)
    for name in ("objects", "objects/info", "objects/pack", "refs", "index", "packed-refs"):
        branch.require_inside(root, folder / name)
    if (folder / "objects" / "info" / "alternates").exists():  # objects that lie elsewhere
        raise NotKept(Obstacle.LINKED)
    branch.require_plain(folder / "index")
    if (folder / "reftable").exists() or not (folder / "objects").is_dir():
        raise NotKept(Obstacle.UNREADABLE)


def _objects(folder: Path) -> pygit2.Repository:
    """What the repository holds, and nothing of what it wishes."""
    found = pygit2.Repository()
    found.set_odb(pygit2.Odb(str(folder / "objects")))
    return found


def _entry(tree: pygit2.Tree | None, path: PurePosixPath) -> pygit2.Blob | None:
    """The file as the branch has it. Raises NotKept where something else is there."""
    if tree is None or str(path) not in tree:
        return None
    found = tree[str(path)]
    if not isinstance(found, pygit2.Blob) or found.filemode not in _FILES:
        raise NotKept(Obstacle.LINKED)
    return found


def _text_to_keep(old: pygit2.Blob | None, saved: Saved) -> bytes:
    """Just this change put on what the branch has; where its place is not found, the whole file."""
    if old is None or old.data == saved.before.encode():
        return saved.after.encode()
    if old.data == saved.now.encode():
        return old.data
    text = old.data.decode()
    with suppress(CannotUndo):  # somebody has committed it by hand
        history.redone(saved.after, saved.before, text)
        return old.data
    with suppress(CannotUndo):
        return history.redone(saved.before, saved.after, text).encode()
    return saved.now.encode()


def _trees(
    objects: pygit2.Repository,
    tree: pygit2.Tree | None,
    parts: Sequence[str],
    blob: pygit2.Oid | None,
) -> Iterator[pygit2.Oid]:
    """The folders on the way to the file written anew, or gone, the innermost first."""
    name, *rest = parts
    inner = tree[name] if tree is not None and name in tree else None
    builder = objects.TreeBuilder(tree) if tree is not None else objects.TreeBuilder()
    if rest:
        if inner is not None and not isinstance(inner, pygit2.Tree):
            raise NotKept(Obstacle.LINKED)
        written = list(_trees(objects, inner, rest, blob))
        yield from written
        if len(objects[written[-1]].peel(pygit2.Tree)):
            builder.insert(name, written[-1], FileMode.TREE)
        elif inner is not None:  # its last file is gone
            builder.remove(name)
    elif blob is None:
        if inner is not None:
            builder.remove(name)
    else:
        mode = inner.filemode if inner is not None else FileMode.BLOB
        builder.insert(name, blob, FileMode(mode))
    yield builder.write()


def _signature(saved: Saved) -> pygit2.Signature:
    """The hour is nobody's business."""
    noon = datetime.combine(saved.day, time(12), UTC)
    mail = f"redakce-{saved.pseudonym}@kacko.invalid"
    return pygit2.Signature(f"redakce {saved.pseudonym}", mail, int(noon.timestamp()), 0)


def _message(saved: Saved) -> str:
    return " ".join(saved.words.replace("\x00", " ").split()) + "\n"


def _follow_in_index(
    folder: Path, path: str, old: pygit2.Blob | None, blob: pygit2.Oid | None
) -> None:
    """Let the index say what the branch will say, where it said what the branch says now: else
    the next commit of somebody at the folder would take the change back."""
    file = folder / "index"
    if not file.exists() and old is not None:  # all is taken out of it, or it is a bare repository
        return
    index = pygit2.Index(str(file))
    if index.conflicts is not None:
        raise NotKept(Obstacle.MERGE)
    try:
        staged = index[path]
    except KeyError:
        staged = None
    if (staged.id if staged else None) != (old.id if old else None):
        return
    if blob is not None:
        index.add(pygit2.IndexEntry(path, blob, staged.mode if staged else FileMode.BLOB))
    elif staged is not None:
        index.remove(path)
    index.write()
    _open_to_readers(folder, [file])


def _settle(folder: Path, made: Sequence[pygit2.Oid]) -> None:
    """Return once the disk holds the new objects: a branch never leads to one that is lost."""
    for each in made:
        name = str(each)
        file = folder / "objects" / name[:2] / name[2:]
        if file.exists():  # else it was there before, in a pack
            _open_to_readers(folder, [file.parent, file])
            flush(file)
            flush(file.parent)
    flush(folder / "objects")


def _open_to_readers(folder: Path, made: Sequence[Path]) -> None:
    """Whoever may read the repository may read what is new in it, whatever this process keeps to
    itself otherwise."""
    open_to = stat.S_IMODE((folder / "objects").stat().st_mode)
    for path in made:
        now = path.stat()
        if now.st_uid != os.geteuid():
            continue
        allowed = open_to if path.is_dir() else stat.S_IMODE(now.st_mode) | (open_to & 0o044)
        if stat.S_IMODE(now.st_mode) != allowed:
            path.chmod(allowed)
