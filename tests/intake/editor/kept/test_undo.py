"""Whatever was saved can be taken back, and that again; each time the file is what it was."""

from pathlib import Path

import pytest

from centre.editing.fact_files import FACT_FILES
from tests.intake.browser import DeskVisitor

HOUR = "/web/udaje/hours.yaml/hours/0/blocks/0"
CLOSURE = "/web/udaje/closures.yaml/closures"
NEW = {"date": "2027-02-01", "places": "all", "reason.cs": "Porada"}


def facts_of(content: Path) -> dict[str, bytes]:
    return {name: (content / "data" / name).read_bytes() for name in FACT_FILES}


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/web/den/2026-12-01/havlickuv-brod/zavreno", {}),
        (HOUR, {"from": "10:00"}),
        (HOUR, {"by_appointment": "true"}),
        (HOUR, {"smazat": "1"}),
        (f"{CLOSURE}/novy", NEW),
        (f"{CLOSURE}/0", {"reason.uk": ""}),
        (f"{CLOSURE}/1", {"smazat": "1"}),
        ("/web/udaje/helplines.yaml/helplines/5", {"overeno": "1"}),
        ("/web/udaje/places.yaml/premises/0", {"accessibility.cs": "Dva schody."}),
        ("/web/udaje/partners.yaml/partners/0", {"town": "Jihlava"}),
    ],
)
def test_each_kind_of_change_goes_back_and_comes_again(
    eva: DeskVisitor, content: Path, address: str, typed: dict[str, str]
) -> None:
    before = facts_of(content)
    eva.open(address)
    saved = eva.send(address.rpartition("/")[2], **typed)
    assert saved.title == "Uloženo", saved.alerts
    after = facts_of(content)
    assert after != before
    assert eva.send("/vzit-zpet").title == "Vzato zpět"
    assert facts_of(content) == before
    assert eva.send("/vzit-zpet").title == "Uloženo"
    assert facts_of(content) == after
    told = eva.open("/web/zmeny").words
    assert told.index("Znovu: ") < told.index("Vzato zpět: ")


def test_an_earlier_step_goes_back_and_later_ones_stay(eva: DeskVisitor, content: Path) -> None:
    eva.open(HOUR)
    eva.send("/blocks/0", **{"from": "10:00"})
    eva.open("/web/udaje/hours.yaml/hours/1/blocks/0")
    eva.send("/blocks/0", staff="3")
    before = (content / "data" / "hours.yaml").read_text("utf-8")
    eva.open("/web/zmeny/1")
    assert eva.send("/vzit-zpet").title == "Vzato zpět"
    left = (content / "data" / "hours.yaml").read_text("utf-8")
    assert left == before.replace("from: 10:00, to: 12:00", "from: 9:00, to: 12:00", 1)


def test_what_somebody_has_changed_since_is_not_overwritten(
    eva: DeskVisitor, content: Path
) -> None:
    eva.open(HOUR)
    eva.send("/blocks/0", **{"from": "10:00"})
    eva.open(HOUR)
    eva.send("/blocks/0", **{"from": "11:00"})
    before = facts_of(content)
    eva.open("/web/zmeny/1")
    page = eva.send("/vzit-zpet")
    assert page.status == 409
    assert "totéž místo" in page.alerts
    assert facts_of(content) == before
