"""The file of approvals: what is wrong in it is told, and a wrong file approves nothing."""

from datetime import date
from pathlib import Path

import pytest

from centre.approvals.given import Approvals, read_approvals

DAY = date(2026, 11, 21)
ENTRY = {
    "text": "cs/pages/wound.md",
    "print": "0123456789abcdef",
    "role": "clinician",
    "approved_by": "MUDr. Jana Malá",
    "approved_on": "2026-11-21",
}


def written(tmp_path: Path, *changes: dict[str, str]) -> Path:
    lines = ["approvals:"]
    for change in changes:
        fields = [f"{name}: {value}" for name, value in (ENTRY | change).items()]
        lines += [f"  {'- ' if number == 0 else '  '}{each}" for number, each in enumerate(fields)]
    path = tmp_path / "data" / "approvals.yaml"
    path.parent.mkdir()
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


def faults(root: Path) -> list[str]:
    approvals, found = read_approvals(root)
    told = [*found, *approvals.faults(DAY)]
    return [str(each).removeprefix(f"{root}/data/approvals.yaml:") for each in told]


def test_a_centre_without_the_file_has_no_approvals_and_no_fault(tmp_path: Path) -> None:
    assert read_approvals(tmp_path) == (Approvals(), [])


def test_a_sound_file_has_no_fault(tmp_path: Path) -> None:
    root = written(tmp_path, {}, {"role": "lawyer"}, {"approved_by": "MUDr. Jan Velký"})
    assert not faults(root)
    assert len(read_approvals(root)[0].of("cs/pages/wound.md")) == 3


def test_an_approval_of_a_day_to_come_is_a_fault(tmp_path: Path) -> None:
    root = written(tmp_path, {"approved_on": "2026-11-22"})
    assert faults(root) == [
        "6: approvals.0.approved_on: 22. 11. 2026 teprve bude; opravte datum",
    ]


def test_an_approval_that_is_written_twice_is_a_fault(tmp_path: Path) -> None:
    root = written(tmp_path, {}, {"approved_on": "2026-11-20"})
    assert faults(root) == ["7: approvals.1: totéž schválení už je na řádku 2; jedno smažte"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"text": "wound"}, "2: approvals.0.text: čekáme jméno souboru s textem"),
        ({"print": "abc"}, "3: approvals.0.print: čekáme otisk o 16 znacích"),
        ({"role": "doctor"}, "4: approvals.0.role: je tu „doctor“, čekáme jedno z: clinician"),
        ({"approved_by": ""}, "5: approvals.0.approved_by:"),
        ({"approved_on": "včera"}, "6: approvals.0.approved_on: čekáme datum"),
        ({"note": "x"}, "7: approvals.0.note:"),
    ],
)
def test_a_slip_is_told_with_its_line_and_approves_nothing(
    tmp_path: Path, change: dict[str, str], told: str
) -> None:
    root = written(tmp_path, change)
    [fault] = faults(root)
    assert fault.startswith(told)
    assert not read_approvals(root)[0].all


def test_an_approval_of_a_text_that_is_not_there_is_only_advice(tmp_path: Path) -> None:
    root = written(tmp_path, {"text": "cs/pages/wond.md"})
    approvals, _ = read_approvals(root)
    [advice] = approvals.advice(["cs/pages/wound.md"])
    assert advice.line == 2
    assert advice.message.startswith("text cs/pages/wond.md na webu není")
    assert advice.message.endswith("mysleli jste „cs/pages/wound.md“?")
