"""Common texts are approved as they lie in the product: a version that changes one takes its
approval away, and no other."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from centre.approvals.given import Given
from centre.approvals.writing import add
from centre.layers.account import account, note_seen
from centre.layers.common import PRODUCT
from centre.proofreading.checks.reviews import lost_approvals
from centre.reading.faults import file_name
from centre.texts.pages import Pages, read_pages
from tests.paths import ROOT

DAY = date(2026, 11, 21)
WOUND = "cs/pages/wound.md"
EXCHANGE = "cs/services/exchange.md"


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The common texts of a version to come, to be changed."""
    copy = shutil.copytree(PRODUCT, tmp_path / "product")
    for module in ("folder", "account"):
        monkeypatch.setattr(f"centre.layers.{module}.PRODUCT", copy)
    return copy


@pytest.fixture
def centre(tmp_path: Path, product: Path) -> Path:
    """The folder of a centre whose doctor has approved two common texts, and which has seen all."""
    centre = shutil.copytree(ROOT / "examples" / "kyjov", tmp_path / "centre")
    note_seen(centre)
    approve(centre, WOUND, EXCHANGE)
    return centre


def approve(centre: Path, *names: str) -> None:
    standings = {page.standing.name: page.standing for page in pages(centre)}
    given = [
        Given(
            text=name,
            print=standings[name].print,
            role="clinician",
            approved_by="MUDr. Jana Malá",
            approved_on=DAY,
        )
        for name in names
    ]
    add(centre, given)


def pages(centre: Path) -> Pages:
    return read_pages(centre)[0]


def waiting(centre: Path) -> set[str]:
    return {page.standing.name for page in pages(centre) if page.standing.waits_for}


def test_an_approved_common_text_waits_for_nobody_and_is_copied_nowhere(centre: Path) -> None:
    assert not {WOUND, EXCHANGE} & waiting(centre)
    assert not (centre / WOUND).exists()


def test_an_upgrade_that_changes_a_common_text_takes_its_approval_and_no_other(
    centre: Path, product: Path
) -> None:
    path = product / WOUND
    path.write_text(f"{path.read_text('utf-8')}\nA ještě tohle.\n", "utf-8")
    found = account(centre)
    assert found is not None
    assert found.changed == (WOUND,)
    assert {WOUND, EXCHANGE} & waiting(centre) == {WOUND}
    [page] = [each for each in pages(centre) if each.standing.name == WOUND]
    [fault] = lost_approvals(page.front, page.standing)
    line = 1 + path.read_text("utf-8").splitlines().index("approval: clinician")
    assert str(fault) == (
        f"{file_name(path)}:{line}: approval: text se změnil po schválení "
        "(lékař MUDr. Jana Malá 21. 11. 2026); dejte ho schválit znovu"
    )


def test_a_text_of_the_centres_own_in_place_of_a_common_one_has_to_be_approved_itself(
    centre: Path,
) -> None:
    own = centre / WOUND
    own.write_text((PRODUCT / WOUND).read_text("utf-8") + "\nPo našem.\n", "utf-8")
    assert WOUND in waiting(centre)
    approve(centre, WOUND)
    assert WOUND not in waiting(centre)
