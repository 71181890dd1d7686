"""Which names in a folder of content count: left-overs of other programs do not, copies are told.

Editors, synchronised folders and file managers leave files of their own beside those that somebody
wrote. What nobody means to publish is passed over; what somebody may have meant, and what nobody
would read, is told by its name.
"""

import os
import re
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from centre.keeping.memory import made_of, memory
from centre.reading.faults import Fault, file_name
from centre.reading.messages import suggestion

Stamp = tuple[int, int, int] | None

SETTLED_NS: Final = 100_000_000
"""A file may change again within one tick of the clock that stamps it, so a younger one is read
every time."""

Made = TypeVar("Made")

_LEFT_OVER_NAMES = {"desktop.ini", "thumbs.db", "ehthumbs.db", "__macosx", "icon\r"}
_LEFT_OVER_ENDINGS = (".bak", ".crdownload", ".orig", ".part", ".rej", ".swo", ".swp", ".tmp")

_COPY = re.compile(
    r"""
    \.sync-conflict-                            # Syncthing
    | conflict | konflikt | конфл               # Dropbox, Nextcloud, Resilio, in three languages
    | \b(copy|kopie|copie|kopia|копи|копі)      # file managers
    | \(\d+\)                                   # browsers and Google Drive
    | [-_](desktop|laptop|notebook|pc|nb|macbook)\b   # OneDrive puts the name of the computer there
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SURELY_COPY = re.compile(r"conflict[-_.]?\d{6}")
_PLAIN_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_ENDINGS_MEANT = {".markdown": ".md", ".mdown": ".md", ".txt": ".md", ".yml": ".yaml"}


@dataclass(frozen=True, slots=True)
class _Unwritten:
    path: Path
    text: str | None


_unwritten: ContextVar[_Unwritten | None] = ContextVar("unwritten", default=None)


@contextmanager
def as_if_written(path: Path, text: str | None) -> Iterator[None]:
    """Whoever reads ``path`` inside the block, in this thread, finds ``text`` there, or no file
    where it is None.

    It lies nowhere: what waits for a yes passes the check of all files, and is left on no disk.
    """
    token = _unwritten.set(_Unwritten(path, text))
    try:
        yield
    finally:
        _unwritten.reset(token)


def unwritten_bytes(path: Path) -> bytes | None:
    """What would lie in ``path``; None for every file that lies there in truth."""
    held = _unwritten.get()
    return held.text.encode() if held and held.path == path and held.text is not None else None


def is_left_over(name: str) -> bool:
    """Whether a file or a folder of this name is another program's, and never somebody's words.

    So are names that begin with a dot (AppleDouble, Emacs locks, Git) or end in ``~``.
    """
    folded = name.lower()
    return (
        name.startswith((".", "~$", "#"))
        or name.endswith("~")
        or folded in _LEFT_OVER_NAMES
        or folded.endswith(_LEFT_OVER_ENDINGS)
    )


def content_files(folder: Path, ending: str) -> tuple[list[Path], list[Fault]]:
    """The files of ``folder`` with this ``ending`` in order, and every other name as a fault.

    A folder that does not exist has no files. Whether each file can be read is not looked at.
    """
    names, faults = _names(folder)
    if (held := _unwritten.get()) and held.path.parent == folder:
        others = {name for name in names if name != held.path.name}
        names = sorted(others if held.text is None else {*others, held.path.name})
    found = [name for name in names if _counts(name, ending) and not is_folder(folder / name)]
    unread = (name for name in names if name not in found)
    faults += [_fault(folder / name, _unread(folder / name, ending)) for name in unread]
    return [folder / name for name in found], faults


def unknown_files(folder: Path, known: Iterable[str]) -> list[Fault]:
    """Every name in ``folder`` that is none of those that are ``known`` there."""
    expected = sorted(known)
    names, faults = _names(folder)
    for name in names:
        if name not in expected:
            faults.append(_fault(folder / name, _unknown(folder / name, expected)))
    return faults


def is_there(path: Path) -> bool:
    """Whether something of that name is in its folder, be it a link that leads nowhere.

    In a folder that may not be entered it may be there: whoever reads it then tells why they can't.
    """
    if (held := _unwritten.get()) and held.path == path:
        return held.text is not None
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def is_folder(path: Path) -> bool:
    """Whether ``path`` is a folder, as far as we may know; never raises."""
    try:
        return path.is_dir()
    except PermissionError:
        return False


def can_be_listed(folder: Path) -> bool:
    """Whether ``folder`` is there and its names can be seen."""
    try:
        next(folder.iterdir(), None)
    except OSError:
        return False
    return True


def file_stamp(path: Path) -> Stamp:
    """Changes whenever the file or who may read it does; None while there is no file.

    Its time is that of the last change of either, so one that was closed is looked at anew.
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ctime_ns, found.st_size, found.st_ino


def read_from(kind: str, path: Path, make: Callable[[], Made], *key: Hashable) -> Made:
    """What ``make`` reads from the file at ``path``; in a process that remembers, once while the
    file stays as it is."""
    return read_below(kind, (path,), make, *key)


def read_below(
    kind: str,
    paths: Iterable[Path],
    make: Callable[[], Made],
    *key: Hashable,
    of: tuple[object, ...] = (),
) -> Made:
    """What ``make`` reads from files, and from all files of folders, and makes ``of`` things; in a
    process that remembers, once while all of them stay as they are."""
    paths = tuple(paths)
    if memory() is None or any(map(_is_unwritten_below, paths)):
        return make()
    stamps = tuple((each, file_stamp(each)) for path in paths for each in _all_below(path))
    if not all(is_settled(stamp) for _, stamp in stamps):
        return make()
    return made_of(kind, of, make, stamps, *key)


def _is_unwritten_below(path: Path) -> bool:
    held = _unwritten.get()
    return held is not None and (held.path == path or path in held.path.parents)


def _all_below(path: Path) -> Iterator[Path]:
    yield path
    # Folders such as .git change with everything that anybody does.
    for name, folders, files in os.walk(path, followlinks=True):
        folders[:] = sorted(each for each in folders if not is_left_over(each))
        yield from (Path(name, each) for each in folders)
        yield from (Path(name, each) for each in sorted(files) if not is_left_over(each))


def is_settled(stamp: Stamp) -> bool:
    """Whether the file would have another stamp if it had changed since it was looked at."""
    return stamp is None or time.time_ns() - stamp[0] > SETTLED_NS


def _names(folder: Path) -> tuple[list[str], list[Fault]]:
    try:
        names = sorted(path.name for path in folder.iterdir() if not is_left_over(path.name))
    except FileNotFoundError:
        if folder.is_symlink():
            return [], [_fault(folder, "odkaz, který nikam nevede; čekáme tu složku")]
        return [], []
    except NotADirectoryError:
        return [], [_fault(folder, "čekáme tu složku, a je to soubor")]
    except PermissionError:
        return [], [_fault(folder, "složku nejde otevřít, chybí k ní oprávnění")]
    except OSError as error:
        return [], [_fault(folder, f"složku nejde otevřít ({error.strerror})")]
    return names, []


def _counts(name: str, ending: str) -> bool:
    plain = _PLAIN_NAME.fullmatch(name.removesuffix(ending))
    return name.endswith(ending) and plain is not None and not _SURELY_COPY.search(name)


def _unread(path: Path, ending: str) -> str:
    if is_folder(path):
        return "složka v této složce být nemá; program z ní nic nečte"
    if copied := _copy(path.name):
        return copied
    if meant := _name_meant(path.name, ending):
        return f"program takový soubor nečte; přejmenujte ho na „{meant}“"
    return (
        "program takový soubor nečte; jméno má mít jen malá písmena bez háčků, číslice "
        f"a spojovníky a končit na {ending}"
    )


def _unknown(path: Path, expected: list[str]) -> str:
    kind = "složku" if is_folder(path) else "soubor"
    if copied := _copy(path.name):
        return copied
    near = suggestion(path.name, expected) or f"; známe {', '.join(expected)}"
    return f"{kind} tohoto jména tu program nečte{near}"


def _copy(name: str) -> str:
    if not _COPY.search(name):
        return ""
    return (
        "vypadá to jako kopie, kterou udělal jiný program; co je v ní navíc, přepište "
        "do původního souboru, a kopii smažte"
    )


def _name_meant(name: str, ending: str) -> str:
    """The name that somebody may have wanted to give; empty where it cannot be guessed."""
    typed = Path(name.lower().strip())
    if typed.suffix != ending and _ENDINGS_MEANT.get(typed.suffix) != ending:
        return ""
    stem = typed.stem.removesuffix(ending)
    return f"{stem}{ending}" if _PLAIN_NAME.fullmatch(stem) else ""


def _fault(path: Path, message: str) -> Fault:
    return Fault(file_name(path), 1, "", message)
