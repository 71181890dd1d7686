"""Any file of facts, group by group: what stands in its fields, what becomes of what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from centre.editing import fields, filled_in, rewriting
from centre.editing.fact_files import FactFile
from centre.editing.fields import EditedGroup
from centre.editing.opened_file import OpenedFile
from centre.reading.faults import Fault
from centre.reading.models import FieldPath, check
from centre.reading.reader import read_node
from intake_service.work.editing.saving import Edit, NotInOrder, open_file
from intake_service.work.service import Service


class NothingChanged(Exception):
    """What was typed is what stands there."""


class NoSuchGroup(Exception):
    """The file has no group of fields there."""


@dataclass(frozen=True)
class OpenedGroup:
    """A group of a file as it lies there now; ``is_new`` for one that is yet to be added to the
    list at ``path``."""

    file: FactFile
    opened: OpenedFile
    path: FieldPath
    group: EditedGroup
    is_new: bool = False

    @property
    def title(self) -> str:
        """How it is told from others."""
        if self.is_new or not self.path:
            return self.file.title
        return f"{self.file.title}: {fields.summary(_at(self.opened.content, self.path))}"


def open_group(
    service: Service, file: FactFile, path: FieldPath, *, is_new: bool = False
) -> OpenedGroup:
    """The fields at ``path``. Raises NoSuchGroup, and Faults where the file cannot be edited."""
    opened = open_file(service, file.name)
    if not opened.is_new:
        read_node(opened.path)  # tells where it is broken
    model = fields.model_at(file.model, (*path, 0) if is_new else path)
    try:
        content = None if is_new else _at(opened.content, path)
    except (KeyError, IndexError, TypeError):
        raise NoSuchGroup from None
    if model is None:
        raise NoSuchGroup
    return OpenedGroup(file, opened, path, fields.group(model, content), is_new)


def filled_in_edit(at: OpenedGroup, typed: Mapping[str, str]) -> Edit:
    """What was typed, as a change of the file.

    Raises NothingChanged, NotInOrder for what the group's own model refuses, CannotRewrite.
    """
    if at.is_new:
        made = filled_in.entry(at.group, typed)
        _check(at, made)
        text = rewriting.add(at.opened.text, at.path, made)
        return Edit(at.opened, text, f"{at.file.title}, přidáno: {fields.summary(made)}")
    changed = filled_in.changes(at.group, typed)
    if not changed:
        raise NothingChanged
    text = filled_in.apply(at.opened.text, at.path, changed)
    _check(at, _at(rewriting.read(text), at.path))
    words = "; ".join(each.words for each in changed)
    return Edit(at.opened, text, f"{at.title}. {words}")


def dropped_edit(at: OpenedGroup) -> Edit:
    """The entry taken away. Raises CannotRewrite."""
    text = rewriting.drop(at.opened.text, at.path)
    return Edit(at.opened, text, f"{at.title} (smazáno)")


def is_dangerous(at: OpenedGroup, typed: Mapping[str, str]) -> bool:
    """Whether what was typed changes something that wants a fresh code."""
    if at.is_new:
        return at.file.is_dangerous(at.path)
    changed = filled_in.changes(at.group, typed)
    return any(at.file.is_dangerous((*at.path, *each.field.path)) for each in changed)


def by_field(at: OpenedGroup, faults: list[Fault]) -> tuple[dict[str, list[str]], list[str]]:
    """The messages beside the fields that they are about, and those about anything else."""
    names = {field.name for field in at.group.fields}
    beside: dict[str, list[str]] = {}
    others = []
    for fault in faults:
        name = _name(fault.field, at)
        known = next((each for each in (name, f"{name}.cs") if each in names), None)
        if known:
            beside.setdefault(known, []).append(fault.message)
        else:
            others.append(fault.message if not fault.field else f"{fault.field}: {fault.message}")
    return beside, others


def _check(at: OpenedGroup, content: object) -> None:
    _, faults = check(at.group.model, content, at.file.name)
    if faults:
        raise NotInOrder(faults)


def _name(field: str, at: OpenedGroup) -> str:
    """The field of a fault from the group on: faults of the whole file name the way to it."""
    above = "".join(f"{step}." for step in at.path)
    return field.removeprefix(above) if not at.is_new else field


def _at(content: Any, path: FieldPath) -> Any:
    for step in path:
        content = content[step]
    return content
