"""A fault in the code or its docs, told like a compiler does."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where; a line of 0 means the whole file."""

    path: Path
    line: int
    message: str

    def below(self, root: Path) -> str:
        """One line for a person: `docs/architecture.md:12: …`, with the path as seen from root."""
        place = self.path.relative_to(root).as_posix()
        return f"{place}:{self.line}: {self.message}" if self.line else f"{place}: {self.message}"


def tell(faults: Iterable[Fault], root: Path) -> None:
    """Print faults, one a line; exit with 1 where there are any."""
    found = list(faults)
    for fault in found:
        print(fault.below(root))
    sys.exit(bool(found))
