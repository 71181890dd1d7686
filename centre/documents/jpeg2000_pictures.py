"""JPEG 2000 pictures inside a PDF, without what a scanner writes of itself and of people.

Boxes are those of ITU-T T.800 (annex I).
"""

from typing import Final

_SIGNATURE: Final = b"\0\0\0\x0cjP  \r\n\x87\n"
_OF_ORIGIN: Final = frozenset({b"uuid", b"xml ", b"uinf"})
"""Exif, XMP and IPTC lie in boxes of these types."""
_HEADER: Final = 8  # bytes: the length of a box, its type
_LONG_HEADER: Final = 16


def without_origin(picture: bytes) -> bytes:
    """The picture with the same pixels; what has no boxes stays as it is."""
    if not picture.startswith(_SIGNATURE):
        return picture
    kept = bytearray()
    at = 0
    while at < len(picture):
        end = at + _length(picture, at)
        if picture[at + 4 : at + _HEADER] not in _OF_ORIGIN:
            kept += picture[at:end]
        at = end
    return bytes(kept)


def _length(picture: bytes, at: int) -> int:
    """Of the box that begins there; one of no honest length reaches to the end."""
    length = int.from_bytes(picture[at : at + 4])
    if length == 1:
        length = int.from_bytes(picture[at + _HEADER : at + _LONG_HEADER])
    return length if length >= _HEADER else len(picture) - at
