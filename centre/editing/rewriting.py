"""One value changed in the text of a YAML file, while every other byte stays as it was typed.

The text is never written anew from what was read: ruamel.yaml only says where a value stands, and
just that is put there. Afterwards the new text is read and held against what was asked for, so a
change either says what it should or is refused.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.nodes import CollectionNode, MappingNode, SequenceNode

from centre.editing.yaml_places import (
    CannotRewrite,
    Spot,
    begin_of_line,
    behind_mark,
    child_of,
    column_of_children,
    end_of,
    end_of_line,
    entries_of,
    is_block,
    is_flow,
    newline_of,
    number_of,
    spot_at,
)
from centre.editing.yaml_words import (
    Value,
    field_lines,
    field_name,
    in_brackets,
    is_empty,
    is_nested,
    item_lines,
    on_its_line,
    on_lines,
)
from centre.reading.faults import Faults
from centre.reading.models import FieldPath, read_yaml
from centre.reading.text_files import plain_spaces

__all__ = ["CannotRewrite", "Value", "add", "drop", "put", "read"]


def put(text: str, path: FieldPath, value: Value) -> str:
    """``text`` with ``value`` at ``path``; a field that is missing in its group is added.

    Raises CannotRewrite, also where the group or the list above is missing.
    """
    return _checked(text, path, value, _with(text, path, value))


def add(text: str, path: FieldPath, item: Value) -> str:
    """``text`` with ``item`` at the end of the list at ``path``, which may be missing or empty."""
    items = _found(read(text), path)
    return put(text, (*path, len(items)), item) if items else put(text, path, [item])


def drop(text: str, path: FieldPath) -> str:
    """``text`` without the field or the item at ``path``. Raises CannotRewrite."""
    above = path[:-1]
    if len(_found(read(text), above) or ()) == 1:  # an empty block would read as nothing
        empty: Value = [] if isinstance(path[-1], int) else {}
        return put(text, above, empty)
    return _checked(text, path, _GONE, _without(text, path))


def read(text: str) -> Any:
    """What the text says, in groups, lists and texts. Raises CannotRewrite."""
    try:
        return _plain(read_yaml(plain_spaces(text.removeprefix("\ufeff")), ""))
    except Faults as error:
        raise CannotRewrite from error


_GONE = object()


def _checked(before: str, path: FieldPath, value: object, after: str) -> str:
    """``after``, if it says what ``before`` said but for the value at ``path``."""
    expected = read(before)
    _change(expected, path, value)
    if read(after) != expected:
        raise CannotRewrite
    return after


def _change(found: Any, path: FieldPath, value: object) -> None:
    *above, last = path
    for step in above:
        found = found[step]
    if value is _GONE:
        del found[last]
    elif isinstance(found, list) and last == len(found):
        found.append(_plain(value))
    else:
        found[last] = _plain(value)


def _found(found: Any, path: FieldPath) -> Any:
    for step in path:
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError):
            return None
    return found


def _plain(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {str(key): _plain(each) for key, each in node.items()}
    if isinstance(node, Sequence) and not isinstance(node, str):
        return [_plain(each) for each in node]
    return node if node is None else str(node)


def _with(text: str, path: FieldPath, value: Value) -> str:
    if not path:
        raise CannotRewrite
    parent = spot_at(text, path[:-1])
    *_, last = path
    found = child_of(parent.node, last)
    if found is not None:
        return _replaced(text, Spot(found, (*parent.above, parent.node)), value)
    return _inserted(text, parent, last, value)


def _replaced(text: str, spot: Spot, value: Value) -> str:
    """``value`` in the place of what stands there."""
    node = spot.node
    start = node.start_mark.index
    end = end_of(text, node)
    if spot.in_flow or not is_nested(value):
        written = (
            in_brackets(value) if spot.in_flow or is_empty(value) else on_its_line(value, node)
        )
        if start == end:  # nothing stood there: behind the colon or the dash
            start = end = behind_mark(text, start)
            written = f" {written}" if written else ""
        elif is_block(node):  # it stood on lines of its own
            start = behind_mark(text, start)
            written = f" {written}"
        elif not written:  # no space is left behind the colon
            start -= len(text[:start]) - len(text[:start].rstrip(" "))
        return text[:start] + written + text[end:]
    newline = newline_of(text)
    written = newline.join(on_lines(value, column_of_children(spot)))
    if is_block(node):  # its first line is indented already, or stands beside a dash
        return text[:start] + written.lstrip(" ") + text[end:]
    behind = behind_mark(text, start)
    end = behind if start == end else end
    start = behind
    if isinstance(spot.above[-1], SequenceNode):
        return text[:start] + " " + written.lstrip(" ") + text[end:]
    return text[:start] + newline + written + text[end:]


def _inserted(text: str, parent: Spot, step: int | str, value: Value) -> str:
    """``value`` as a new field or item at the end of the group or list."""
    node = parent.node
    if isinstance(node, SequenceNode) == isinstance(step, str):
        raise CannotRewrite
    if not isinstance(node, CollectionNode):
        raise CannotRewrite
    if is_flow(node):
        close = end_of(text, node) - 1
        inner = text[node.start_mark.index + 1 : close]
        at = node.start_mark.index + 1 + len(inner.rstrip())
        comma = ", " if node.value and not inner.rstrip().endswith(",") else ""
        written = (
            in_brackets(value)
            if isinstance(step, int)
            else f"{field_name(step)}: {in_brackets(value)}"
        )
        return text[:at] + comma + written + text[at:]
    newline = newline_of(text)
    at = end_of_line(text, end_of(text, node))
    # a block's own mark stands at its first child: its dash, or its first name
    column = node.start_mark.column
    if isinstance(step, int):
        lines = item_lines(value, column, like=node.value[-1])
    else:
        lines = field_lines(step, value, column)
    written = newline.join(lines)
    if at == len(text) and not text.endswith("\n"):
        return text + newline + written
    return text[:at] + written + newline + text[at:]


def _without(text: str, path: FieldPath) -> str:
    parent = spot_at(text, path[:-1])
    node = parent.node
    entries = entries_of(text, node)
    number = number_of(node, path[-1])
    if is_flow(node):
        if number + 1 < len(entries):
            return text[: entries[number][0]] + text[entries[number + 1][0] :]
        return text[: entries[number - 1][1]] + text[entries[number][1] :]
    start, end = entries[number]
    after = end_of_line(text, end)
    if (
        isinstance(node, MappingNode)
        and number == 0
        and text[begin_of_line(text, start) : start].strip()
    ):
        # beside a dash: the next field moves up to it
        return text[:start] + text[entries[1][0] :]
    if isinstance(node, SequenceNode):
        start = text.rindex("-", 0, start)
    return text[: begin_of_line(text, start)] + text[after:]
