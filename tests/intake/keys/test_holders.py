"""Who holds what, what opens: tried with real copies, and told in docs/threat-model.md as it is."""

from collections.abc import Mapping

import pytest

from tests.intake.keys import table
from tests.intake.keys.holders import HOLDERS, Holder, Possession
from tests.intake.keys.service_life import Written
from tests.intake.keys.table import Outcome

pytestmark = pytest.mark.usefixtures("takes_seconds")

AFTERWARDS = {Written.AFTER, Written.NOTE_AFTER, Written.ADDRESS_AFTER}
NEVER_READ = (
    "Stranger",
    "Editor",
    "Coordinator who does not answer",
    "Who saw a counsellor's password",
    "Thief of the database",
    "Thief of the server secret",
    "Thief of the disk, or of database and secret",
    "Thief of a decrypted backup",
    "Who found the recovery key",
    "Who writes to the database",
    "Provider, machine off",
)
"""Those of whom the product says that they read nothing; no table in the docs may say otherwise."""


@pytest.fixture(scope="module")
def tried() -> Mapping[Holder, Outcome]:
    return table.outcomes()


def of(tried: Mapping[Holder, Outcome], who: str) -> Outcome:
    return next(outcome for holder, outcome in tried.items() if holder.who == who)


def test_the_tables_in_the_threat_model_are_what_was_tried(
    tried: Mapping[Holder, Outcome],
) -> None:
    assert table.in_docs() == table.written(tried), "make tried"


@pytest.mark.parametrize("who", NEVER_READ)
def test_they_read_nothing_at_all(tried: Mapping[Holder, Outcome], who: str) -> None:
    outcome = of(tried, who)
    assert not outcome.read
    assert not outcome.done["use the team's newest key"]
    assert not outcome.done["answer as the team"]


@pytest.mark.parametrize("holder", [each for each in HOLDERS if Possession.OLD_KEYS in each.holds])
def test_whoever_left_reads_and_does_nothing_of_afterwards(
    tried: Mapping[Holder, Outcome], holder: Holder
) -> None:
    outcome = tried[holder]
    assert outcome.read is not None
    assert not outcome.read & AFTERWARDS
    assert not outcome.done["use the team's newest key"]
    assert not outcome.done["answer as the team"]


def test_only_who_has_the_server_secret_lets_somebody_in(tried: Mapping[Holder, Outcome]) -> None:
    able = {holder for holder, outcome in tried.items() if outcome.done["let somebody in"]}
    assert able
    assert all(Possession.SECRET in holder.holds for holder in able)


def test_every_attempt_succeeds_for_somebody(tried: Mapping[Holder, Outcome]) -> None:
    """An attempt that nobody can win shows nothing of those who lose."""
    for what in table.DONE:
        assert any(outcome.done[what] for outcome in tried.values()), what
    for text in Written:
        assert any(text in (outcome.read or ()) for outcome in tried.values()), text
