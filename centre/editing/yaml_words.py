"""A value as it is written in YAML: on its line, on lines of its own, in brackets."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.nodes import Node, ScalarNode

from centre.editing.yaml_places import STEP, is_flow
from centre.reading.faults import Faults
from centre.reading.models import read_yaml

Value = str | None | Mapping[str, Any] | Sequence[Any]
"""What a file of facts is made of: texts, nothing, groups and lists."""

_BARE = "-?:,[]{}#&*!|>'\"%@` \t\n"  # a plain text that begins with none of them may stay bare


def is_nested(value: Value) -> bool:
    return not isinstance(value, str) and value is not None and len(value) > 0


def is_empty(value: Value) -> bool:
    return not isinstance(value, str) and value is not None and len(value) == 0


def field_name(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][\w-]*", name) else _quoted(name)


def on_its_line(value: Value, instead: Node) -> str:
    """A text as it stands on its own line, in the quotes of the one before it where it had some."""
    style = instead.style if isinstance(instead, ScalarNode) else None
    if isinstance(value, str) and "\n" not in value:
        if style == '"':
            return _quoted(value)
        if style == "'":
            return "'" + value.replace("'", "''") + "'"
    return _bare(value, flow=False)


def in_brackets(value: Value) -> str:
    if isinstance(value, Mapping):
        return (
            "{"
            + ", ".join(f"{field_name(key)}: {in_brackets(each)}" for key, each in value.items())
            + "}"
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(in_brackets, value)) + "]"
    return _bare(value, flow=True)


def _bare(value: Value, *, flow: bool) -> str:
    if value is None:
        return "null" if flow else ""
    assert isinstance(value, str)
    return value if _stays(value, flow=flow) else _quoted(value)


def _stays(value: str, *, flow: bool) -> bool:
    """Whether a text may stand without quotes and is read as it is."""
    if not value or value[0] in _BARE or "\n" in value or value != value.strip():
        return False
    try:
        read_back = read_yaml(f"a: [{value}]" if flow else f"a: {value}", "")["a"]
    except Faults:
        return False
    return bool(read_back == ([value] if flow else value))


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)  # every JSON string is one of YAML


def on_lines(value: Value, column: int) -> list[str]:
    """The lines of a group or a list, ``column`` signs from the edge."""
    if isinstance(value, Mapping):
        return [line for key, each in value.items() for line in field_lines(key, each, column)]
    assert isinstance(value, Sequence)
    return [line for each in value for line in item_lines(each, column)]


def field_lines(name: str, value: Value, column: int) -> list[str]:
    edge = " " * column
    if is_nested(value):
        return [f"{edge}{field_name(name)}:", *on_lines(value, column + STEP)]
    written = in_brackets(value) if is_empty(value) else _bare(value, flow=False)
    return [f"{edge}{field_name(name)}: {written}".rstrip(" ")]


def item_lines(value: Value, column: int, like: Node | None = None) -> list[str]:
    """An item of a list; between brackets where the one before it is."""
    edge = " " * column
    if not is_nested(value) or (like is not None and is_flow(like)):
        written = _bare(value, flow=False) if isinstance(value, str) else in_brackets(value)
        return [f"{edge}- {written}"]
    first, *rest = on_lines(value, column + STEP)
    return [f"{edge}- {first.lstrip(' ')}", *rest]
