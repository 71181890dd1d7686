"""The houses and their rooms, as folders of Python modules."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BESIDES = ("tests", "tools")
"""Folders of Python that are no house of the product."""
_NO_ROOMS = {"__pycache__", "node_modules", "migrations"}  # whose form is Alembic's own


@dataclass(frozen=True)
class Module:
    """One file of Python."""

    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        """Its code."""
        return ast.parse(self.path.read_text("utf-8"))


@dataclass(frozen=True)
class Room:
    """A folder that holds modules."""

    path: Path

    @property
    def modules(self) -> list[Path]:
        """Its modules, without the one that speaks for the room itself."""
        return sorted(path for path in self.path.glob("*.py") if path.name != "__init__.py")

    @property
    def docstring(self) -> str:
        """What its `__init__.py` says of it; empty where it says nothing."""
        init = self.path / "__init__.py"
        return (ast.get_docstring(Module(init).tree) or "") if init.exists() else ""


def houses(root: Path) -> tuple[str, ...]:
    """The packages of the product, as import-linter knows them."""
    return tuple(_import_rules(root)["root_packages"])


def ordered(root: Path) -> set[str]:
    """The houses, and the packages inside which import-linter holds an order of rooms."""
    contracts = _import_rules(root)["contracts"]
    containers = (each.get("containers", ()) for each in contracts)
    return {*houses(root), *chain.from_iterable(containers)}


def rooms(root: Path) -> Iterator[Room]:
    """Every room, those of the tests and tools too."""
    for name in (*houses(root), *BESIDES):
        for folder in (root / name, *sorted((root / name).rglob("*/"))):
            if _NO_ROOMS.isdisjoint(folder.parts) and any(folder.glob("*.py")):
                yield Room(folder)


def modules(root: Path) -> Iterator[Module]:
    """Every file of Python, those beside the houses too."""
    for path in sorted(root.glob("*.py")):
        yield Module(path)
    for room in rooms(root):
        for path in sorted(room.path.glob("*.py")):
            yield Module(path)


def _import_rules(root: Path) -> dict[str, Any]:
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    rules: dict[str, Any] = settings["tool"]["importlinter"]
    return rules
