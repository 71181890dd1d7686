"""The lint of words: the house itself is sound, and each kind of fault is found."""

from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.tools.conftest import put
from tools.glossary import faults


def found(root: Path) -> list[str]:
    return [fault.below(root) for fault in faults(root)]


def test_every_word_of_the_house_is_sound() -> None:
    assert found(ROOT) == []


def test_a_sound_house_has_no_fault(house: Path) -> None:
    assert found(house) == []


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        (
            "house/late.py",
            "\nclass Riddle: ...",
            "house/late.py:2: `Riddle` is retired; `Timetable`",
        ),
        ("house/late.py", "from house.hours import Riddle", "house/late.py:1: `Riddle` is retired"),
        ("house/late.py", "import house\nhouse.Riddle", "house/late.py:2: `Riddle` is retired"),
        ("tests/test_late.py", "Riddle = 1", "tests/test_late.py:1: `Riddle` is retired"),
        ("house/late.py", "def told(): ...", "house/late.py:1: `told()` is retired"),
        ("house/late.py", "timetable.whole", "house/late.py:1: `timetable.whole` is retired"),
        ("house/late.py", "a.timetable.whole()", "house/late.py:1: `timetable.whole` is retired"),
        ("house/timetable.py", "def whole(): ...", "house/timetable.py:1: `timetable.whole`"),
        ("house/late.py", "class timetable:\n whole: int", "house/late.py:2: `timetable.whole`"),
        (
            "house/late.py",
            "from house.timetable import whole",
            "house/late.py:1: `timetable.whole`",
        ),
        ("house/late.html", "{{ timetable.whole }}", "house/late.html:1: `timetable.whole`"),
        ("house/late.html", "\n{{ Riddle.day }}", "house/late.html:2: `Riddle` is retired"),
        ("theme/late.html", "{% macro told(x) %}", "theme/late.html:1: `told()` is retired"),
        ("theme/late.html", '<p\nclass="a shown">', "theme/late.html:2: `.shown` is retired"),
        ("theme/late.css", "a { margin: 0 }\nb .shown { margin: 0 }", "theme/late.css:2: `.shown`"),
        ("house/late.py", "x = '<p class=\"shown\">'", "house/late.py:1: `.shown` is retired"),
        ("house/words.py", "", "house/words.py: `house/words.py` is retired; `house/i18n.py`"),
    ],
)
def test_a_retired_name_does_not_come_back(house: Path, file: str, text: str, fault: str) -> None:
    put(house, file, text)
    assert len(found(house)) == 1
    assert found(house)[0].startswith(fault)


@pytest.mark.parametrize(
    "text", ["whole = 1", "month.whole", "'timetable.whole'", "told = 1", "a().shown"]
)
def test_other_names_are_not_meant(house: Path, text: str) -> None:
    put(house, "house/late.py", text)
    assert found(house) == []


def test_a_word_has_one_meaning(house: Path) -> None:
    spoil(
        house,
        "package | `house/` |\n",
        "package | `house/` |\n| House | a roof | roof | `house/` |\n",
    )
    assert found(house) == ["docs/architecture.md:9: “House” is defined in line 8"]


def test_no_class_bears_a_word_of_the_glossary_and_is_something_else(house: Path) -> None:
    put(house, "house/calendar.py", "class Timetable: ...")
    message = "`Timetable` is a word of the glossary, and means something else"
    assert found(house) == [f"house/calendar.py:1: {message}"]


def test_a_table_may_be_called_like_what_it_keeps(house: Path) -> None:
    put(house, "house/store/__init__.py", '"""What is kept."""')
    put(house, "house/store/models.py", "class Timetable: ...")
    assert found(house) == []


@pytest.mark.parametrize(
    "place",
    [
        "house.hours.Timetable.week",
        "house.hours.Calendar",
        "house.minutes",
        "house/minutes.py",
        "house.hours.Timetable.day.hour",
    ],
)
def test_a_word_is_defined_where_the_glossary_says(house: Path, place: str) -> None:
    spoil(house, "`house/` |", f"`{place}` |")
    assert found(house) == [f"docs/architecture.md:8: `{place}` does not exist"]


def test_a_word_is_defined_somewhere(house: Path) -> None:
    spoil(house, "`house/` |", "the code |")
    message = "“house” is not said to be defined anywhere"
    assert found(house) == [f"docs/architecture.md:8: {message}"]


@pytest.mark.parametrize("room", ["house", "tests/hours"])
def test_a_room_has_fourteen_modules_at_most(house: Path, room: str) -> None:
    for number in range(13 if room == "house" else 14):
        put(house, f"{room}/module_{number}.py", "")
    assert found(house) == []
    put(house, f"{room}/one_more.py", "")
    assert found(house) == [f"{room}: 15 modules; a room has 14 at most"]


@pytest.mark.parametrize("docstring", ["", '"""No stop"""', '"""One thing. Another thing."""'])
def test_a_room_says_in_one_sentence_what_belongs_in_it(house: Path, docstring: str) -> None:
    put(house, "house/room/__init__.py", docstring)
    message = "__init__.py has to say in one sentence what belongs here"
    assert found(house) == [f"house/room: {message}"]


def test_a_folder_of_modules_has_to_speak(house: Path) -> None:
    put(house, "house/room/module.py", "")
    assert found(house) != []


def test_a_glossary_has_to_be_there(house: Path) -> None:
    spoil(house, "## Glossary", "## Words")
    assert found(house) == ["docs/architecture.md: there is no table under “Glossary”"]


def spoil(house: Path, old: str, new: str) -> None:
    document = house / "docs" / "architecture.md"
    text = document.read_text("utf-8")
    assert old in text
    document.write_text(text.replace(old, new, 1), "utf-8")
