"""The reader of YAML: nothing is guessed, every value knows its line, and no slip ends in a
traceback."""

import sys
from collections.abc import Mapping
from contextlib import suppress
from io import StringIO
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from centre.reading.faults import Fault, Faults
from centre.reading.messages import BUILT_IN, SENTENCES
from centre.reading.models import Fact, _walk, check, read_yaml
from centre.reading.yaml_text import copied, reader, yaml
from tests.examples import examples


class Front(BaseModel):
    """A model that is not ours, such as the front matter of a page."""

    model_config = {"extra": "forbid"}
    title: str
    day: Literal["po", "út"] = "po"
    weight: int = 0


class Part(Fact):
    name: str
    size: float = 1


class Whole(Fact):
    parts: tuple[Part, ...] = ()
    by_name: Mapping[str, Part] = Field(default_factory=dict)


@pytest.mark.parametrize(
    "typed", ["9:00", "no", "2026-12-24", "01234567", "+420601234567", "1e3", "0x1F", "yes"]
)
@pytest.mark.parametrize("version", ["", "%YAML 1.1\n---\n"])
def test_a_plain_value_stays_the_text_that_was_typed(typed: str, version: str) -> None:
    assert read_yaml(f"{version}a: {typed}\n", "f")["a"] == typed


@pytest.mark.parametrize("typed", ["", " ~", " null"])
def test_an_empty_value_is_nothing(typed: str) -> None:
    assert read_yaml(f"a:{typed}\n", "f")["a"] is None


def test_a_file_is_written_back_as_it_was() -> None:
    text = "# nahoře\nclosures:\n  - date: 2026-12-24  # svátek\n    from: 9:00\n    note:\n"
    written = StringIO()
    yaml().dump(yaml().load(text), written)
    assert written.getvalue() == text


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "pole „a“ je v jedné skupině dvakrát; nechte jen jedno"),
        ("x:\n  - a: 1\n    'a': 3\n", 3, "pole „a“ je v jedné skupině dvakrát; nechte jen jedno"),
        ("a:\n\t- b\n", 2, "odsazení tabulátorem; odsazujte mezerami"),
        (
            "a: 1\nb: c: d\n",
            2,
            "dvojtečka, kterou tu YAML nečeká: text s dvojtečkou dejte do uvozovek, "
            "pole odsaďte stejně",
        ),
        ("a: 1\nb: 'c\n\nd: 2\n", 2, "text v uvozovkách nekončí; chybí druhá uvozovka"),
        ("a: 1\nb: [x\nc: 2\n", 2, "seznam v závorkách není zavřený nebo v něm chybí čárka"),
        ("a: @domov\n", 1, "text začíná zvláštním znakem; dejte ho do uvozovek"),
        ("a: *tučně\n", 1, "text začíná hvězdičkou; dejte ho do uvozovek"),
        ("a: 1\n---\nb: 2\n", 2, "řádek --- smí být jen na začátku"),
        ("a: 1\nb: {\n", 3, "soubor tu končí uprostřed; něco není dopsané"),
        ("a: 1\nb: }\n", 2, "tady YAML nesedí, zkontrolujte odsazení, pomlčky a dvojtečky"),
        ("a: 1\nb: !!int x\n", 2, "text začíná zvláštním znakem; dejte ho do uvozovek"),
        ("a: !pozor tma\n", 1, "text začíná zvláštním znakem; dejte ho do uvozovek"),
        ("a: &Co s.r.o.\n", 1, "text začíná zvláštním znakem; dejte ho do uvozovek"),
        ("a: &x [*x]\n", 1, "text začíná zvláštním znakem; dejte ho do uvozovek"),
        ("? - a:\n", 1, "soubor neumíme přečíst jako YAML; vraťte poslední změnu"),
        ("a: 1\nb: \x07\n", 2, "nečitelný znak; smažte ho a napište znovu"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(Faults) as faults:
        read_yaml(text, "content/x.md", first_line=2)
    assert faults.value.all == (Fault("content/x.md", line + 1, "", message),)


def test_whoever_changes_what_was_read_changes_it_for_nobody_else() -> None:
    text = "parts:\n  - name: a\n  - name: b\n"
    first = read_yaml(text, "f")
    del first["parts"][0]
    first["parts"][0]["name"] = "c"
    assert [each["name"] for each in read_yaml(text, "g")["parts"]] == ["a", "b"]
    assert read_yaml(text, "g")["parts"].lc.item(1)[0] == 2


@settings(max_examples=examples(150), deadline=None)
@example("!1\n-")  # a list under a tag: its items have no line of their own
@given(st.text(alphabet="ab:-#\"'[]{}|>&*!%@`,?\t\n 1č\x00", max_size=40))
def test_no_text_whatever_ends_in_a_traceback(text: str) -> None:
    with suppress(Faults):
        check(Whole, read_yaml(text, "f"), "f")


def test_lines_are_counted_from_where_the_yaml_starts() -> None:
    node = read_yaml("title: T\nwieght: 3\nday: sobota\n", "page.md", first_line=2)
    assert check(Front, node, "page.md", first_line=2) == (
        None,
        [
            Fault("page.md", 4, "day", "je tu „sobota“, čekáme jedno z: po, út"),
            Fault("page.md", 3, "wieght", "neznámé pole; mysleli jste „weight“?"),
        ],
    )


def test_a_sound_node_becomes_its_object_and_no_fault() -> None:
    assert check(Front, read_yaml("title: T\nweight: 3\n", "f"), "f") == (
        Front(title="T", weight=3),
        [],
    )


@pytest.mark.parametrize("text", ["- a\n", "just words\n"])
def test_a_file_that_is_no_group_of_fields_is_told(text: str) -> None:
    _, faults = check(Front, read_yaml(text, "f"), "f")
    assert [(fault.line, fault.field) for fault in faults] == [(1, "")]
    assert faults[0].message.startswith("čekáme skupinu polí (název: hodnota)")


def test_a_missing_field_is_told_where_its_group_starts() -> None:
    node = read_yaml("parts:\n  - name: a\n  -\n    size: 2\n", "f")
    assert check(Whole, node, "f")[1] == [Fault("f", 4, "parts.1.name", "chybí povinné pole")]


def test_a_misspelt_field_deep_in_a_mapping_gets_its_suggestion() -> None:
    node = read_yaml("by_name:\n  x:\n    name: a\n    sise: 2\n", "f")
    assert check(Whole, node, "f")[1] == [
        Fault("f", 4, "by_name.x.sise", "neznámé pole; mysleli jste „size“?")
    ]


def test_a_fact_remembers_its_line_and_two_that_say_the_same_are_equal() -> None:
    whole, _ = check(Whole, read_yaml("# nic\nparts:\n  - {name: a}\n  - {name: a}\n", "f"), "f")
    first, second = whole.parts
    assert first == second
    assert (first.line, second.line) == (3, 4)
    assert second.fault("size", "moc") == Fault("f", 4, "parts.1.size", "moc")


def test_a_fact_from_no_file_can_still_be_faulted() -> None:
    assert Part(name="a").fault("size", "moc") == Fault("Part", 0, "size", "moc")


def test_every_sentence_of_the_table_belongs_to_an_error_that_exists() -> None:
    assert set(SENTENCES) <= BUILT_IN


def test_no_english_leaks_for_an_error_that_the_table_does_not_know() -> None:
    class Odd(BaseModel):
        when: tuple[complex, ...]

    _, (fault,) = check(Odd, read_yaml("when: [x]\n", "f"), "f")
    assert fault.message == "této hodnotě nerozumíme; je tu „x“"


def test_a_copy_says_the_same_at_the_same_lines_and_is_its_own() -> None:
    text = "a:\n  - b: 1\n  # said\n  - c\ne: {f: [1, 2]}\ng: 12:30\n"
    node = reader().load(text)
    made = copied(node)
    assert made == node
    assert list(_walk(made, ())) == list(_walk(node, ()))
    made["a"].append("more")
    del made["e"]["f"][0]
    assert node == reader().load(text)


def test_a_list_of_thousands_is_copied_item_by_item() -> None:
    """Each item once: a copy that grows with the square of a list took a second for a thousand."""
    node = reader().load("".join(f"- word {number}\n" for number in range(4000)))
    calls = 0

    def count(frame: object, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        copied(node)
    finally:
        sys.setprofile(None)
    assert calls < 20 * 4000
