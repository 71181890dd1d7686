"""Receipts are forgiving to people and strict to mistakes."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_service.store import receipts
from intake_service.store.receipts import ALPHABET, Misread

RANDOM_PARTS = st.text(ALPHABET, min_size=15, max_size=15)


def completed(random: str) -> str:
    """The receipt with this random part: the only one of 32 that reads."""
    return receipts.read(random + "?")


@given(RANDOM_PARTS)
def test_any_one_unreadable_character_is_restored(random: str) -> None:
    receipt = completed(random)
    for position in range(16):
        assert receipts.read(f"{receipt[:position]}?{receipt[position + 1 :]}") == receipt


@given(RANDOM_PARTS, st.integers(0, 15), st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_noticed(random: str, position: int, other: str) -> None:
    receipt = completed(random)
    if receipt[position] == other:
        return
    with pytest.raises(Misread):
        receipts.read(receipt[:position] + other + receipt[position + 1 :])


@pytest.mark.parametrize(
    "typed",
    [
        "0123 4567 89AB CDE?",
        "0123-4567-89ab-cde?",
        "o123 4567 89ab cde?",
        "Ol23 4567 89AB CDE?",
        "  0I23\u00a04567\n89ab\tcde? ",
    ],
)
def test_case_spaces_dashes_and_lookalikes_are_forgiven(typed: str) -> None:
    assert receipts.read(typed) == receipts.read("0123456789ABCDE?")


@pytest.mark.parametrize(
    "typed", ["", "7K3M", "0" * 17, "0123 4567 89AB C??", "0123 4567 89AB CDU?", "ěščř" * 4]
)
def test_what_cannot_be_a_receipt_is_refused(typed: str) -> None:
    with pytest.raises(Misread):
        receipts.read(typed)


@given(st.text(max_size=40))
def test_no_text_at_all_breaks_the_reading(typed: str) -> None:
    with suppress(Misread):
        assert len(receipts.read(typed)) == 16


def test_the_check_character_is_that_of_iso_7064_mod_33_32() -> None:
    # Worked by hand, ISO 7064 clause 8: P starts at 32; S = P + value mod 32, with 32 for 0; P = 2S
    # mod 33.
    p = 32
    for character in "000000000000001":
        s = (p + ALPHABET.index(character)) % 32 or 32
        p = s * 2 % 33
    assert receipts.read("000000000000001?")[-1] == ALPHABET[(33 - p) % 32 if p != 1 else 0]


def test_new_receipts_read_and_differ() -> None:
    made = {receipts.new() for _ in range(200)}
    assert len(made) == 200
    assert all(receipts.read(receipt) == receipt for receipt in made)


def test_people_see_four_groups_of_four() -> None:
    assert [len(group) for group in receipts.groups(receipts.new())] == [4, 4, 4, 4]
