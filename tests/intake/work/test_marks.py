"""Marks at the desk, measured: sentences of a crisis, of children, and harmless ones."""

from typing import Any

import pytest
from ruamel.yaml import YAML

from intake_service.work.conversation.childrens_words import is_from_a_child
from intake_service.work.conversation.urgency import is_urgent
from tests.paths import ROOT

DATA = ROOT / "content" / "data"
SENTENCES: Any = YAML(typ="safe", pure=True).load(
    (ROOT / "tests" / "intake" / "work" / "sentences.yaml").read_text("utf-8")
)
LANGUAGES = ("cs", "en", "uk")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_at_least_sixteen_of_eighteen_sentences_of_a_crisis_are_marked(lang: str) -> None:
    sentences = SENTENCES["crisis"][lang]
    missed = [each for each in sentences if not is_urgent(each, DATA)]
    assert len(sentences) == 18
    assert len(missed) <= 2, missed


def test_at_most_two_of_forty_harmless_sentences_are_marked() -> None:
    sentences = SENTENCES["harmless"]
    marked = [each for each in sentences if is_urgent(each, DATA) or is_from_a_child(each, {})]
    assert len(sentences) == 40
    assert len(marked) <= 2, marked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_ten_children_are_seen(lang: str) -> None:
    sentences = SENTENCES["children"][lang]
    assert len(sentences) == 10
    for each in sentences:
        for typed in (each, each.upper(), f"Dobrý den.\n{each}\nDíky."):
            assert is_from_a_child(typed, {}), typed


@pytest.mark.parametrize("text", SENTENCES["about_a_child_or_an_age"])
def test_whoever_writes_about_an_age_is_no_child(text: str) -> None:
    assert not is_from_a_child(text, {})


@pytest.mark.parametrize(
    ("age", "child"), [("under-15", True), ("15-17", True), ("18-25", False), ("", False)]
)
def test_a_chosen_band_of_age_counts(age: str, child: bool) -> None:
    assert is_from_a_child("Dobrý den.", {"age": age}) is child


def test_the_age_of_somebody_close_is_not_the_writers() -> None:
    assert not is_from_a_child("Bojím se o syna.", {"their_age": "under-15"})


def test_the_longest_text_is_looked_through_at_once() -> None:
    for text in ("je mi " * 5000, "mám 1" * 6000, "1" * 30_000, "jsem " * 6000):
        assert not is_from_a_child(text, {})
