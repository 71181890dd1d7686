"""A small repository for lints to find fault with, and copies of the whole one."""

from pathlib import Path

import pytest

from tests.tools.repository_copy import Copied, RepositoryCopy

DOCUMENT = """# How it is built

## Glossary

| Word | What it means here | The field's term | Defined in |
| --- | --- | --- | --- |
| timetable | when it is open | schedule | `house.hours.Timetable.day` |
| house | all of it | package | `house/` |

## Retired names

| Retired | Now |
| --- | --- |
| `Riddle` | `Timetable` |
| `told()` | `error_page` |
| `timetable.whole` | `timetable.details` |
| `.shown` | `.visible` |
| `house/words.py` | `house/i18n.py` |
"""
HOURS = """
class Timetable:
    day: int

told = Timetable().day
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A repository without fault."""
    files = {
        "pyproject.toml": '[tool.importlinter]\nroot_packages = ["house"]\ncontracts = []\n',
        "docs/architecture.md": DOCUMENT,
        "house/__init__.py": '"""All that there is."""\n',
        "house/hours.py": HOURS,
        "house/page.html": '<p class="plain shown-not">{{ told }} Riddle</p>',
        "theme/site.css": "/* .shown */ .shown-not { margin: 0 }",
        "tests/test_hours.py": "",
    }
    for name, text in files.items():
        put(tmp_path, name, text)
    return tmp_path


@pytest.fixture
def copied(tmp_path: Path) -> Copied:
    """A copy of the repository, whose own tests take a minute."""
    return lambda heading: RepositoryCopy.made(tmp_path / "copy", heading)


def put(root: Path, name: str, text: str) -> None:
    """Write a file, after what is there already."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text(before + text, "utf-8")
