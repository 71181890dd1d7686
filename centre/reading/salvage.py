"""What is sound in a faulty file."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from centre.reading.models import FieldPath, Model, Source
from centre.reading.yaml_text import copied


def sound_part(model: type[Model], node: Any, file: str) -> Model | None:
    """What of a faulty file can still be compared with other facts, so that one run tells all
    faults.

    Faulty items are taken out of their lists, and faulty optional fields out of the file. None when
    something is left that the file cannot do without. The node stays as it is: whoever reads the
    same text again has to hear of the same faults.
    """
    node = copied(node)
    source = Source(node, file)
    while True:
        try:
            return model.model_validate(node, context=source)
        except ValidationError as error:
            faulty = {_droppable(node, each["loc"]) for each in error.errors()}
        for path in sorted(
            faulty, reverse=True
        ):  # from the back, so that indexes in front stay true
            if not _drop(node, path):
                return None


def _droppable(node: Any, loc: FieldPath) -> FieldPath:
    """The path of the innermost list item around the fault, or else of the field of the file
    itself."""
    innermost = 0
    for depth, step in enumerate(loc):
        if isinstance(node, list) and isinstance(step, int):
            innermost = depth
        node = node[step] if _holds(node, step) else None
    return loc[: innermost + 1]


def _drop(node: Any, path: FieldPath) -> bool:
    """Delete what stands at ``path``; False when nothing does."""
    for step in path[:-1]:
        node = node[step]
    if not path or not _holds(node, path[-1]):
        return False
    del node[path[-1]]
    return True


def _holds(node: Any, step: int | str) -> bool:
    if isinstance(node, list):
        return isinstance(step, int) and step < len(node)
    return isinstance(node, Mapping) and step in node
