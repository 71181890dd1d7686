"""`make glossary`: whether the words of the house mean one thing, and stand where they are said to.

It reads the glossary and the list of retired names in the docs, and the rooms of the code.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.faults import Fault, tell
from tools.retired import retired, returned
from tools.rooms import BESIDES, ROOT, Module, Room, houses, rooms
from tools.tables import Row, code_in, table

DOCUMENT = Path("docs") / "architecture.md"
HEADING = "Glossary"
MOST_MODULES = 14  # more than one look takes in


def faults(root: Path) -> Iterator[Fault]:
    """Everything that is wrong below `root`."""
    document = root / DOCUMENT
    rows = list(table(document, HEADING))
    if not rows:
        yield Fault(document, 0, f"there is no table under “{HEADING}”")
    yield from defined_twice(document, rows)
    yield from defined_nowhere(root, document, rows)
    yield from called_alike(root, rows)
    yield from returned(root, retired(document))
    for room in rooms(root):
        yield from faults_of(room, speaks=room.path.relative_to(root).parts[0] not in BESIDES[:1])


def defined_twice(document: Path, rows: list[Row]) -> Iterator[Fault]:
    """Words that have two rows."""
    first: dict[str, int] = {}
    for row in rows:
        word = row.cells[0].casefold()
        if word in first:
            yield Fault(document, row.line, f"“{row.cells[0]}” is defined in line {first[word]}")
        first.setdefault(word, row.line)


def defined_nowhere(root: Path, document: Path, rows: list[Row]) -> Iterator[Fault]:
    """Words whose last cell names no path, or no name in the code, that exists."""
    for row in rows:
        places = code_in(row.cells[-1])
        if not places:
            yield Fault(document, row.line, f"“{row.cells[0]}” is not said to be defined anywhere")
        for place in places:
            if not exists(root, place):
                yield Fault(document, row.line, f"`{place}` does not exist")


def called_alike(root: Path, rows: list[Row]) -> Iterator[Fault]:
    """Classes that bear a word of the glossary and are something else.

    A table of the same name is the same thing as it is stored.
    """
    places = {row.cells[0].title().replace(" ", ""): code_in(row.cells[-1]) for row in rows}
    for house in houses(root):
        for path in sorted((root / house).rglob("*.py")):
            module = ".".join(path.relative_to(root).with_suffix("").parts)
            for node in Module(path).tree.body:
                if not isinstance(node, ast.ClassDef) or ".store.models." in f"{module}.":
                    continue
                name = f"{module}.{node.name}"
                if any(
                    not f"{place}.".startswith(f"{name}.") for place in places.get(node.name, ())
                ):
                    message = f"`{node.name}` is a word of the glossary, and means something else"
                    yield Fault(path, node.lineno, message)


def faults_of(room: Room, *, speaks: bool) -> Iterator[Fault]:
    """What is wrong with a room; one that speaks has to say what belongs in it."""
    count = len(room.modules)
    if count > MOST_MODULES:
        yield Fault(room.path, 0, f"{count} modules; a room has {MOST_MODULES} at most")
    sentence = room.docstring.partition("\n\n")[0].replace("\n", " ")
    if speaks and not (sentence.endswith(".") and ". " not in sentence):
        message = "__init__.py has to say in one sentence what belongs here"
        yield Fault(room.path, 0, message)


def exists(root: Path, place: str) -> bool:
    """Whether there is such a path, or such a name: `centre.hours.timetable.Timetable`."""
    if (root / place).exists():
        return True
    file = root
    names = place.split(".")
    while names and (file / names[0]).is_dir():
        file /= names.pop(0)
    if names and file.joinpath(f"{names[0]}.py").is_file():
        file = file / f"{names.pop(0)}.py"
    else:
        file = file / "__init__.py"
    return file.is_file() and _defines(Module(file).tree.body, names)


def _defines(body: list[ast.stmt], names: list[str]) -> bool:
    if not names:
        return True
    for statement in body:
        match statement:
            case ast.ClassDef(name=name) if name == names[0]:
                return _defines(statement.body, names[1:])
            case ast.FunctionDef(name=name) if name == names[0]:
                return len(names) == 1
            case ast.Assign(targets=targets):
                walked = (node for target in targets for node in ast.walk(target))
                found = {node.id for node in walked if isinstance(node, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                found = {name}
            case _:
                continue
        if names[0] in found:
            return len(names) == 1
    return False


def main() -> None:
    """Print the faults; exit with 1 where there are any."""
    tell(faults(ROOT), ROOT)


if __name__ == "__main__":
    main()
