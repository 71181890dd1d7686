"""Where in the text of a YAML file a value stands: from its first sign to its last."""

from dataclasses import dataclass
from io import StringIO

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from centre.reading.models import FieldPath
from centre.reading.text_files import plain_spaces
from centre.reading.yaml_text import yaml

STEP = 2  # spaces by which what stands below is indented, as in all of our files


class CannotRewrite(Exception):
    """The value cannot be put there without touching more of the file."""


@dataclass(frozen=True)
class Spot:
    """A node in a text, with the nodes above it, the nearest last."""

    node: Node
    above: tuple[Node, ...]

    @property
    def in_flow(self) -> bool:
        """Whether it stands between brackets, on whatever level."""
        return any(is_flow(each) for each in self.above)


def spot_at(text: str, path: FieldPath) -> Spot:
    try:
        node = yaml().compose(StringIO(plain_spaces(text)))
    except (YAMLError, RecursionError) as error:
        raise CannotRewrite from error
    above: list[Node] = []
    for step in path:
        above.append(node)
        node = child_of(node, step)
        if node is None:
            raise CannotRewrite
    return Spot(node, tuple(above))


def child_of(node: Node, step: int | str) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: Node = node.value[step]
        return found
    return None


def entries_of(text: str, node: Node) -> list[tuple[int, int]]:
    """Begin and end of each field or item; a field begins at its name, an item at its value."""
    if isinstance(node, MappingNode):
        return [
            (key.start_mark.index, max(end_of(text, value), key.end_mark.index + 1))
            for key, value in node.value
        ]
    return [(each.start_mark.index, end_of(text, each)) for each in node.value]


def number_of(node: Node, step: int | str) -> int:
    names = [key.value for key, _ in node.value] if isinstance(node, MappingNode) else []
    if isinstance(step, str) and step in names:
        return names.index(step)
    if isinstance(step, int) and isinstance(node, SequenceNode) and step < len(node.value):
        return step
    raise CannotRewrite


def end_of(text: str, node: Node) -> int:
    """Where a value ends: behind its last sign, whatever comments and empty lines follow."""
    if isinstance(node, CollectionNode) and not is_flow(node):
        last = node.value[-1]
        if isinstance(node, MappingNode):
            key, value = last
            behind_name: int = key.end_mark.index + 1
            return max(end_of(text, value), behind_name)
        return end_of(text, last)
    end: int = node.end_mark.index
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        end = node.start_mark.index + len(_block_text(text, node))
    return end


def _block_text(text: str, node: ScalarNode) -> str:
    """A text of several lines as it stands, from its mark to its last sign."""
    inside = text[node.start_mark.index : node.end_mark.index]
    lines = inside.split("\n")
    edge = next((_edge(line) for line in lines[1:] if line.strip()), 0)
    kept = [lines[0]]
    for line in lines[1:]:
        if line.strip() and _edge(line) < edge:
            break  # a comment further out belongs to what follows
        kept.append(line)
    return "\n".join(kept).rstrip()


def _edge(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def is_flow(node: Node) -> bool:
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def is_block(node: Node) -> bool:
    return isinstance(node, CollectionNode) and not node.flow_style


def newline_of(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def behind_mark(text: str, start: int) -> int:
    """The place behind the colon or the dash under which a value stands."""
    before = text[:start].rstrip(" ")
    while before.endswith(("\n", "\r")) or before.rpartition("\n")[2].lstrip().startswith("#"):
        before = before.rstrip("\r\n ")
        last = before.rpartition("\n")[2]
        if last.lstrip().startswith("#"):
            before = before[: len(before) - len(last)]
        elif " #" in last:
            raise CannotRewrite  # a comment behind the colon would lose its place
    return len(before)


def begin_of_line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def end_of_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def column_of_children(spot: Spot) -> int:
    """How far from the edge the lines of a new block stand."""
    node = spot.node
    if is_block(node):
        column: int = node.start_mark.column
        return column
    above: int = spot.above[-1].start_mark.column
    return above + STEP
