"""`make drawing`: the rooms and who imports whom, as a Mermaid drawing in the docs.

An arrow that others imply is left out: where a room imports one that imports a third, the third is
within its reach anyway.
"""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

import grimp

from tools.rooms import ROOT, ordered

DOCUMENT = Path("docs") / "architecture.md"
_BLOCK = re.compile(r"(?<=```mermaid\n).*?(?=```\n)", re.DOTALL)

Arrows = Mapping[str, set[str]]
"""By room: the rooms that it imports."""


class CircleError(Exception):
    """Rooms that import each other, so that no order can be drawn."""


def arrows(opened: Collection[str]) -> Arrows:
    """The rooms inside the packages `opened`, and the imports between them.

    What lies in an opened package is a room, be it a package or a single module.
    """
    houses = {package.split(".")[0] for package in opened}
    graph = grimp.build_graph(*houses, cache_dir=None)
    found: dict[str, set[str]] = {}
    for module in graph.modules:
        room = _room_of(module, opened)
        imported = graph.find_modules_directly_imported_by(module)
        targets = {_room_of(each, opened) for each in imported} - {room}
        found.setdefault(room, set()).update(targets)
    alone = {room for room in found if room.endswith("__init__") and not found[room]}
    return {room: found[room] for room in found.keys() - alone.difference(*found.values())}


def without_implied(arrows: Arrows) -> Arrows:
    """The fewest arrows that reach the same rooms. Raises CircleError."""
    reach: dict[str, set[str]] = {}

    def reached(room: str, way: tuple[str, ...] = ()) -> set[str]:
        if room in way:
            raise CircleError(" -> ".join((*way[way.index(room) :], room)))
        if room not in reach:
            further = (reached(each, (*way, room)) for each in arrows[room])
            reach[room] = arrows[room].union(*further)
        return reach[room]

    return {
        room: {each for each in targets if not any(each in reached(via) for via in targets)}
        for room, targets in arrows.items()
        if reached(room) is not None
    }


def mermaid(arrows: Arrows) -> str:
    """The rooms, each inside the package it lies in, and the arrows, as Mermaid's flowchart."""
    lines = ["flowchart TD", *_boxes("", sorted(arrows), "    ")]
    for room in sorted(arrows):
        lines += [f"    {_id(room)} --> {_id(target)}" for target in sorted(arrows[room])]
    return "\n".join(lines) + "\n"


def drawing(root: Path) -> str:
    """The drawing of the product's houses."""
    return mermaid(without_implied(arrows(ordered(root))))


def drawn(root: Path) -> str:
    """The drawing that the docs hold; empty where they hold none."""
    found = _BLOCK.search((root / DOCUMENT).read_text("utf-8"))
    return found[0] if found else ""


def main() -> None:
    """Draw it anew."""
    document = ROOT / DOCUMENT
    new = drawing(ROOT)
    document.write_text(_BLOCK.sub(lambda _: new, document.read_text("utf-8"), count=1), "utf-8")


def _room_of(module: str, opened: Collection[str]) -> str:
    """Where a module lies; the own code of an opened package is a room beside the others."""
    if module in opened:
        return f"{module}.__init__"
    while module.rpartition(".")[0] not in opened:
        module = module.rpartition(".")[0]
    return module


def _boxes(package: str, rooms: list[str], indent: str) -> list[str]:
    lines = []
    start = len(package) + 1 if package else 0
    for name in dict.fromkeys(room[start:].split(".")[0] for room in rooms):
        path = f"{package}.{name}" if package else name
        within = [room for room in rooms if room.startswith(f"{path}.")]
        if within:
            lines.append(f'{indent}subgraph {_id(path)}_["{name}"]')
            lines += _boxes(path, within, f"{indent}    ")
            lines.append(f"{indent}end")
        if path in rooms:
            lines.append(f'{indent}{_id(path)}["{name}"]')
    return lines


def _id(room: str) -> str:
    return room.replace(".", "_")


if __name__ == "__main__":
    main()
