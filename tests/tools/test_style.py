"""The rules of style that ruff does not know."""

from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.tools.conftest import put
from tools.style import faults


def found(root: Path) -> list[str]:
    return [fault.below(root) for fault in faults(root)]


def test_the_code_keeps_them() -> None:
    assert found(ROOT) == []


@pytest.mark.parametrize("text", ["import house as home", "from house import hours as home"])
def test_an_import_changes_no_name(house: Path, text: str) -> None:
    put(house, "house/late.py", text)
    name = text.split()[-3]
    message = f"`{name}` becomes `home` here; give it one name"
    assert found(house) == [f"house/late.py:1: {message}"]


def test_a_line_assigns_one_thing(house: Path) -> None:
    put(house, "tests/test_late.py", "\nfirst, second = 1, 2")
    message = "two things in one line; give each a line of its own"
    assert found(house) == [f"tests/test_late.py:2: {message}"]


@pytest.mark.parametrize(
    "text",
    [
        "import sqlalchemy as sa",
        "from hypothesis import strategies as st",
        "first, second = pair()",
        "first = second = 1",
        "pair = 1, 2",
        "for first, second in pairs: ...",
    ],
)
def test_what_is_usual_stays(house: Path, text: str) -> None:
    put(house, "house/late.py", text)
    assert found(house) == []
