"""Photographs inside a PDF, without what a camera writes of the place, the day and itself.

Segments are those of ITU-T T.81 (annex B) and of Exif 2.3.
"""

import re
from typing import Final

_BEGIN: Final = b"\xff\xd8"
_MARK: Final = re.compile(rb"\xff([^\x00\xff])", re.DOTALL)
"""Among pixels, 0xFF is always followed by zero or by one of those ``_ALONE``."""
_END: Final = 0xD9
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
"""Marks that are followed by no length."""
_OF_ORIGIN: Final = frozenset({0xE1, 0xED, 0xFE})
"""APP1 (Exif, XMP), APP13 (Photoshop, IPTC), comments. Colours (APP2, APP14) stay."""


def without_origin(picture: bytes) -> bytes:
    """The picture with the same pixels; what is no JPEG stays as it is.

    Nothing behind its end is kept: telephones lay a second picture there, with an Exif of its own.
    """
    if not picture.startswith(_BEGIN):
        return picture
    kept = bytearray(_BEGIN)
    at = len(_BEGIN)
    while found := _MARK.search(picture, at):
        kept += picture[at : found.start()]
        at = found.end()
        mark = found[1][0]
        if mark not in _ALONE and mark != _END:
            at += int.from_bytes(picture[at : at + 2])
        if mark not in _OF_ORIGIN:
            kept += picture[found.start() : at]
        if mark == _END:
            return bytes(kept)
    return bytes(kept) + picture[at:]
