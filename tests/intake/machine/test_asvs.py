"""The checklist names tests; each of them is there."""

import re

from tests.paths import ROOT


def test_every_test_that_the_checklist_names_exists() -> None:
    files = {
        path.stem: path.read_text("utf-8")
        for path in (ROOT / "tests" / "intake").rglob("test_*.py")
    }
    there = {
        *files,
        *(name for text in files.values() for name in re.findall(r"^def (test_\w+)", text, re.M)),
    }
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "asvs.md").read_text("utf-8")))
    assert len(named) > 50
    assert named - there == set()
