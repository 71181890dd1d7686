"""What is wrong with the words and facts that staff edit, told so that they can mend it.

A fault always names the file, the line and the field. The sentences are in Czech, because their
readers are the people who edit ``content/``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from centre.keeping.memory import made_of


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake.

    ``field`` is a path such as ``hours.0.from``; empty when the whole file is meant.
    """

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}: {field}{self.message}"


class Faults(Exception):
    """All mistakes of one run, in the order of files and lines, each told once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.all = tuple(sorted(set(faults)))
        super().__init__(self.all)

    def __str__(self) -> str:
        return "\n".join(map(str, self.all))


def file_name(path: Path) -> str:
    """The name of a file as editors know it: from the repository's root, when it lies inside.

    A link goes by its own name, not by that of the file it leads to.
    """
    return made_of("name of file", (), lambda: _file_name(path), path)


def _file_name(path: Path) -> str:
    path = path.parent.resolve() / path.name
    root = Path.cwd()
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    return name.encode("utf-8", "replace").decode("utf-8")  # names may hold any bytes
