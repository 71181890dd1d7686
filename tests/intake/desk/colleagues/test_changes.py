"""What was changed in a text stands as crossed out and added, and nothing else is lost."""

import time

from hypothesis import given
from hypothesis import strategies as st

from intake_service.work.colleagues import changes

WORDS = st.lists(st.sampled_from(["přijďte", "v", "pondělí", "ránu", "\n", "  "]), max_size=30).map(
    " ".join
)


@given(before=WORDS, after=WORDS)
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    found = changes.between(before, after)
    assert "".join(each.text for each in found if not each.is_added).split() == before.split()
    assert "".join(each.text for each in found if not each.is_crossed_out) == after


def test_the_same_text_has_nothing_crossed_out_or_added() -> None:
    assert not any(
        each.is_added or each.is_crossed_out for each in changes.between("Ahoj vy.", "Ahoj vy.")
    )


def test_the_longest_texts_take_no_time() -> None:
    before = "slovo jiné a\n" * 2300
    started = time.process_time()
    changes.between(before, before.replace("jiné", "nové"))
    assert time.process_time() - started < 5
