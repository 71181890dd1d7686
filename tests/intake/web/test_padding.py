"""Pages have few lengths, whatever stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_service.web.padding import CLASS, CLASS_OF_EMPTY_FORMS, padding
from tests.intake.browser import DeskVisitor, Visitor

ASK = "/dotaz/o-sobe"


@given(
    st.integers(min_value=0, max_value=10 * CLASS), st.sampled_from([CLASS, CLASS_OF_EMPTY_FORMS])
)
def test_any_length_is_brought_to_a_class_and_never_by_more_than_two(
    length: int, size: int
) -> None:
    added = len(padding(length, size))
    assert (length + added) % size == 0
    assert added < 2 * size


def test_only_a_form_without_anything_typed_is_padded_less(public: Visitor) -> None:
    assert int(public.open(ASK).headers["Content-Length"]) % CLASS_OF_EMPTY_FORMS == 0
    refused = public.send(text=" ")
    assert refused.status == 422
    assert int(refused.headers["Content-Length"]) % CLASS == 0


def test_a_conversation_tells_only_its_class(public: Visitor) -> None:
    public.open(ASK)
    receipt = public.send(text="Ano.").receipt
    public.open("/odpoved")
    lengths = {public.send(receipt=receipt).headers["Content-Length"]}
    for text in ("Ne.", "Nevím, jak dál.", "Nevím, jak dál. " * 20):
        lengths.add(public.send("/napsat", text=text).headers["Content-Length"])
    assert all(int(length) % CLASS == 0 for length in lengths)
    assert len(lengths) < 3


def test_the_desk_is_padded_too(desk: DeskVisitor) -> None:
    for path in ("/", "/tym", "/nikde"):
        assert int(desk.open(path).headers["Content-Length"]) % CLASS == 0


@pytest.mark.parametrize("path", ["/odpoved/", "/dotaz/o-sobe/", "/en/answer/", "/uk/vidpovid/"])
def test_a_slash_typed_at_the_end_leads_to_the_page(public: Visitor, path: str) -> None:
    assert public.open(path).status == 200
