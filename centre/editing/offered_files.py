"""Pictures and documents that staff send from the desk: files beside the lists that name them.

They lie in the content folder, and outside its git: a repository never forgets a photo. A document
that its list names no longer stays under a hidden name, so that the way back brings it, too.
"""

import errno
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from centre.documents import documents
from centre.documents.documents import DOCUMENTS_FILE
from centre.editing import rewriting
from centre.editing.opened_file import OpenedFile
from centre.editing.rewriting import CannotRewrite
from centre.pictures import pictures
from centre.pictures.pictures import PICTURES_FILE
from centre.reading.durable import make_shared_folder, put

BEGINNINGS: Final[Mapping[str, str]] = {
    PICTURES_FILE: "pictures: []\n",
    DOCUMENTS_FILE: "documents: []\n",
}
"""What the lists begin with, by their names."""

_DOCUMENT: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\.pdf")
_EXCLUDED: Final = Path("info", "exclude")


def put_pictures(root: Path, files: Mapping[str, bytes]) -> None:
    """Lay the files of a picture beside its list. Raises OSError."""
    _keep_out_of_git(root, f"/{pictures.FOLDER}/")
    for name, content in files.items():
        _put(root / pictures.FOLDER / name, content)


def names_of_pictures(root: Path) -> set[str]:
    """Of all pictures whose files lie there: one that was removed keeps its own, and its name."""
    files = (root / pictures.FOLDER).glob("*-*.*")
    return {each.stem.rpartition("-")[0] for each in files}


def remove_pictures(root: Path, files: Mapping[str, bytes]) -> None:
    """Take away files of a picture that did not come to be."""
    for name in files:
        with suppress(OSError):
            (root / pictures.FOLDER / name).unlink(missing_ok=True)


def put_hidden_document(root: Path, name: str, content: bytes) -> None:
    """Lay a document where it comes into sight once its list names it. Raises OSError."""
    _keep_out_of_git(root, f"/{documents.FOLDER}/{name}")
    _keep_out_of_git(root, f"/{documents.FOLDER}/{_hidden(name)}")
    _put(root / documents.FOLDER / _hidden(name), content)


def remove_hidden_document(root: Path, name: str) -> None:
    """Take away a document that did not come to be."""
    with suppress(OSError):
        (root / documents.FOLDER / _hidden(name)).unlink(missing_ok=True)


def is_taken(root: Path, name: str) -> bool:
    """Whether there is or was a document of that name: its address belongs to it for ever."""
    folder = root / documents.FOLDER
    return (folder / name).exists() or (folder / _hidden(name)).exists()


@contextmanager
def following(opened: OpenedFile, text: str) -> Iterator[None]:
    """Inside the block, and from then on, just those documents are in sight that ``text`` names.

    If the block fails all is as before. Other files than the list of documents move nothing.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        if opened.name == DOCUMENTS_FILE:
            for source, target in _moves(opened, text):
                source.replace(target)
                moved.append((source, target))
        yield
    except BaseException:
        for source, target in reversed(moved):
            target.replace(source)
        raise


def _moves(opened: OpenedFile, text: str) -> Iterator[tuple[Path, Path]]:
    folder = opened.root / documents.FOLDER
    before = _named(opened.text)
    after = _named(text)
    for name in sorted(before ^ after):
        seen = folder / name
        hidden = folder / _hidden(name)
        source, target = (hidden, seen) if name in after else (seen, hidden)
        if source.is_file() and not target.exists():
            yield source, target


def _named(text: str) -> frozenset[str]:
    """The files that a list of documents names."""
    try:
        said: Any = rewriting.read(text or "{}")
        found = [str(each["file"]) for each in said["documents"]]
    except (CannotRewrite, KeyError, TypeError):
        return frozenset()
    return frozenset(name for name in found if _DOCUMENT.fullmatch(name))


def _hidden(name: str) -> str:
    return f".{name}"


def _put(path: Path, content: bytes) -> None:
    make_shared_folder(path.parent)
    put(path, content)


def _keep_out_of_git(root: Path, pattern: str) -> None:
    """Tell the repository of the content, where there is one, never to take these files.

    Raises OSError where a link would lead the writing elsewhere.
    """
    folder = root / ".git"
    if not folder.is_dir():
        return
    file = folder / _EXCLUDED
    for each in (folder, file.parent, file):
        if each.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(each))
    written = file.read_text("utf-8") if file.is_file() else ""
    if pattern in written.split("\n"):
        return
    gap = "" if not written or written.endswith("\n") else "\n"
    _put(file, f"{written}{gap}{pattern}\n".encode())
