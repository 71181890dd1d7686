"""Photographs inside a PDF, without what a camera writes of the place, the day and itself.

Segments are those of ITU-T T.81 (annex B), JFIF 1.02 and Exif 2.3.
"""

import re
from typing import Final

_BEGIN: Final = b"\xff\xd8"
_MARK: Final = re.compile(rb"\xff([^\x00\xff])", re.DOTALL)
"""Among pixels, 0xFF is always followed by zero or by one of those ``_ALONE``."""
_END: Final = 0xD9
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
"""Marks that are followed by no length."""
_OF_PROGRAMS: Final = frozenset({*range(0xE0, 0xF0), 0xFE})
"""APP0 to APP15 and comments: Exif, XMP, IPTC, who signed it (C2PA), smaller pictures."""
_OF_COLOURS: Final = re.compile(
    rb"\xff(?:\xe0\x00\x10JFIF\x00|\xe2..ICC_PROFILE\x00|\xee..Adobe)", re.DOTALL
)
"""What a picture is drawn wrongly without; a longer JFIF holds a second, small picture."""


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
        if mark not in _OF_PROGRAMS or _OF_COLOURS.match(picture, found.start()):
            kept += picture[found.start() : at]
        if mark == _END:
            return bytes(kept)
    return bytes(kept) + picture[at:]
