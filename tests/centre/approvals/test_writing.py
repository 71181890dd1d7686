"""Adding approvals: whatever stood in the file stays, byte for byte."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from centre.approvals.given import Given, read_approvals
from centre.approvals.writing import add
from centre.reading.faults import Faults

GIVEN = Given(
    text="cs/pages/wound.md",
    print="0123456789abcdef",
    role="clinician",
    approved_by="MUDr. Jana Malá: „lékařka“ #1",
    approved_on=date(2026, 11, 21),
)
ENTRY = """\
- text: cs/pages/crisis.md
  print: fedcba9876543210   # podruhé
  role: "lawyer"
  approved_by: JUDr. Petr Dlouhý
  approved_on:   2026-11-20
"""


def indented(text: str, edge: str) -> str:
    return "".join(f"{edge}{line}\n" for line in text.splitlines())


def file_of(root: Path, written: bytes) -> Path:
    path = root / "data" / "approvals.yaml"
    path.parent.mkdir()
    path.write_bytes(written)
    return path


def test_the_first_approval_begins_the_file(tmp_path: Path) -> None:
    add(tmp_path, [GIVEN])
    approvals, faults = read_approvals(tmp_path)
    assert approvals.all == (GIVEN,)
    assert not faults


@pytest.mark.parametrize("edge", ["", "  ", "    "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n# konec\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_approval_comes_after_the_others_and_changes_no_byte_of_them(
    tmp_path: Path, edge: str, end: str, last: str, mark: str
) -> None:
    text = f"{mark}# naše\napprovals:\n{indented(ENTRY, edge).rstrip()}{last}"
    before = text.replace("\n", end).encode("utf-8")
    path = file_of(tmp_path, before)
    add(tmp_path, [GIVEN])
    assert path.read_bytes().startswith(before)
    approvals, faults = read_approvals(tmp_path)
    assert not faults
    assert [each.text for each in approvals.all] == ["cs/pages/crisis.md", "cs/pages/wound.md"]
    assert approvals.all[1] == GIVEN


@pytest.mark.parametrize("empty", ["approvals:\n", "approvals: []\n", "approvals: [ ] # zatím nic"])
def test_an_approval_goes_into_an_empty_list(tmp_path: Path, empty: str) -> None:
    file_of(tmp_path, empty.encode("utf-8"))
    add(tmp_path, [GIVEN])
    assert read_approvals(tmp_path)[0].all == (GIVEN,)


@pytest.mark.parametrize(
    "odd",
    [
        "approvals: [{text: cs/pages/a.md, print: fedcba9876543210, role: lawyer, "
        "approved_by: A, approved_on: 2026-11-20}]\n",
        "approvals:\n  - text: [\n",
        "",
        "jiné: 1\n",
    ],
    ids=["in brackets", "cut off", "empty", "something else"],
)
def test_a_file_that_cannot_be_added_to_stays_as_it_is(tmp_path: Path, odd: str) -> None:
    path = file_of(tmp_path, odd.encode("utf-8"))
    with pytest.raises(Faults):
        add(tmp_path, [GIVEN])
    assert path.read_bytes() == odd.encode("utf-8")
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.fixture
def closed_umask() -> Iterator[None]:
    """As the service of the desk runs."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("closed_umask")
def test_whoever_builds_the_site_may_read_the_file(tmp_path: Path) -> None:
    add(tmp_path, [GIVEN])
    path = tmp_path / "data" / "approvals.yaml"
    assert path.stat().st_mode & 0o777 == 0o644
    assert path.parent.stat().st_mode & 0o777 == 0o755


def test_the_same_approval_is_written_once(tmp_path: Path) -> None:
    later = GIVEN.model_copy(update={"approved_on": date(2026, 11, 22)})
    other = GIVEN.model_copy(update={"role": "lawyer"})
    add(tmp_path, [GIVEN, later, other])
    add(tmp_path, [later])
    approvals, _ = read_approvals(tmp_path)
    assert approvals.all == (GIVEN, other)
    assert not list(approvals.faults(date(2026, 12, 1)))
