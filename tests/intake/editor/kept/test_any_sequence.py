"""Whatever is saved through the forms, in whatever order: it is read back as it was typed, what is
refused changes nothing, and step by step all of it can be undone to the very byte."""

import random
from pathlib import Path

import pytest

from centre.editing.fact_files import FACT_FILES
from tests.intake.browser import DeskVisitor, Page

pytestmark = pytest.mark.usefixtures("takes_seconds")

SAVES = 6
TYPED = (
    "9:15",
    "20",
    "2027-03-01",
    "1. 4. 2027",
    "Porada",
    "- ne",
    "a: b # c",
    "\"uvozovky\" a 'čárky'",
    "!!str &a *b",
    "[[tel:centre]]",
    "<b>tučně</b>",
    "null",
    "no",
    "",
    "all",
    "601 234 567",
)
PAGES = (
    "hours.yaml/hours/0/blocks/0",
    "hours.yaml/hours/4/blocks/0",
    "closures.yaml/closures/0",
    "closures.yaml/closures/1",
    "closures.yaml/specials/0",
    "alerts.yaml/alerts/0",
    "places.yaml/premises/0",
    "helplines.yaml/helplines/5",
    "centre.yaml/contacts/phones/outreach",
)


def facts(content: Path) -> dict[str, bytes]:
    return {name: (content / "data" / name).read_bytes() for name in FACT_FILES}


def shown(page: Page, action: str) -> dict[str, str]:
    """What stands in the fields that somebody fills in."""
    own = ("csrf_token", "seen", "code")
    fields = page.fields(action)
    return {name: value.strip() for name, value in fields.items() if name not in own}


def as_kept(typed: str, before: str) -> set[str]:
    """What may be read back: spaces are folded, days and times have one form."""
    return {typed, "20:00", "2027-04-01", "+420 601 234 567"} if typed != before else {before}


@pytest.mark.parametrize("seed", range(2))
def test_any_sequence_is_read_back_and_undone(eva: DeskVisitor, content: Path, seed: int) -> None:
    chance = random.Random(seed)
    beginning = facts(content)
    saved = 0
    for _ in range(40):
        address = f"/web/udaje/{chance.choice(PAGES)}"
        before = shown(eva.open(address), address)
        name = chance.choice(sorted(before))
        typed = chance.choice(TYPED)
        files = facts(content)
        answer = eva.send(address, **{name: typed})
        if answer.title != "Uloženo":
            assert facts(content) == files
            assert answer.fields(address).get(name, "").strip() in (typed, "", before[name])
            continue
        after = shown(eva.open(address), address)
        assert after.get(name, "") in as_kept(typed, before[name])
        assert {**after, name: ""} == {**before, name: ""}
        changed = [each for each, written in facts(content).items() if written != files[each]]
        assert changed == [address.split("/")[3]]
        saved += 1
        if saved == SAVES:
            break
    assert saved == SAVES
    for number in range(saved, 0, -1):
        eva.open(f"/web/zmeny/{number}")
        assert eva.send("/vzit-zpet").title == "Vzato zpět"
    assert facts(content) == beginning
