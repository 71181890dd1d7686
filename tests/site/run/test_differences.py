"""What readers will see differently is said with the old and the new, and nothing else is said."""

from datetime import date
from pathlib import Path

import pytest

from centre.texts import content
from site_plugins.run.differences import differences
from tests.paths import ROOT
from tests.site.conftest import Draft

DAY = date(2026, 11, 21)


def read(folder: Path) -> content.Content:
    return content.read(folder, DAY)


def said(draft: Draft) -> list[str]:
    return differences(read(ROOT / "content"), content.read_leniently(draft.folder, DAY))


def test_of_the_same_content_nothing_is_said(draft: Draft) -> None:
    assert said(draft) == []


def test_the_first_publication_is_one_line(draft: Draft) -> None:
    (line,) = differences(None, read(draft.folder))
    assert "poprvé" in line


def test_other_hours_are_said_by_place_and_day(draft: Draft) -> None:
    draft.replace("data/hours.yaml", "- {day: po, from: 9:00", "- {day: po, from: 9:30")
    (line,) = said(draft)
    assert line.startswith("Otevírací doba, ")
    assert "pondělí: 9.00–" in line
    assert "→ 9.30–" in line


@pytest.mark.parametrize(
    ("file", "old", "new", "subject"),
    [
        ("data/centre.yaml", "+420 000 000 002", "+420 000 000 009", "Telefon (outreach)"),
        ("data/centre.yaml", "kontakt@example.org", "jinak@example.org", "E-mail"),
        ("data/centre.yaml", "answer_days: 3", "answer_days: 4", "Odpovíme"),
        ("data/centre.yaml", "minimum_age: 15", "minimum_age: 18", "Od kolika let"),
        ("data/centre.yaml", "answers_in: [cs, en]", "answers_in: [cs]", "Odpovídáme v jazycích"),
        ("data/helplines.yaml", "116 111", "116 112", "Linka pomoci"),
    ],
)
def test_another_fact_is_said_with_the_old_and_the_new(
    draft: Draft, file: str, old: str, new: str, subject: str
) -> None:
    draft.replace(file, old, new)
    (line,) = [each for each in said(draft) if not each.startswith("Stránka")]
    assert line.startswith(subject)
    before, _, after = line.partition(" → ")
    assert before
    assert after
    assert before.rpartition(": ")[2] != after


def test_a_closure_that_comes_is_said_as_readers_will_read_it(draft: Draft) -> None:
    coming = "  - {date: 2026-12-01, places: all, reason: Nemoc týmu}\n"
    draft.replace("data/closures.yaml", "specials:\n", f"{coming}specials:\n")
    found = [line for line in said(draft) if "1. prosince" in line]
    assert found
    assert "nově" in found[0]
    assert "Nemoc týmu" in found[0]


def test_a_text_says_how_much_of_it_is_different(draft: Draft) -> None:
    draft.append("cs/pages/wound.md", "Nový odstavec.")
    assert said(draft) == ["Stránka /rana/: jinak znějí odstavce: 1"]


def test_spaces_and_the_words_of_the_search_are_no_difference(draft: Draft) -> None:
    draft.replace("cs/pages/wound.md", "hnis, boule", "hnis,  boule, bulka jiná")
    assert said(draft) == []


def test_pages_that_come_and_go_are_said(draft: Draft) -> None:
    (draft.folder / "cs/questions/question-voices.md").unlink()
    lines = [line for line in said(draft) if "už není" in line]
    assert lines
    assert all(line.startswith("Stránka /") for line in lines)


def test_a_passage_of_the_forms_is_said(draft: Draft) -> None:
    draft.append("cs/intake/sent.md", "Ještě něco.")
    (line,) = said(draft)
    assert line.startswith("Text formulářů sent.md (cs)")


def test_an_approval_that_a_text_lacks_since_is_said(draft: Draft) -> None:
    draft.replace("cs/pages/team.md", "group: about", "group: about\napproval: lawyer")
    assert "Text cs/pages/team.md: chybí schválení (právník)" in said(draft)


def test_of_an_approval_that_was_missing_before_nothing_is_said(draft: Draft) -> None:
    draft.append("cs/pages/wound.md", "Držte se.")
    assert not [line for line in said(draft) if line.startswith("Text cs/")]
