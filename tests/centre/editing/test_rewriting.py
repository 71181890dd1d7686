"""One value changes; whatever else stands in the file stays as it was typed."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from centre.editing.rewriting import CannotRewrite, Value, add, drop, put, read
from tests.paths import ROOT

FILES = sorted(
    [*(ROOT / "content/data").glob("*.yaml"), *(ROOT / "examples").glob("*/data/*.yaml")]
)
SMALL = [path for path in FILES if path.stat().st_size < 9000]

SAMPLE = """\
# Kdo jsme
name:   'U nás'   # jméno
hours:
  - {day: po, from: 9:00, to: 12:00}  # pondělí

  # úterý se mění
  - {day: út, from: 13:00, to: 18:00}
notes:
  - date: 2026-12-24
    # svátky
    reason:
      cs: Vánoce
      en: "Christmas"
empty:
last: ano"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("name",), "Jinde", "'U nás'   #", "'Jinde'   #"),
        (("name",), "U nás: doma", "'U nás'", "'U nás: doma'"),
        (("hours", 0, "from"), "10:00", "from: 9:00", "from: 10:00"),
        (("hours", 1, "day"), "a, b", "day: út", 'day: "a, b"'),
        (("hours", 1, "weeks"), "odd", "to: 18:00}", "to: 18:00, weeks: odd}"),
        (("notes", 0, "reason", "en"), 'O "té" věci', '"Christmas"', r'"O \"té\" věci"'),
        (
            ("notes", 0, "until"),
            "2027-01-01",
            '"Christmas"\n',
            '"Christmas"\n    until: 2027-01-01\n',
        ),
        (("empty",), "něco", "empty:\n", "empty: něco\n"),
        (("empty",), {"a": "b"}, "empty:\n", "empty:\n  a: b\n"),
        (("last",), None, "last: ano", "last:"),
        (("last",), "null", "last: ano", 'last: "null"'),
        (("new",), "x", "last: ano", "last: ano\nnew: x"),
    ],
)
def test_only_the_value_changes(
    path: tuple[int | str, ...], value: Value, old: str, new: str
) -> None:
    for newline in ("\n", "\r\n"):
        text = SAMPLE.replace("\n", newline)
        assert put(text, path, value) == SAMPLE.replace(old, new, 1).replace("\n", newline)


def test_an_item_goes_with_its_line_and_comments_of_others_stay() -> None:
    line = "  - {day: po, from: 9:00, to: 12:00}  # pondělí\n"
    assert drop(SAMPLE, ("hours", 0)) == SAMPLE.replace(line, "")
    assert drop(SAMPLE, ("notes", 0, "date")) == SAMPLE.replace(
        "date: 2026-12-24\n    # svátky\n    reason", "reason"
    )


def test_the_last_item_leaves_an_empty_list() -> None:
    assert read(drop(SAMPLE, ("notes", 0)))["notes"] == []


def test_a_list_that_is_missing_begins_with_its_first_item() -> None:
    assert read(add("a: b\n", ("closures",), {"date": "2026-12-24"}))["closures"] == [
        {"date": "2026-12-24"}
    ]
    assert add("closures: []\n", ("closures",), "x") == "closures:\n  - x\n"


def test_a_comment_behind_a_name_is_never_lost() -> None:
    with pytest.raises(CannotRewrite):
        put("a:  # proč\n  b: c\n", ("a",), "d")


def _values(
    found: Any, path: tuple[int | str, ...] = ()
) -> Iterator[tuple[tuple[int | str, ...], Any]]:
    items = found.items() if isinstance(found, dict) else enumerate(found)
    for step, value in items:
        yield (*path, step), value
        if isinstance(value, dict | list):
            yield from _values(value, (*path, step))


def _comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


@pytest.mark.parametrize("path", SMALL, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_any_sequence_of_changes_says_what_was_asked_and_keeps_every_comment(path: Path) -> None:
    """What is asked for is what is read back (``put``, ``drop`` and ``add`` refuse anything else),
    and the way back leads to the very bytes."""
    chance = random.Random(path.stem)
    text = path.read_bytes().decode()
    for _ in range(6):
        where, old = chance.choice(list(_values(read(text))))
        typed: Value = chance.choice(["x", "a: b", "9:00", "no", "null", "# ne", "- ne", 'ř"ž', ""])
        if isinstance(old, str):
            changed = put(text, where, typed)
            assert read(put(changed, where, old)) == read(text)
        elif isinstance(old, list) and old:
            changed = drop(text, (*where, chance.randrange(len(old))))
        else:
            continue
        assert _comments(changed) == _comments(text)
        text = changed
