"""The checklist judges every requirement of levels 1 and 2, once, and names tests that exist."""

import re
from pathlib import Path

from tests.paths import ROOT

CHECKLIST = (ROOT / "docs" / "asvs.md").read_text("utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
LEVEL_3 = " (level 3)"
VERDICTS = {"met", "partly", "not met", "operator", "does not apply"}


def requirements() -> list[str]:
    """The numbers of all requirements of levels 1 and 2."""
    numbers = Path(__file__).with_name("asvs_5_0_levels_1_2.txt").read_text("utf-8")
    return re.findall(r"^(\d+\.\d+\.\d+) [12]$", numbers, re.MULTILINE)


def test_every_requirement_of_levels_1_and_2_is_judged_once_and_in_order() -> None:
    assert len(requirements()) == 253
    judged = [number for number, verdict, *_ in ROW.findall(CHECKLIST) if LEVEL_3 not in verdict]
    assert judged == requirements()


def test_a_requirement_marked_as_level_3_is_none_of_levels_1_and_2() -> None:
    extra = {number for number, verdict, *_ in ROW.findall(CHECKLIST) if LEVEL_3 in verdict}
    assert extra & set(requirements()) == set()


def test_every_verdict_is_one_of_five_and_gives_its_reason() -> None:
    for number, verdict, reason, _ in ROW.findall(CHECKLIST):
        assert verdict.removesuffix(LEVEL_3) in VERDICTS, number
        assert reason.strip(" –"), number


def test_every_test_that_the_checklist_names_exists() -> None:
    there = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        functions = re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
        there |= {path.stem, *functions}
    named = set(re.findall(r"`(test_\w+)`", CHECKLIST))
    assert len(named) > 50
    assert named - there == set()
