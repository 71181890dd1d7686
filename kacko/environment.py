"""Where a centre's settings stand on its server: ``/etc/kacko/kacko.env``, as systemd reads it."""

import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

FILE: Final = Path("/etc/kacko/kacko.env")


def load(file: Path = FILE) -> None:
    """Take from ``file`` what the environment does not say itself; without the file, nothing.

    So a command does by hand what it does in its unit.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError:
        return
    for name, value in _assignments(lines):
        os.environ.setdefault(name, value)


def _assignments(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, is_set, value = line.strip().partition("=")
        if is_set and name.isidentifier():
            yield name, "".join(shlex.split(value, comments=False)) if value[:1] in "\"'" else value
