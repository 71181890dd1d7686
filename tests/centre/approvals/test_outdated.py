"""Translations that do not say yet what their Czech page says, and for how long that is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from centre.approvals.outdated import OutdatedTranslations, read_outdated
from centre.approvals.standing import Standing

CZECH = Standing("cs/pages/wound.md", "0" * 16)
CHANGED = replace(CZECH, print="1" * 16)
ENGLISH = Standing("en/pages/wound.md", "2" * 16)
DAY = date(2026, 11, 30)
LATER = date(2026, 12, 3)


@pytest.fixture
def outdated() -> OutdatedTranslations:
    return OutdatedTranslations().with_(ENGLISH, CZECH, DAY)


def test_the_day_is_told_while_only_the_czech_words_are_new(outdated: OutdatedTranslations) -> None:
    assert outdated.since(ENGLISH, CHANGED) == DAY
    assert outdated.since(ENGLISH, CZECH) is None
    assert outdated.since(replace(ENGLISH, print="3" * 16), CHANGED) is None
    assert outdated.since(Standing("uk/pages/wound.md", ENGLISH.print), CHANGED) is None


def test_what_a_translation_has_missed_first_is_told(outdated: OutdatedTranslations) -> None:
    assert outdated.with_(ENGLISH, CHANGED, LATER).since(ENGLISH, CHANGED) == DAY
    renewed = replace(ENGLISH, print="3" * 16)
    again = outdated.with_(renewed, CHANGED, LATER)
    assert len(again.all) == 1
    assert again.since(renewed, CZECH) == LATER


def test_what_was_written_is_read(outdated: OutdatedTranslations, tmp_path: Path) -> None:
    outdated.write(tmp_path)
    found, faults = read_outdated(tmp_path)
    assert faults == []
    assert found.since(ENGLISH, CHANGED) == DAY
    found.without(ENGLISH.name).write(tmp_path)
    assert read_outdated(tmp_path) == (OutdatedTranslations(), [])


def test_a_file_that_cannot_be_read_tells_readers_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "outdated_translations.yaml").write_text("outdated: [", "utf-8")
    found, faults = read_outdated(tmp_path)
    assert found == OutdatedTranslations()
    assert len(faults) == 1
