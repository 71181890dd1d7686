"""Reading as somebody whom the file system refuses what is closed: root itself is refused nothing.

Only those two rights are given up, and not the user: the interpreter may lie in root's own folder.
"""

import ctypes
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION = 0x20080522
"""See ``man 2 capset``: a header, and three masks for each half of 64 bits."""

Result = TypeVar("Result")


def unprivileged(act: Callable[[], Result]) -> Result:
    """What ``act`` gives in a child process to which the modes of files mean what they say.

    Raises what ``act`` raised there.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            _give_up_rights()
            told = (True, act())
        except BaseException as error:  # the parent raises it again
            told = (False, error)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(told, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        worked, result = pickle.load(pipe)
    os.waitpid(child, 0)
    if not worked:
        raise result
    return result


def _give_up_rights() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    masks = (ctypes.c_uint32 * 6)()
    if libc.capget(header, masks):
        raise OSError(ctypes.get_errno(), "capget")
    kept = ~(1 << CAP_DAC_OVERRIDE | 1 << CAP_DAC_READ_SEARCH)
    for part in range(3):  # effective, permitted, inheritable
        masks[part] &= kept
    if libc.capset(header, masks):
        raise OSError(ctypes.get_errno(), "capset")


@contextmanager
def closed(path: Path, mode: int = 0) -> Iterator[None]:
    """A file that even its owner may not read, or a folder that they may not enter, within."""
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)
