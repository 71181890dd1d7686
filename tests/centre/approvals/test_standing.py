"""How a text stands: it has the approvals of its present words, and no others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.approvals.given import Approvals, Given
from centre.approvals.standing import Standing, print_of
from centre.language.i18n import speaking
from centre.reading.approval import Approval

NAME = "cs/pages/wound.md"
TITLE = "Rána"
LEAD = "Co s ní."
TEXT = "## Doma\n\nUmyjte ji vodou a mýdlem.\n"


def approval(*words: str, role: Approval = "clinician", name: str = NAME) -> Given:
    return Given(
        text=name,
        print=print_of(*words),
        role=role,
        approved_by="MUDr. Jana Malá",
        approved_on=date(2026, 11, 21),
    )


def standing(*approvals: Given, needs: tuple[Approval, ...] = ("clinician",)) -> Standing:
    return Standing.of(Approvals(approvals), NAME, needs, TITLE, LEAD, TEXT)


def test_a_text_that_nobody_has_approved_waits_for_all_whom_it_needs() -> None:
    text = standing(needs=("clinician", "native-reader"))
    assert text.waits_for == ("clinician", "native-reader")
    assert not text.lost


def test_an_approved_text_waits_for_nobody_and_says_nothing() -> None:
    text = standing(approval(TITLE, LEAD, TEXT))
    assert not text.waits_for
    assert not text.is_delicate
    assert text.waiting == ""


def test_whoever_has_approved_leaves_the_others_to_be_waited_for() -> None:
    text = standing(approval(TITLE, LEAD, TEXT), needs=("clinician", "lawyer"))
    assert text.waits_for == ("lawyer",)
    with speaking("en"):
        assert text.waiting == "A lawyer has not approved this text yet."


@pytest.mark.parametrize(
    "words",
    [
        ("Rány", LEAD, TEXT),
        (TITLE, "Co s ní!", TEXT),
        (TITLE, LEAD, TEXT.replace("vodou", "lihem")),
        (TITLE, f"{LEAD} {TEXT}", ""),
    ],
    ids=["title", "lead", "text", "moved"],
)
def test_a_text_loses_the_approval_of_other_words(words: tuple[str, ...]) -> None:
    text = standing(approval(*words))
    assert text.waits_for == ("clinician",)
    assert [each.approved_by for each in text.lost] == ["MUDr. Jana Malá"]


def test_the_approval_of_one_text_is_none_of_another() -> None:
    text = standing(approval(TITLE, LEAD, TEXT, name="cs/pages/testing.md"))
    assert text.waits_for == ("clinician",)
    assert not text.lost


def test_words_that_are_approved_anew_have_lost_nothing() -> None:
    text = standing(approval("Rány", LEAD, TEXT), approval(TITLE, LEAD, TEXT))
    assert not text.lost


def test_words_that_come_back_are_approved_again() -> None:
    text = standing(approval(TITLE, LEAD, TEXT), approval("Rány", LEAD, TEXT))
    assert not text.waits_for


@given(st.lists(st.sampled_from(["\n", " ", "\u00a0", "\r\n", "  "]), min_size=4, max_size=4))
def test_no_space_and_no_end_of_a_line_is_a_word(spaces: list[str]) -> None:
    words = ["Umyjte", "ji", "vodou", "a", "mýdlem."]
    typed = "".join(f"{word}{space}" for word, space in zip(words, [*spaces, ""], strict=True))
    assert print_of(typed) == print_of(" ".join(words))


def test_a_letter_in_two_parts_is_the_same_letter() -> None:
    assert print_of("Ra\u0301na") == print_of("Rána")


@given(st.lists(st.sampled_from(["ano", "ne", "voda", "líh"]), min_size=1, unique=True))
def test_other_words_have_another_print(words: list[str]) -> None:
    assert print_of(*words) != print_of(*words[:-1], "jinak")
    assert print_of(" ".join(words)) != print_of(" ".join([*words, "jinak"]))
