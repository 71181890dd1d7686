"""Two rules of the house that ruff does not know.

An import changes no name, so that nothing has two. A tuple only unpacks: a line assigns one thing.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.faults import Fault, tell
from tools.rooms import ROOT, modules

USUAL_ALIASES = {"sa", "st"}  # as Alembic writes for SQLAlchemy, and Hypothesis for its strategies


def faults(root: Path) -> Iterator[Fault]:
    """Everything that is wrong below `root`."""
    for module in modules(root):
        for node in ast.walk(module.tree):
            for message in _faults_of(node):
                yield Fault(module.path, getattr(node, "lineno", 0), message)


def _faults_of(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            for name in names:
                if name.asname and name.asname not in USUAL_ALIASES:
                    yield f"`{name.name}` becomes `{name.asname}` here; give it one name"
        case ast.Assign(targets=[ast.Tuple()], value=ast.Tuple()):
            yield "two things in one line; give each a line of its own"


def main() -> None:
    """Print the faults; exit with 1 where there are any."""
    tell(faults(ROOT), ROOT)


if __name__ == "__main__":
    main()
