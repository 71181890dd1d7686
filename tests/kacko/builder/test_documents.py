"""A PDF that somebody is about to publish: cleaned, refused, or with a word of advice."""

import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from centre.documents.pdf_files import NotPublishable
from kacko.builder import documents
from kacko.builder.documents import checked
from tests.centre.documents.made_pdf import opening_by, pdf, signed_by_its_maker
from tests.kacko.builder.made_pictures import photo


def with_a_bomb(writer: PdfWriter) -> None:
    """Words of a page that unpack to 300 million letters."""
    words = StreamObject()
    words._data = zlib.compress(bytes(300_000_000), 9)
    words[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(words)


def test_a_report_is_published_without_its_makers() -> None:
    made = checked(pdf(signed_by_its_maker), "Zpráva", "cs")
    assert b"Nov" not in made.content
    assert PdfReader(BytesIO(made.content)).metadata == {"/Title": "Zpráva"}
    assert (made.pages, made.advice) == (1, ())


def test_a_scan_is_taken_with_advice() -> None:
    assert "OCR" in " ".join(checked(pdf(words=""), "Zpráva", "cs").advice)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"words",
        photo(99, 99),
        photo(99, 99) + pdf(),
        b"%PDF-1.7\nnothing",
        pdf(opening_by({"/S": "/JavaScript", "/JS": "app.alert(1)"})),
    ],
)
def test_what_is_no_harmless_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(NotPublishable):
        checked(content, "Zpráva", "cs")


def test_a_bomb_is_never_unpacked_whole() -> None:
    made = checked(pdf(with_a_bomb), "Zpráva", "cs")
    assert len(made.content) < 1_000_000


def test_a_huge_file_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 100)
    with pytest.raises(NotPublishable, match="MB"):
        checked(pdf(), "Zpráva", "cs")
