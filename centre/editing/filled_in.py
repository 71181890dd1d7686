"""What was typed into the fields of a group, put into the text of its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from centre.editing import rewriting
from centre.editing.fields import EditedField, EditedGroup, FieldKind
from centre.editing.typed import day_as_in_file, time_as_in_file
from centre.language.languages import ORIGINAL
from centre.reading.models import FieldPath


@dataclass(frozen=True)
class FieldChange:
    """One field whose text was changed."""

    field: EditedField
    typed: str

    @property
    def words(self) -> str:
        """„Od: 9:00 → 10:00“."""
        return f"{self.field.label}: {_shown(self.field.value)} → {_shown(self.typed)}"


def changes(group: EditedGroup, typed: Mapping[str, str]) -> list[FieldChange]:
    """What differs from the file; line ends and spaces around do not count, nor how a day or a
    time is typed."""
    return [
        FieldChange(field, clean)
        for field in group.fields
        if field.name in typed
        and (clean := _clean(field, typed[field.name])) != _clean(field, field.value)
    ]


def apply(text: str, at: FieldPath, changed: list[FieldChange]) -> str:
    """``text`` with the changes in the group at ``at``. Raises rewriting.CannotRewrite."""
    for each in changed:
        text = _put(text, at, each)
    return text


def entry(group: EditedGroup, typed: Mapping[str, str]) -> dict[str, Any]:
    """A new group with what was typed; empty fields are left out."""
    made: dict[str, Any] = {}
    for field in group.fields:
        clean = _clean(field, typed.get(field.name, ""))
        if not clean or (field.kind is FieldKind.YES_OR_NO and clean == "false"):
            continue
        *above, last = map(str, field.path)
        inner = made
        for step in above:
            inner = inner.setdefault(step, {})
        inner[last] = clean.split("\n") if field.kind is FieldKind.LINES else clean
    return made


def _put(text: str, at: FieldPath, change: FieldChange) -> str:
    path = (*at, *change.field.path)
    plain = _found(rewriting.read(text), path[:-1])
    if isinstance(plain, str):  # plain words are Czech, and become a group once translated
        return _put_beside(text, path, plain, change)
    missing = list(_missing_above(text, path))
    value = _value(text, path, change)
    if value is None:
        return text if missing else _emptied(text, path, change)
    if missing:
        first = missing[0]
        for step in reversed(path[len(first) :]):
            value = {step: value}
        return rewriting.put(text, first, value)
    return rewriting.put(text, path, value)


def _put_beside(text: str, path: FieldPath, plain: str, change: FieldChange) -> str:
    *above, lang = path
    if lang != ORIGINAL:
        both = {ORIGINAL: plain, str(lang): change.typed}
        return rewriting.put(text, tuple(above), both) if change.typed else text
    if change.typed:
        return rewriting.put(text, tuple(above), change.typed)
    return rewriting.drop(text, tuple(above))


def _value(text: str, path: FieldPath, change: FieldChange) -> Any:
    typed = change.typed
    if change.field.kind is FieldKind.LINES and typed:
        lines = typed.split("\n")
        found = _found(rewriting.read(text), path)
        return lines[0] if isinstance(found, str) and len(lines) == 1 else lines
    return typed or None


def _missing_above(text: str, path: FieldPath) -> Iterator[FieldPath]:
    """The groups above ``path`` that the file does not have yet, the outermost first."""
    content = rewriting.read(text)
    for length in range(1, len(path)):
        if not isinstance(_found(content, path[:length]), dict | list):
            yield path[:length]


def _emptied(text: str, path: FieldPath, change: FieldChange) -> str:
    """Without the field; a group of words that would be left empty goes whole."""
    if change.field.kind is FieldKind.WORDS and len(_found(rewriting.read(text), path[:-1])) == 1:
        path = path[:-1]
    return rewriting.drop(text, path)


def _found(content: Any, path: FieldPath) -> Any:
    for step in path:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return None
    return content


def _clean(field: EditedField, typed: str) -> str:
    lines = [" ".join(line.split()) for line in typed.replace("\r", "").split("\n")]
    if field.kind is FieldKind.LINES:
        return "\n".join(line for line in lines if line)
    if field.kind is FieldKind.WORDS:
        return "\n".join(lines).strip()
    line = " ".join(line for line in lines if line)
    match field.kind:
        case FieldKind.DAY:
            return day_as_in_file(line)
        case FieldKind.TIME:
            return time_as_in_file(line)
        case _:
            return line


def _shown(text: str) -> str:
    return text.replace("\n", ", ") or "nic"
