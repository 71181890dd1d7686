"""Every number in every file: digits as a person writes them, or a refusal; never a guess."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Annotated, Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

import centre
import site_plugins
from centre.reading.models import Fact

ODD = [
    *("1_0", "+5", "0o17", "0x1F", "0b1", "1e3", "1E3", ".5", "5.", "1,5", "1 000"),
    *("５", "٥", "²", "½", "Ⅴ", "−5", "--5", "- 5", "5%", "1__0", "_5", "5_", "inf", "nan", "NaN"),
    *("9" * 400, "0" * 400, "", "-", "1\n0", "true", "yes"),
]
WHOLE_ONLY = ["1.000", "5.0", "49.5", "1.0"]


def facts(kind: type[Fact] = Fact) -> Iterator[type[Fact]]:
    for below in kind.__subclasses__():
        if below.__module__.startswith(("centre.", "site_plugins.")):
            yield below
        yield from facts(below)


def parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from parts(part)


def import_all_rooms() -> None:
    for house in (centre, site_plugins):
        for module in pkgutil.walk_packages(house.__path__, f"{house.__name__}."):
            importlib.import_module(module.name)


def number_fields() -> dict[str, FieldInfo]:
    """All fields of all models of files that are or hold a number."""
    import_all_rooms()
    return {
        f"{model.__module__}.{model.__name__}.{name}": field
        for model in facts()
        for name, field in model.model_fields.items()
        if {int, float} & {part for part in parts(field.annotation) if isinstance(part, type)}
    }


FIELDS = number_fields()


def test_there_are_such_fields() -> None:
    assert "centre.facts.centre.Centre.answer_days" in FIELDS
    assert "centre.facts.places.Coordinates.lat" in FIELDS
    assert "site_plugins.drawing.town_map.River.points" in FIELDS
    assert len(FIELDS) > 20


def refused_in_our_words(field: FieldInfo, typed: str) -> bool:
    """Whether ``typed``, as the field's number or as one of its numbers, meets a check of ours."""
    read = TypeAdapter(Annotated[field.annotation, *field.metadata])
    numbers: Any = typed
    lists = [part for part in parts(field.annotation) if getattr(part, "__origin__", None) is tuple]
    for _each in lists:
        numbers = [numbers, numbers]
    with pytest.raises(ValidationError) as refused:
        read.validate_python(numbers)
    return any(error["type"].startswith("refused_") for error in refused.value.errors())


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("typed", ODD)
def test_what_a_person_would_not_write_as_a_number_is_refused(name: str, typed: str) -> None:
    assert refused_in_our_words(FIELDS[name], typed)


@pytest.mark.parametrize("name", [name for name in FIELDS if "Coordinates" not in name])
@pytest.mark.parametrize("typed", WHOLE_ONLY)
def test_a_whole_number_has_no_point(name: str, typed: str) -> None:
    assert refused_in_our_words(FIELDS[name], typed)
