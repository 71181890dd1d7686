"""Reading YAML that people write, with the line of every value kept.

Models that inherit Fact remember where they were written, so that a fault found much later, by
comparing facts with each other, still names its file, line and field.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO
from typing import Any, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from centre.reading.faults import Fault, Faults
from centre.reading.messages import sentence
from centre.reading.text_files import odd_sign
from centre.reading.yaml_text import copied, explain, reader

FieldPath = tuple[int | str, ...]
Model = TypeVar("Model", bound=BaseModel)

TEXTS_KEPT = 512
"""Parsing takes half the time of a check; whoever saves one file changes none of the others."""


def read_yaml(text: str, file: str, first_line: int = 1) -> Any:
    """Parse ``text``, which starts at ``first_line`` of ``file``, into nodes that know their lines.

    Each reader has nodes of its own: a change of them reaches nobody who reads the same text again.
    Raises Faults when it is no YAML or a field is written twice.
    """
    try:
        node = copied(_parsed(text))
    except Exception as error:  # the parser raises more kinds than it names, RecursionError too
        line, message = explain(error, text)
        raise Faults([Fault(file, first_line + line, "", message)]) from error
    if "\\" in text:  # escapes can bring in what no reader of bytes has seen
        _refuse_odd_signs(node, file, first_line)
    return node


@lru_cache(maxsize=TEXTS_KEPT)
def _parsed(text: str) -> Any:
    return reader().load(StringIO(text))


def check(
    model: type[Model], node: Any, file: str, first_line: int = 1
) -> tuple[Model | None, list[Fault]]:
    """Make ``model`` of a node from ``read_yaml``: the object, or nothing and all that is wrong."""
    source = Source(node, file, first_line)
    if node is None:
        return None, [source.fault((), "soubor je prázdný")]
    try:
        return model.model_validate(node, context=source), []
    except ValidationError as error:
        return None, source.faults(error, model)


class Source:
    """Where in a file each node stands.

    Models that inherit Fact remember their place through it.
    """

    def __init__(self, node: Any, file: str, first_line: int = 1) -> None:
        self.file = file
        self._lines: dict[FieldPath, int] = {(): first_line}
        self._places: dict[
            int, tuple[Any, FieldPath]
        ] = {}  # the node is kept, so that its id stays its own
        for path, line, value in _walk(node, ()):
            self._lines[path] = first_line + line
            if isinstance(value, Mapping | list):
                self._places[id(value)] = (value, path)

    def path_of(self, node: Any) -> FieldPath | None:
        """The path of a list or a group of fields; None for anything that was not read here."""
        kept = self._places.get(id(node))
        return kept[1] if kept else None

    def fault(self, path: FieldPath, message: str) -> Fault:
        """A fault at ``path``, or at the nearest line above it when nothing is written there."""
        written = path
        while written not in self._lines:
            written = written[:-1]
        return Fault(self.file, self._lines[written], ".".join(map(str, path)), message)

    def faults(self, error: ValidationError, model: type[BaseModel]) -> list[Fault]:
        """Everything that pydantic found, in Czech."""
        found = error.errors(include_url=False)
        lists_with_faulty_items = {each["loc"][:-1] for each in found}
        return [
            self.fault(_without_marks(each["loc"]), sentence(each, model))
            for each in found
            # pydantic counts only sound items, so a faulty one would be told twice
            if each["type"] != "too_short" or each["loc"] not in lists_with_faulty_items
        ]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact was written. Two facts that say the same are equal wherever they stand."""

    source: Source | None = field(default=None, compare=False)
    path: FieldPath = field(default=(), compare=False)


class Fact(BaseModel):
    """A frozen group of facts.

    Unknown fields are errors; faults found later still know the line.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1
    )
    _origin: Origin = PrivateAttr(default_factory=Origin)

    @model_validator(mode="wrap")
    @classmethod
    def _remember_origin(
        cls, found: Any, handler: ModelWrapValidatorHandler[Any], info: ValidationInfo
    ) -> Any:
        made = handler(found)
        if isinstance(info.context, Source):
            path = info.context.path_of(found)
            if path is not None:
                made._origin = Origin(info.context, path)
        return made

    def fault(self, name: str, message: str) -> Fault:
        """A fault of the field ``name`` (as it is spelt in the file; with dots for one below it),
        or of the whole group for ``""``."""
        path = (*self._origin.path, *(name.split(".") if name else ()))
        if self._origin.source is None:
            return Fault(type(self).__name__, 0, ".".join(map(str, path)), message)
        return self._origin.source.fault(path, message)

    @property
    def line(self) -> int:
        """The line on which the group starts; 0 when it comes from no file."""
        return self.fault("", "").line


def _refuse_odd_signs(node: Any, file: str, first_line: int) -> None:
    found = [
        Fault(file, first_line + line, ".".join(map(str, path)), message)
        for path, line, value in _walk(node, ())
        if isinstance(value, str) and (message := odd_sign(value))
    ]
    if found:
        raise Faults(found)


def _walk(node: Any, path: FieldPath) -> Iterator[tuple[FieldPath, int, Any]]:
    if isinstance(node, Mapping):
        keys = list(node)
        line_of = getattr(node, "lc", None)
        places = [(key, line_of.key(key)[0]) for key in keys] if line_of else []
    elif isinstance(node, Sequence) and not isinstance(node, str):
        line_of = getattr(node, "lc", None)
        # under a tag such as „!1“ the reader keeps the line of the list, not of its items
        marks = (
            [line_of.item(index) or (line_of.line,) for index in range(len(node))]
            if line_of
            else []
        )
        places = [(index, mark[0]) for index, mark in enumerate(marks)]
    else:
        return
    if not path:
        yield (), 0, node
    for key, line in places:
        below = (*path, key)
        yield below, line, node[key]
        yield from _walk(node[key], below)


def _without_marks(loc: FieldPath) -> FieldPath:
    """pydantic marks a bad name of a field by a last step ``[key]``; people need only the name."""
    return tuple(step for step in loc if step != "[key]")
