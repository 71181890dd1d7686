"""A list of crisis words that would mark everything, or find nothing, is told in time."""

from pathlib import Path

import pytest

from centre.reading.faults import Fault
from centre.texts.crisis_words import AT_LEAST, CRISIS_WORDS_FILE, CrisisWords, read_crisis_words
from tests.paths import ROOT

LETTERS = "čekáme slova z písmen, hvězdička smí být jen na konci slova"
ORDINARY = "Dobrý den, kdy máte prosím otevřeno? Chtěla bych vyměnit stříkačky. Děkuji."


def read(tmp_path: Path, written: str) -> tuple[CrisisWords, list[Fault]]:
    (tmp_path / CRISIS_WORDS_FILE).write_text(written, "utf-8")
    return read_crisis_words(tmp_path)


def test_the_samples_list_is_sound() -> None:
    words, faults = read_crisis_words(ROOT / "content" / "data")
    assert faults == []
    assert words.found_in("Chci se zabít.")
    assert not words.found_in(ORDINARY)


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ('"*"', f"{LETTERS}; je tu „*“"),
        ('"*vražda"', f"{LETTERS}; je tu „*vražda“"),
        ("sebe*vražda", f"{LETTERS}; je tu „sebe*vražda“"),
        ('"nechci žít!"', f"{LETTERS}; je tu „žít!“"),
        ('"zabít se, umřít"', f"{LETTERS}; je tu „se,“"),
        ("se", "je to moc krátké, označilo by to skoro každý dotaz; je tu „se“"),
        ('"a*"', "je to moc krátké, označilo by to skoro každý dotaz; je tu „a*“"),
        ("prosím", "našlo by to i „prosim“, tedy skoro každý dotaz; je tu „prosím“"),
        ('"potř*"', "našlo by to i „potrebuji“, tedy skoro každý dotaz; je tu „potř*“"),
        ('"help*"', "našlo by to i „help“, tedy skoro každý dotaz; je tu „help*“"),
        ('"допо*"', "našlo by to i „допомога“, tedy skoro každý dotaz; je tu „допо*“"),
        ('"no: 5"', f"{LETTERS}; je tu „no:“"),
    ],
)  # fmt: skip
def test_a_phrase_that_marks_everything_or_nothing_is_told(
    tmp_path: Path, phrase: str, message: str
) -> None:
    words, (fault,) = read(tmp_path, f"cs:\n  - žluté ponorky\n  - {phrase}\n")
    assert (fault.line, fault.field, fault.message) == (3, "cs.1", message)
    assert words == CrisisWords(cs=("žluté ponorky",))
    assert not words.found_in(ORDINARY)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "cs: [",
        "cs: 5\n",
        "cs: []\n",
        "- zabít se\n",
        "en:\n  - suicid*\n",
        "<<<<<<< HEAD\ncs:\n  - zabít se\n",
    ],
)
def test_when_nothing_is_sound_the_clearest_words_are_still_looked_for(
    tmp_path: Path, written: str
) -> None:
    words, faults = read(tmp_path, written)
    assert faults
    assert words == AT_LEAST
    assert words.found_in("Chci se zabít.")
    assert words.found_in("не хочу жити")
    assert not words.found_in(ORDINARY)


def test_a_language_that_nobody_knows_is_told(tmp_path: Path) -> None:
    words, (fault,) = read(tmp_path, "cs:\n  - žluté ponorky\nde:\n  - Selbstmord\n")
    assert fault.field == "de"
    assert words.found_in("Žluté ponorky")
