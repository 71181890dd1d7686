"""What is published of a PDF tells nothing of who made it, and nothing in it runs."""

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject

from centre.documents import jpeg2000_pictures
from centre.documents.jpeg_pictures import without_origin
from centre.documents.pdf_files import NotPublishable, published
from tests.centre.documents import made_pdf
from tests.centre.documents.made_pdf import JPEG, dictionary, opening_by, pdf


def test_nothing_tells_who_made_it_with_what_and_when() -> None:
    before = pdf(made_pdf.signed_by_its_maker, made_pdf.with_a_comment, made_pdf.with_a_photograph)
    assert all(word in before for word in (b"Jana", b"Writer 7", b"/ID", b"taken at home"))
    after = published(before, "Výroční zpráva", "cs").content
    reader = PdfReader(BytesIO(after))
    assert reader.metadata == {"/Title": "Výroční zpráva"}
    assert reader.xmp_metadata is None
    for word in (b"Jana", "Jana".encode("utf-16-be"), b"Writer", b"/ID", b"taken", b"pypdf"):
        assert word not in after


def packed_twice(writer: PdfWriter) -> None:
    made_pdf.with_a_photograph(writer)
    picture = writer.pages[0]["/Resources"]["/XObject"]["/I"].get_object()
    picture._data = zlib.compress(picture._data)
    picture[NameObject("/Filter")] = ArrayObject(map(NameObject, ("/FlateDecode", "/DCTDecode")))


def filtered_elsewhere(writer: PdfWriter) -> None:
    made_pdf.with_a_photograph(writer)
    picture = writer.pages[0]["/Resources"]["/XObject"]["/I"].get_object()
    picture[NameObject("/Filter")] = writer._add_object(NameObject("/DCTDecode"))


def test_its_words_and_pictures_stay() -> None:
    after = PdfReader(BytesIO(published(pdf(made_pdf.with_a_photograph), "Zpráva", "cs").content))
    assert after.pages[0].extract_text() == made_pdf.WORDS
    picture = after.pages[0]["/Resources"]["/XObject"]["/I"]
    assert b"pixels \xff\x00\xe1\xff\xd0 of it" in picture._data


@pytest.mark.parametrize("photograph", [packed_twice, filtered_elsewhere])
def test_a_photograph_is_cleaned_however_it_is_packed(photograph: made_pdf.Change) -> None:
    after = PdfReader(BytesIO(published(pdf(photograph), "Zpráva", "cs").content))
    picture = after.pages[0]["/Resources"]["/XObject"]["/I"]
    assert picture["/Filter"] == "/DCTDecode"
    assert b"pixels" in picture._data
    assert b"taken at home" not in picture._data


def test_a_screen_reader_hears_its_title_in_its_language() -> None:
    root = PdfReader(BytesIO(published(pdf(), "Complaint form", "en").content)).root_object
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_same_file_gives_the_same_bytes() -> None:
    once = published(pdf(made_pdf.signed_by_its_maker), "Zpráva", "cs").content
    published.cache_clear()
    assert published(pdf(made_pdf.signed_by_its_maker), "Zpráva", "cs").content == once


def test_a_place_to_open_at_is_taken_out() -> None:
    after = published(pdf(opening_by({"/S": "/GoTo", "/D": "first"})), "Zpráva", "cs").content
    assert "/OpenAction" not in PdfReader(BytesIO(after)).root_object


def scripted(writer: PdfWriter) -> None:
    script = dictionary({"/S": "/JavaScript", "/JS": "app.alert(1)"})
    writer.root_object[NameObject("/Names")] = dictionary({"/JavaScript": script})


def launching(writer: PdfWriter) -> None:
    link = dictionary({"/Type": "/Annot", "/Subtype": "/Link"})
    link[NameObject("/A")] = dictionary({"/S": "/Launch", "/F": "calc.exe"})
    writer.pages[0][NameObject("/Annots")] = writer._add_object(dictionary({"/0": link}))


def launching_from_elsewhere(writer: PdfWriter) -> None:
    link = dictionary({"/Type": "/Annot", "/Subtype": "/Link"})
    kind = writer._add_object(NameObject("/Launch"))
    link[NameObject("/A")] = dictionary({"/S": kind, "/F": "calc.exe"})
    writer.pages[0][NameObject("/Annots")] = writer._add_object(dictionary({"/0": link}))


def signed(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/Perms")] = dictionary({"/ByteRange": "0 1 2 3"})


def with_xfa(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/AcroForm")] = dictionary({"/XFA": "<xdp/>"})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (scripted, "skript"),
        (opening_by({"/S": "/JavaScript", "/JS": "app.alert(1)"}), "skript"),
        (launching, "skript"),
        (launching_from_elsewhere, "skript"),
        (lambda writer: writer.add_attachment("tabulka.xlsx", b"rows"), "přiložený"),
        (with_xfa, "XFA"),
        (signed, "podepsaný"),
        (lambda writer: writer.encrypt("", "heslo", algorithm="RC4-128"), "zamčený"),
    ],
    ids=[
        "script",
        "opening script",
        "launch",
        "led-to launch",
        "attachment",
        "xfa",
        "signature",
        "locked",
    ],
)
def test_what_runs_is_carried_or_locked_is_refused(change: made_pdf.Change, told: str) -> None:
    with pytest.raises(NotPublishable, match=told):
        published(pdf(change), "Zpráva", "cs")


def test_a_lock_of_today_is_told_as_one() -> None:
    """AES-256, which opens without a password; pypdf wants a library of its own for it."""
    locked = Path(__file__).with_name("locked.pdf").read_bytes()
    with pytest.raises(NotPublishable, match="zamčený"):
        published(locked, "Zpráva", "cs")


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"%PDF-1.7\n", pdf()[:200]], ids=["empty", "page", "head", "cut"]
)
def test_what_is_no_whole_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(NotPublishable, match=r"nejde přečíst|žádnou stránku"):
        published(content, "Zpráva", "cs")


def test_a_scan_is_told_from_a_text() -> None:
    assert published(pdf(), "Zpráva", "cs").has_text
    assert not published(pdf(words="Scan 0001"), "Zpráva", "cs").has_text


def in_forms_that_show_each_other(writer: PdfWriter) -> None:
    """As a page that was laid into another file; each form is drawn twice by the next one."""
    inner = writer.pages[0]["/Contents"].get_object()
    inner[NameObject("/Subtype")] = NameObject("/Form")
    shown = writer._add_object(inner)
    for _ in range(40):
        form = DecodedStreamObject()
        form.set_data(b"/I Do /I Do")
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/Resources")] = dictionary({"/XObject": dictionary({"/I": shown})})
        shown = writer._add_object(form)
    page = writer.pages[0]
    page["/Resources"][NameObject("/XObject")] = dictionary({"/I": shown})
    drawing = DecodedStreamObject()
    drawing.set_data(b"/I Do")
    page[NameObject("/Contents")] = writer._add_object(drawing)


def test_a_text_is_found_in_forms_and_each_of_them_is_looked_at_once() -> None:
    assert published(pdf(in_forms_that_show_each_other), "Zpráva", "cs").has_text
    scan = pdf(in_forms_that_show_each_other, words="Scan 0001")
    assert not published(scan, "Zpráva", "cs").has_text


def test_a_text_in_signs_of_its_font_is_one() -> None:
    signs = " ".join(["<0012003400560078>"] * 5).encode()
    scan = pdf(words="").replace(b"() Tj", b"[" + signs + b"] TJ")
    assert published(scan, "Zpráva", "cs").has_text


def test_of_a_picture_only_what_tells_of_its_origin_goes() -> None:
    without = without_origin(JPEG)
    assert without.startswith(JPEG[:20])
    assert without == JPEG.replace(JPEG[20:59], b"").replace(b"\xff\xfe\x00\x09by Jana", b"")


def test_what_a_phone_lays_beside_a_picture_goes() -> None:
    """A film or a second photograph behind it, its makers' signed word, a small picture."""
    small = b"\xff\xe0\x00\x20JFXX\x00\x10" + b"small picture of it all."
    signed_by = b"\xff\xeb\x00\x12JP\x00\x01made by Jana"
    colours = b"\xff\xe2\x00\x10ICC_PROFILE\x00\x01\x01"
    second = JPEG.replace(b"by Jana N", b"in her hou")
    whole = JPEG[:20] + small + signed_by + colours + JPEG[20:] + second
    assert without_origin(whole) == JPEG[:20] + colours + without_origin(JPEG)[20:]


def test_a_scan_tells_no_more_than_a_photograph() -> None:
    after = PdfReader(BytesIO(published(pdf(made_pdf.with_a_scan), "Zpráva", "cs").content))
    picture = after.pages[0]["/Resources"]["/XObject"]["/I"]._data
    assert b"taken at home" not in picture
    assert b"by Jana" not in picture
    assert picture.endswith(b"pixels")


def test_a_picture_without_boxes_stays_as_it_is() -> None:
    assert jpeg2000_pictures.without_origin(b"\xff\x4f\xff\x51") == b"\xff\x4f\xff\x51"


def test_a_second_picture_behind_the_end_goes() -> None:
    assert without_origin(JPEG + JPEG) == without_origin(JPEG)


def test_of_a_picture_that_is_cut_off_goes_what_is_left_of_its_origin() -> None:
    assert without_origin(JPEG[:25]) == JPEG[:20]


@pytest.mark.parametrize("picture", [b"", b"GIF89a", b"\xff\xd8\xff"])
def test_what_is_no_picture_stays_as_it_is(picture: bytes) -> None:
    assert without_origin(picture) == picture
