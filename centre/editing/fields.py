"""A group of facts as the fields of a form, made from its model: a new field appears by itself.

Names, hints and order come from the model; what stands in the fields is the text of the file.
"""

import datetime
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from centre.language.languages import LANGUAGES, ORIGINAL
from centre.reading.models import FieldPath
from centre.reading.values import Translations


class FieldKind(Enum):
    """How a field is filled in."""

    LINE = auto()
    WORDS = auto()
    """A sentence or more for readers, in one language."""
    DAY = auto()
    TIME = auto()
    YES_OR_NO = auto()
    CHOICE = auto()
    LINES = auto()
    """A list, one on each line."""


@dataclass(frozen=True)
class EditedField:
    """One field of a form, with what the file says."""

    path: FieldPath
    """From the group that is edited."""
    label: str
    kind: FieldKind
    value: str
    """As it stands in the file; one on each line for a list, „true“ for yes."""
    required: bool
    hint: str = ""
    choices: Mapping[str, str] | None = None

    @property
    def name(self) -> str:
        """Its name in a form, and in the faults of its group: `address.town`."""
        return ".".join(map(str, self.path))


@dataclass(frozen=True)
class Entries:
    """A list or a collection of groups, each with a form of its own."""

    path: FieldPath
    label: str
    model: type[BaseModel]
    entries: tuple[tuple[int | str, str], ...]
    """The last step to each, and how it is told from the others."""
    named: bool
    """Whether each has a name instead of a place in a row; these are neither added nor taken."""


@dataclass(frozen=True)
class EditedGroup:
    """A group of facts: its own fields, and what has forms of its own."""

    model: type[BaseModel]
    fields: tuple[EditedField, ...]
    entries: tuple[Entries, ...]


def group(model: type[BaseModel], content: Any) -> EditedGroup:
    """The form of a group that holds ``content`` (as rewriting.read gives it)."""
    found = list(_parts(model, content if isinstance(content, Mapping) else {}))
    return EditedGroup(
        model=model,
        fields=tuple(each for each in found if isinstance(each, EditedField)),
        entries=tuple(each for each in found if isinstance(each, Entries)),
    )


def model_at(model: type[BaseModel], path: FieldPath) -> type[BaseModel] | None:
    """The model of the group at ``path``; None where the models know no group."""
    found: Any = model
    for step in path:
        if isinstance(found, type) and issubclass(found, BaseModel):
            found = next(
                (_core(info.annotation)[0] for name, info in _named(found) if name == step), None
            )
        elif get_args(found) and isinstance(step, int) == (get_origin(found) is tuple):
            found = _core(get_args(found)[0 if isinstance(step, int) else 1])[0]
        else:
            return None
    return found if _is_group(found) else None


def summary(content: Any) -> str:
    """How an entry is told from its neighbours: the first words in it."""
    return ", ".join(list(dict.fromkeys(_words(content)))[:3]) or "…"


def _parts(
    model: type[BaseModel],
    content: Mapping[str, Any],
    above: FieldPath = (),
    label_above: str = "",
    *,
    may_be_left_out: bool = False,
) -> Iterator[EditedField | Entries]:
    for name, info in _named(model):
        path = (*above, name)
        label = f"{label_above}{info.title or name}"
        core, optional = _core(info.annotation)
        value = content.get(name)
        if core is Translations:
            needed = not (optional or may_be_left_out)
            yield from _words_in_languages(path, label, info, value, required=needed)
        elif _is_group(core):
            below = value if isinstance(value, Mapping) else {}
            yield from _parts(
                core, below, path, f"{label}: ", may_be_left_out=optional or may_be_left_out
            )
        elif (entry := _entry_model(core)) is not None:
            yield _entries(path, label, entry, value, named=get_origin(core) is not tuple)
        else:
            needed = info.is_required() and not may_be_left_out
            yield _field(path, label, info, core, value, required=needed)


def _field(
    path: FieldPath, label: str, info: FieldInfo, core: Any, value: Any, *, required: bool
) -> EditedField:
    hint = info.description or ""
    choices: dict[str, str] | None = None
    kind = FieldKind.LINE
    if core is bool:
        kind = FieldKind.YES_OR_NO
    elif get_origin(core) is Literal:
        kind = FieldKind.CHOICE
        choices = {str(each): _in_words(str(each), hint) for each in get_args(core)}
        hint = ""
    elif get_origin(core) is tuple and Ellipsis in get_args(core):
        kind = FieldKind.LINES
    elif core is datetime.date:
        kind = FieldKind.DAY
    elif core is datetime.time:
        kind = FieldKind.TIME
    lines = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return EditedField(
        path=path,
        label=label,
        kind=kind,
        value="\n".join(str(each) for each in lines if each is not None),
        required=required,
        hint=hint,
        choices=choices,
    )


def _words_in_languages(
    path: FieldPath, label: str, info: FieldInfo, value: Any, *, required: bool
) -> Iterator[EditedField]:
    """A field for each language; plain words in a file are Czech."""
    said = value if isinstance(value, Mapping) else {ORIGINAL: value}
    for lang, spoken in LANGUAGES.items():
        yield EditedField(
            path=(*path, lang),
            label=f"{label}, {spoken.name_for_editors.lower()}",
            kind=FieldKind.WORDS,
            value=str(said.get(lang) or ""),
            required=required and info.is_required() and lang == ORIGINAL,
            hint=info.description or "" if lang == ORIGINAL else "",
        )


def _entries(
    path: FieldPath, label: str, model: type[BaseModel], value: Any, *, named: bool
) -> Entries:
    found: list[tuple[int | str, str]] = []
    if isinstance(value, Mapping):
        found = [(name, f"{name}: {summary(each)}") for name, each in value.items()]
    elif isinstance(value, Sequence) and not isinstance(value, str):
        found = [(number, summary(each)) for number, each in enumerate(value)]
    return Entries(path, label, model, tuple(found), named)


def _named(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """The fields of a model by their names in files."""
    for name, info in model.model_fields.items():
        yield info.alias or name, info


def _core(annotation: Any) -> tuple[Any, bool]:
    """What a field holds, without marks, and whether it may hold nothing."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        others = [each for each in get_args(annotation) if each is not type(None)]
        return _core(others[0])[0], True
    return annotation, False


def _is_group(core: Any) -> bool:
    return isinstance(core, type) and issubclass(core, BaseModel) and core is not Translations


def _entry_model(core: Any) -> type[BaseModel] | None:
    """The model of what a list or a collection holds, where that are groups."""
    if get_origin(core) is tuple:
        inner = _core(get_args(core)[0])[0]
    elif isinstance(get_origin(core), type) and issubclass(get_origin(core), Mapping):
        inner = _core(get_args(core)[1])[0]
    else:
        return None
    return inner if _is_group(inner) else None


def _in_words(choice: str, described: str) -> str:
    """What a choice means, by a description such as „odd: liché; even: sudé“."""
    meanings = dict(part.strip().split(": ", 1) for part in described.split(";") if ": " in part)
    return meanings.get(choice, choice)


def _words(content: Any) -> Iterator[str]:
    if isinstance(content, Mapping):
        for name in ("cs", *content):
            if name in content:
                yield from _words(content[name])
            if name == "cs" and name in content:
                return
    elif isinstance(content, str) and content:
        yield content
