"""A funder's table at the desk: our figures under the funder's own words, as the centre says."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from centre.intake.counted_figures import FIGURES, KINDS, NO_SUMS, RELATIONS
from centre.listings.funder_tables import FunderRow, FunderTable
from intake_service.settings import Settings
from intake_service.store import vault
from intake_service.store.terms import Counted, FindOutcome
from intake_service.work import tallies
from intake_service.work.conversation import kinds
from intake_service.work.enquiry import enquiries
from intake_service.work.enquiry.enquiries import Submission
from intake_service.work.figures import counts, funders, names, rows
from intake_service.work.figures.counts import Month
from intake_service.work.service import Service
from intake_service.work.syringes import counting
from intake_service.work.syringes.counting import Ending
from intake_service.work.team.logins import Staff
from tests.intake.browser import DeskVisitor

pytestmark = pytest.mark.usefixtures("cheap_receipts")


@pytest.fixture
def content(settings: Settings, tmp_path: Path) -> Path:
    return Path(shutil.copytree(settings.content, tmp_path / "content"))


@pytest.fixture
def service(opened: Callable[..., Service], content: Path) -> Service:
    """A service over content that a test may change."""
    return opened(content=content)


def ask(service: Service, kind: str, **extras: str) -> None:
    enquiries.send(service, Submission(kind, "cs", "Otázka.", vault.new_key(), extras))


def table(**sums: list[str]) -> FunderTable:
    made = tuple(FunderRow(name=name, figures=tuple(figures)) for name, figures in sums.items())
    return FunderTable(id="kraj", title="Kraj", rows=made)


def numbers(of: FunderTable, year: Month, *, with_sealed: bool = True) -> list[int | None]:
    return [row.number for row in funders.filled(of, year, with_sealed=with_sealed)]


def year_of(service: Service, staff: Staff) -> Month:
    return counts.total(counts.read(service, staff).months.values())


def test_a_row_is_the_sum_of_what_the_file_names(service: Service, staff: Staff) -> None:
    for kind in ("counselling", "counselling", "relatives", "message"):
        ask(service, kind)
    ask(service, "counselling", topic="health")
    counting.add_own(service, Ending(FindOutcome.OWN, pieces=7), "", vault.new_id())
    asked = table(
        both=["received.counselling", "received.relatives"],
        health=["topic.health"],
        pieces=["pieces"],
        nobody=["received.threat"],
        elsewhere=[],
    )
    assert numbers(asked, year_of(service, staff)) == [4, 1, 7, 0, None]


def test_what_is_sealed_is_no_zero_for_whoever_has_no_key() -> None:
    asked = table(health=["topic.health"], answered=["answered"])
    (health, answered) = funders.filled(asked, Month(), with_sealed=False)
    assert (health.number, health.is_sealed) == (None, True)
    assert (answered.number, answered.is_sealed) == (0, False)


def test_the_page_and_the_file_show_the_year(service: Service, desk: DeskVisitor) -> None:
    ask(service, "relatives")
    with service.store.write() as session:
        tallies.add(session, "2026-11", "relatives", Counted.MINUTES, 30)
    words = desk.open("/cisla/pro-dotace/kraj?rok=2026").words
    assert "minuty práce: o blízkém člověku" in words
    assert "Doplňte z evidence klientů." in words
    answer = desk.client.get("/cisla/pro-dotace/kraj/tabulka.csv?rok=2026")
    lines = answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert lines[0] == "Kód;Řádek;Počet;Co se sečetlo"
    assert lines[2] == "K2;Minuty, blízcí;30;minuty práce: o blízkém člověku"
    assert lines[3] == "K3;Počet kontaktů;;Doplňte z evidence klientů."


def test_a_slip_in_the_file_is_told_and_touches_nothing_else(
    service: Service, desk: DeskVisitor, content: Path
) -> None:
    path = content / "data" / "funder_tables.yaml"
    path.write_text(path.read_text("utf-8").replace("- pieces", "- picees", 1), "utf-8")
    page = desk.open("/cisla/pro-dotace")
    assert "mysleli jste „pieces“?" in page.words
    assert desk.open("/cisla/pro-dotace/kraj").status == 404
    assert desk.open("/cisla").status == 200


def test_a_centre_without_the_file_has_no_table(
    service: Service, desk: DeskVisitor, content: Path
) -> None:
    (content / "data" / "funder_tables.yaml").unlink()
    assert "Zatím tu žádná tabulka není." in desk.open("/cisla/pro-dotace").words


def test_the_names_in_the_file_are_those_that_the_desk_counts() -> None:
    every = {each.id for each in kinds.KINDS_OF_THE_DESK.values() if each.in_figures}
    every |= {each.id for each in kinds.KINDS.values() if each.in_figures}
    assert set(KINDS) == every
    assert set(RELATIONS) == set(kinds.RELATIONS) - {""}
    assert {f"finds.{outcome}" for outcome in FindOutcome} <= set(FIGURES)
    assert all(map(names.of_figure, FIGURES))


def test_every_row_of_the_page_has_a_name_for_the_file_and_says_what_it_counts() -> None:
    month = Month(answer_days=Counter([1]), ratings=Counter([5]), turned_away=1, erased=1, pieces=1)
    for whole in ("by_kind", "answered_by_kind", "minutes_by_kind"):
        getattr(month, whole).update(KINDS)
    month.by_topic.update(["", "health"])
    month.by_relation.update(["", "child"])
    month.by_language.update(["cs"])
    month.finds.update(FindOutcome)
    sections = rows.sections(month, with_sealed=True)
    found = {row.id: section.meaning(row) for section in sections for row in section.rows}
    assert found.keys() <= {*FIGURES, *NO_SUMS}
    assert all(found.values())
