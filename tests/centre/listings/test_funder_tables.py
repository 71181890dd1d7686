"""Tables of funders: what a row may add up, and what no enquiry on the web can ever be."""

from pathlib import Path

import pytest

from centre.listings.funder_tables import FunderTables, faults_in_funder_tables
from centre.reading.reader import read_file

TABLE = """tables:
  - id: kraj
    title: Kraj
    rows:
      - name: {name}
        figures: [{figures}]
"""


def told(folder: Path, figures: str, name: str = "Odpovědi", *, demo: bool = True) -> str:
    """What is wrong with a table of one row."""
    path = folder / "funder_tables.yaml"
    path.write_text(TABLE.format(name=name, figures=figures), "utf-8")
    made, faults = read_file(path, FunderTables)
    found = faults_in_funder_tables(made.tables if made else (), demo=demo)
    return " ".join(map(str, [*faults, *found]))


@pytest.mark.parametrize(
    "figures",
    ["", "answered", "received.counselling, received.relatives", "topic.health", "pieces"],
)
def test_a_row_adds_up_parts_of_one_whole(tmp_path: Path, figures: str) -> None:
    assert told(tmp_path, figures) == ""


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ("answered.relative", "mysleli jste „answered.relatives“?"),
        ("persons", "číslo „persons“ neznáme"),
        ("median-days", "je medián nebo průměr a do součtu nepatří"),
        ("received, received.message", "započítalo dvakrát"),
        ("received.counselling, topic.health", "započítalo dvakrát"),
        ("minutes, pieces", "započítalo dvakrát"),
        ("topic.law, topic.law", "totéž číslo je tu dvakrát"),
    ],
)
def test_what_would_count_wrong_is_refused_with_file_and_line(
    tmp_path: Path, figures: str, message: str
) -> None:
    found = told(tmp_path, figures)
    assert message in found
    assert "funder_tables.yaml:6: tables.0.rows.0.figures: " in found


@pytest.mark.parametrize(
    "name",
    ["Osoby", "Počet klientů", "Kontakty", "Počet osob blízkých", "První kontakty", "Intervence"],
)
def test_no_sum_of_enquiries_is_called_persons_or_contacts(tmp_path: Path, name: str) -> None:
    assert "dotaz není osoba" in told(tmp_path, "answered", name)
    assert told(tmp_path, "", name) == ""


@pytest.mark.parametrize("name", ["Odpovědi osobám blízkým", "Poradenství na dálku, klienti"])
def test_a_row_may_say_for_whom_an_answer_was(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, "answered.relatives", name) == ""


def test_two_tables_share_no_mark_and_a_real_centre_has_no_sample(tmp_path: Path) -> None:
    path = tmp_path / "funder_tables.yaml"
    path.write_text(
        "tables:\n  - {id: kraj, title: A, sample: true}\n  - {id: kraj, title: B}\n", "utf-8"
    )
    made, faults = read_file(path, FunderTables)
    assert made
    assert not faults
    found = " ".join(map(str, faults_in_funder_tables(made.tables, demo=False)))
    assert "tabulka „kraj“ už je na řádku 2" in found
    assert "ukázková tabulka smí být jen v ukázce" in found
