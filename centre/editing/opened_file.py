"""A file of facts or a text as somebody has opened it, and its way back to the disk."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from centre.editing import rewriting
from centre.layers.folder import data_file, text_file
from centre.reading.durable import flush, make_shared_folder, put
from centre.reading.faults import Fault, Faults, file_name
from centre.reading.files import is_there
from centre.reading.text_files import text_of

_LOCK = ".editing.lock"
MARK_SIZE = 16  # bytes


class ChangedMeanwhile(Exception):
    """Somebody else has saved the file since it was opened."""


@dataclass(frozen=True)
class OpenedFile:
    """The text of a file, exactly as it lies on the disk."""

    root: Path
    name: str
    """As `closures.yaml` for facts, `cs/pages/wound.md` for a text."""
    text: str

    is_new: bool = False
    """Whether the centre has no such file yet; it is made of the common one, or begun."""

    @classmethod
    def open(cls, root: Path, name: str, beginning: str = "") -> Self:
        """The file as it lies there now. Raises Faults where nobody could change it safely."""
        own = root / "data" / name
        path = data_file(root / "data", name)
        if beginning and not is_there(path):
            return cls(root, name, beginning, is_new=True)
        return cls(root, name, _decoded(path), is_new=path != own)

    @classmethod
    def open_text(cls, root: Path, name: str) -> Self:
        """A text as it lies there now; an empty one where there is none. Raises Faults."""
        path = text_file(root, name)
        if not is_there(path):
            return cls(root, name, "", is_new=True)
        return cls(root, name, _decoded(path), is_new=path != root / name)

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.root / self.name if self.is_text else self.root / "data" / self.name

    @property
    def is_text(self) -> bool:
        """Whether it is a text and no file of facts."""
        return "/" in self.name

    def written(self, text: str) -> str | None:
        """What would lie there if it said ``text``: an empty text is no file."""
        return None if self.is_text and not text else text

    @property
    def mark(self) -> str:
        """Changes whenever a byte does: a page brings it along to say what it showed."""
        return mark(self.text.encode())

    @property
    def content(self) -> Any:
        """What it says, in groups, lists and texts. Raises rewriting.CannotRewrite."""
        return rewriting.read(self.text)


def mark(written: bytes) -> str:
    """The print of what a file holds."""
    return hashlib.blake2b(written, digest_size=MARK_SIZE).hexdigest()


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One editor after another, in all processes of this machine. Raises OSError."""
    descriptor = os.open(root / "data" / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write(opened: OpenedFile, text: str) -> None:
    """Put ``text`` into its place, whole and for good, or leave the file as it was.

    Call it ``alone``. Raises ChangedMeanwhile, OSError.
    """
    path = opened.path
    if opened.is_text:
        make_shared_folder(path.parent)
    is_there_now = is_there(path)
    if is_there_now == opened.is_new:
        raise ChangedMeanwhile
    if is_there_now and path.read_bytes() != opened.text.encode():
        raise ChangedMeanwhile
    if opened.written(text) is None:
        path.unlink(missing_ok=True)
        flush(path.parent)
        return
    # A link keeps leading where it led: the file behind it is replaced.
    put(path.resolve(), text.encode())


def _decoded(path: Path) -> str:
    text_of(path)  # tells whatever is no text
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise Faults([Fault(file_name(path), 1, "", "soubor nejde přečíst")]) from None
