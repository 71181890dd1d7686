"""Whatever is typed into the forms, in whatever order: it is read back as it was typed, every other
field says what it said, and no byte outside of what was edited moves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from centre.editing import fields, filled_in, rewriting
from centre.editing.fact_files import FACT_FILES
from centre.editing.fields import EditedField, EditedGroup, FieldKind
from centre.editing.rewriting import CannotRewrite
from centre.editing.yaml_places import begin_of_line, end_of, end_of_line, spot_at
from centre.reading.models import FieldPath
from tests.examples import examples
from tests.paths import ROOT

SMALL = 6000  # bytes; what holds for a small file holds for a large one, and this takes no minutes
FILES = sorted(
    path
    for folder in (ROOT / "content/data", ROOT / "examples/kyjov/data")
    for path in folder.glob("*.yaml")
    if path.name in FACT_FILES and path.stat().st_size < SMALL
)
STRANGE = st.sampled_from(
    [
        *(
            "9:00",
            "no",
            "null",
            "~",
            "1e3",
            "2026-12-01",
            "# ne",
            "- ne",
            "a: b",
            "a #b",
            "[a",
            "{b",
        ),
        *(
            "&a",
            "*a",
            "!!str a",
            "<<: *a",
            "| a",
            "> a",
            "%YAML",
            "---",
            "...",
            "'",
            '"',
            "\\n",
            "ř'ž\"",
        ),
        *(
            "[[tel:centre]]",
            "<b>",
            "„a“",
            "\N{NO-BREAK SPACE}a",
            "a\nb",
            "a\n\n- b",
            "? a",
            "@a",
            "`a",
        ),
    ]
)
PRINTED = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Cf")), max_size=12
)
TYPED = st.one_of(STRANGE, PRINTED, st.just(""))


def groups(model: Any, content: Any, at: FieldPath = ()) -> Iterator[tuple[FieldPath, EditedGroup]]:
    """Every form that a file has."""
    here = content
    for step in at:
        here = here[step]
    found = fields.group(fields.model_at(model, at) or model, here)
    yield at, found
    for each in found.entries:
        for step, _ in each.entries:
            yield from groups(model, content, (*at, *each.path, step))


def said(model: Any, text: str) -> dict[FieldPath, str]:
    """What stands in every field of every form."""
    return {
        (*at, *field.path): filled_in._clean(field, field.value)
        for at, group in groups(model, rewriting.read(text))
        for field in group.fields
    }


def edited(text: str, at: FieldPath, field: EditedField, typed: str) -> tuple[int, int]:
    """Between which bytes the edit of a field may change something: its value where one stands
    there, else the lines of its group."""
    try:
        node = spot_at(text, (*at, *field.path)).node
        if field.value and typed and field.kind is not FieldKind.LINES:
            return node.start_mark.index, end_of(text, node)
    except CannotRewrite:
        pass
    node = spot_at(text, at).node
    return begin_of_line(text, node.start_mark.index), end_of_line(text, end_of(text, node))


@pytest.mark.usefixtures("takes_seconds")
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
@settings(max_examples=examples(12))
@given(data=st.data())
def test_any_sequence_of_edits_leaves_every_untouched_byte(path: Path, data: st.DataObject) -> None:
    model = FACT_FILES[path.name].model
    text = path.read_bytes().decode()
    for _ in range(data.draw(st.integers(1, 4))):
        forms = [each for each in groups(model, rewriting.read(text)) if each[1].fields]
        at, group = data.draw(st.sampled_from(forms))
        field = data.draw(st.sampled_from(group.fields))
        typed = data.draw(TYPED if field.kind is not FieldKind.YES_OR_NO else st.just("true"))
        changed = filled_in.changes(group, {field.name: typed})
        if not changed:
            continue
        before = said(model, text)
        try:
            after = filled_in.apply(text, at, changed)
        except CannotRewrite:  # said aloud, and nothing is touched
            continue
        clean = changed[0].typed
        assert said(model, after) == {**before, (*at, *field.path): clean}
        start, end = edited(text, at, field, clean)
        assert after.startswith(text[:start].rstrip(" "))
        assert after.endswith(text[end:])
        text = after


@pytest.mark.usefixtures("takes_seconds")
def test_hardly_any_edit_is_refused() -> None:
    """The property above would say nothing if edits were refused. Of fields that differ only in
    which row of a list they belong to, the first is edited."""
    refused = 0
    tried = 0
    for path in FILES:
        model = FACT_FILES[path.name].model
        text = path.read_bytes().decode()
        known = set()
        for at, group in groups(model, rewriting.read(text)):
            for field in group.fields:
                place = tuple("" if isinstance(step, int) else step for step in (*at, *field.path))
                if place in known:
                    continue
                known.add(place)
                tried += 1
                try:
                    changed = filled_in.changes(group, {field.name: "ř: 'x' # \"y\""})
                    filled_in.apply(text, at, changed)
                except CannotRewrite:
                    refused += 1
    assert tried > 100
    assert refused == 0
