"""Photographs inside a PDF, without what a camera writes of the place, the day and itself.

Segments are those of ITU-T T.81 (annex B) and of Exif 2.3.
"""

from typing import Final

_BEGIN: Final = b"\xff\xd8"
_SCAN: Final = 0xDA
"""From here on there is only the picture."""
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Marks that are followed by no length."""
_OF_ORIGIN: Final = frozenset({0xE1, 0xED, 0xFE})
"""APP1 (Exif, XMP), APP13 (Photoshop, IPTC), comments. Colours (APP2, APP14) stay."""


def without_origin(picture: bytes) -> bytes:
    """The picture with the same pixels; what is no JPEG stays as it is."""
    if not picture.startswith(_BEGIN):
        return picture
    kept = bytearray(_BEGIN)
    at = len(_BEGIN)
    while at + 4 <= len(picture) and picture[at] == 0xFF:
        mark = picture[at + 1]
        if mark == _SCAN:
            return bytes(kept) + picture[at:]
        length = 2
        if mark == 0xFF:  # a byte that only fills up
            length = 1
        elif mark not in _ALONE:
            length += int.from_bytes(picture[at + 2 : at + 4])
        if mark not in _OF_ORIGIN:
            kept += picture[at : at + length]
        at += length
    return picture
