"""Names that were given up, and the places where one came back.

The list stands in the docs. How an entry is written says what is refused:

- `Visit`: the identifier, wherever Python or a template uses it
- `told()`: a function, method, class or macro of that name
- `visits.look`: that name in the module or class, and asked of it
- `.shown`: a CSS class
- `centre/words.py` or `centre/words/`: a file or folder
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.faults import Fault
from tools.rooms import Module, houses, modules
from tools.tables import code_in, table

HEADING = "Retired names"
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_WORD = re.compile(r"[A-Za-z_]\w*")
_ASKED = re.compile(r"[A-Za-z_]\w*\.[A-Za-z_]\w*")
_MACRO = re.compile(r"\{%-?\s*macro\s+(\w+)")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"[^{};]+(?=\{)")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_CLASS_ATTRIBUTE = re.compile(r"\bclass=\\?(\"[^\"]*\"|'[^']*')")
_CLASS_WORD = re.compile(r"[\w-]+")


def retired(document: Path) -> Mapping[str, str]:
    """What replaces each retired name."""
    rows = table(document, HEADING)
    return {old: row.cells[1] for row in rows for old in code_in(row.cells[0])}


def returned(root: Path, names: Mapping[str, str]) -> Iterator[Fault]:
    """Every place where a retired name is used again."""
    for path, line, entry in _uses(root):
        if entry in names:
            new = names[entry]
            yield Fault(path, line, f"`{entry}` is retired; {new or 'leave it out'}")
    for entry in names:
        if "/" in entry and (root / entry).exists():
            yield Fault(root / entry, 0, f"`{entry}` is retired; {names[entry]}")


def _uses(root: Path) -> Iterator[tuple[Path, int, str]]:
    """Everything that a name stands for, written like an entry of the list."""
    for module in modules(root):
        for line, entry in _in_python(module):
            yield module.path, line, entry
    for folder in ("theme", *houses(root)):
        for path in sorted((root / folder).rglob("*.html")):
            for line, entry in _in_template(path.read_text("utf-8")):
                yield path, line, entry
    for path in sorted((root / "theme").rglob("*.css")):
        for line, entry in _in_style_sheet(path.read_text("utf-8")):
            yield path, line, entry


def _in_python(module: Module) -> Iterator[tuple[int, str]]:
    for name, definition in definitions(module.path.stem, module.tree.body):
        yield definition.lineno, name
    for node in ast.walk(module.tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.lineno, node.name
                yield node.lineno, f"{node.name}()"
            case ast.Name():
                yield node.lineno, node.id
            case ast.Attribute():
                yield node.lineno, node.attr
                if owner := _last_name(node.value):
                    yield node.lineno, f"{owner}.{node.attr}"
            case ast.arg() | ast.keyword():
                yield node.lineno, node.arg or ""
            case ast.Import():
                for part in ".".join(each.name for each in node.names).split("."):
                    yield node.lineno, part
            case ast.ImportFrom():
                parts = (node.module or "").split(".")
                for name in (*parts, *(each.name for each in node.names)):
                    yield node.lineno, name
                for each in node.names:
                    yield node.lineno, f"{parts[-1]}.{each.name}"
            case ast.Constant(value=str() as text):
                for name in _classes_in_markup(text):
                    yield node.lineno, name


def definitions(owner: str, body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    """What a module or class defines, each as `owner.name`."""
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield f"{owner}.{name}", statement
            case ast.ClassDef(name=name):
                yield f"{owner}.{name}", statement
                yield from definitions(name, statement.body)
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield f"{owner}.{name}", statement


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _in_template(text: str) -> Iterator[tuple[int, str]]:
    for expression in _EXPRESSION.finditer(text):
        code = _STRING.sub(lambda string: " " * len(string[0]), expression[0])
        for pattern in (_WORD, _ASKED):
            for found in pattern.finditer(code):
                yield _line(text, expression.start() + found.start()), found[0]
    for macro in _MACRO.finditer(text):
        yield _line(text, macro.start()), f"{macro[1]}()"
    for attribute in _CLASS_ATTRIBUTE.finditer(text):
        for name in _classes_in_markup(attribute[0]):
            yield _line(text, attribute.start()), name


def _in_style_sheet(text: str) -> Iterator[tuple[int, str]]:
    quiet = _CSS_COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    for selector in _SELECTOR.finditer(quiet):
        for name in _CLASS.finditer(selector[0]):
            yield _line(text, selector.start() + name.start()), name[0]


def _classes_in_markup(text: str) -> Iterator[str]:
    for attribute in _CLASS_ATTRIBUTE.finditer(text):
        for name in _CLASS_WORD.findall(attribute[1]):
            yield f".{name}"


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
