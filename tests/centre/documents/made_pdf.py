"""PDFs that tests make, as programs of offices and scanners would."""

from collections.abc import Callable
from io import BytesIO
from typing import TypeAlias

from pypdf import PdfWriter
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

Change: TypeAlias = Callable[[PdfWriter], object]

WORDS = "What we did in a year, who paid for it and how much it cost."
JPEG = (
    b"\xff\xd8"
    b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xe1\x00\x18Exif\x00\x00taken at home 12"
    b"\xff\xfe\x00\x0bby Jana N"
    b"\xff\xda\x00\x08\x01\x01\x00\x00?\x00pixels \xff\x00\xe1\xff\xd0 of it"
    b"\xff\xfe\x00\x09by Jana"
    b"\xff\xda\x00\x08\x01\x01\x00\x00?\x00finer pixels\xff\xd9"
)
"""A picture in form only, in two scans; what looks like a mark among its pixels is none."""


def box(kind: bytes, content: bytes) -> bytes:
    """A part of a JPEG 2000 picture."""
    return (8 + len(content)).to_bytes(4, "big") + kind + content


JPEG_2000 = (
    box(b"jP  ", b"\r\n\x87\n")
    + box(b"ftyp", b"jp2 ")
    + box(b"uuid", b"taken at home")
    + b"\0\0\0\x01xml \0\0\0\0\0\0\0\x17by Jana"
    + box(b"jp2c", b"\xff\x4f\xff\x51pixels")
)
"""A picture in form only."""


def pdf(*changes: Change, words: str = WORDS) -> bytes:
    """One page that says `words`, after the `changes`."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    helvetica = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    page[NameObject("/Resources")] = dictionary(
        {"/Font": dictionary({"/F1": dictionary(helvetica)})}
    )
    text = DecodedStreamObject()
    text.set_data(f"BT /F1 9 Tf 10 100 Td ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(text)
    for change in changes:
        change(writer)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def dictionary(entries: dict[str, object]) -> DictionaryObject:
    """A dictionary of a PDF; plain words are names, or text where they begin with none."""
    found = DictionaryObject()
    for key, value in entries.items():
        if isinstance(value, str):
            value = NameObject(value) if value.startswith("/") else TextStringObject(value)
        found[NameObject(key)] = value
    return found


def signed_by_its_maker(writer: PdfWriter) -> None:
    """Who wrote it, with what and when: in both places, and of a page."""
    writer.add_metadata({"/Author": "Jana Nováková", "/Creator": "Writer 7"})
    xmp = StreamObject()
    xmp._data = b"<x:xmpmeta><dc:creator>Jana Novakova</dc:creator></x:xmpmeta>"
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    writer.pages[0][NameObject("/PieceInfo")] = dictionary({"/Office": "of Jana"})
    writer.generate_file_identifiers()


def with_a_comment(writer: PdfWriter) -> None:
    """A mark on the page that says who made it."""
    comment = dictionary({"/Type": "/Annot", "/Subtype": "/Text", "/T": "Jana", "/Contents": "?"})
    comment[NameObject("/Rect")] = RectangleObject((0, 0, 9, 9))
    writer.add_annotation(0, comment)


def with_a_photograph(writer: PdfWriter) -> None:
    """A picture as a camera made it."""
    picture = StreamObject()
    picture.update(dictionary({"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode"}))
    picture._data = JPEG
    resources = writer.pages[0]["/Resources"]
    resources[NameObject("/XObject")] = dictionary({"/I": writer._add_object(picture)})


def with_a_scan(writer: PdfWriter) -> None:
    """A picture of a kind that scanners write."""
    with_a_photograph(writer)
    picture = writer.pages[0]["/Resources"]["/XObject"]["/I"]
    picture._data = JPEG_2000
    picture[NameObject("/Filter")] = NameObject("/JPXDecode")


def opening_by(action: dict[str, object]) -> Change:
    """Something that happens when the file is opened."""

    def change(writer: PdfWriter) -> None:
        writer.root_object[NameObject("/OpenAction")] = dictionary(action)

    return change
